/*
 * Answers in sums: domains, days, policies, reporters, sources.  Included by
 * store.h, which says what may fail.
 */
#ifndef STORE_ANSWERS_H
#define STORE_ANSWERS_H

#include <jansson.h>

#include "core/core.h"

struct store;

/* Days asked about, both inclusive. */
struct span {
	day_t from, to;
};

/*
 * The days of a filter; what it leaves open becomes the 35 days up to the last
 * day with a report (of f->domain if that is set), never after `today`; up to
 * yesterday when there is none.  ERR_INPUT: more than ten years.
 */
enum err store_span(struct store *st, const struct filter *f, day_t today,
    struct span *ret, struct error *e) MUST_CHECK;

/*
 * The frame of an answer, set on a JSON object: as_of, and from and to of a
 * span (NULL: the answer has none).
 */
void frame_set_json(json_t *object, day_t as_of, const struct span *span);

/* The earlier of yesterday and the last report's day (architecture.md 4). */
enum err store_as_of(struct store *st, day_t today, day_t *ret,
    struct error *e) MUST_CHECK;

/* Grows with every commit: what an ETag is made of. */
enum err store_change(struct store *st, int64_t *ret, struct error *e)
    MUST_CHECK;

/* Sums of messages, all of them messages and never rows. */
struct sums {
	int64_t messages;
	int64_t pass;            /* DMARC pass: dkim or spf aligned */
	int64_t fail_none;       /* failing, disposition none */
	int64_t fail_quarantine; /* failing, disposition quarantine */
	int64_t fail_reject;     /* failing, disposition reject */
	int64_t fail_unknown;    /* failing, any other disposition */
	int64_t dkim_pass, spf_pass; /* aligned */
	int64_t both_pass;           /* of them, those with both */
	/* By provenance: all, also those that are not trusted and are in none
	   of the sums above. */
	int64_t verified, unverified, failed, imported;
};

struct totals {
	struct sums sums;
	unsigned trust; /* what of it counts */
	int64_t domains, reports, reporters;
	/* End of the newest report in the span, UTC seconds, or TIME_UNSET. */
	int64_t newest;
	/* Documents in the ledger that are no report, ever; 0 for a domain. */
	int64_t set_aside;
};

/* Over f->domain or, when that is not set, over all. */
enum err store_totals(struct store *st, const struct filter *f,
    struct span span, struct totals *ret, struct error *e) MUST_CHECK;
json_t *totals_to_json(const struct totals *t);

/* Sums alone: what an answer about f->domain (or all) rests on. */
enum err store_provenance(struct store *st, const struct filter *f,
    struct span span, struct sums *ret, struct error *e) MUST_CHECK;
/* Set provenance (messages) and counted_provenance (words) on an object. */
void provenance_set_json(json_t *object, const struct sums *s,
    unsigned trust);

/*
 * Lists hand each row to a callback, borrowed until it returns; a callback
 * that does not return OK stops the list with its error.
 */
struct page {
	/* Rows that match; -1: over 10,000, or f->uncounted, or of days whose
	   ledger was pruned, so that nobody knows. */
	int64_t total;
	bool more;                  /* there are rows after the last one */
	char next[FILTER_TEXT_MAX]; /* cursor for them; "" when !more */
	/* Of a list made of records that should have those of earlier days,
	   too: they were pruned; 0: they are all there. */
	day_t records_from;
};
/* Set next, total and more, and records_from if that is set, on an object. */
void page_set_json(json_t *object, const struct page *page);

/*
 * A page of rows that were made elsewhere, as t describes them: by f->sort as
 * the lists here, messages first without it.  The first column, a text or an
 * address, names a row: it tells equal ones apart, on the next page as well.
 * ERR_INPUT: as those lists.
 */
typedef enum err (*page_row_fn)(void *ctx, const void *row, struct error *e);
enum err store_page(const struct table *t, const struct filter *f,
    const void *const *v, size_t n, page_row_fn fn, void *ctx, struct page *ret,
    struct error *e) MUST_CHECK;

/* A domain, its volume, its policy and its days. */
struct domain_row {
	const char *domain;
	int64_t messages, pass, fail_none, fail_quarantine, fail_reject,
	    fail_unknown;
	int64_t reports, reporters;
	const char *p, *sp, *np, *adkim, *aspf, *testing, *fo;
	int pct;             /* the policy that the newest report saw; -1 */
	day_t first_day, last_day; /* with a report, ever */
	int64_t last_report; /* end of the newest, ever; UTC seconds */
	/* From span.from on: a number for each days_step days, which is 1, or
	   7 over more than 120 days; the last may be for fewer. */
	const int64_t *days_pass, *days_fail;
	size_t n_days;
	int days_step;
};
extern const struct table domain_table;
typedef enum err (*domain_fn)(void *ctx, const struct domain_row *row,
    struct error *e);
/*
 * Every domain that a trusted report is on (or f->domain), in order of messages
 * (most first) unless f->sort names another count, domain or "fail".
 * ERR_INPUT: another key, or a cursor of another list.
 */
enum err store_domains(struct store *st, const struct filter *f,
    struct span span, domain_fn fn, void *ctx, struct page *ret,
    struct error *e) MUST_CHECK;
json_t *domain_row_to_json(const struct domain_row *row);

/* A UTC day, of f->domain or of all domains; every day of the span. */
struct day_row {
	day_t day;
	int64_t messages, pass, fail_none, fail_quarantine, fail_reject,
	    fail_unknown, dkim_pass, spf_pass, both_pass, reports;
	bool coarse; /* holds a report of more than 36 hours */
};
extern const struct table day_table;
typedef enum err (*day_fn)(void *ctx, const struct day_row *row,
    struct error *e);
