/*
 * One batch is one transaction: it ends after BATCH_REPORTS reports,
 * BATCH_BYTES of input or BATCH_MS, whichever is first.  Until its commit
 * nothing of it is acknowledged (acknowledge_batch.h); a crash means that its
 * mails are read again.
 */
#include "cli/pipeline_sink.h"

#include <time.h>

enum { BATCH_REPORTS = 256, BATCH_MS = 200 };

static const size_t BATCH_BYTES = 8 * MIB;

int64_t
run_clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The store failed; what was not committed is not acknowledged either. */
enum err
run_saved(const struct run *r, enum err err, struct error *e)
{
	if (err == OK)
		return OK;
	return error_set(e, err,
	    "%s: %s; nothing is lost: the next run reads what is not stored",
	    r->p->args->db, e->text);
}

static void
counts_add(struct pipeline_counts *to, const struct pipeline_counts *c)
{
	to->mails += c->mails;
	to->reports += c->reports;
	to->stored += c->stored;
	to->duplicates += c->duplicates;
	to->parts += c->parts;
	to->conflicts += c->conflicts;
	to->set_aside += c->set_aside;
	to->errors += c->errors;
	to->known += c->known;
	to->named_failed |= c->named_failed;
}

enum err
run_batch_end(struct run *r, struct error *e)
{
	enum err err = OK;

	if (r->open)
		err = run_saved(r, store_commit(r->p->store, e), e);
	if (err == OK) {
		counts_add(r->counts, &r->batch);
		ack_batch_run(&r->p->acks);
	}
	r->batch = (struct pipeline_counts){ 0 };
	r->open = false;
	return err;
}

int64_t
run_batch_left_ms(const struct run *r)
{
	return r->began_ms + BATCH_MS - run_clock_ms();
}

static bool
batch_full(const struct run *r)
{
	return ack_batch_full(&r->p->acks) ||
	       r->batch.reports >= BATCH_REPORTS || r->bytes >= BATCH_BYTES ||
	       run_batch_left_ms(r) <= 0;
}

enum err
run_batch_begin(struct run *r, struct error *e)
{
	enum err err = OK;

	if (!r->open)
		err = run_saved(r, store_begin(r->p->store, e), e);
	if (err == OK && !r->open) {
		r->open = true;
		r->bytes = 0;
		r->began_ms = run_clock_ms();
	}
	return err;
}

enum err
run_batch_try(struct run *r, struct error *e)
{
	return !r->in_item && batch_full(r) ? run_batch_end(r, e) : OK;
}
