/*
 * Reports: the list, one with its records, and the document it came from.
 * The document is the one thing that is sent as it came in, so it is sent as
 * plain text, in a sandbox where nothing of it could run.
 */
#include "web/list.h"

static enum err
add_report(void *ctx, const struct report_row *row, struct error *e)
{
	struct list *l = ctx;
	return list_row(l, row,
	    list_takes_json(l) ? report_row_to_json(row) : NULL, e);
}

static enum err
ask_reports(struct list *l, struct error *e)
{
	return store_reports(l->r->store, &l->filter, *l->span, add_report, l,
	    &l->page, e);
}

enum err
api_reports(struct request *r, struct answer *a, struct error *e)
{
	struct span span;
	json_t *o;
	enum err err = api_span_head(r, &span, &o, e);
	if (err != OK)
		return err;
	return list_answer(r, a, &span, o, ask_reports, e);
}

static enum err
add_record(void *ctx, const struct record *row, struct error *e)
{
	return list_row(ctx, row, record_to_json(row), e);
}

static enum err
ask_records(struct list *l, struct error *e)
{
	return store_report_records(l->r->store, l->r->id, &l->filter,
	    add_record, l, &l->page, e);
}

enum err
api_report(struct request *r, struct answer *a, struct error *e)
{
	struct stored_report report;
	json_t *o;
	enum err err = store_report(r->store, r->id, &r->arena, &report, e);
	if (err == OK)
		err = api_head(r, NULL, &o, e);
	if (err != OK)
		return err;
	json_t *members = stored_report_to_json(&report);
	json_object_update(o, members);
	json_decref(members);
	json_t *records = json_object();
	json_put(o, "records", records);
	err = list_json(r, a, NULL, records, ask_records, e);
	if (err == OK)
		return answer_json(a, o, e);
	json_decref(o);
	return err;
}

enum err
api_document(struct request *r, struct answer *a, struct error *e)
{
	enum err err = store_report_document(r->store, r->id, &a->body, e);
	if (err != OK)
		return err;
	if (a->body.overflow)
		return error_set(e, ERR_LIMIT, "the document is too large");
	answer_field(a, "Content-Security-Policy",
	    "sandbox; default-src 'none'");
	if (!r->download) {
		answer_field(a, "Content-Type", "text/plain; charset=utf-8");
		return OK;
	}
	const char *name = arena_printf(&r->arena,
	    "attachment; filename=\"report-%lld.xml\"", (long long)r->id);
	if (!name)
		return error_set(e, ERR_LIMIT, "the address is too long");
	answer_field(a, "Content-Type", "application/xml");
	answer_field(a, "Content-Disposition", name);
	return OK;
}
