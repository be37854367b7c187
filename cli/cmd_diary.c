/* rampart diary: what happened to a domain, from four sources, by day. */
#include "advise/advise.h"
#include "cli/cli.h"

#include "core/text_json.h"

#define DIARY_ARENA_MAX (64 * MIB)

static enum err
on_seen(void *ctx, const struct policy_seen *s, struct error *e)
{
	(void)e;
	json_array_append_new(ctx, table_row_json(&policy_seen_table, s));
	return OK;
}

static enum err
print(const struct args *a, const struct diary_entry *v, size_t n,
    struct store *st, const char *domain, struct error *e)
{
	struct list *l = list_begin(a, &diary_table);
	json_t *items, *seen;
	enum err err;

	for (size_t i = 0; i < n; i++)
		list_add(l, &v[i],
		    list_wants_json(l) ? table_row_json(&diary_table, &v[i])
		                       : NULL);
	if ((items = list_end(l)) == NULL)
		return OK;
	seen = json_array();
	err = store_policies_seen(st, domain, on_seen, seen, e);
	items = json_pack("{s:s,s:o,s:o}", "domain", domain, "items", items,
	    "seen", seen);
	if (err == OK)
		return cli_print_json(items, e);
	json_decref(items);
	return err;
}

enum err
cmd_diary(const struct args *a, int *status, struct error *e)
{
	char domain[DOMAIN_MAX + 1];
	const struct diary_entry *v;
	struct arena arena;
	struct store *st;
	size_t n;
	enum err err = cli_domain(a->names[0], domain, e);

	(void)status;
	if (err == OK)
		err = cli_open(a, STORE_READ, &st, e);
	if (err != OK)
		return err;
	arena_init(&arena, DIARY_ARENA_MAX);
	err = evaluate_diary(st, domain, day_of(a->now), &arena, &v, &n, e);
	if (err == OK && n == 0)
		err = error_set(e, ERR_NOTFOUND,
		    "nothing is known of %s; `rampart domains` lists what "
		    "there is",
		    domain);
	if (err == OK)
		err = print(a, v, n, st, domain, e);
	store_close(st);
	arena_release(&arena);
	return err;
}
