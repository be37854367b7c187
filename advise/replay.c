/*
 * The engine has put the mail of the days into cells (replay_cells.c); here
 * each cell meets a record.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "advise/ladder.h"
#include "advise/replay.h"
#include "advise/statistics.h"

/* A replay while it runs. */
struct trial {
	const struct advise_policy *record;
	unsigned alignment; /* REPLAY_OTHER_... */
	struct replay *out;
	double touched[REPLAY_WORLD_COUNT]; /* own mail, if it all failed */
	double fixable[REPLAY_WORLD_COUNT]; /* that is touched */
};

/* What the record says for the name of a cell. */
static enum policy
policy_for(const struct advise_policy *p, enum replay_name name,
    enum facts_engine engine)
{
	int below = p->sp != WORD_UNSET ? p->sp : (int)p->p;

	if (name == REPLAY_APEX)
		return p->p;
	if (name == REPLAY_BELOW_ODD && engine == ENGINE_9989 &&
	    p->np != WORD_UNSET)
		return (enum policy)p->np;
	return (enum policy)below;
}

static enum facts_engine
engine_in(const struct replay_cell *c, enum replay_world world)
{
	if (world == REPLAY_ALL_7489)
		return ENGINE_7489;
	if (world == REPLAY_ALL_9989)
		return ENGINE_9989;
	return c->modern ? ENGINE_9989 : ENGINE_7489;
}

static void
fate_add(struct replay_fate *f, struct action a, double n)
{
	f->spam += n * a.quarantine;
	f->refused += n * a.reject;
	f->delivered += n * (1 - a.quarantine - a.reject);
}

static void
cell_try(struct trial *t, const struct replay_cell *c,
    struct replay_sender *sender)
{
	bool passes = (c->passes >> t->alignment & 1) != 0;
	bool spared = passes || c->excused;
	double n = (double)c->messages;

	t->out->n += c->messages;
	sender->n += c->messages;
	if (c->direct) {
		t->out->own += c->messages;
		t->out->own_fail += passes ? 0 : c->messages;
	}
	for (int w = 0; w < REPLAY_WORLD_COUNT; w++) {
		enum facts_engine engine = engine_in(c, (enum replay_world)w);
		struct action a =
		    ladder_action(policy_for(t->record, c->name, engine),
		        t->record->pct, t->record->test, engine);
		double touched = n * (a.quarantine + a.reject);

		if (c->direct)
			t->touched[w] += touched;
		else if (c->kind == REPLAY_OWN && !spared)
			t->fixable[w] += touched;
		if (spared)
			a = (struct action){ 0, 0 };
		fate_add(&t->out->fate[w][c->kind], a, n);
		if (w == REPLAY_AS_SEEN)
			fate_add(&sender->fate[c->kind], a, n);
	}
}

/* Own mail hit, in hundredths, for pct is one: sums that are equal compare so. */
static double
hit(const struct replay_sender *s)
{
	static const double cents = 100;

	return round(
	    cents * (s->fate[REPLAY_OWN].spam + s->fate[REPLAY_OWN].refused));
}

static int
compare_senders(const void *va, const void *vb)
{
	const struct replay_sender *a = va, *b = vb;

	if (hit(a) != hit(b))
		return hit(a) > hit(b) ? -1 : 1;
	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return strcmp(a->key, b->key);
}

static void
bounds_find(struct trial *t)
{
	struct replay *o = t->out;

	o->ub95 = statistics_upper(o->own_fail, o->own);
	for (int w = 0; w < REPLAY_WORLD_COUNT; w++)
		o->own_upper_day[w] =
		    (o->ub95 * t->touched[w] + t->fixable[w]) / o->days;
}

static unsigned
alignment_of(const struct advise_policy *record,
    const struct advise_policy *now)
{
	return (record->strict_dkim != now->strict_dkim ? REPLAY_OTHER_DKIM
	                                                : 0) |
	       (record->strict_spf != now->strict_spf ? REPLAY_OTHER_SPF : 0);
}

enum err
advise_replay(const struct advice *v, const struct advise_policy *record,
    struct arena *a, struct replay **ret, struct error *e)
{
	struct trial t = { .record = record,
		.alignment = alignment_of(record, &v->policy),
		.out = arena_alloc(a, sizeof(*t.out)) };
	struct replay_sender *senders =
	    arena_alloc(a, (v->n_replay + 1) * sizeof(*senders));

	if (t.out == NULL || senders == NULL)
		return error_set(e, ERR_LIMIT,
		    "%s has too many senders to try a record on", v->domain);
	*t.out = (struct replay){ .domain = v->domain,
		.as_of = v->as_of,
		.record = *record,
		.days = v->replay_days,
		.senders = senders,
		.n_senders = v->n_replay };
	for (size_t i = 0; i < v->n_replay; i++) {
		const struct replay_mail *m = &v->replay[i];

		senders[i].key = m->key;
		senders[i].name = m->name;
		for (size_t c = 0; c < m->n_cells; c++)
			cell_try(&t, &m->cells[c], &senders[i]);
	}
	qsort(senders, v->n_replay, sizeof(*senders), compare_senders);
	bounds_find(&t);
	*ret = t.out;
	return OK;
}