enum err store_days(struct store *st, const struct filter *f,
    struct span span, day_fn fn, void *ctx, struct error *e) MUST_CHECK;
json_t *day_row_to_json(const struct day_row *row);

/* A run of days in which most reports saw the same published policy. */
struct policy_row {
	day_t first_day, last_day;
	int64_t messages, reports;
	const char *p, *sp, *np, *adkim, *aspf, *testing, *fo;
	int pct;
};
extern const struct table policy_table;
typedef enum err (*policy_fn)(void *ctx, const struct policy_row *row,
    struct error *e);
/*
 * Policies of f->domain in order of days.  Days are the same when what counts
 * is (missing tags as their defaults; np, fo and discovery_method apart).
 */
enum err store_policies(struct store *st, const struct filter *f,
    struct span span, policy_fn fn, void *ctx, struct error *e) MUST_CHECK;
json_t *policy_row_to_json(const struct policy_row *row);

/* Who reports on f->domain (or on all). */
struct reporter_row {
	const char *reporter; /* identity, the filter's word */
	const char *org_name; /* of its newest report */
	int64_t messages, pass, fail_none, fail_quarantine, fail_reject,
	    fail_unknown, reports;
	int64_t repairs; /* in all these reports together */
	day_t last_day;
	/* span.to - span.from + 1 numbers; none if these are over 400 */
	const int64_t *days_pass, *days_fail;
	size_t n_days;
};
extern const struct table reporter_table;
typedef enum err (*reporter_fn)(void *ctx, const struct reporter_row *row,
    struct error *e);
enum err store_reporters(struct store *st, const struct filter *f,
    struct span span, reporter_fn fn, void *ctx, struct page *ret,
    struct error *e) MUST_CHECK;
json_t *reporter_row_to_json(const struct reporter_row *row);

/* What had to be put right, or let stand, in the reports of one reporter. */
struct repair_row {
	const char *reporter, *code;
	int64_t repairs; /* those that reports keep: limits.repairs of each */
	int64_t reports; /* that have such a repair */
	day_t last_day;
};
extern const struct table repair_table;
typedef enum err (*repair_fn)(void *ctx, const struct repair_row *row,
    struct error *e);
/* By reporter, most repairs first.  Takes domain and reporter. */
enum err store_repairs(struct store *st, const struct filter *f,
    struct span span, repair_fn fn, void *ctx, struct error *e) MUST_CHECK;
json_t *repair_row_to_json(const struct repair_row *row);

/* Who sends in the name of f->domain: one address. */
struct source_row {
	struct ip source_ip;
	int64_t messages, pass, dkim_pass, spf_pass, fail_none,
	    fail_quarantine, fail_reject, fail_unknown;
	int64_t reporters; /* how many saw it */
	day_t first_day, last_day; /* inside the span */
};
extern const struct table source_table;
typedef enum err (*source_fn)(void *ctx, const struct source_row *row,
    struct error *e);
/*
 * Needs f->domain.  Takes source_ip, reporter, disposition, dmarc, dkim, spf;
 * sorted by messages unless f->sort names another number or source_ip.
 */
enum err store_sources(struct store *st, const struct filter *f,
    struct span span, source_fn fn, void *ctx, struct page *ret,
    struct error *e) MUST_CHECK;
json_t *source_row_to_json(const struct source_row *row);

/* The same sums of something that has a name. */
struct named_sums {
	const char *name; /* NULL: not readable */
	struct source_row sums; /* without source_ip */
};
typedef enum err (*named_fn)(void *ctx, const struct named_sums *row,
    struct error *e);

/* One From domain of f->domain (header_from): itself, or one below it. */
extern const struct table subdomain_table;
/* As store_sources(). */
enum err store_subdomains(struct store *st, const struct filter *f,
    struct span span, named_fn fn, void *ctx, struct page *ret,
    struct error *e) MUST_CHECK;
json_t *subdomain_row_to_json(const struct named_sums *row);

/* One address over all domains: what it sent in the name of each (domain). */
extern const struct table sending_table;
/*
 * Needs f->source_ip.  Those with messages in the span, in the order of their
 * first report, all on one page; records_from is of its sightings.
 * ERR_NOTFOUND: no report has this address.
 */
enum err store_sendings(struct store *st, const struct filter *f,
    struct span span, named_fn fn, void *ctx, struct page *ret,
    struct error *e) MUST_CHECK;
json_t *sending_row_to_json(const struct named_sums *row);

/* Something that a text was found in: a reporter, or an address. */
struct found_row {
	const char *name;    /* of the reporter, or PTR of the address; NULL */
	struct ip source_ip; /* empty: it is a reporter */
};
typedef enum err (*found_fn)(void *ctx, const struct found_row *row,
    struct error *e);
/*
 * Reporters and imported names of addresses with text in them, and addresses
 * that are text or begin with it ("203.0.113."), at most `limit` of each.
 * No table with a row per record is read.
 */
enum err store_search(struct store *st, const char *text, size_t limit,
    found_fn fn, void *ctx, struct error *e) MUST_CHECK;

/* A record with this address, and the report that has it. */
struct sighting_row {
	day_t day;
	const char *domain, *reporter, *header_from;
	int64_t messages;
	const char *disposition, *dkim, *spf; /* words; NULL: not said */
	int64_t report;
};
extern const struct table sighting_table;
typedef enum err (*sighting_fn)(void *ctx, const struct sighting_row *row,
    struct error *e);
/*
 * Needs f->source_ip; domain by domain as store_sendings(), newest first, at
 * most f->limit of each.
 */
enum err store_sightings(struct store *st, const struct filter *f,
    struct span span, sighting_fn fn, void *ctx, struct error *e) MUST_CHECK;
json_t *sighting_row_to_json(const struct sighting_row *row);

#endif
