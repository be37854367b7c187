/* The diary of records: who saw which one, from when to when. */
#include <stdlib.h>
#include <string.h>

#include "store/ask.h"

#define C(member, title, type, flags) \
	COLUMN(struct policy_seen, member, title, type, flags)
static const struct column policy_seen_columns[] = {
	C(reporter, "Reporter", COLUMN_TEXT, 0),
	C(p, "p", COLUMN_TEXT, 0),
	C(sp, "sp", COLUMN_TEXT, 0),
	C(testing, "t", COLUMN_TEXT, 0),
	C(pct, "pct", COLUMN_PCT, 0),
	C(first_day, "From", COLUMN_DAY, 0),
	C(last_day, "To", COLUMN_DAY, 0),
	C(messages, "Messages", COLUMN_COUNT, 0),
};
#undef C
const struct table policy_seen_table = { "policies", policy_seen_columns,
	sizeof(policy_seen_columns) / sizeof(policy_seen_columns[0]) };

struct seen_list {
	struct store *st;
	struct arena names;
	struct map keys;          /* policy, reporter */
	struct policy_seen *rows; /* by number in keys; owned */
	size_t cap;
};

static void
add(void *ctx, const struct day_policy *p)
{
	struct seen_list *l = ctx;
	struct policy_seen *row;
	bool new;
	size_t i =
	    map_put(&l->keys, (int64_t[]){ p->policy, p->reporter }, &new);

	l->rows = map_room(l->rows, &l->cap, i, sizeof(*l->rows));
	row = &l->rows[i];
	if (new || p->day < row->first_day)
		row->first_day = p->day;
	if (new || p->day > row->last_day)
		row->last_day = p->day;
	row->messages += p->messages;
}

static enum err
name_rows(struct seen_list *l, struct error *e)
{
	enum err err = OK;

	for (size_t i = 0; i < l->keys.n && err == OK; i++) {
		const int64_t *key = map_key(&l->keys, i);
		struct policy_published p = { .pct = -1 };

		err = ask_policy(l->st, key[0], &l->names, &p, e);
		if (err == OK)
			err = ask_text(l->st, SQL_REPORTER_NAME, key[1],
			    &l->names, &l->rows[i].reporter, e);
		l->rows[i].p = p.p.raw;
		l->rows[i].sp = p.sp.raw;
		l->rows[i].testing = p.testing.raw;
		l->rows[i].pct = p.pct;
	}
	return err;
}

static int
compare(const void *a, const void *b)
{
	const struct policy_seen *x = a, *y = b;

	if (x->first_day != y->first_day)
		return x->first_day < y->first_day ? -1 : 1;
	return strcmp(x->reporter != NULL ? x->reporter : "",
	    y->reporter != NULL ? y->reporter : "");
}

enum err
store_policies_seen(struct store *st, const char *domain, policy_seen_fn fn,
    void *ctx, struct error *e)
{
	static const struct span always = { 1, INT32_MAX };
	struct seen_list l = { .st = st };
	int64_t id;
	enum err err = intern_find_name(st->sql, INTERN_DOMAIN, domain, &id, e);

	arena_init(&l.names, ASK_ARENA_MAX);
	map_init(&l.keys, 2);
	if (err == OK && id != 0)
		err = ask_day_policies(st, id, always, add, &l, e);
	if (err == OK)
		err = name_rows(&l, e);
	if (err == OK && l.keys.n > 0)
		qsort(l.rows, l.keys.n, sizeof(*l.rows), compare);
	for (size_t i = 0; i < l.keys.n && err == OK; i++)
		err = fn(ctx, &l.rows[i], e);
	arena_release(&l.names);
	map_free(&l.keys);
	free(l.rows);
	return err;
}
