/*
 * The kept documents, from the database to the workers and back: an item's tag
 * is the id of its report, which is looked up again when its turn has come.
 * What came late or from the future is judged by the day on which the report
 * came in.
 */
#include "cli/reparse.h"

#include <inttypes.h>
#include <string.h>

#include "core/text_json.h"

struct kept_run {
	struct reparse *r;
	struct kept kept;       /* the report at hand */
	bool found;             /* its document was seen */
	struct replaced result; /* of it, if found */
	struct error why;       /* if not; code OK: no report was in it */
};

static enum err
on_begin(void *ctx, const struct source_item *item, struct error *e)
{
	struct kept_run *k = ctx;
	enum err err = store_kept_next(k->r->store, item->tag - 1, &k->kept, e);

	k->found = false;
	k->why.code = OK;
	return err == OK ? store_begin(k->r->store, e) : err;
}

static enum err
on_record(void *ctx, const struct record *rec, struct error *e)
{
	struct kept_run *k = ctx;

	return store_record(k->r->store, rec, e);
}

static void
on_restart(void *ctx)
{
	struct kept_run *k = ctx;

	store_restart(k->r->store);
}

/* The document itself; nothing else that may be found in its bytes. */
static enum err
on_document(void *ctx, const struct document *d, struct error *e)
{
	struct kept_run *k = ctx;
	struct document own = *d;
	enum err err;

	if (d->outcome == OUTCOME_CRASHED || d->outcome == OUTCOME_TIMEOUT)
		error_set(&k->why, ERR_INPUT, "%s", d->reason);
	if (k->found ||
	    memcmp(&d->digest, &k->kept.digest, sizeof(d->digest)) != 0) {
		store_restart(k->r->store);
		return OK;
	}
	own.deflated = NULL; /* it is kept already */
	err = store_replace(k->r->store, &k->kept, &own, &k->result, &k->why);
	k->found = err == OK;
	if (err == ERR_SYSTEM || err == ERR_AGAIN) {
		*e = k->why;
		return err;
	}
	return OK;
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

static void
say_to_people(const struct kept_run *k, const char *why)
{
	const struct replaced *c = &k->result;

	if (why) {
		printf("report %" PRId64 ": not readable any more, left as it "
		       "was: ",
		    k->kept.id);
		cli_print_text(why);
	} else {
		printf("report %" PRId64 ": %s %" PRId64 " records %" PRId64
		       " messages -> %s %" PRId64 " records %" PRId64
		       " messages%s",
		    k->kept.id, word_text(VOCAB_OUTCOME, c->was),
		    c->records_was, c->messages_was,
		    word_text(VOCAB_OUTCOME, c->is), c->records, c->messages,
		    c->figures ? "" : " (the same figures)");
	}
	putchar('\n');
}

/* One that changed, or that cannot be read any more (why). */
static void
say(const struct kept_run *k, const char *why)
{
	const struct replaced *c = &k->result;
	json_t *o;

	if (!k->r->items) {
		say_to_people(k, why);
		return;
	}
	o = json_object();
	json_put(o, "id", json_integer(k->kept.id));
	json_put(o, "figures", json_boolean(!why && c->figures));
	json_put(o, "reason", text_to_json(why));
	json_put(o, "was",
	    why ? json_null()
	        : reading_to_json(c->was, c->records_was, c->messages_was));
	json_put(o, "is",
	    why ? json_null()
	        : reading_to_json(c->is, c->records, c->messages));
	json_array_append_new(k->r->items, o);
}

/* Count it, and keep or undo what was written. */
static enum err
on_end(void *ctx, const struct source_item *item, struct error *e)
{
	struct kept_run *k = ctx;
	struct reparse_counts *c = &k->r->counts;

	(void)item;
	c->documents++;
	if (!k->found) {
		c->unreadable++;
		say(k, k->why.code != OK ? k->why.text
		                         : "no report was found in it");
		return reparse_settle(k->r, false, e);
	}
	c->changed += k->result.changed;
	c->figures += k->result.figures;
	if (k->result.changed)
		say(k, NULL);
	return reparse_settle(k->r, k->result.changed, e);
}

/* Its bytes are in our memory: this is none of its own faults. */
static enum err
on_unread(void *ctx, const struct source_item *item, const struct error *why,
    struct error *e)
{
	(void)ctx;
	return error_set(e, why->code, "report %s: %s", item->path, why->text);
}

static enum err
submit(struct kept_run *k, const struct kept *kept, struct buf *bytes,
    struct error *e)
{
	char name[32];
	const struct source_item item = { .path = name, .tag = kept->id };
	enum err err;

	snprintf(name, sizeof(name), "%" PRId64, kept->id);
	buf_reset(bytes);
	err = store_report_document(k->r->store, kept->id, bytes, e);
	if (err != OK)
		return err;
	return pool_submit_bytes(k->r->pool, &item, bytes->data, bytes->len,
	    kept->provenance, kept->received, e);
}

enum err
reparse_kept(struct reparse *r, struct error *e)
{
	struct kept_run k = { .r = r };
	const struct pool_sink sink = { { &k, NULL, on_record, on_restart,
		                            on_document },
		on_begin, on_end, on_unread, NULL };
	struct kept kept = { 0 };
	struct buf bytes;
	enum err err;

	buf_init(&bytes, r->args->settings->limits.document_bytes + 1);
	pool_sink_set(r->pool, &sink);
	while ((err = store_kept_next(r->store, kept.id, &kept, e)) == OK) {
		if (kept.pruned) {
			r->counts.documents++;
			r->counts.pruned++;
			continue;
		}
		if ((err = submit(&k, &kept, &bytes, e)) != OK)
			break;
	}
	buf_free(&bytes);
	return err == ERR_NOTFOUND ? pool_wait(r->pool, e) : err;
}
