/* Sixty days of reports, and all that is answered about their sources and days. */
#ifndef TESTS_UNIT_STORE_PERIOD_ANSWERS_H
#define TESTS_UNIT_STORE_PERIOD_ANSWERS_H

#include "tests/unit/store/fixture.h"

static inline enum err
see(struct buf *out, json_t *o)
{
	char *text = json_dumps(o, JSON_SORT_KEYS);

	buf_addstr(out, text);
	buf_addstr(out, "\n");
	free(text);
	json_decref(o);
	return OK;
}

static inline enum err
see_source(void *ctx, const struct source_row *row, struct error *e)
{
	(void)e;
	return see(ctx, source_row_to_json(row));
}

static inline enum err
see_subdomain(void *ctx, const struct named_sums *row, struct error *e)
{
	(void)e;
	return see(ctx, subdomain_row_to_json(row));
}

static inline enum err
see_sending(void *ctx, const struct named_sums *row, struct error *e)
{
	(void)e;
	return see(ctx, sending_row_to_json(row));
}

static inline enum err
see_day(void *ctx, const struct day_row *row, struct error *e)
{
	(void)e;
	return see(ctx, day_row_to_json(row));
}

static inline enum err
see_domain(void *ctx, const struct domain_row *row, struct error *e)
{
	(void)e;
	return see(ctx, domain_row_to_json(row));
}

static inline enum err
see_sighting(void *ctx, const struct sighting_row *row, struct error *e)
{
	(void)e;
	return see(ctx, sighting_row_to_json(row));
}

/* The days one by one, and summed. */
static inline void
add_days(struct store *st, const struct filter *f, struct span span,
    struct buf *out)
{
	struct totals totals;
	struct page page;

	ok(store_days(st, f, span, see_day, out, &e));
	ok(store_domains(st, f, span, see_domain, out, &page, &e));
	ok(store_totals(st, f, span, &totals, &e));
	ok(see(out, totals_to_json(&totals)));
}

/* from: the From domains and records too, which nothing says of pruned ones. */
static inline void
add_sources(struct store *st, const struct filter *f, struct span span,
    bool from, struct buf *out)
{
	struct page page;

	buf_printf(out, "%d to %d\n", span.from, span.to);
	ok(store_sources(st, f, span, see_source, out, &page, &e));
	if (from)
		ok(store_subdomains(st, f, span, see_subdomain, out, &page,
		    &e));
	if (f->set & FILTER_SOURCE_IP)
		ok(store_sendings(st, f, span, see_sending, out, &page, &e));
	if (from && f->set & FILTER_SOURCE_IP)
		ok(store_sightings(st, f, span, see_sighting, out, &e));
}

/* What is answered to many questions, by each trust, of days up to so many. */
static inline void
add_answers(struct store *st, day_t days, struct buf *out)
{
	static const unsigned trusts[] = { TRUST_DEFAULT, TRUST_VERIFIED,
		TRUST(PROVENANCE_UNVERIFIED) };
	day_t day = (day_t)(DAY0 / DAY_SECONDS);
	bool from = days > 0; /* 0: where records are pruned */
	struct filter f;

	for (size_t i = 0; i < 3; i++) {
		store_trust(st, trusts[i]);
		filter_init(&f);
		f.limit = 1000;
		f.set |= FILTER_DOMAIN;
		snprintf(f.domain, sizeof(f.domain), "example.org");
		for (day_t n = 1; n < days; n += 7)
			add_sources(st, &f, (struct span){ day - n, day }, from,
			    out);
		for (day_t n = 1; n < 60; n += 7)
			add_days(st, &f, (struct span){ day - 2 * n, day - n },
			    out);
		add_sources(st, &f, always, from, out);
		f.set |= FILTER_DMARC;
		f.dmarc = ALIGNED_FAIL;
		add_sources(st, &f, always, from, out);
		f.set |= FILTER_REPORTER;
		snprintf(f.reporter, sizeof(f.reporter), "r1.example");
		add_sources(st, &f, always, from, out);
		f.set |= FILTER_SOURCE_IP | FILTER_DISPOSITION;
		assert_true(ip_parse("192.0.2.3", &f.source_ip));
		f.disposition = DISPOSITION_REJECT;
		add_sources(st, &f, always, from, out);
		if (!from)
			continue;
		f.limit = 7;
		add_sources(st, &f, (struct span){ day - 50, day - 5 }, true,
		    out);
		/* It sent on a single day. */
		assert_true(ip_parse("192.0.2.99", &f.source_ip));
		add_sources(st, &f, always, true, out);
	}
	store_trust(st, TRUST_DEFAULT);
}

/* A report of the day so many before DAY0. */
static inline void
save_report_of(struct store *st, int ago, int reporter, int salt)
{
	static const char *const results[] = { "none pass fail",
		"reject fail fail", "quarantine fail pass", "none fail fail" };
	char rows[4096] = "", email[32], id[32];
	size_t n = 0;
	struct fake f = { .org = "R",
		.email = email,
		.id = id,
		.domain = "example.org",
		.begin = DAY0 - (int64_t)ago * DAY_SECONDS,
		.end = DAY0 - (int64_t)(ago - 1) * DAY_SECONDS - 1,
		.rows = rows,
		.salt = id,
		.provenance = reporter % 3 == 0 ? PROVENANCE_UNVERIFIED
		                                : PROVENANCE_IMPORTED };

	snprintf(email, sizeof(email), "a@r%d.example", reporter);
	snprintf(id, sizeof(id), "%d.%d.%d", ago, reporter, salt);
	for (int i = 0; i < 30; i++)
		n += (size_t)snprintf(rows + n, sizeof(rows) - n,
		    "192.0.2.%d %d %s;", (i * 7 + ago + salt) % 40, i + 1,
		    results[(i + reporter) % 4]);
	if (ago == 37)
		snprintf(rows + n, sizeof(rows) - n, "192.0.2.99 2 %s;",
		    results[reporter % 4]);
	assert_int_equal(fake_save(st, &f).outcome, OUTCOME_REPORT);
}

#endif
