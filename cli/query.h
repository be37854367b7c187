/*
 * A question that is a list: open the store, settle the days, let the rows run
 * into a list, close with the same JSON as the API's answer (cmd_query.c).
 */
#ifndef CLI_QUERY_H
#define CLI_QUERY_H

#include "cli/cli.h"

/* A question on its way to its answer. */
struct query {
	const struct args *args;
	struct store *store;
	struct filter filter; /* domain set from the command's operand */
	struct span span;
	day_t today, as_of;
	struct sums sums; /* by provenance: what the answer rests on */
	unsigned trust;
	struct list *list;
	struct page page;
};

/* What one command asks of the store; rows go into q->list. */
typedef enum err (*ask_fn)(struct query *q, struct error *e);

/*
 * The whole of it.  paged: the answer has the members of a page, as ask sets
 * q->page; what: "Messages", for the line below the table of people.
 */
enum err query_list(const struct args *a, const struct table *t, ask_fn ask,
    bool paged, const char *what, struct error *e) MUST_CHECK;

#endif
