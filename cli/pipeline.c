/*
 * One batch is one transaction: it ends after BATCH_REPORTS reports,
 * BATCH_BYTES of input or BATCH_MS, whichever is first.  Until its commit
 * nothing of it is acknowledged (acknowledge_batch.h); a crash means that its
 * mails are read again.
 */
#include "cli/pipeline.h"

#include <time.h>

enum { BATCH_REPORTS = 256, BATCH_MS = 200 };
static const size_t BATCH_BYTES = 8 * MIB;

/* One source on its way into the store. */
struct run {
	struct pipeline *p;
	struct pipeline_counts *counts;
	struct pipeline_counts batch; /* of the batch, until it is committed */
	const char *path;
	bool named; /* a file or stdin that a person named */
	size_t stored_of_item;
	int quiet; /* enum outcome of what was passed over in silence */
	bool told; /* something of it was warned of */
	uint32_t outcomes_of_item; /* 1 << outcome */
	bool open;
	size_t bytes;
	int64_t began_ms;
};

static int64_t
clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static enum err
on_source(void *ctx, const struct intake_source *s, struct error *e)
{
	struct run *r = ctx;

	return store_item_begin(r->p->store, s, r->p->now, e);
}

static enum err
on_record(void *ctx, const struct record *rec, struct error *e)
{
	struct run *r = ctx;

	return store_record(r->p->store, rec, e);
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

static void
warn_set_aside(struct run *r, const struct document *d, const struct saved *s)
{
	const char *member = d->member ? d->member : "";
	enum outcome outcome = s->outcome;

	if (is_quiet(outcome))
		r->quiet = (int)outcome;
	if (!r->p->verbose && (!r->named || is_quiet(outcome)))
		return;
	r->told = true;
	cli_warn("%s%s%s: %s%s%s; %s", r->path, *member ? ", " : "", member,
	    word_text(VOCAB_OUTCOME, (int)outcome), s->reason ? ": " : "",
	    s->reason ? s->reason : "",
	    outcome == OUTCOME_CONFLICT
	        ? "kept and shown, not counted"
	        : "set aside, `rampart parse` shows what is in it");
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
	enum err err = store_document(r->p->store, d, &saved, e);

	if (err == OK)
		count(r, d, &saved);
	return err;
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

static enum err
batch_end(struct run *r, struct error *e)
{
	enum err err = OK;

	if (r->open)
		err = store_commit(r->p->store, e);
	if (err == OK) {
		counts_add(r->counts, &r->batch);
		ack_batch_run(&r->p->acks);
	}
	r->batch = (struct pipeline_counts){ 0 };
	r->open = false;
	return err;
}

static bool
batch_full(const struct run *r)
{
	return ack_batch_full(&r->p->acks) ||
	       r->batch.reports >= BATCH_REPORTS || r->bytes >= BATCH_BYTES ||
	       clock_ms() - r->began_ms >= BATCH_MS;
}

static enum err
batch_begin(struct run *r, struct error *e)
{
	enum err err = OK;

	if (!r->open)
		err = store_begin(r->p->store, e);
	if (err == OK && !r->open) {
		r->open = true;
		r->bytes = 0;
		r->began_ms = clock_ms();
	}
	return err;
}

/* The item whose bytes are at p: parse it and save what it holds. */
static enum err
item_save(struct run *r, const struct source_item *item, const void *p,
    size_t n, struct error *e)
{
	const struct ingest_sink sink = { r, on_source, on_record, on_restart,
		on_document };
	const struct mail_name name = { item->folder, item->base, item->inode,
		item->mtime_ns, item->size };
	enum err err;

	r->path = item->path;
	r->stored_of_item = 0;
	r->quiet = WORD_UNSET;
	r->told = false;
	r->outcomes_of_item = 0;
	r->bytes += n;
	err = ingest_item(r->p->ingest, item->path,
	    item->folder ? PROVENANCE_UNVERIFIED : PROVENANCE_IMPORTED, p, n,
	    &sink, e);
	if (err == OK)
		err =
		    store_item_end(r->p->store, item->folder ? &name : NULL, e);
	if (err == OK)
		ack_batch_add(&r->p->acks, item, r->outcomes_of_item);
	r->batch.mails++;
	if (r->named && r->stored_of_item == 0) {
		r->batch.named_failed = true;
		tell_why(r);
	}
	return err;
}

static enum err
item_run(struct run *r, struct source *s, const struct source_item *item,
    struct error *e)
{
	const struct mail_name name = { item->folder, item->base, item->inode,
		item->mtime_ns, item->size };
	size_t max = item->folder ? r->p->limits.mail_bytes
	                          : r->p->limits.document_bytes;
	const void *p;
	bool known = false;
	size_t n;
	enum err err;

	if (item->folder)
		err = store_mail_known(r->p->store, &name, &known, e);
	else
		err = OK;
	if (err != OK)
		return err;
	if (known)
		return ack_batch_known(&r->p->acks, r->p->store, item, &name,
		    &r->batch.known, e);
	err = source_read(s, max, &p, &n, e);
	if (err == ERR_NOTFOUND && item->folder)
		return OK; /* another mail program moved it: next time */
	if (err != OK) {
		cli_warn("%s; %s", e->text,
		    item->folder
		        ? "it stays where it is, the next run tries again"
		        : "nothing of it was stored");
		r->batch.errors++;
		r->batch.named_failed |= r->named;
		return OK;
	}
	if ((err = batch_begin(r, e)) != OK)
		return err;
	return item_save(r, item, p, n, e);
}

/* The store failed; what was not committed is not acknowledged either. */
static enum err
not_saved(const struct run *r, struct error *e)
{
	return error_set(e, e->code,
	    "%s: %s; nothing is lost: the next run reads what is not stored",
	    r->p->db, e->text);
}

static enum err
items_run(struct run *r, struct source *s, struct error *e)
{
	size_t done = 0, total = r->p->progress.on ? source_count(s) : 0;
	struct source_item item;
	bool more = true;
	enum err err;

	while ((err = source_next(s, &item, &more, e)) == OK && more) {
		if ((err = item_run(r, s, &item, e)) == OK && batch_full(r))
			err = batch_end(r, e);
		if (err != OK) {
			not_saved(r, e);
			break;
		}
		done++;
		progress_show(&r->p->progress, r->counts, done, total);
		if (r->p->stopped && r->p->stopped())
			break;
	}
	if (err == OK && (err = batch_end(r, e)) != OK)
		not_saved(r, e);
	if (err != OK && r->open)
		store_rollback(r->p->store);
	ack_batch_clear(&r->p->acks);
	return err;
}

enum err
pipeline_source(struct pipeline *p, const char *name,
    struct pipeline_counts *counts, struct error *e)
{
	struct run r = { .p = p, .counts = counts };
	struct source *s;
	enum err err = source_open(name, &s, e);

	if (err != OK)
		return err;
	r.named =
	    source_kind(s) == SOURCE_FILE || source_kind(s) == SOURCE_STDIN;
	err = items_run(&r, s, e);
	source_close(s);
	return err;
}

/* A name with the folders below it. */
static enum err
folders_run(struct pipeline *p, const char *name,
    struct pipeline_counts *counts, struct error *e)
{
	enum err err = OK;
	char **folders;
	size_t n = source_folders(name, &folders);

	for (size_t i = 0; i < n && err == OK; i++)
		err = pipeline_source(p, folders[i], counts, e);
	source_folders_free(folders, n);
	return err;
}

enum err
pipeline_sources(struct pipeline *p, char **names, int n,
    struct pipeline_counts *counts, double *ret_seconds, struct error *e)
{
	int64_t began_ms = clock_ms();
	enum err err = OK;

	progress_begin(&p->progress, p->quiet);
	for (int i = 0; i < n && err == OK; i++)
		err = p->subfolders ? folders_run(p, names[i], counts, e)
		                    : pipeline_source(p, names[i], counts, e);
	progress_end(&p->progress);
	*ret_seconds = (double)(clock_ms() - began_ms) / 1000;
	return err;
}
