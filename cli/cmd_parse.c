/*
 * rampart parse: what is inside, without a database.  JSON is one object a
 * line (doc/rampart-parse.5); people get the head of each report and its rows.
 *
 * What a document is, is known when it has been read to its end, and stands
 * before its records: as text these wait in a spill, however many they are.
 */
#include "cli/cli.h"
#include "cli/parse_text.h"
#include "cli/settings.h"
#include "cli/spill.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "ingest/ingest.h"

struct parse {
	const struct args *args;
	const char *path;
	/* The records of the document being read: */
	struct list *records; /* for people */
	struct spill json;    /* as JSON, apart by commas */
	bool has_json;        /* there is one */
	bool failed;          /* something was no report */
};

static bool
wants_json(const struct parse *p)
{
	return (p->args->set & OPT_JSON) != 0;
}

static void
records_begin(struct parse *p)
{
	spill_reset(&p->json);
	p->has_json = false;
	if (!wants_json(p))
		p->records = list_begin(p->args, &record_table);
}

/* People's lines only go out if print is set. */
static void
records_end(struct parse *p, bool print)
{
	struct list *l = p->records;

	p->records = NULL;
	if (!l)
		return;
	if (!print)
		list_forget(l);
	list_end(l); /* NULL: it was not made for JSON */
}

static enum err
spill_json(struct parse *p, json_t *record, struct error *e)
{
	char *text = json_dumps(record, JSON_COMPACT);
	enum err err = OK;

	json_decref(record);
	if (!text)
		return error_set(e, ERR_SYSTEM, "a record is no valid JSON");
	if (p->has_json)
		err = spill_add(&p->json, ",", 1, e);
	if (err == OK)
		err = spill_add(&p->json, text, strlen(text), e);
	p->has_json = true;
	free(text);
	return err;
}

/* The object has an empty array of records at its end: they go in there. */
static enum err
print_json(struct parse *p, const struct document *d, struct error *e)
{
	static const char end[] = "]}}";
	char *text;
	size_t n;
	json_t *o = document_to_json(d, p->path, NULL);
	enum err err = OK;

	if (!d->report)
		return cli_print_json(o, e);
	text = json_dumps(o, JSON_COMPACT);
	json_decref(o);
	n = text ? strlen(text) : 0;
	if (n < sizeof(end) || strcmp(text + n - (sizeof(end) - 1), end) != 0)
		err = error_set(e, ERR_SYSTEM, "the report is no valid JSON");
	if (err == OK) {
		fwrite(text, 1, n - (sizeof(end) - 1), stdout);
		err = spill_copy(&p->json, stdout, e);
		puts(end);
	}
	free(text);
	return err == OK && ferror(stdout) ? cli_flush(e) : err;
}

static enum err
on_source(void *ctx, const struct intake_source *s, struct error *e)
{
	struct parse *p = ctx;

	(void)e;
	p->path = s->path;
	records_begin(p);
	return OK;
}

static enum err
on_record(void *ctx, const struct record *r, struct error *e)
{
	struct parse *p = ctx;

	if (wants_json(p))
		return spill_json(p, record_to_json(r), e);
	record_list_add(p->records, r);
	return OK;
}

static void
on_restart(void *ctx)
{
	records_end(ctx, false);
	records_begin(ctx);
}

static enum err
on_document(void *ctx, const struct document *d, struct error *e)
{
	struct parse *p = ctx;
	bool json = wants_json(p);
	bool report = d->report && d->outcome == OUTCOME_REPORT;
	bool rows = d->report && d->report->n_records > 0;
	enum err err = OK;

	p->failed |= !report;
	if (!json && report)
		parse_print_head(p->path, d);
	else if (!json)
		parse_print_reason(p->path, d);
	records_end(p, report || rows);
	if (json)
		err = print_json(p, d, e);
	else
		putchar('\n');
	records_begin(p);
	return err;
}

static enum err
on_end(void *ctx, const struct source_item *item, struct error *e)
{
	(void)item;
	(void)e;
	records_end(ctx, false);
	return OK;
}

static enum err
on_unread(void *ctx, const struct source_item *item, const struct error *why,
    struct error *e)
{
	struct parse *p = ctx;

	(void)e;
	cli_warn("%s: %s", item->path, why->text);
	p->failed = true;
	return OK;
}

static enum err
parse_items(struct parse *p, struct pool *pool, struct source *s,
    struct error *e)
{
	size_t max = p->args->settings->limits.document_bytes, n;
	struct source_item item;
	bool more = true;
	int fd;
	enum err err;

	while ((err = source_next(s, &item, &more, e)) == OK && more) {
		err = source_descriptor(s, max, &fd, &n, e);
		if (err != OK) {
			cli_warn("%s", e->text);
			p->failed = true;
			continue;
		}
		err = pool_submit(pool, &item, fd, n, PROVENANCE_IMPORTED,
		    p->args->now, e);
		if (err != OK)
			return err;
	}
	return err == OK ? pool_wait(pool, e) : err;
}

static enum err
parse_sources(struct parse *p, struct pool *pool, struct error *e)
{
	const struct args *a = p->args;
	enum err err = OK;

	for (int i = 0; i < a->n_names && err == OK; i++) {
		struct source *s;

		err = source_open(a->names[i], &s, e);
		if (err == ERR_NOTFOUND && a->n_names > 1) {
			cli_warn("%s", e->text);
			p->failed = true;
			err = OK;
			continue;
		}
		if (err == OK) {
			err = parse_items(p, pool, s, e);
			source_close(s);
		}
	}
	return err;
}

enum err
cmd_parse(const struct args *a, int *status, struct error *e)
{
	const struct pool_options o = {
		.ingest = { .limits = a->settings->limits },
		.seconds = (unsigned)a->settings->mail_seconds,
	};
	struct parse p = { .args = a };
	const struct pool_sink sink = { { &p, on_source, on_record, on_restart,
		                            on_document },
		NULL, on_end, on_unread, NULL };
	struct pool *pool;
	enum err err = pool_open(&o, &pool, e);

	if (err != OK)
		return err;
	pool_sink_set(pool, &sink);
	spill_init(&p.json);
	err = parse_sources(&p, pool, e);
	spill_free(&p.json);
	pool_close(pool);
	if (p.failed)
		*status = EX_DATAERR;
	return err;
}
