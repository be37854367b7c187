/* rampart reporters: who reports, and what had to be put right. */
#include "cli/query.h"

static enum err
on_reporter(void *ctx, const struct reporter_row *row, struct error *e)
{
	struct query *q = ctx;

	list_add(q->list, row,
	    list_wants_json(q->list) ? reporter_row_to_json(row) : NULL);
	return cli_written(e);
}

static enum err
ask_reporters(struct query *q, struct error *e)
{
	return store_reporters(q->store, &q->filter, q->span, on_reporter, q,
	    &q->page, e);
}

static enum err
on_repair(void *ctx, const struct repair_row *row, struct error *e)
{
	struct query *q = ctx;

	list_add(q->list, row,
	    list_wants_json(q->list) ? repair_row_to_json(row) : NULL);
	return cli_written(e);
}

static enum err
ask_repairs(struct query *q, struct error *e)
{
	return store_repairs(q->store, &q->filter, q->span, on_repair, q, e);
}

enum err
cmd_reporters(const struct args *a, int *status, struct error *e)
{
	const unsigned paging = FILTER_LIMIT | FILTER_CURSOR | FILTER_SORT;

	(void)status;
	if (!(a->set & OPT_REPAIRS))
		return query_list(a, &reporter_table, ask_reporters, true,
		    "Messages", e);
	if (a->filter.set & paging)
		return error_set(e, ERR_INPUT,
		    "--repairs is one list, without --limit, --cursor and "
		    "--sort; --reporter and days make it shorter");
	return query_list(a, &repair_table, ask_repairs, false, "Repairs", e);
}
