/* What the handlers of the API share: days, lists, stages. */
#ifndef WEB_LIST_H
#define WEB_LIST_H

#include "advise/advise.h"
#include "core/text_json.h"
#include "web/answer.h"
#include "web/routes.h"

/*
 * A new object with "as_of" and, if span is given, "from" and "to".  The
 * reference is the caller's.
 */
enum err api_head(struct request *r, const struct span *span, json_t **ret,
    struct error *e) MUST_CHECK;
/* The same with the days that were asked for.  ERR_INPUT: too many. */
enum err api_span_head(struct request *r, struct span *ret_span, json_t **ret,
    struct error *e) MUST_CHECK;

/*
 * A list in the making: JSON items or CSV rows.  The callbacks of the store
 * get it as ctx and hand each row to list_row().
 */
struct list {
	struct request *r;
	struct answer *a;
	const struct span *span;
	struct filter filter; /* the request's; the cursor moves */
	json_t *items;        /* NULL: rows, as the request's form is */
	struct buf *rows;     /* where their text goes */
	size_t n_rows;        /* of JSON, so far */
	struct page page;
};

/* Ask the store for one page of l->filter, rows to list_row(), l->page set. */
typedef enum err (*list_ask)(struct list *l, struct error *e);

/* Whether list_row() needs a row as JSON. */
bool list_takes_json(const struct list *l);

/* The head of CSV, and the Content-Type of the request's form. */
void list_begin_rows(struct list *l);

/* One row; json (stolen) is NULL unless it is wanted. */
enum err list_row(struct list *l, const void *row, json_t *json,
    struct error *e) MUST_CHECK;

/* The same of a list that is one page: its rows are its total. */
enum err list_row_counted(struct list *l, const void *row, json_t *json,
    struct error *e) MUST_CHECK;

/* A callback for store_days(). */
enum err list_day(void *ctx, const struct day_row *row, struct error *e);

/* Set items, next, total and more in o. */
enum err list_json(struct request *r, struct answer *a, const struct span *span,
    json_t *o, list_ask ask, struct error *e) MUST_CHECK;

/* Ask for the page behind l->page. */
enum err list_next_page(struct list *l, list_ask ask,
    struct error *e) MUST_CHECK;

/*
 * The answer of a route that is a list: head (stolen) with the above and, if
 * it has no totals, provenance and counted_provenance of the span; or rows, as
 * CSV or NDJSON: all of them unless a limit or a cursor was given.
 */
enum err list_answer(struct request *r, struct answer *a,
    const struct span *span, json_t *head, list_ask ask,
    struct error *e) MUST_CHECK;

/*
 * ERR_NOTFOUND: no report on {domain} counts; or set what is known of it in o
 * (may be NULL).
 */
enum err look_up_domain(struct request *r, json_t *o,
    struct error *e) MUST_CHECK;

/*
 * The answer of a route that is a list about {domain}.  ERR_NOTFOUND: no report
 * on it counts.
 */
enum err list_of_domain(struct request *r, struct answer *a, list_ask ask,
    struct error *e) MUST_CHECK;

#endif
