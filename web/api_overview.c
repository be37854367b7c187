/*
 * All domains at a glance, and the same domains as a plain list.  The sums,
 * the days and the rows are three questions about one span.
 */
#include "core/words.h"
#include "web/list.h"
#include "web/parts.h"

/* Rows times days of one answer at the most: some 20 MB of JSON. */
enum { CELLS_MAX = 500000 };

static enum err
add_domain(void *ctx, const struct domain_row *row, struct error *e)
{
	struct list *l = ctx;

	if (!list_takes_json(l))
		return list_row(l, row, NULL, e);
	json_t *o = domain_row_to_json(row);
	advise_stage_set_json(o, row->p, row->testing, row->pct);
	return list_row(l, row, o, e);
}

/*
 * Each row has two numbers a day.  CSV has not, but the store makes them all
 * the same: there the pages become smaller.
 */
static enum err
ask_domains(struct list *l, struct error *e)
{
	int64_t days = (int64_t)l->span->to - l->span->from + 1;
	size_t rows = days < CELLS_MAX ? (size_t)(CELLS_MAX / days) : 1;

	if (l->filter.limit > rows && l->r->form == FORM_JSON)
		return error_set(e, ERR_INPUT,
		    "%zu rows of %lld days are too much for one answer; ask "
		    "for fewer days or rows",
		    l->filter.limit, (long long)days);
	if (l->filter.limit > rows)
		l->filter.limit = rows;
	return store_domains(l->r->store, &l->filter, *l->span, add_domain, l,
	    &l->page, e);
}

/* version, totals, days and kinds: what stands above the list. */
static enum err
add_summary(struct request *r, struct answer *a, struct span span, json_t *o,
    struct error *e)
{
	struct totals totals;
	enum err err = store_totals(r->store, &r->filter, span, &totals, e);
	if (err != OK)
		return err;
	struct list days = { .r = r, .a = a, .items = json_array() };
	json_put(o, "version", text_to_json(RAMPART_VERSION));
	json_put(o, "totals", totals_to_json(&totals));
	json_put(o, "days", days.items);
	if ((err = parts_add_kinds(r, NULL, span, o, e)) != OK)
		return err;
	if (totals.newest == TIME_UNSET)
		return OK; /* nothing came yet: no days to show */
	return store_days(r->store, &r->filter, span, list_day, &days, e);
}

static enum err
answer_domains(struct request *r, struct answer *a, bool summary,
    struct error *e)
{
	struct span span;
	json_t *o;
	enum err err = api_span_head(r, &span, &o, e);
	if (err != OK)
		return err;
	if (summary && r->form == FORM_JSON &&
	    (err = add_summary(r, a, span, o, e)) != OK) {
		json_decref(o);
		return err;
	}
	return list_answer(r, a, &span, o, ask_domains, e);
}

enum err
api_overview(struct request *r, struct answer *a, struct error *e)
{
	return answer_domains(r, a, true, e);
}

enum err
api_domains(struct request *r, struct answer *a, struct error *e)
{
	return answer_domains(r, a, false, e);
}
