/*
 * rampart reparse: the present parser over the documents that are kept.  Each
 * report is a transaction of its own, so that a stop in the middle leaves each
 * as it was or as it is now.  What came late or from the future is judged by
 * the day on which the report came in.
 */
#include "cli/cli.h"
#include "cli/settings.h"

#include <inttypes.h>
#include <string.h>

#include "core/text_json.h"
#include "ingest/ingest.h"

struct reparse {
	const struct args *args;
	struct store *store;
	struct ingest *ingest; /* for reports received at `now` */
	int64_t now;
	struct kept kept;       /* the report at hand */
	bool found;             /* its document was seen */
	struct replaced result; /* of it, if found */
	int64_t documents, changed, figures, unreadable;
	json_t *items; /* NULL: for people */
};

static enum err
on_source(void *ctx, const struct intake_source *s, struct error *e)
{
	(void)ctx;
	(void)s;
	(void)e;
	return OK;
}

static enum err
on_record(void *ctx, const struct record *rec, struct error *e)
{
	struct reparse *r = ctx;

	return store_record(r->store, rec, e);
}

static void
on_restart(void *ctx)
{
	struct reparse *r = ctx;

	store_restart(r->store);
}

/* The document itself; nothing else that may be found in its bytes. */
static enum err
on_document(void *ctx, const struct document *d, struct error *e)
{
	struct reparse *r = ctx;
	enum err err;

	if (r->found ||
	    memcmp(&d->digest, &r->kept.digest, sizeof(d->digest)) != 0) {
		store_restart(r->store);
		return OK;
	}
	err = store_replace(r->store, &r->kept, d, &r->result, e);
	r->found = err == OK;
	return err;
}

static json_t *
reading_to_json(enum outcome outcome, int64_t records, int64_t messages)
{
	json_t *o = json_object();

	json_put(o, "outcome", text_to_json(word_text(VOCAB_OUTCOME, outcome)));
	json_put(o, "records", json_integer(records));
	json_put(o, "messages", json_integer(messages));
	return o;
}

/* One that changed, or that cannot be read any more (why). */
static void
say(struct reparse *r, const char *why)
{
	const struct replaced *c = &r->result;
	json_t *o;

	if (!r->items && why)
		printf("report %" PRId64 ": not readable any more, left as it "
		       "was: %s\n",
		    r->kept.id, why);
	else if (!r->items)
		printf("report %" PRId64 ": %s %" PRId64 " records %" PRId64
		       " messages -> %s %" PRId64 " records %" PRId64
		       " messages%s\n",
		    r->kept.id, word_text(VOCAB_OUTCOME, c->was),
		    c->records_was, c->messages_was,
		    word_text(VOCAB_OUTCOME, c->is), c->records, c->messages,
		    c->figures ? "" : " (the same figures)");
	if (!r->items)
		return;
	o = json_object();
	json_put(o, "id", json_integer(r->kept.id));
	json_put(o, "figures", json_boolean(!why && c->figures));
	json_put(o, "reason", text_to_json(why));
	json_put(o, "was",
	    why ? json_null()
	        : reading_to_json(c->was, c->records_was, c->messages_was));
	json_put(o, "is",
	    why ? json_null()
	        : reading_to_json(c->is, c->records, c->messages));
	json_array_append_new(r->items, o);
}

/* Count it, and keep or undo what was written. */
static enum err
settle(struct reparse *r, enum err err, struct error *e)
{
	bool dry = (r->args->set & OPT_DRY_RUN) != 0;

	if (err == ERR_SYSTEM || err == ERR_AGAIN) {
		store_rollback(r->store);
		return err;
	}
	r->documents++;
	if (err != OK || !r->found) {
		store_rollback(r->store);
		r->unreadable++;
		say(r, err != OK ? e->text : "no report was found in it");
		return OK;
	}
	r->changed += r->result.changed;
	r->figures += r->result.figures;
	if (r->result.changed)
		say(r, NULL);
	if (!dry || !r->result.changed)
		return store_commit(r->store, e);
	store_rollback(r->store);
	return OK;
}

static enum err
open_parser(struct reparse *r, struct error *e)
{
	const struct ingest_options o = { .limits = r->args->settings->limits,
		.now = r->kept.received };

	if (r->ingest && r->now == r->kept.received)
		return OK;
	ingest_close(r->ingest);
	r->ingest = NULL;
	r->now = r->kept.received;
	return ingest_open(&o, &r->ingest, e);
}

static enum err
read_again(struct reparse *r, struct buf *bytes, struct error *e)
{
	const struct ingest_sink sink = { r, on_source, on_record, on_restart,
		on_document };
	enum err err = open_parser(r, e);

	buf_reset(bytes);
	if (err == OK)
		err = store_report_document(r->store, r->kept.id, bytes, e);
	if (err == OK)
		err = store_begin(r->store, e);
	if (err != OK)
		return err;
	r->found = false;
	err = ingest_item(r->ingest, "", r->kept.provenance, bytes->data,
	    bytes->len, &sink, e);
	return settle(r, err, e);
}

static enum err
read_all(struct reparse *r, struct error *e)
{
	const struct limits limits = r->args->settings->limits;
	struct buf bytes;
	enum err err;

	buf_init(&bytes, limits.document_bytes + 1);
	while ((err = store_kept_next(r->store, r->kept.id, &r->kept, e)) == OK)
		if ((err = read_again(r, &bytes, e)) != OK)
			break;
	buf_free(&bytes);
	return err == ERR_NOTFOUND ? OK : err;
}

static enum err
print_summary(struct reparse *r, struct error *e)
{
	bool dry = (r->args->set & OPT_DRY_RUN) != 0;
	json_t *o;

	if (!r->items) {
		printf("%" PRId64 " documents: %" PRId64 " unchanged, %" PRId64
		       " changed (%" PRId64 " in their figures)%s, %" PRId64
		       " not readable any more\n",
		    r->documents, r->documents - r->changed - r->unreadable,
		    r->changed, r->figures, dry ? " but not stored" : "",
		    r->unreadable);
		return OK;
	}
	o = json_object();
	json_put(o, "documents", json_integer(r->documents));
	json_put(o, "unchanged",
	    json_integer(r->documents - r->changed - r->unreadable));
	json_put(o, "changed", json_integer(r->changed));
	json_put(o, "figures", json_integer(r->figures));
	json_put(o, "unreadable", json_integer(r->unreadable));
	json_put(o, "dry_run", json_boolean(dry));
	json_put(o, "items", r->items);
	r->items = NULL;
	return cli_print_json(o, e);
}

enum err
cmd_reparse(const struct args *a, int *status, struct error *e)
{
	struct reparse r = { .args = a };
	enum err err;

	(void)status;
	if ((err = cli_open_existing(a, &r.store, e)) != OK)
		return err;
	if (a->set & OPT_JSON)
		r.items = json_array();
	err = read_all(&r, e);
	if (err == OK)
		err = print_summary(&r, e);
	json_decref(r.items);
	ingest_close(r.ingest);
	store_close(r.store);
	return err;
}
