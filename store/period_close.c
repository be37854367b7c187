/*
 * Periods are closed when they are over: their days are packed, and of the large
 * ones alone the sums of sources and From domains, for of a small one its
 * records are read as fast.  Whatever changes a period afterwards opens it in
 * the same transaction (SQL_SOURCE_PERIOD_ADD), and the next call closes it
 * anew; until then rows and records answer.
 */
#include "store/period_days.h"
#include "store/period_sums.h"

/*
 * Periods of fewer records have no sums; most reports are in when a period is
 * over for some days; so many are closed in one transaction; and the days of one
 * are a dozen rows of a dozen numbers.
 */
enum { RECORDS_MIN = 1000, DAYS_LATE = 3, BATCH = 32, DAYS_MAX = 64 * KIB };

void
period_closed_free(struct period_closed *c)
{
	buf_free(&c->days);
	buf_free(&c->froms);
	buf_free(&c->sums);
}

static enum err
make_sums(struct store *st, int64_t domain, int64_t period,
    struct period_closed *c, struct error *e)
{
	struct period_sums sums, froms;
	enum err err;

	period_sums_init(&sums);
	period_sums_init(&froms);
	err = period_sums_make(st, domain, period, &sums, &froms, e);
	if (err == OK) {
		period_sums_pack(&sums, &c->sums);
		period_sums_pack(&froms, &c->froms);
		/* Too many of them: the records go on answering. */
		c->summed = !c->sums.overflow && !c->froms.overflow;
	}
	period_sums_free(&sums);
	period_sums_free(&froms);
	return err;
}

enum err
period_close_make(struct store *st, int64_t domain, int64_t period, bool summed,
    struct period_closed *ret, struct error *e)
{
	enum err err;

	*ret = (struct period_closed){ 0 };
	buf_init(&ret->days, DAYS_MAX);
	err = period_days_pack(st, domain, period, &ret->days, e);
	return err == OK && summed ? make_sums(st, domain, period, ret, e)
	                           : err;
}

static enum err
write_sums(struct store *st, const int64_t at[2], const struct period_closed *c,
    struct error *e)
{
	struct query *q;
	enum err err = sql_ask(st->sql, SQL_PERIOD_SUMS_PUT, at, 2, &q, e);

	if (err != OK)
		return err;
	sql_bind_blob(q, 3, c->froms.data, c->froms.len);
	sql_bind_blob(q, 4, c->sums.data, c->sums.len);
	return sql_run(q, e);
}

enum err
period_close_write(struct store *st, int64_t domain, int64_t period,
    const struct period_closed *c, struct error *e)
{
	int64_t v[] = { domain, period, c->summed };
	struct query *q;
	enum err err = c->summed ? write_sums(st, v, c, e) : OK;

	if (err == OK)
		err = sql_ask(st->sql, SQL_SOURCE_PERIOD_CLOSE, v, 3, &q, e);
	if (err != OK)
		return err;
	sql_bind_blob(q, 4, c->days.data, c->days.len);
	return sql_run(q, e);
}

static enum err
close_period(struct store *st, int64_t domain, int64_t period, int64_t records,
    struct error *e)
{
	struct period_closed c;
	enum err err = period_close_make(st, domain, period,
	    records >= RECORDS_MIN, &c, e);

	if (err == OK)
		err = period_close_write(st, domain, period, &c, e);
	period_closed_free(&c);
	return err;
}

/* The next open period behind v[0] (period) and v[1] (domain). */
static enum err
next_open(struct store *st, int64_t v[3], int64_t *ret_records, bool *ret,
    struct error *e)
{
	struct query *q;
	enum err err =
	    sql_ask_row(st->sql, SQL_SOURCE_PERIOD_OPEN, v, 3, &q, ret, e);

	if (err != OK)
		return err;
	if (*ret) {
		v[0] = sql_int(q, 0);
		v[1] = sql_int(q, 1);
		*ret_records = sql_int(q, 2);
	}
	sql_done(q);
	return OK;
}

static enum err
close_batch(struct store *st, int64_t v[3], bool *ret_more, struct error *e)
{
	int64_t records = 0;
	enum err err = sql_begin(st->sql, e);

	*ret_more = true;
	for (int i = 0; i < BATCH && err == OK && *ret_more; i++) {
		err = next_open(st, v, &records, ret_more, e);
		if (err == OK && *ret_more)
			err = close_period(st, v[1], v[0], records, e);
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
	int64_t all[] = { 0, UINT8_MAX }, last, v[3] = { 0 };
	struct query *q;
	bool more = true;
	enum err err = sql_ask(st->sql, SQL_LAST_DAY, all, 2, &q, e);

	if (err == OK)
		err = sql_run_int(q, 0, &last, e);
	if (err != OK)
		return err;
	v[2] = (last - DAYS_LATE) / PERIOD_DAYS;
	store_looks_end(st);
	while (err == OK && more)
		err = close_batch(st, v, &more, e);
	return err;
}
