/*
 * Days are taken in windows, so that what is summed of them fits in memory
 * whatever the database holds: the reports of a window are read with their
 * records, summed as when they came in, and held against the rows that are
 * kept.  Sources have no days; they are taken in ranges of their ids, with a
 * scan of the records for each.
 */
#include <stdlib.h>

#include "store/verify.h"

enum { WINDOW_DAYS = 128, WINDOW_SOURCES = 1 << 18, PROGRESS_REPORTS = 64 };

/* Ids are read first: what is done with them may write. */
struct ids {
	int64_t *v; /* owned */
	size_t n, cap;
};

static enum err
reports_of(struct verify *v, day_t from, day_t to, struct ids *ids,
    struct error *e)
{
	int64_t days[] = { from, to, (int64_t)from * DAY_SECONDS };
	struct query *q;
	bool row;
	enum err err = sql_ask(v->st->sql, SQL_CHECK_REPORTS, days, 3, &q, e);

	ids->n = 0;
	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		ids->v = map_room(ids->v, &ids->cap, ids->n, sizeof(*ids->v));
		ids->v[ids->n++] = sql_int(q, 0);
	}
	if (err == OK)
		sql_done(q);
	return err;
}

static enum err
one_report(struct verify *v, int64_t id, struct rollups *should,
    struct error *e)
{
	struct content c = { 0 };
	struct rows rows = { 0 };
	enum err err = content_by_id(v->st, id, &c, e);

	if (err == OK)
		err = content_rows(v->st, &c, &rows, e);
	if (err == OK && v->records)
		err = verify_records(v, &c, &rows, e);
	if (err == OK && c.outcome == OUTCOME_REPORT)
		rollups_count(should, &c, &rows, 1);
	rows_free(&rows);
	if (++v->done % PROGRESS_REPORTS == 0)
		verify_progress(v, CHECK_REPORTS, v->done, v->total);
	return err;
}

enum err
verify_settle(struct verify *v, struct rollup_differences *d, struct error *e)
{
	enum err err = OK;

	for (size_t i = 0; i < d->n && err == OK; i++) {
		char text[512];

		rollup_difference_text(&d->v[i], text, sizeof(text));
		err = verify_found(v, CHECK_ROLLUPS, e, "%s", text);
		if (err != OK || !v->mend)
			continue;
		err = rollup_mend(&d->v[i], v->st->sql, e);
		v->mended++;
	}
	return err;
}

/* The tables whose rows are of one day; verify_sums.c has the others. */
static const enum rollup_table by_day[] = { ROLLUP_DAY_TOTAL, ROLLUP_DAY_POLICY,
	ROLLUP_REPORTER_DAY };

/* Reports from first to last; rows from `from` on, also where none are. */
static enum err
window(struct verify *v, day_t from, day_t to, struct error *e)
{
	struct rollup_differences d = { 0 };
	struct rollups should;
	struct ids ids = { 0 };
	enum err err;

	rollups_init(&should);
	err = reports_of(v, from, to, &ids, e);
	for (size_t i = 0; i < ids.n && err == OK; i++)
		err = one_report(v, ids.v[i], &should, e);
	for (size_t t = 0; t < sizeof(by_day) / sizeof(*by_day) && err == OK;
	     t++)
		err = rollup_compare(&should, by_day[t], from, to, v->st->sql,
		    &d, e);
	if (err == OK)
		err = verify_settle(v, &d, e);
	rollup_differences_free(&d);
	free(ids.v);
	rollups_free(&should);
	return err;
}

static enum err
all_days(struct verify *v, struct error *e)
{
	int64_t from = v->horizon.records > 0 ? v->horizon.records : INT32_MIN;
	enum err err = OK;

	while (err == OK && from <= INT32_MAX) {
		int64_t first = INT32_MAX, to;
		struct query *q;

		err = sql_ask(v->st->sql, SQL_CHECK_DAY_NEXT, &from, 1, &q, e);
		if (err == OK)
			err = sql_run_int(q, 0, &first, e);
		/* min() of nothing is NULL, read as 0: before `from`. */
		to = first < from ? INT32_MAX : first + WINDOW_DAYS - 1;
		if (to > INT32_MAX)
			to = INT32_MAX;
		if (err == OK)
			err = window(v, (day_t)from, (day_t)to, e);
		from = to + 1;
	}
	return err;
}

static enum err
sources(struct verify *v, int64_t from, int64_t to, struct error *e)
{
	struct rollup_differences d = { 0 };
	struct rollups should;
	enum err err;

	rollups_init(&should);
	err = rollup_sources_make(&should, from, to, v->st->sql, e);
	if (err == OK)
		err = rollup_compare(&should, ROLLUP_SOURCE_DOMAIN, from, to,
		    v->st->sql, &d, e);
	if (err == OK)
		err = verify_settle(v, &d, e);
	rollup_differences_free(&d);
	rollups_free(&should);
	return err;
}

static enum err
all_sources(struct verify *v, struct error *e)
{
	int64_t from = INT64_MIN, to, last;
	enum err err = verify_number(v, SQL_CHECK_SOURCE_LAST, &last, e);

	for (to = WINDOW_SOURCES; err == OK; to += WINDOW_SOURCES) {
		verify_progress(v, CHECK_ROLLUPS, to - WINDOW_SOURCES, last);
		if (to >= last)
			to = INT64_MAX;
		err = sources(v, from, to, e);
		if (to == INT64_MAX)
			break;
		from = to + 1;
	}
	return err;
}

enum err
verify_reports(struct verify *v, struct error *e)
{
	enum err err = verify_number(v, SQL_CHECK_REPORT_COUNT, &v->total, e);

	if (err == OK)
		err = all_days(v, e);
	if (err == OK)
		err = all_sources(v, e);
	return err != OK ? err : verify_sums(v, e);
}
