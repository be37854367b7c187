/*
 * From the sources to the parser workers.  What they find comes back to
 * pipeline_sink.c, in the order of the mails, while others are being read.
 */
#include "cli/pipeline_sink.h"

#include <stdlib.h>
#include <unistd.h>

#include "web/web.h"

enum err
pipeline_item(const struct limits *l, struct source *s,
    const struct source_item *item, int *ret_fd, size_t *ret_n, struct error *e)
{
	size_t max = item->folder ? l->mail_bytes : l->document_bytes;
	enum err err = item->size > (int64_t)max
	                   ? ERR_LIMIT
	                   : source_descriptor(s, max, ret_fd, ret_n, e);

	if (err == ERR_LIMIT)
		error_set(e, err, "larger than %zu bytes, the ceiling %s", max,
		    item->folder ? "mail_bytes" : "document_bytes");
	return err;
}

static enum err
item_submit(struct run *r, struct source *s, const struct source_item *item,
    struct error *e)
{
	enum provenance provenance = item->folder && !r->p->vouched
	                                 ? PROVENANCE_UNVERIFIED
	                                 : PROVENANCE_IMPORTED;
	struct error why;
	size_t n;
	int fd;
	enum err err = pipeline_item(&r->p->args->settings->limits, s, item,
	    &fd, &n, &why);

	if (r->failed) { /* not the item: on_wait() */
		*e = why;
		return err;
	}
	switch (err) {
	case OK:
		return pool_submit(r->p->pool, item, fd, n, provenance,
		    r->p->now, e);
	case ERR_LIMIT: /* not looked at: the ledger says so */
		return pool_refuse(r->p->pool, item, provenance, OUTCOME_LIMIT,
		    why.text, e);
	case ERR_NOTFOUND:
		if (!r->named)
			return OK; /* another program took it: next time */
		break;
	default: break;
	}
	run_unreadable(r, item, why.text);
	return OK;
}

static enum err
item_run(struct run *r, struct source *s, const struct source_item *item,
    struct error *e)
{
	const struct mail_name name = run_mail_name(item);
	bool known = false;
	enum err err = run_batch_try(r, e);

	if (err != OK)
		return err;

	if (item->folder)
		err = run_saved(r,
		    store_mail_known(r->p->store, &name, &known, e), e);
	if (err != OK)
		return err;
	if (known) {
		r->done++;
		err = ack_batch_known(&r->p->acks, r->p->store, item, &name,
		    &r->batch.known, e);
		return err == OK ? run_batch_try(r, e) : err;
	}
	return item_submit(r, s, item, e);
}

/* A pipe may be silent for long: what came through it is safe by then. */
static enum err
on_wait(void *ctx, struct error *e)
{
	struct run *r = ctx;
	enum err err = pool_wait(r->p->pool, e);

	if (err == OK)
		err = run_batch_end(r, e);
	r->failed = err != OK;
	return err;
}

static enum err
items_run(struct run *r, struct source *s, struct error *e)
{
	struct source_item item;
	bool more = true;
	enum err err;

	source_wait_set(s, on_wait, r);
	r->total = r->p->progress.on ? source_count(s) : 0;
	while ((err = source_next(s, &item, &more, e)) == OK && more) {
		if ((err = item_run(r, s, &item, e)) != OK)
			break;
		progress_show(&r->p->progress, r->counts, r->done, r->total);
		if (r->p->stopped && r->p->stopped())
			break;
	}
	if (err == OK)
		err = pool_wait(r->p->pool, e);
	if (err == OK)
		err = run_batch_end(r, e);
	if (err != OK) {
		pool_cancel(r->p->pool);
		if (r->open)
			store_rollback(r->p->store);
	}
	ack_batch_clear(&r->p->acks);
	return err;
}

enum err
pipeline_pool(const struct args *a, struct pool **ret, struct error *e)
{
	const struct settings *s = a->settings;
	const struct pool_options o = {
		.ingest = { s->limits, a->now, s->keep_documents != KEEP_NONE,
		    settings_authserv(s) },
		.workers = (unsigned)s->workers,
		.seconds = (unsigned)s->mail_seconds,
	};

	return pool_open(&o, ret, e);
}

enum err
pipeline_open(struct pipeline *p, const struct args *a, struct error *e)
{
	*p = (struct pipeline){ .args = a,
		.now = a->now,
		.acks = { .how = a->settings->acknowledge } };
	return pipeline_pool(a, &p->pool, e);
}

void
pipeline_close(struct pipeline *p)
{
	ack_batch_free(&p->acks);
	pool_close(p->pool);
}

static enum err
source_run(struct pipeline *p, struct source *s, struct pipeline_counts *counts,
    struct error *e)
{
	struct run r = { .p = p, .counts = counts };
	const struct pool_sink sink = run_sink(&r);
	enum err err;

	r.named =
	    source_kind(s) == SOURCE_FILE || source_kind(s) == SOURCE_STDIN;
	pool_sink_set(p->pool, &sink);
	err = items_run(&r, s, e);
	source_close(s);
	return err;
}

/* That one of several is not there keeps no other from being read. */
static enum err
name_run(struct pipeline *p, const char *name, bool alone,
    struct pipeline_counts *counts, struct error *e)
{
	struct source *s;
	enum err err = source_open(name, &s, e);

	if (err == OK)
		return source_run(p, s, counts, e);
	if (err != ERR_NOTFOUND || alone)
		return err;
	cli_warn("%s; the others are read", e->text);
	counts->errors++;
	return OK;
}

/* A name with the folders below it. */
static enum err
folders_run(struct pipeline *p, const char *name, bool alone,
    struct pipeline_counts *counts, struct error *e)
{
	enum err err = OK;
	char **folders;
	size_t n = source_folders(name, &folders);

	for (size_t i = 0; i < n && err == OK; i++)
		err = name_run(p, folders[i], alone && n == 1, counts, e);
	source_folders_free(folders, n);
	return err;
}

enum err
pipeline_sources(struct pipeline *p, char **names, int n,
    struct pipeline_counts *counts, double *ret_seconds, struct error *e)
{
	int64_t began_ms = run_clock_ms();
	enum err err = OK;

	progress_begin(&p->progress, (p->args->set & OPT_QUIET) != 0);
	for (int i = 0; i < n && err == OK; i++)
		err = p->args->settings->subfolders
		          ? folders_run(p, names[i], n == 1, counts, e)
		          : name_run(p, names[i], n == 1, counts, e);
	/* When another program is writing, the next ingest does it. */
	if (err == OK && (err = store_close_periods(p->store, e)) == ERR_AGAIN)
		err = OK;
	store_rest(p->store);
	progress_end(&p->progress);
	*ret_seconds = (double)(run_clock_ms() - began_ms) / 1000;
	return err;
}

enum err
pipeline_spool(struct pipeline *p, struct pipeline_counts *counts,
    struct error *e)
{
	enum acknowledge how = p->acks.how;
	char *spool = web_spool(p->args->db);
	enum err err = OK;

	if (access(spool, F_OK) == 0) {
		p->vouched = true;
		p->acks.how = ACKNOWLEDGE_FILE;
		err = name_run(p, spool, true, counts, e);
		p->acks.how = how;
		p->vouched = false;
	}
	free(spool);
	return err;
}
