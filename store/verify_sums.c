/*
 * Roll-ups that do not follow from the records of a day.  A row of
 * month_reporter may reach over the horizon, so it is held against day_policy,
 * which is kept for ever and was mended before.  source_period counts the
 * records that are there; what it keeps of a closed period: verify_periods.c.
 * intake_day counts what came in, also what the ledger let go: only days whose
 * entries are all there are compared.
 */
#include "store/prune.h"
#include "store/verify.h"

/* So many days are summed at a time. */
enum { WINDOW_MONTHS = 4 * MONTH_DAYS, WINDOW_LEDGER = 512 };

/* Fill `should` with what the rows of a table make in these days. */
typedef enum err (*make_fn)(struct verify *v, day_t from, day_t to,
    struct rollups *should, struct error *e);

/* Compare the rows with keys of `first` to `last`, and settle. */
static enum err
settle(struct verify *v, const struct rollups *should, enum rollup_table t,
    int64_t first, int64_t last, struct error *e)
{
	struct rollup_differences d = { 0 };
	enum err err =
	    rollup_compare(should, t, first, last, v->st->sql, &d, e);

	if (err == OK)
		err = verify_settle(v, &d, e);
	rollup_differences_free(&d);
	return err;
}

/* A table of days, or of runs of so many, in windows up to the end of time. */
static enum err
windows(struct verify *v, enum rollup_table t, make_fn make, int64_t from,
    int64_t last, int days, int window, struct error *e)
{
	struct rollups should;
	enum err err = OK;
	int64_t to;

	rollups_init(&should);
	for (; err == OK && from < INT32_MAX; from = to + 1) {
		to = from + window - 1;
		if (to >= last)
			to = INT32_MAX;
		rollups_clear(&should);
		err = make(v, (day_t)from, (day_t)to, &should, e);
		if (err == OK)
			err = settle(v, &should, t, from / days, to / days, e);
	}
	rollups_free(&should);
	return err;
}

/* Columns of SQL_DAY_POLICY_ALL: five keys, then the values of both. */
static enum err
make_months(struct verify *v, day_t from, day_t to, struct rollups *should,
    struct error *e)
{
	int64_t days[] = { from, to };
	struct query *q;
	bool row;
	enum err err = sql_ask(v->st->sql, SQL_DAY_POLICY_ALL, days, 2, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		int64_t key[] = { sql_int(q, 0), sql_int(q, 1) / MONTH_DAYS,
			sql_int(q, 2), sql_int(q, 4) };
		int64_t value[ROLLUP_VALUES_MAX] = { 0 };

		for (int i = 0; i < rollup_tables[ROLLUP_DAY_POLICY].n_values;
		     i++)
			value[i] = sql_int(q, 5 + i);
		rollups_put(should, ROLLUP_MONTH_REPORTER, key, value, false);
	}
	if (err == OK)
		sql_done(q);
	return err;
}

static enum err
months(struct verify *v, struct error *e)
{
	int64_t all[] = { 0, UINT8_MAX }, last;
	day_t from = v->horizon.records / MONTH_DAYS * MONTH_DAYS;
	struct query *q;
	enum err err = sql_ask(v->st->sql, SQL_LAST_DAY, all, 2, &q, e);

	if (err == OK)
		err = sql_run_int(q, 0, &last, e);
	return err != OK ? err
	                 : windows(v, ROLLUP_MONTH_REPORTER, make_months, from,
	                       last, MONTH_DAYS, WINDOW_MONTHS, e);
}

static enum err
make_ledger(struct verify *v, day_t from, day_t to, struct rollups *should,
    struct error *e)
{
	int64_t times[] = { (int64_t)from * DAY_SECONDS,
		((int64_t)to + 1) * DAY_SECONDS - 1 };
	struct query *q;
	bool row;
	enum err err = sql_ask(v->st->sql, SQL_CHECK_INTAKE, times, 2, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row)
		rollups_count_document(should, (enum outcome)sql_int(q, 0),
		    day_of(sql_int(q, 1)), sql_int(q, 2), 1);
	if (err == OK)
		sql_done(q);
	return err;
}

static enum err
ledger(struct verify *v, struct error *e)
{
	int64_t last;
	enum err err = verify_number(v, SQL_CHECK_INTAKE_LAST, &last, e);

	return err != OK ? err
	                 : windows(v, ROLLUP_INTAKE_DAY, make_ledger,
	                       v->horizon.ledger, last, 1, WINDOW_LEDGER, e);
}

/* How many records a domain has in each period. */
static enum err
make_periods(struct verify *v, int64_t domain, struct rollups *should,
    struct error *e)
{
	struct query *q;
	bool row;
	enum err err =
	    sql_ask(v->st->sql, SQL_CHECK_PERIOD_DAYS, &domain, 1, &q, e);

	rollups_clear(should);
	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		int64_t key[] = { domain, sql_int(q, 0) / PERIOD_DAYS };
		int64_t value[ROLLUP_VALUES_MAX] = { sql_int(q, 1) };

		rollups_put(should, ROLLUP_SOURCE_PERIOD, key, value, false);
	}
	if (err == OK)
		sql_done(q);
	return err;
}

/* Domain by domain, with those before each that have no records. */
static enum err
periods(struct verify *v, struct error *e)
{
	int64_t from = INT64_MIN, domain = INT64_MIN;
	struct rollups should;
	bool found = true;
	enum err err = OK;

	rollups_init(&should);
	while (err == OK && found) {
		err = prune_next_domain(v->st, SQL_RECORD_NEXT_DOMAIN, &domain,
		    &found, e);
		rollups_clear(&should);
		if (err == OK && found)
			err = make_periods(v, domain, &should, e);
		if (err == OK)
			err = settle(v, &should, ROLLUP_SOURCE_PERIOD, from,
			    found ? domain : INT64_MAX, e);
		from = domain + 1;
	}
	rollups_free(&should);
	return err;
}

enum err
verify_sums(struct verify *v, struct error *e)
{
	enum err err = months(v, e);

	if (err == OK)
		err = periods(v, e);
	if (err == OK)
		err = verify_periods(v, e);
	return err != OK ? err : ledger(v, e);
}
