/*
 * Which policy the reporters saw, as runs of days.  Reporters tell the same
 * record in different words: some leave out what is a default, some know no
 * np, fo or testing.  So days are compared by what the policy comes to, and a
 * run shows the words that most of its last day's reports used.
 */
#include <stdlib.h>
#include <string.h>

#include "store/ask.h"

#define C(member, title, type, flags) \
	COLUMN(struct policy_row, member, title, type, flags)
static const struct column policy_columns[] = {
	C(first_day, "From", COLUMN_DAY, 0),
	C(last_day, "To", COLUMN_DAY, 0),
	C(messages, "Messages", COLUMN_COUNT, 0),
	C(reports, "Reports", COLUMN_COUNT, 0),
	C(p, "p", COLUMN_TEXT, 0),
	C(sp, "sp", COLUMN_TEXT, 0),
	C(np, "np", COLUMN_TEXT, COLUMN_HIDDEN),
	C(pct, "pct", COLUMN_PCT, 0),
	C(adkim, "adkim", COLUMN_TEXT, COLUMN_HIDDEN),
	C(aspf, "aspf", COLUMN_TEXT, COLUMN_HIDDEN),
	C(fo, "fo", COLUMN_TEXT, COLUMN_HIDDEN),
	C(testing, "testing", COLUMN_TEXT, COLUMN_HIDDEN),
};
#undef C
const struct table policy_table = { "policies", policy_columns,
	sizeof(policy_columns) / sizeof(policy_columns[0]) };

json_t *
policy_row_to_json(const struct policy_row *row)
{
	return table_row_json(&policy_table, row);
}

struct policy_list {
	struct store *st;
	struct arena a;
	struct map ids; /* policies */
	struct seen {
		struct policy_published policy;
		size_t same; /* number of the first that comes to the same */
	} * seen;
	size_t seen_cap;
	struct map days; /* day, number in ids */
	struct votes {
		int64_t reports, messages;
	} * votes;
	size_t votes_cap;
};

static void
add_votes(void *ctx, const struct day_policy *p)
{
	struct policy_list *l = ctx;
	bool new;
	int64_t policy = (int64_t)map_put(&l->ids, &p->policy, &new);
	size_t i = map_put(&l->days, (int64_t[]){ p->day, policy }, &new);

	l->votes = map_room(l->votes, &l->votes_cap, i, sizeof(*l->votes));
	l->votes[i].reports += p->reports;
	l->votes[i].messages += p->messages;
}

static int
or_default(int code, int value)
{
	return code != WORD_UNSET ? code : value;
}

/* RFC 7489 6.3, RFC 9989 4.7: what counts when a tag is missing. */
static bool
comes_to_the_same(const struct policy_published *a,
    const struct policy_published *b)
{
	if (a->p.code == WORD_UNKNOWN && b->p.code == WORD_UNKNOWN &&
	    strcmp(a->p.raw, b->p.raw) != 0)
		return false;
	return a->p.code == b->p.code &&
	       or_default(a->sp.code, a->p.code) ==
	           or_default(b->sp.code, b->p.code) &&
	       or_default(a->adkim.code, ALIGNMENT_RELAXED) ==
	           or_default(b->adkim.code, ALIGNMENT_RELAXED) &&
	       or_default(a->aspf.code, ALIGNMENT_RELAXED) ==
	           or_default(b->aspf.code, ALIGNMENT_RELAXED) &&
	       or_default(a->testing.code, TESTING_NO) ==
	           or_default(b->testing.code, TESTING_NO) &&
	       (a->pct < 0 ? 100 : a->pct) == (b->pct < 0 ? 100 : b->pct);
}

static enum err
read_policies(struct policy_list *l, struct error *e)
{
	enum err err = OK;

	l->seen = xcalloc(l->ids.n + 1, sizeof(*l->seen));
	for (size_t i = 0; i < l->ids.n && err == OK; i++) {
		struct seen *s = &l->seen[i];
		err = ask_policy(l->st, *map_key(&l->ids, i), &l->a, &s->policy,
		    e);
		while (s->same < i &&
		       !comes_to_the_same(&s->policy, &l->seen[s->same].policy))
			s->same++;
	}
	return err;
}

/* A day's policy: the words, and all that comes to the same together. */
struct winner {
	size_t policy; /* number */
	struct votes words, together;
};

