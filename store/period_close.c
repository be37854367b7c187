/*
 * Periods are summed up when they are over, the large ones alone: for a small
 * one its records are read as fast.  Whatever changes the records of a period
 * afterwards clears its sums in the same transaction (SQL_SOURCE_PERIOD_ADD),
 * and the next call makes them anew; until then the records answer.
 */
#include "store/period_sums.h"

/*
 * Periods of fewer records stay as they are; most reports are in when a period
 * is over for some days; and so many are summed up in one transaction.
 */
enum { RECORDS_MIN = 1000, DAYS_LATE = 3, BATCH = 32 };

static enum err
close_period(struct store *st, int64_t domain, int64_t period, struct error *e)
{
	int64_t v[] = { domain, period };
	struct period_sums s;
	struct query *q;
	struct buf out;
	enum err err;

	period_sums_init(&s);
	err = period_sums_make(st, domain, period, &s, e);
	if (err == OK)
		err = sql_ask(st->sql, SQL_SOURCE_PERIOD_CLOSE, v, 2, &q, e);
	if (err == OK) {
		period_sums_pack(&s, &out);
		/* Too many of them: the records go on answering. */
		if (out.overflow)
			sql_done(q);
		else {
			sql_bind_blob(q, 3, out.data, out.len);
			err = sql_run(q, e);
		}
		buf_free(&out);
	}
	period_sums_free(&s);
	return err;
}

/* The next open period behind v[0] (period) and v[1] (domain). */
static enum err
next_open(struct store *st, int64_t v[4], bool *ret, struct error *e)
{
	struct query *q;
	enum err err =
	    sql_ask_row(st->sql, SQL_SOURCE_PERIOD_OPEN, v, 4, &q, ret, e);

	if (err != OK)
		return err;
	if (*ret) {
		v[0] = sql_int(q, 0);
		v[1] = sql_int(q, 1);
	}
	sql_done(q);
	return OK;
}

static enum err
close_batch(struct store *st, int64_t v[4], bool *ret_more, struct error *e)
{
	enum err err = sql_begin(st->sql, e);

	*ret_more = true;
	for (int i = 0; i < BATCH && err == OK && *ret_more; i++) {
		err = next_open(st, v, ret_more, e);
		if (err == OK && *ret_more)
			err = close_period(st, v[1], v[0], e);
	}
	if (err == OK)
		err = sql_commit(st->sql, e);
	if (err != OK)
		sql_rollback(st->sql);
	return err;
}

enum err
store_close_periods(struct store *st, struct error *e)
{
	int64_t all[] = { 0, UINT8_MAX }, last, v[4] = { 0 };
	struct query *q;
	bool more = true;
	enum err err = sql_ask(st->sql, SQL_LAST_DAY, all, 2, &q, e);

	if (err == OK)
		err = sql_run_int(q, 0, &last, e);
	if (err != OK)
		return err;
	v[2] = (last - DAYS_LATE) / PERIOD_DAYS;
	v[3] = RECORDS_MIN;
	store_looks_end(st);
	while (err == OK && more)
		err = close_batch(st, v, &more, e);
	return err;
}
