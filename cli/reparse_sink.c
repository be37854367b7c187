/*
 * A mail or file that is read again: each is a transaction of its own, which
 * is kept if anything has become of it that it was not before.
 */
#include "cli/reparse_mails.h"

#include "core/text_json.h"

static enum err
on_begin(void *ctx, const struct source_item *item, struct error *e)
{
	struct mails_run *m = ctx;

	m->id = item->tag;
	return store_begin(m->r->store, e);
}

static enum err
on_source(void *ctx, const struct intake_source *s, struct error *e)
{
	struct mails_run *m = ctx;

	return store_item_again(m->r->store, m->id, s, e);
}

static enum err
on_record(void *ctx, const struct record *rec, struct error *e)
{
	struct mails_run *m = ctx;

	return store_record(m->r->store, rec, e);
}

static void
on_restart(void *ctx)
{
	struct mails_run *m = ctx;

	store_restart(m->r->store);
}

static enum err
on_document(void *ctx, const struct document *d, struct error *e)
{
	struct mails_run *m = ctx;
	struct saved unused;

	return store_document(m->r->store, d, &unused, e);
}

static json_t *
outcomes_to_json(const struct ledger_row *v, size_t n)
{
	json_t *a = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(a,
		    text_to_json(word_text(VOCAB_OUTCOME, (int)v[i].outcome)));
	return a;
}

static void
print_outcomes(const struct ledger_row *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		printf("%s%s", i > 0 ? ", " : "",
		    word_text(VOCAB_OUTCOME, (int)v[i].outcome));
}

static void
say(const struct mails_run *m, const char *path, const struct item_again *a)
{
	json_t *o;

	if (!m->r->mails) {
		cli_print_text(path);
		printf(": ");
		print_outcomes(a->was, a->n_was);
		printf(" -> ");
		print_outcomes(a->is, a->n_is);
		putchar('\n');
		return;
	}
	o = json_object();
	json_put(o, "path", text_to_json(path));
	json_put(o, "was", outcomes_to_json(a->was, a->n_was));
	json_put(o, "is", outcomes_to_json(a->is, a->n_is));
	json_array_append_new(m->r->mails, o);
}

static int64_t
count_reports(const struct ledger_row *v, size_t n)
{
	int64_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += v[i].outcome == OUTCOME_REPORT;
	return count;
}

static enum err
on_end(void *ctx, const struct source_item *item, struct error *e)
{
	struct mails_run *m = ctx;
	struct reparse_counts *c = &m->r->counts;
	struct item_again a;
	enum err err = store_item_again_end(m->r->store, &a, e);

	if (err != OK)
		return err;
	if (a.lost) {
		cli_warn("%s: a report that came from it is not in it any "
		         "more; its entries in the ledger stay as they were",
		    item->path);
		c->mails_unreadable++;
	} else if (a.changed) {
		c->mails_changed++;
		c->reports +=
		    count_reports(a.is, a.n_is) - count_reports(a.was, a.n_was);
		say(m, item->path, &a);
	}
	return reparse_settle(m->r, a.changed && !a.lost, e);
}

void
reparse_unreadable(struct mails_run *m, const char *why)
{
	cli_warn("%s; its entry in the ledger stays as it was", why);
	m->r->counts.mails_unreadable++;
}

static enum err
on_unread(void *ctx, const struct source_item *item, const struct error *why,
    struct error *e)
{
	struct error full = *why;

	(void)e;
	error_prefix(&full, "%s", item->path);
	reparse_unreadable(ctx, full.text);
	return OK;
}

void
reparse_sink(struct mails_run *m, struct pool_sink *ret)
{
	*ret = (struct pool_sink){ { m, on_source, on_record, on_restart,
		                       on_document },
		on_begin, on_end, on_unread, NULL };
}
