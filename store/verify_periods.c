/*
 * What source_period keeps of a closed period, held against what it is made of:
 * day_total, which was mended before, and the records with what was pruned of
 * them.  A period that was never closed answers from these and has nothing that
 * could be wrong.
 */
#include <string.h>

#include "store/period_sums.h"
#include "store/verify.h"

/* The row at hand. */
struct period {
	int64_t at[2];               /* domain, period */
	bool closed, summed, pruned; /* as source_period says */
	struct buf days, froms, sums;
};

static void
take(struct query *q, int column, struct buf *out)
{
	size_t n;
	const void *p = sql_blob(q, column, &n);

	buf_reset(out);
	buf_add(out, p, n);
}

/* The next one that has something behind p->at. */
static enum err
next_period(struct verify *v, struct period *p, bool *ret_found,
    struct error *e)
{
	struct query *q;
	enum err err = sql_ask_row(v->st->sql, SQL_CHECK_PERIOD_NEXT, p->at, 2,
	    &q, ret_found, e);

	if (err != OK)
		return err;
	if (*ret_found) {
		p->at[0] = sql_int(q, 0);
		p->at[1] = sql_int(q, 1);
		p->closed = sql_int(q, 2) != 0;
		p->summed = sql_int(q, 3) != 0;
		p->pruned = sql_int(q, 4) != 0;
		take(q, 5, &p->days);
		take(q, 6, &p->froms);
		take(q, 7, &p->sums);
	}
	sql_done(q);
	return OK;
}

static enum err
tell(struct verify *v, const struct period *p, const char *what,
    struct error *e)
{
	char day[DAY_TEXT_MAX];

	day_format((day_t)p->at[1] * PERIOD_DAYS, day);
	return verify_found(v, CHECK_ROLLUPS, e,
	    "source_period (%lld, %lld), of 16 days from %s%s",
	    (long long)p->at[0], (long long)p->at[1], day, what);
}

static bool
same(const struct buf *a, const struct buf *b)
{
	return a->len == b->len &&
	       (a->len == 0 || memcmp(a->data, b->data, a->len) == 0);
}

static enum err
compare(struct verify *v, const struct period *p,
    const struct period_closed *should, struct error *e)
{
	const struct {
		bool differs;
		const char *what;
	} parts[] = {
		{ p->closed && !same(&p->days, &should->days),
		    ", has other days than day_total" },
		{ p->summed && !same(&p->sums, &should->sums),
		    ", has other sums than its records make" },
		{ p->closed && p->summed && !same(&p->froms, &should->froms),
		    ", has other From domains than its records" },
	};
	bool differs = false;
	enum err err = OK;

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		if (!parts[i].differs)
			continue;
		differs = true;
		if (err == OK)
			err = tell(v, p, parts[i].what, e);
	}
	if (err != OK || !differs || !v->mend)
		return err;
	v->mended++;
	return period_close_write(v->st, p->at[0], p->at[1], should, e);
}

static enum err
one_period(struct verify *v, const struct period *p, struct error *e)
{
	struct period_closed should;
	struct error damage;
	char what[sizeof(damage.text) + 2];
	enum err err = period_close_make(v->st, p->at[0], p->at[1],
	    p->summed || p->pruned, &should, &damage);

	if (err == ERR_INPUT) {
		snprintf(what, sizeof(what), ": %s", damage.text);
		err = tell(v, p, what, e);
	} else if (err != OK) {
		*e = damage;
	} else {
		should.summed &= p->summed;
		err = compare(v, p, &should, e);
	}
	period_closed_free(&should);
	return err;
}

static enum err
each_period(struct verify *v, struct error *e)
{
	struct period p = { .at = { INT64_MIN, INT64_MIN } };
	bool found = true;
	enum err err = OK;

	buf_init(&p.days, 128 * MIB);
	buf_init(&p.froms, 128 * MIB);
	buf_init(&p.sums, 128 * MIB);
	while (err == OK && found) {
		err = next_period(v, &p, &found, e);
		if (err == OK && found)
			err = one_period(v, &p, e);
	}
	buf_free(&p.days);
	buf_free(&p.froms);
	buf_free(&p.sums);
	return err;
}

/* Of days without records, which no count of records misses. */
static enum err
next_missing(struct verify *v, int64_t at[3], bool *ret_found, struct error *e)
{
	struct query *q;
	enum err err = sql_ask_row(v->st->sql, SQL_CHECK_PERIOD_MISSING, at, 2,
	    &q, ret_found, e);

	if (err != OK)
		return err;
	if (*ret_found) {
		at[0] = sql_int(q, 0);
		at[1] = sql_int(q, 1);
	}
	sql_done(q);
	return OK;
}

static enum err
missing(struct verify *v, struct error *e)
{
	int64_t at[3] = { INT64_MIN, INT64_MIN, 0 }; /* no records */
	struct period p = { 0 };
	bool found = true;
	enum err err = OK;

	while (err == OK && found) {
		err = next_missing(v, at, &found, e);
		if (err != OK || !found)
			break;
		p.at[0] = at[0];
		p.at[1] = at[1];
		err = tell(v, &p, ", is not there, but days of it are", e);
		if (err == OK && v->mend) {
			v->mended++;
			err =
			    sql_do(v->st->sql, SQL_SOURCE_PERIOD_ADD, at, 3, e);
		}
	}
	return err;
}

enum err
verify_periods(struct verify *v, struct error *e)
{
	enum err err = missing(v, e);

	return err != OK ? err : each_period(v, e);
}
