/*
 * The questions that are lists: domains, trend, sources, reports.  Each opens
 * the store, settles the days, lets the rows run into a list and closes with
 * the same JSON as the API's answer.
 */
#include "cli/query.h"

#include "advise/advise.h"
#include "core/text_json.h"

static enum err
query_begin(struct query *q, const struct args *a, const struct table *t,
    struct error *e)
{
	enum err err;

	*q = (struct query){ .args = a,
		.filter = list_filter(a),
		.today = day_of(a->now) };
	if (a->n_names > 0) {
		if (!domain_normalize(a->names[0], q->filter.domain))
			return error_set(e, ERR_INPUT,
			    "\"%s\" is no domain name", a->names[0]);
		q->filter.set |= FILTER_DOMAIN;
	}
	if ((err = cli_open(a, STORE_READ, &q->store, e)) != OK)
		return err;
	err = store_span(q->store, &q->filter, q->today, &q->span, e);
	if (err == OK)
		err = store_as_of(q->store, q->today, &q->as_of, e);
	if (err == OK)
		err = store_provenance(q->store, &q->filter, q->span, &q->sums,
		    e);
	q->trust = store_trusted(q->store);
	if (err != OK) {
		store_close(q->store);
		return err;
	}
	q->list = list_begin(a, t);
	return OK;
}

/* Print what the list holds, with its frame in JSON; answer may be NULL. */
static enum err
query_end(struct query *q, enum err err, json_t *answer, const char *items,
    bool paged, struct error *e)
{
	json_t *rows = list_end(q->list);

	store_close(q->store);
	if (err != OK || !rows) {
		json_decref(rows);
		json_decref(answer);
		return err;
	}
	if (!answer) {
		answer = json_object();
		provenance_set_json(answer, &q->sums, q->trust);
	}
	frame_set_json(answer, q->as_of, &q->span);
	if (q->args->n_names > 0)
		json_put(answer, "domain", text_to_json(q->filter.domain));
	json_put(answer, items, rows);
	if (paged)
		page_set_json(answer, &q->page);
	return cli_print_json(answer, e);
}

/* What a table of people cannot say by itself. */
static void
print_foot(const struct query *q, const char *what)
{
	char from[DAY_TEXT_MAX], to[DAY_TEXT_MAX];

	if (q->args->set & CLI_FORMS)
		return;
	printf("\n%s from %s to %s (UTC)", what, day_format(q->span.from, from),
	    day_format(q->span.to, to));
	if (q->page.more)
		printf("; more with --cursor '%s', all with --csv or --ndjson",
		    q->page.next);
	putchar('\n');
	if (q->page.records_from)
		printf("records before %s were pruned: of the days before it "
		       "this list has whole periods of 16 days alone\n",
		    day_format(q->page.records_from, from));
	if (q->sums.unverified == 0)
		return;
	if (q->trust & TRUST(PROVENANCE_UNVERIFIED))
		printf("%lld messages rest on reports whose sender is not "
		       "verified; see authserv-id in rampart.conf(5)\n",
		    (long long)q->sums.unverified);
	else
		printf("%lld more messages do not count: the sender of their "
		       "reports is not verified; see trust-unverified in "
		       "rampart.conf(5)\n",
		    (long long)q->sums.unverified);
}

enum err
query_list(const struct args *a, const struct table *t, ask_fn ask, bool paged,
    const char *what, struct error *e)
{
	struct query q;
	enum err err = query_begin(&q, a, t, e);

	if (err != OK)
		return err;
	err = query_end(&q, ask(&q, e), NULL, "items", paged, e);
	if (err == OK)
		print_foot(&q, what);
	return err;
}

static enum err
on_domain(void *ctx, const struct domain_row *row, struct error *e)
{
	struct query *q = ctx;
	json_t *j = NULL;

	if (list_wants_json(q->list)) {
		j = domain_row_to_json(row);
		advise_stage_set_json(j, row->p, row->testing, row->pct);
	}
	list_add(q->list, row, j);
	return cli_written(e);
}

