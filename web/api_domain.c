/*
 * One domain: how it went, and who sends in its name.  Whether there is such a
 * domain is asked first, so that a misspelt one is a 404 and not a row of
 * zeros.
 */
#include "web/list.h"
#include "web/parts.h"

/* ------------------------------------------------------------------- trend */

struct known {
	json_t *o; /* what is known of the domain goes here; or NULL */
	bool found;
};

/* What a domain's row says that does not depend on the span. */
static enum err
take_domain(void *ctx, const struct domain_row *row, struct error *e)
{
	static const char *const keys[] = { "policy", "first_day", "last_day",
		"last_report" };
	struct known *k = ctx;
	json_t *json = domain_row_to_json(row);

	(void)e;
	k->found = true;
	if (!k->o) {
		json_decref(json);
		return OK;
	}
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		json_put(k->o, keys[i],
		    json_incref(json_object_get(json, keys[i])));
	advise_stage_set_json(k->o, row->p, row->testing, row->pct);
	json_decref(json);
	return OK;
}

enum err
look_up_domain(struct request *r, json_t *o, struct error *e)
{
	/* Any span will do; a short one costs least. */
	const struct span span = { r->today, r->today };
	struct known k = { .o = o };
	struct filter f;
	struct page page;

	filter_init(&f);
	enum err err =
	    filter_set(&f, FILTER_DOMAIN, "domain", r->filter.domain, e);
	if (err == OK)
		err = store_domains(r->store, &f, span, take_domain, &k, &page,
		    e);
	if (err == OK && !k.found)
		err = error_set(e, ERR_NOTFOUND, "no report on %s counts",
		    r->filter.domain);
	return err;
}

static enum err
add_policy(void *ctx, const struct policy_row *row, struct error *e)
{
	struct list *l = ctx;
	json_t *o = policy_row_to_json(row);
	advise_stage_set_json(o, row->p, row->testing, row->pct);
	return list_row(l, row, o, e);
}

static enum err
add_reporter(void *ctx, const struct reporter_row *row, struct error *e)
{
	return list_row(ctx, row, reporter_row_to_json(row), e);
}

/* totals, days, kinds, policies and reporters. */
static enum err
add_trend(struct request *r, struct answer *a, struct span span, json_t *o,
    struct error *e)
{
	struct list days = { .r = r, .a = a, .items = json_array() };
	struct list policies = { .r = r, .a = a, .items = json_array() };
	struct list reporters = { .r = r, .a = a, .items = json_array() };
	struct filter all = r->filter;
	struct totals totals;

	json_put(o, "days", days.items);
	json_put(o, "policies", policies.items);
	json_put(o, "reporters", reporters.items);
	all.limit = FILTER_LIMIT_MAX;
	enum err err = store_totals(r->store, &r->filter, span, &totals, e);
	if (err != OK)
		return err;
	json_put(o, "totals", totals_to_json(&totals));
	err = store_days(r->store, &r->filter, span, list_day, &days, e);
	if (err == OK)
		err = parts_add_kinds(r, r->filter.domain, span, o, e);
	if (err == OK)
		err = store_policies(r->store, &r->filter, span, add_policy,
		    &policies, e);
	if (err == OK)
		err = store_reporters(r->store, &all, span, add_reporter,
		    &reporters, &reporters.page, e);
	return err;
}

static enum err
trend_rows(struct request *r, struct answer *a, struct span span,
    struct error *e)
{
	struct list l = { .r = r, .a = a, .rows = &a->body };
	enum err err = look_up_domain(r, NULL, e);
	if (err != OK)
		return err;
	list_begin_rows(&l);
	return store_days(r->store, &r->filter, span, list_day, &l, e);
}

enum err
api_trend(struct request *r, struct answer *a, struct error *e)
{
	struct span span;
	json_t *o;
	enum err err = store_span(r->store, &r->filter, r->today, &span, e);
	if (err == OK && r->form != FORM_JSON)
		return trend_rows(r, a, span, e);
	if (err == OK)
		err = api_head(r, &span, &o, e);
	if (err != OK)
		return err;
	json_put(o, "domain", text_to_json(r->filter.domain));
	err = look_up_domain(r, o, e);
	if (err == OK)
		err = add_trend(r, a, span, o, e);
	if (err == OK)
		return answer_json(a, o, e);
	json_decref(o);
	return err;
}

/* ----------------------------------------------------------------- sources */

static enum err
add_source(void *ctx, const struct source_row *row, struct error *e)
{
	struct list *l = ctx;
	return list_row(l, row,
	    list_takes_json(l) ? source_row_to_json(row) : NULL, e);
}

static enum err
ask_sources(struct list *l, struct error *e)
{
	return store_sources(l->r->store, &l->filter, *l->span, add_source, l,
	    &l->page, e);
}

enum err
list_of_domain(struct request *r, struct answer *a, list_ask ask,
    struct error *e)
{
	struct span span;
	json_t *o;
	enum err err = look_up_domain(r, NULL, e);
	if (err == OK)
		err = api_span_head(r, &span, &o, e);
	if (err != OK)
		return err;
	json_put(o, "domain", text_to_json(r->filter.domain));
	return list_answer(r, a, &span, o, ask, e);
}

enum err
api_sources(struct request *r, struct answer *a, struct error *e)
{
	return list_of_domain(r, a, ask_sources, e);
}
