/*
 * What one report is to each table.  Taking it out again is counting it with
 * the sign turned.
 */
#include "store/rollup.h"

/* The sums of a report, in the order of the columns of day_total. */
enum report_sum {
	REPORTS,
	COARSE,
	MESSAGES,
	PASS,
	FAIL_NONE,
	FAIL_QUARANTINE,
	FAIL_REJECT,
	FAIL_UNKNOWN,
	DKIM_PASS,
	SPF_PASS,
	BOTH_PASS
};

static enum report_sum
sum_of(const struct row *row)
{
	if (row_passes(row))
		return PASS;
	switch (row->disposition) {
	case DISPOSITION_NONE: return FAIL_NONE;
	case DISPOSITION_QUARANTINE: return FAIL_QUARANTINE;
	case DISPOSITION_REJECT: return FAIL_REJECT;
	default: return FAIL_UNKNOWN;
	}
}

static void
count_report(struct rollups *r, const struct content *c,
    const struct rows *rows, int sign)
{
	int64_t v[ROLLUP_VALUES_MAX] = { [REPORTS] = 1, [COARSE] = c->coarse };

	for (size_t i = 0; i < rows->n; i++) {
		const struct row *row = &rows->v[i];
		bool dkim = row->dkim == ALIGNED_PASS;
		bool spf = row->spf == ALIGNED_PASS;
		v[MESSAGES] += row->messages;
		v[sum_of(row)] += row->messages;
		v[DKIM_PASS] += dkim ? row->messages : 0;
		v[SPF_PASS] += spf ? row->messages : 0;
		v[BOTH_PASS] += dkim && spf ? row->messages : 0;
	}
	for (int k = 0; k < ROLLUP_VALUES_MAX; k++)
		v[k] *= sign;
	for (int all = 0; all < 2; all++) {
		int64_t domain = all ? 0 : c->domain;

		rollups_put(r, ROLLUP_DAY_TOTAL,
		    (int64_t[]){ domain, c->day, c->provenance }, v, sign < 0);
		rollups_put(r, ROLLUP_DAY_POLICY,
		    (int64_t[]){ domain, c->day, c->reporter,
		        all ? 0 : c->policy, c->provenance },
		    v, sign < 0);
		rollups_put(r, ROLLUP_MONTH_REPORTER,
		    (int64_t[]){ domain, c->day / MONTH_DAYS, c->reporter,
		        c->provenance },
		    v, sign < 0);
	}
}

static void
count_reporter(struct rollups *r, const struct content *c,
    const struct rows *rows, int sign)
{
	/* MESSAGES stands where it does in the sums of a report. */
	int64_t v[ROLLUP_VALUES_MAX] = { 1, c->signs_9990 };
	enum { SAMPLED_OUT = 3, SAMPLED_FAILING, SAMPLED_FULL };
	bool sampled = c->pct > 0 && c->pct <= 50;

	for (size_t i = 0; i < rows->n; i++) {
		const struct row *row = &rows->v[i];
		v[MESSAGES] += row->messages;
		if (row->flags & ROW_SAMPLED_OUT)
			v[SAMPLED_OUT] += row->messages;
		if (!sampled || row_passes(row) || (row->flags & ROW_RELAYED))
			continue;
		v[SAMPLED_FAILING] += row->messages;
		/* A policy and a disposition of one name have one code. */
		if (row->disposition == c->policy_p)
			v[SAMPLED_FULL] += row->messages;
	}
	for (int k = 0; k < ROLLUP_VALUES_MAX; k++)
		v[k] *= sign;
	rollups_put(r, ROLLUP_REPORTER_DAY,
	    (int64_t[]){ c->reporter, c->day, c->provenance }, v, sign < 0);
}

static void
count_period(struct rollups *r, const struct content *c,
    const struct rows *rows, int sign)
{
	/* Without records, too: what is kept of the period's days is wrong. */
	int64_t records[ROLLUP_VALUES_MAX] = { sign * (int64_t)rows->n };

	rollups_put(r, ROLLUP_SOURCE_PERIOD,
	    (int64_t[]){ c->domain, c->day / PERIOD_DAYS }, records, sign < 0);
}

void
rollups_count_sources(struct rollups *r, const struct content *c,
    const struct rows *rows, int sign)
{
	for (size_t i = 0; i < rows->n; i++) {
		const struct row *row = &rows->v[i];
		int64_t source[ROLLUP_VALUES_MAX] = {
			row->flags & ROW_RELAYED ? c->day : 0
		};

		rollups_put(r, ROLLUP_SOURCE_DOMAIN,
		    (int64_t[]){ row->source, c->domain, c->provenance },
		    source, sign < 0);
	}
}

void
rollups_count(struct rollups *r, const struct content *c,
    const struct rows *rows, int sign)
{
	rollups_count_sources(r, c, rows, sign);
	count_period(r, c, rows, sign);
	count_report(r, c, rows, sign);
	count_reporter(r, c, rows, sign);
}

void
rollups_count_document(struct rollups *r, enum outcome outcome, day_t day,
    int64_t reporter, int sign)
{
	const int64_t one[ROLLUP_VALUES_MAX] = { sign };

	rollups_put(r, ROLLUP_INTAKE_DAY, (int64_t[]){ outcome, day, reporter },
	    one, sign < 0);
}
