/*
 * What the pool found goes into the store, and people are told of what does
 * not count.  A batch begins when an item has been read and does not wait for
 * one that has not: so the database is never locked for longer than saving
 * takes, but in the middle of an item of which more than 8 MiB were found.
 */
#include "cli/pipeline_sink.h"

static enum err
on_source(void *ctx, const struct intake_source *s, struct error *e)
{
	struct run *r = ctx;

	r->bytes += (size_t)s->size;
	return run_saved(r, store_item_begin(r->p->store, s, r->p->now, e), e);
}

static enum err
on_record(void *ctx, const struct record *rec, struct error *e)
{
	struct run *r = ctx;

	return run_saved(r, store_record(r->p->store, rec, e), e);
}

static void
on_restart(void *ctx)
{
	struct run *r = ctx;

	store_restart(r->p->store);
}

/* Reports of another kind: nobody is told of them but who asks. */
static bool
is_quiet(enum outcome outcome)
{
	return outcome == OUTCOME_TLSRPT || outcome == OUTCOME_FAILURE_REPORT;
}

/* What became of it, and the next step. */
static const char *
next_step(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_CONFLICT: return "kept and shown, not counted";
	case OUTCOME_LIMIT:
		return "set aside, rampart.conf(5) says how to raise a ceiling";
	default: return "set aside, `rampart parse` shows what is in it";
	}
}

static void
warn_set_aside(struct run *r, const struct document *d, const struct saved *s)
{
	const char *member = d->member ? d->member : "";
	enum outcome outcome = s->outcome;

	if (is_quiet(outcome))
		r->quiet = (int)outcome;
	if (!(r->p->args->set & OPT_VERBOSE) &&
	    (!r->named || is_quiet(outcome)))
		return;
	r->told = true;
	cli_warn("%s%s%s: %s%s%s; %s", r->path, *member ? ", " : "", member,
	    word_text(VOCAB_OUTCOME, (int)outcome), s->reason ? ": " : "",
	    s->reason ? s->reason : "", next_step(outcome));
}

/* A failure that nobody explains would be worse than a word too many. */
static void
tell_why(const struct run *r)
{
	if (!r->told && r->quiet != WORD_UNSET)
		cli_warn("%s: %s, set aside: only DMARC aggregate reports are "
		         "stored",
		    r->path, word_text(VOCAB_OUTCOME, r->quiet));
}

static void
count(struct run *r, const struct document *d, const struct saved *s)
{
	struct pipeline_counts *c = &r->batch;

	if (d->report)
		c->reports++;
	r->outcomes_of_item |= 1u << s->outcome;
	switch (s->outcome) {
	case OUTCOME_REPORT:
		c->stored++;
		c->parts += s->part;
		r->stored_of_item++;
		break;
	case OUTCOME_DUPLICATE:
		c->duplicates++;
		r->stored_of_item++;
		break;
	case OUTCOME_CONFLICT:
		c->conflicts++;
		warn_set_aside(r, d, s);
		break;
	default:
		c->set_aside++;
		warn_set_aside(r, d, s);
		break;
	}
}

static enum err
on_document(void *ctx, const struct document *d, struct error *e)
{
	struct run *r = ctx;
	struct saved saved;
	enum err err =
	    run_saved(r, store_document(r->p->store, d, &saved, e), e);

	if (err == OK)
		count(r, d, &saved);
	return err;
}

/* From here on it is said what the first item that waits was found to be. */
static enum err
on_begin(void *ctx, const struct source_item *item, struct error *e)
{
	struct run *r = ctx;

	r->path = item->path;
	r->stored_of_item = 0;
	r->quiet = WORD_UNSET;
	r->told = false;
	r->outcomes_of_item = 0;
	r->in_item = true;
	return run_batch_begin(r, e);
}

/* What the store must know to tell the mail again without opening it. */
struct mail_name
run_mail_name(const struct source_item *item)
{
	return (struct mail_name){ item->folder, item->base, item->inode,
		item->mtime_ns, item->size };
}

static enum err
on_end(void *ctx, const struct source_item *item, struct error *e)
{
	const struct mail_name name = run_mail_name(item);
	struct run *r = ctx;
	enum err err = run_saved(r,
	    store_item_end(r->p->store, item->folder ? &name : NULL, e), e);

	r->in_item = false;
	r->batch.mails++;
	r->done++;
	if (err == OK)
		ack_batch_add(&r->p->acks, item, r->outcomes_of_item);
	if (r->named && r->stored_of_item == 0) {
		r->batch.named_failed = true;
		tell_why(r);
	}
	if (err == OK)
		err = run_batch_try(r, e);
	progress_show(&r->p->progress, r->counts, r->done, r->total);
	return err;
}

void
run_unreadable(struct run *r, const struct source_item *item, const char *why)
{
	cli_warn("%s; %s", why,
	    item->folder ? "it stays where it is, the next run tries again"
	                 : "nothing of it was stored");
	r->batch.errors++;
	r->batch.named_failed |= r->named;
	r->done++;
}

static enum err
on_unread(void *ctx, const struct source_item *item, const struct error *why,
    struct error *e)
{
	struct error full = *why;

	(void)e;
	error_prefix(&full, "%s", item->path);
	run_unreadable(ctx, item, full.text);
	return OK;
}

/*
 * A worker may be at a mail for long: other writers do not wait for it, and
 * what is saved is safe.
 */
static enum err
on_idle(void *ctx, int *ret_ms, struct error *e)
{
	struct run *r = ctx;
	int64_t left;

	if (!r->open || r->in_item)
		return OK;
	left = run_batch_left_ms(r);
	if (left <= 0)
		return run_batch_end(r, e);
	*ret_ms = (int)left;
	return OK;
}

struct pool_sink
run_sink(struct run *r)
{
	return (struct pool_sink){ { r, on_source, on_record, on_restart,
		                       on_document },
		on_begin, on_end, on_unread, on_idle };
}
