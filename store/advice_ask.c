/* What was said: verdicts, alerts; and which domains there are. */
#include <stdlib.h>
#include <string.h>

#include "store/ask.h"

#define C(member, title, type, flags) \
	COLUMN(struct alert, member, title, type, flags)
static const struct column alert_columns[] = {
	C(domain, "Domain", COLUMN_TEXT, 0),
	C(code, "Alert", COLUMN_TEXT, 0),
	C(subject, "About", COLUMN_TEXT, 0),
	C(severity, "Severity", COLUMN_TEXT, 0),
	C(opened_day, "Since", COLUMN_DAY, 0),
	C(last_day, "Last seen", COLUMN_DAY, COLUMN_HIDDEN),
	C(closed_day, "Closed", COLUMN_DAY, COLUMN_HIDDEN),
};
#undef C
const struct table alert_table = { "alerts", alert_columns,
	sizeof(alert_columns) / sizeof(alert_columns[0]) };

static struct evaluation
read_evaluation(struct query *q, const char *domain)
{
	return (struct evaluation){
		.domain = domain,
		.day = (day_t)sql_int(q, 0),
		.as_of = (day_t)sql_int(q, 1),
		.stage = sql_text(q, 2),
		.target = sql_text(q, 3),
		.verdict = sql_text(q, 4),
		.announced = sql_int(q, 5) != 0,
		.score = sql_int(q, 6),
		.n_legit = sql_int(q, 7),
		.x_legit = sql_int(q, 8),
		.evaluated_at = sql_int(q, 9),
		.board = sql_text(q, 10),
	};
}

enum err
store_evaluation_before(struct store *st, const char *domain, day_t day,
    struct arena *a, struct evaluation *ret, struct error *e)
{
	int64_t v[] = { 0, day };
	struct evaluation r;
	struct query *q;
	bool row;
	enum err err = ask_domain_named(st, domain, &v[0], e);

	if (err == OK)
		err = sql_ask_row(st->sql, SQL_EVALUATION_BEFORE, v, 2, &q,
		    &row, e);
	if (err != OK)
		return err;
	if (row) {
		r = read_evaluation(q, ask_copy(a, domain));
		r.stage = arena_strdup(a, r.stage);
		r.target = ask_copy(a, r.target);
		r.verdict = arena_strdup(a, r.verdict);
		r.board = ask_copy(a, r.board);
	}
	sql_done(q);
	if (!row)
		return error_set(e, ERR_NOTFOUND, "%s was not judged before",
		    domain);
	if (a->full)
		return error_set(e, ERR_LIMIT, "an advice is too large");
	*ret = r;
	return OK;
}

enum err
store_evaluations(struct store *st, const char *domain, evaluation_fn fn,
    void *ctx, struct error *e)
{
	struct query *q;
	int64_t id;
	bool row;
	enum err err = ask_domain_named(st, domain, &id, e);

	if (err == OK)
		err = sql_ask(st->sql, SQL_EVALUATIONS, &id, 1, &q, e);
	if (err != OK)
		return err;
	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		struct evaluation v = read_evaluation(q, domain);

		err = fn(ctx, &v, e);
	}
	sql_done(q);
	return err;
}

static enum err
hand_on_alert(struct query *q, alert_fn fn, void *ctx, struct error *e)
{
	return fn(ctx,
	    &(struct alert){
	        .domain = sql_text(q, 0),
	        .code = sql_text(q, 1),
	        .subject = sql_text(q, 2),
	        .severity = sql_text(q, 3),
	        .opened_day = (day_t)sql_int(q, 4),
	        .last_day = (day_t)sql_int(q, 5),
	        .closed_day = (day_t)sql_int(q, 6),
	        .detail = sql_text(q, 7),
	    },
	    e);
}

enum err
store_alerts(struct store *st, const char *domain, bool open_only, alert_fn fn,
    void *ctx, struct error *e)
{
	struct query *q;
	int64_t id;
	bool row;
	enum err err = ask_domain_named(st, domain, &id, e);

	if (err == OK)
		err = sql_ask(st->sql,
		    domain != NULL ? SQL_ALERTS_OF : SQL_ALERTS, &id, 1, &q, e);
	if (err != OK)
		return err;
	while (err == OK && (err = sql_step(q, &row, e)) == OK && row)
		if (!open_only || sql_int(q, 6) == 0)
			err = hand_on_alert(q, fn, ctx, e);
	sql_done(q);
	return err;
}

static enum err
hand_on_name(struct store *st, int64_t id, name_fn fn, void *ctx,
    struct error *e)
{
	const char *name;
	struct arena a;
	enum err err;

	arena_init(&a, 4096);
	err = ask_text(st, SQL_DOMAIN_NAME, id, &a, &name, e);
	if (err == OK && name != NULL)
		err = fn(ctx, name, e);
	arena_release(&a);
	return err;
}

enum err
store_domain_names(struct store *st, name_fn fn, void *ctx, struct error *e)
{
	int64_t id = 0;
	enum err err = OK;

	while (err == OK) {
		int64_t v[] = { id, st->trust };
		struct query *q;

		err = sql_ask(st->sql, SQL_NEXT_DOMAIN, v, 2, &q, e);
		if (err == OK)
			err = sql_run_int(q, 0, &id, e);
		if (err == OK && id == 0)
			break;
		if (err == OK)
			err = hand_on_name(st, id, fn, ctx, e);
	}
	return err;
}
