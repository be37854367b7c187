/*
 * rampart reparse: first the documents that are kept, each under its report,
 * then the mails and files that were set aside, where they still lie.
 */
#include "cli/judge.h"
#include "cli/pipeline.h"
#include "cli/reparse.h"

#include <inttypes.h>
#include <sysexits.h>

#include "core/text_json.h"

enum err
reparse_settle(struct reparse *r, bool keep, struct error *e)
{
	if (keep && !(r->args->set & OPT_DRY_RUN))
		return store_commit(r->store, e);
	store_rollback(r->store);
	return OK;
}

static int64_t
unchanged(const struct reparse_counts *c)
{
	return c->documents - c->changed - c->unreadable - c->pruned;
}

static void
print_counts(const struct reparse_counts *c, bool dry)
{
	const char *not_stored = dry ? " but not stored" : "";

	printf("%" PRId64 " documents: %" PRId64 " unchanged, %" PRId64
	       " changed (%" PRId64 " in their figures)%s, %" PRId64
	       " not readable any more",
	    c->documents, unchanged(c), c->changed, c->figures, not_stored,
	    c->unreadable);
	if (c->pruned > 0)
		printf(", %" PRId64 " left as they were because their records "
		       "were pruned",
		    c->pruned);
	putchar('\n');
	if (c->set_aside == 0)
		return;
	printf("%" PRId64 " set aside: %" PRId64 " unchanged, %" PRId64
	       " changed (%" PRId64 " new reports)%s, %" PRId64
	       " not there any more, %" PRId64 " not readable\n",
	    c->set_aside, c->found - c->mails_changed - c->mails_unreadable,
	    c->mails_changed, c->reports, not_stored, c->set_aside - c->found,
	    c->mails_unreadable);
}

static json_t *
mails_to_json(struct reparse *r)
{
	const struct reparse_counts *c = &r->counts;
	json_t *o = json_object();

	json_put(o, "set_aside", json_integer(c->set_aside));
	json_put(o, "unchanged",
	    json_integer(c->found - c->mails_changed - c->mails_unreadable));
	json_put(o, "changed", json_integer(c->mails_changed));
	json_put(o, "reports", json_integer(c->reports));
	json_put(o, "gone", json_integer(c->set_aside - c->found));
	json_put(o, "unreadable", json_integer(c->mails_unreadable));
	json_put(o, "items", json_incref(r->mails));
	return o;
}

static json_t *
counts_to_json(struct reparse *r)
{
	const struct reparse_counts *c = &r->counts;
	json_t *o = json_object();

	json_put(o, "documents", json_integer(c->documents));
	json_put(o, "unchanged", json_integer(unchanged(c)));
	json_put(o, "pruned", json_integer(c->pruned));
	json_put(o, "changed", json_integer(c->changed));
	json_put(o, "figures", json_integer(c->figures));
	json_put(o, "unreadable", json_integer(c->unreadable));
	json_put(o, "dry_run", json_boolean(r->args->set & OPT_DRY_RUN));
	json_put(o, "items", json_incref(r->items));
	json_put(o, "mails", mails_to_json(r));
	return o;
}

static enum err
read_all(struct reparse *r, struct error *e)
{
	enum err err = reparse_kept(r, e);

	if (err == OK)
		err = reparse_mails(r, e);
	if (err != OK) {
		pool_cancel(r->pool);
		store_rollback(r->store);
		return err;
	}
	if (!(r->args->set & OPT_DRY_RUN))
		cli_judge_due(r->args, r->store);
	if (r->args->set & OPT_JSON)
		return cli_print_json(counts_to_json(r), e);
	print_counts(&r->counts, (r->args->set & OPT_DRY_RUN) != 0);
	return OK;
}

enum err
cmd_reparse(const struct args *a, int *status, struct error *e)
{
	struct reparse r = { .args = a };
	enum err err = pipeline_pool(a, &r.pool, e);

	if (err != OK)
		return err;
	err = cli_open_existing(a, &r.store, e);
	if (err == OK) {
		if (a->set & OPT_JSON) {
			r.items = json_array();
			r.mails = json_array();
		}
		err = read_all(&r, e);
		if (r.counts.mails_unreadable > 0)
			*status = EX_IOERR;
		json_decref(r.items);
		json_decref(r.mails);
		store_close(r.store);
	}
	pool_close(r.pool);
	return err;
}
