/*
 * What the questions share: which domain, which days, which order, which page.
 * A list whose rows are sums is summed whole, ordered and cut into pages here;
 * a page begins behind the last row of the one before (value and id), so pages
 * stay put while reports come in.
 */
#ifndef STORE_ASK_H
#define STORE_ASK_H

#include "store/internal.h"
#include "store/map.h"

/* More days than this are refused: each day is a row of the answer. */
enum { SPAN_DAYS_MAX = 3660, PAGE_TOTAL_MAX = 10000, NO_SUCH_ID = -1 };

/* Memory for the names of one answer. */
#define ASK_ARENA_MAX (64 * MIB)

/* Id of f->domain; 0 when it is not set; NO_SUCH_ID when it was never seen. */
enum err ask_domain(struct store *st, const struct filter *f, int64_t *ret,
    struct error *e) MUST_CHECK;
/* The same of a name; 0 for NULL: of all. */
enum err ask_domain_named(struct store *st, const char *domain, int64_t *ret,
    struct error *e) MUST_CHECK;
enum err ask_reporter(struct store *st, const struct filter *f, int64_t *ret,
    struct error *e) MUST_CHECK;

/* Days of the span.  ERR_INPUT: none, or too many. */
enum err ask_days(struct span span, size_t *ret, struct error *e) MUST_CHECK;

/* The runs of so many days that lie in the span as a whole, numbered day /
   days from 1970 on; to < from: there is none. */
struct span ask_whole(struct span span, int days);

/* No report that counts in the span ends before this. */
int64_t ask_earliest_end(struct span span);

/* Nor after this. */
enum err ask_latest_end(struct store *st, struct span span, int64_t *ret,
    struct error *e) MUST_CHECK;
/* Start SQL_REPORTS_OF_DOMAIN: id and reporter of each. */
enum err ask_reports_of(struct store *st, int64_t domain, struct span span,
    struct query **ret, struct error *e) MUST_CHECK;

/* A row of day_policy. */
struct day_policy {
	day_t day;
	int64_t reporter, policy, reports, coarse;
	int64_t messages, pass, fail_none, fail_quarantine, fail_reject,
	    fail_unknown;
};
/* Hand all of a domain (0: all domains) and span to fn. */
enum err ask_day_policies(struct store *st, int64_t domain, struct span span,
    void (*fn)(void *ctx, const struct day_policy *p), void *ctx,
    struct error *e) MUST_CHECK;

/* Put the reporters of a domain (0: of all domains) and span into m, which is
   of width 1; whole months are read as such. */
enum err ask_reporters(struct store *st, int64_t domain, struct span span,
    struct map *m, struct error *e) MUST_CHECK;

/* A row of day_total: a day has one for each provenance, in the order of days
   (ask_day_totals.c). */
struct day_total {
	day_t day;
	int64_t reports, coarse;
	struct sums sums;
};
enum err ask_day_totals(struct store *st, int64_t domain, struct span span,
    void (*fn)(void *ctx, const struct day_total *t), void *ctx,
    struct error *e) MUST_CHECK;

/* Hand the number of repairs of each report that had any to fn. */
enum err ask_repair_sums(struct store *st, int64_t domain, struct span span,
    void (*fn)(void *ctx, int64_t reporter, int64_t repairs), void *ctx,
    struct error *e) MUST_CHECK;

/* A text of one row and column, in the arena; NULL when there is no row. */
enum err ask_text(struct store *st, enum sql_id id, int64_t v, struct arena *a,
    const char **ret, struct error *e) MUST_CHECK;

/* The address of a source; the empty one when there is no such id. */
enum err ask_ip(struct store *st, int64_t id, struct ip *ret,
    struct error *e) MUST_CHECK;

/* The same of many at once: id 0 is of none. */
enum err ask_ips(struct store *st, const int64_t ids[SOURCES_ASKED],
    struct ip ret[SOURCES_ASKED], struct error *e) MUST_CHECK;

/* A policy by its id, '' back to NULL; domain is not set. */
enum err ask_policy(struct store *st, int64_t id, struct arena *a,
    struct policy_published *ret, struct error *e) MUST_CHECK;

/* NULL for "". */
const char *ask_or_null(const char *s);
/* A copy in the arena, NULL for NULL and "". */
const char *ask_copy(struct arena *a, const char *s);

/* ---------------------------------------------------------- order, pages */

/* What a list is sorted by. */
struct order {
	const struct column *column;
	const struct column *less; /* value is column - less, if set */
	bool descending;
};

/* A row in its place: what it is sorted by, and what tells equal ones apart. */
struct ranked {
	const void *row; /* as the table describes it */
	int64_t id;
};

/*
 * The order of f->sort: a column of counts, the table's first column, or
 * "fail" (messages - pass).  Without it: messages, most first.  ERR_INPUT
 * names the keys.
 */
enum err order_read(const struct table *t, const struct filter *f,
    struct order *ret, struct error *e) MUST_CHECK;

/*
 * Put the *ret_n rows of the page in front, in their order; the others behind
 * them have none.  Fills *page.
 * ERR_INPUT: the cursor is none of this list and order.
 */
enum err order_page(const struct order *o, const struct filter *f,
    struct ranked *v, size_t n, size_t *ret_n, struct page *page,
    struct error *e) MUST_CHECK;

/* Cursors of two numbers, "a.b". */
void cursor_write(struct page *page, int64_t a, int64_t b);
enum err cursor_read(const struct filter *f, int64_t *ret_a, int64_t *ret_b,
    struct error *e) MUST_CHECK;

#endif
