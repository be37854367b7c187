/* rampart intake: the ledger of what came in, with a count per outcome. */
#include "cli/cli.h"

#include <inttypes.h>

#include "core/text_json.h"

static enum err
on_row(void *ctx, const struct intake_row *row, struct error *e)
{
	struct list *l = ctx;

	list_add(l, row, list_wants_json(l) ? intake_row_to_json(row) : NULL);
	return cli_written(e);
}

static void
print_counts(const struct intake_counts *c)
{
	for (int i = 0; i < OUTCOME_COUNT; i++)
		if (c->documents[i] > 0)
			printf("%-16s%10" PRId64 "\n",
			    word_text(VOCAB_OUTCOME, i), c->documents[i]);
	putchar('\n');
}

static enum err
show(const struct args *a, struct store *st, struct error *e)
{
	const struct filter filter = list_filter(a);
	bool people = !(a->set & CLI_FORMS);
	struct intake_counts counts;
	struct page page = { 0 };
	json_t *items, *answer;
	struct list *l;
	day_t as_of;
	enum err err = store_intake_counts(st, &filter, &counts, e);

	if (err == OK)
		err = store_as_of(st, day_of(a->now), &as_of, e);
	if (err != OK)
		return err;
	if (people)
		print_counts(&counts);
	l = list_begin(a, &intake_table);
	err = store_intake(st, &filter, on_row, l, &page, e);
	items = list_end(l);
	if (err != OK || !items) {
		json_decref(items);
		if (err == OK && people && page.more)
			printf("\nmore with --cursor '%s', all with --csv or "
			       "--ndjson\n",
			    page.next);
		return err;
	}
	answer = json_object();
	frame_set_json(answer, as_of, NULL);
	json_put(answer, "counts", intake_counts_to_json(&counts));
	json_put(answer, "items", items);
	page_set_json(answer, &page);
	return cli_print_json(answer, e);
}

enum err
cmd_intake(const struct args *a, int *status, struct error *e)
{
	struct store *st;
	enum err err = cli_open(a, STORE_READ, &st, e);

	(void)status;
	if (err != OK)
		return err;
	err = store_begin(st, e);
	if (err == OK)
		err = show(a, st, e);
	store_close(st);
	return err;
}
