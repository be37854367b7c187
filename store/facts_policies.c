/* What was published, as reporters saw it: day_policy, its words as codes. */
#include "store/facts_load.h"

#include <stdlib.h>

struct policy_list {
	struct facts_load *load;
	struct numbering ids; /* of policies */
	struct seen {
		day_t day;
		uint32_t reporter, policy;
		int64_t messages, reports;
	} * v; /* owned */
	size_t n, cap;
};

/* Columns of SQL_FACTS_POLICIES. */
static void
add_day(struct policy_list *l, struct query *q)
{
	if (l->n == l->cap) {
		l->cap = l->cap == 0 ? 512 : 2 * l->cap;
		l->v = xrealloc(l->v, l->cap * sizeof(*l->v));
	}
	l->v[l->n++] = (struct seen){
		.day = (day_t)sql_int(q, 1),
		.reporter = number_of(&l->load->reporters, sql_int(q, 2)),
		.policy = number_of(&l->ids, sql_int(q, 3)),
		.messages = sql_int(q, 4),
		.reports = sql_int(q, 5),
	};
}

static enum err
read_days(struct policy_list *l, struct error *e)
{
	const struct facts_load *load = l->load;
	int64_t v[] = { load->id, load->first, load->as_of };
	struct query *q;
	bool row;
	enum err err = sql_ask(load->st->sql, SQL_FACTS_POLICIES, v, 3, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row)
		if (store_trusts(load->st, (int)sql_int(q, 0)))
			add_day(l, q);
	if (err == OK)
		sql_done(q);
	return err;
}

static void
set_policy(struct facts_policy *to, const struct policy_published *p)
{
	to->p = (uint8_t)p->p.code;
	to->sp = (uint8_t)p->sp.code;
	to->np = (uint8_t)p->np.code;
	to->adkim = (uint8_t)p->adkim.code;
	to->aspf = (uint8_t)p->aspf.code;
	to->testing = (uint8_t)p->testing.code;
	to->pct = (int16_t)p->pct;
}

/* Into the arena; NULL: it is full. */
static struct facts_policy *
fill(const struct policy_list *l, const struct policy_published *words)
{
	struct facts_policy *to =
	    arena_alloc(l->load->arena, (l->n + 1) * sizeof(*to));

	for (size_t i = 0; to != NULL && i < l->n; i++) {
		to[i] = (struct facts_policy){ .day = l->v[i].day,
			.reporter = l->v[i].reporter,
			.messages = l->v[i].messages,
			.reports = l->v[i].reports };
		set_policy(&to[i], &words[l->v[i].policy]);
	}
	return to;
}

static enum err
hand_over(const struct policy_list *l, struct error *e)
{
	struct policy_published *words = xcalloc(l->ids.n + 1, sizeof(*words));
	struct facts *f = &l->load->facts;
	struct arena scratch;
	enum err err = OK;

	arena_init(&scratch, ASK_ARENA_MAX);
	for (uint32_t i = 0; i < l->ids.n && err == OK; i++)
		err = ask_policy(l->load->st, l->ids.ids[i], &scratch,
		    &words[i], e);
	if (err == OK && (f->policies = fill(l, words)) != NULL)
		f->n_policies = l->n;
	else if (err == OK)
		err = facts_too_many(l->load, "policies", e);
	arena_release(&scratch);
	free(words);
	return err;
}

enum err
facts_load_policies(struct facts_load *load, struct error *e)
{
	struct policy_list l = { .load = load };
	enum err err = read_days(&l, e);

	if (err == OK)
		err = hand_over(&l, e);
	free(l.v);
	numbering_free(&l.ids);
	return err;
}