static enum err
ask_domains(struct query *q, struct error *e)
{
	return store_domains(q->store, &q->filter, q->span, on_domain, q,
	    &q->page, e);
}

enum err
cmd_domains(const struct args *a, int *status, struct error *e)
{
	(void)status;
	return query_list(a, &domain_table, ask_domains, true, "Messages", e);
}

static enum err
on_source(void *ctx, const struct source_row *row, struct error *e)
{
	struct query *q = ctx;

	list_add(q->list, row,
	    list_wants_json(q->list) ? source_row_to_json(row) : NULL);
	return cli_written(e);
}

static enum err
ask_sources(struct query *q, struct error *e)
{
	return store_sources(q->store, &q->filter, q->span, on_source, q,
	    &q->page, e);
}

enum err
cmd_sources(const struct args *a, int *status, struct error *e)
{
	(void)status;
	return query_list(a, &source_table, ask_sources, true, "Messages", e);
}

static enum err
on_report(void *ctx, const struct report_row *row, struct error *e)
{
	struct query *q = ctx;

	list_add(q->list, row,
	    list_wants_json(q->list) ? report_row_to_json(row) : NULL);
	return cli_written(e);
}

static enum err
ask_reports(struct query *q, struct error *e)
{
	return store_reports(q->store, &q->filter, q->span, on_report, q,
	    &q->page, e);
}

enum err
cmd_reports(const struct args *a, int *status, struct error *e)
{
	(void)status;
	return query_list(a, &report_table, ask_reports, true, "Reports", e);
}

static enum err
on_day(void *ctx, const struct day_row *row, struct error *e)
{
	struct query *q = ctx;

	list_add(q->list, row,
	    list_wants_json(q->list) ? day_row_to_json(row) : NULL);
	return cli_written(e);
}

/* Policies go into an array for JSON, into lines for people. */
struct policies {
	json_t *array;
};

static enum err
on_policy(void *ctx, const struct policy_row *row, struct error *e)
{
	struct policies *p = ctx;
	char from[DAY_TEXT_MAX], to[DAY_TEXT_MAX];
	struct stage stage;
	json_t *j;

	(void)e;
	if (p->array) {
		j = policy_row_to_json(row);
		advise_stage_set_json(j, row->p, row->testing, row->pct);
		json_array_append_new(p->array, j);
		return OK;
	}
	advise_stage(row->p, row->testing, row->pct, &stage);
	printf("> %s to %s: %s\n", day_format(row->first_day, from),
	    day_format(row->last_day, to), stage.text);
	return OK;
}

enum err
cmd_trend(const struct args *a, int *status, struct error *e)
{
	struct policies policies = { 0 };
	struct totals totals;
	struct query q;
	json_t *answer = NULL;
	enum err err = query_begin(&q, a, &day_table, e);

	(void)status;
	if (err != OK)
		return err;
	err = store_totals(q.store, &q.filter, q.span, &totals, e);
	if (err == OK && totals.reports == 0 && !(a->filter.set))
		err = error_set(e, ERR_NOTFOUND,
		    "there is no report on %s; `rampart domains` lists what "
		    "there is",
		    q.filter.domain);
	if (err == OK && (a->set & OPT_JSON)) {
		answer = json_object();
		policies.array = json_array();
		json_put(answer, "totals", totals_to_json(&totals));
		json_put(answer, "policies", policies.array);
	}
	if (err == OK && !(a->set & CLI_ROWS))
		err = store_policies(q.store, &q.filter, q.span, on_policy,
		    &policies, e);
	if (err == OK)
		err = store_days(q.store, &q.filter, q.span, on_day, &q, e);
	err = query_end(&q, err, answer, "days", false, e);
	if (err == OK)
		print_foot(&q, "Messages");
	return err;
}
