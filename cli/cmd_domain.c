/* rampart domain: what a person says of a domain. */
#include "cli/decide.h"

#include <stdlib.h>
#include <string.h>

#include "core/text_json.h"

enum { VERB_SET, VERB_SHOW, VERB_LIST };

static const struct cli_verb verbs[] = {
	[VERB_SET] = { "set", 2, -1, "DOMAIN NAME=VALUE..." },
	[VERB_SHOW] = { "show", 1, 1, "DOMAIN" },
	[VERB_LIST] = { "list", 0, 0, "" },
	{ 0 },
};

/* One NAME=VALUE of the command line; word is borrowed. */
static enum err
read_setting(const char *word, struct arena *arena, struct decision *d,
    struct error *e)
{
	const char *equals = strchr(word, '=');
	enum domain_setting s;
	char name[32];
	enum err err;

	if (equals == NULL)
		return error_set(e, ERR_INPUT,
		    "\"%.60s\" is no NAME=VALUE; see `rampart help domain`",
		    word);
	snprintf(name, sizeof(name), "%.*s", (int)(equals - word), word);
	if ((err = domain_setting_find(name, &s, e)) != OK)
		return err;
	*d = (struct decision){ .kind = ABOUT_DOMAIN,
		.subject = domain_setting_info(s)->name };
	if (equals[1] == '\0')
		return OK;
	return domain_setting_read(s, equals + 1, arena, &d->value, e);
}

static enum err
set(const struct args *a, struct arena *arena, struct error *e)
{
	size_t n = (size_t)a->n_names - 2;
	struct decision *d = xcalloc(n, sizeof(*d));
	enum err err = OK;

	for (size_t i = 0; i < n && err == OK; i++)
		err = read_setting(a->names[i + 2], arena, &d[i], e);
	if (err == OK)
		err = decide(a, a->names[1], d, n,
		    arena_printf(arena, "%s: %zu %s", a->names[1], n,
		        n == 1 ? "setting is decided" : "settings are decided"),
		    e);
	free(d);
	return err;
}

/* A setting as it holds. */
struct setting_now {
	const char *name, *value, *takes, *why;
	bool set;
};
#define C(member, title, type, flags) \
	COLUMN(struct setting_now, member, title, type, flags)
static const struct column setting_columns[] = {
	C(name, "Name", COLUMN_TEXT, 0),
	C(value, "Value", COLUMN_TEXT, 0),
	C(set, "Set", COLUMN_BOOL, COLUMN_HIDDEN),
	C(takes, "Takes", COLUMN_TEXT, COLUMN_HIDDEN),
	C(why, "What for", COLUMN_TEXT, 0),
};
#undef C
static const struct table setting_now_table = { "settings", setting_columns,
	sizeof(setting_columns) / sizeof(setting_columns[0]) };

static enum err
print_settings(const struct args *a, const char *domain,
    const struct domain_settings *s, struct error *e)
{
	struct list *l = list_begin(a, &setting_now_table);
	json_t *items, *answer;

	for (int i = 0; i < DOMAIN_SETTING_COUNT; i++) {
		const struct domain_setting_info *info =
		    domain_setting_info((enum domain_setting)i);
		struct setting_now row = { info->name, s->value[i], info->takes,
			info->why, s->set[i] };

		list_add(l, &row,
		    list_wants_json(l)
		        ? table_row_json(&setting_now_table, &row)
		        : NULL);
	}
	if ((items = list_end(l)) == NULL)
		return OK;
	answer = json_object();
	json_put(answer, "domain", text_to_json(domain));
	json_put(answer, "items", items);
	return cli_print_json(answer, e);
}

static enum err
show(const struct args *a, struct arena *arena, struct error *e)
{
	char domain[DOMAIN_MAX + 1];
	struct domain_settings s;
	struct store *st;
	enum err err = cli_domain(a->names[1], domain, e);

	if (err == OK)
		err = cli_open(a, STORE_READ, &st, e);
	if (err != OK)
		return err;
	err = store_domain_settings(st, domain, arena, &s, e);
	store_close(st);
	return err == OK ? print_settings(a, domain, &s, e) : err;
}

enum err
cmd_domain(const struct args *a, int *status, struct error *e)
{
	int verb = cli_verb(a, verbs, status);
	struct arena arena;
	enum err err = OK;

	arena_init(&arena, MIB);
	if (verb == VERB_SET)
		err = set(a, &arena, e);
	else if (verb == VERB_SHOW)
		err = show(a, &arena, e);
	else if (verb == VERB_LIST)
		err = decide_list(a, NULL, ABOUT_DOMAIN, e);
	arena_release(&arena);
	return err;
}