static bool
is_more(const struct votes *a, const struct votes *b)
{
	if (a->reports != b->reports)
		return a->reports > b->reports;
	return a->messages > b->messages;
}

/* The entries first to end of `order` are those of one day. */
static struct winner
elect(const struct policy_list *l, const uint32_t *order, size_t first,
    size_t end)
{
	struct winner best = { 0 };

	for (size_t i = first; i < end; i++) {
		size_t policy = (size_t)map_key(&l->days, order[i])[1];
		struct winner w = { policy, l->votes[order[i]], { 0, 0 } };

		for (size_t j = first; j < end; j++) {
			size_t other = (size_t)map_key(&l->days, order[j])[1];
			if (l->seen[other].same != l->seen[policy].same)
				continue;
			w.together.reports += l->votes[order[j]].reports;
			w.together.messages += l->votes[order[j]].messages;
		}
		if (is_more(&w.together, &best.together) ||
		    (l->seen[policy].same == l->seen[best.policy].same &&
		        is_more(&w.words, &best.words)))
			best = w;
	}
	return best;
}

static int
compare_days(const void *a, const void *b, void *ctx)
{
	const int64_t *x = map_key(ctx, *(const uint32_t *)a);
	const int64_t *y = map_key(ctx, *(const uint32_t *)b);

	return x[0] < y[0] ? -1 : x[0] > y[0] ? 1 : x[1] < y[1] ? -1 : 1;
}

static struct policy_row
row_of(const struct policy_published *p, const struct policy_row *run)
{
	struct policy_row row = *run;

	row.p = p->p.raw;
	row.sp = p->sp.raw;
	row.np = p->np.raw;
	row.adkim = p->adkim.raw;
	row.aspf = p->aspf.raw;
	row.testing = p->testing.raw;
	row.fo = p->fo;
	row.pct = p->pct;
	return row;
}

static enum err
hand_on(struct policy_list *l, const uint32_t *order, policy_fn fn, void *ctx,
    struct error *e)
{
	struct policy_row run = { 0 };
	size_t end, same = SIZE_MAX;
	enum err err = OK;

	for (size_t i = 0; i < l->days.n && err == OK; i = end) {
		int64_t day = map_key(&l->days, order[i])[0];
		struct winner w;

		for (end = i; end < l->days.n &&
		              map_key(&l->days, order[end])[0] == day;)
			end++;
		w = elect(l, order, i, end);
		if (same != SIZE_MAX && same != l->seen[w.policy].same) {
			err = fn(ctx, &run, e);
			run = (struct policy_row){ 0 };
		}
		if (run.reports == 0)
			run.first_day = (day_t)day;
		run = row_of(&l->seen[w.policy].policy, &run);
		run.last_day = (day_t)day;
		run.reports += w.together.reports;
		run.messages += w.together.messages;
		same = l->seen[w.policy].same;
	}
	if (err == OK && same != SIZE_MAX)
		err = fn(ctx, &run, e);
	return err;
}

enum err
store_policies(struct store *st, const struct filter *f, struct span span,
    policy_fn fn, void *ctx, struct error *e)
{
	struct policy_list l = { .st = st };
	uint32_t *order;
	int64_t domain = 0;
	bool own = false;
	enum err err;

	if (!(f->set & FILTER_DOMAIN))
		return error_set(e, ERR_INPUT, "policies need a `domain`");
	err = ask_domain(st, f, &domain, e);
	if (err != OK)
		return err;
	arena_init(&l.a, ASK_ARENA_MAX);
	map_init(&l.ids, 1);
	map_init(&l.days, 2);
	err = sql_snapshot(st->sql, &own, e);
	if (err == OK)
		err = ask_day_policies(st, domain, span, add_votes, &l, e);
	if (err == OK)
		err = read_policies(&l, e);
	sql_snapshot_end(st->sql, own);
	order = xcalloc(l.days.n + 1, sizeof(*order));
	for (size_t i = 0; i < l.days.n; i++)
		order[i] = (uint32_t)i;
	qsort_r(order, l.days.n, sizeof(*order), compare_days, &l.days);
	if (err == OK)
		err = hand_on(&l, order, fn, ctx, e);
	free(order);
	free(l.seen);
	free(l.votes);
	map_free(&l.ids);
	map_free(&l.days);
	arena_release(&l.a);
	return err;
}
