/*
 * The engine has said of each row whose mail it is; here each row meets a
 * record.  Where the record's alignment is that of the present one, the
 * reporter's own pass or fail counts; where it differs, alignment is found
 * anew from the results.
 */
#include <stdlib.h>
#include <string.h>

#include "advise/ladder.h"
#include "advise/replay.h"
#include "advise/results.h"
#include "advise/statistics.h"

/* A replay while it runs. */
struct trial {
	struct engine g;
	const struct advise_policy *record;
	struct replay *out;
	struct replay_sender *senders;
	bool *seen_passing;                 /* by header_from */
	double touched[REPLAY_WORLD_COUNT]; /* own mail, if it all failed */
	double fixable[REPLAY_WORLD_COUNT]; /* that is touched */
};

/* A pass of that very name, as strict alignment wants it. */
static bool
exact_dkim(const struct facts_auth *auth, const char *name)
{
	for (uint32_t i = 0; i < auth->n_dkim; i++)
		if (auth->dkim[i].result == AUTH_PASS &&
		    strcmp(auth->dkim[i].domain, name) == 0)
			return true;
	return false;
}

static bool
passes_under(const struct trial *t, const struct facts_row *row)
{
	const struct advise_policy *now = &t->g.out->policy;
	const struct results *r = &t->g.results[row->auth];
	const char *name = t->g.f->names[row->header_from];
	bool dkim = (row->flags & FACTS_DKIM) != 0;
	bool spf = (row->flags & FACTS_SPF) != 0;

	if (t->record->strict_dkim != now->strict_dkim)
		dkim = t->record->strict_dkim ? exact_dkim(r->auth, name)
		                              : r->own_dkim;
	if (t->record->strict_spf != now->strict_spf)
		spf = r->spf_pass &&
		      (t->record->strict_spf
		              ? strcmp(r->auth->spf_domain, name) == 0
		              : !r->spf_other);
	return dkim || spf;
}

/* What the record says for a row's header_from. */
static enum policy
policy_for(const struct trial *t, const struct facts_row *row,
    enum facts_engine engine)
{
	const struct advise_policy *p = t->record;
	const char *name = t->g.f->names[row->header_from];
	int below = p->sp != WORD_UNSET ? p->sp : (int)p->p;

	if (strcmp(name, t->g.f->domain) == 0)
		return p->p;
	if (engine == ENGINE_9989 && p->np != WORD_UNSET &&
	    !t->seen_passing[row->header_from])
		return (enum policy)p->np;
	return (enum policy)below;
}

static enum replay_kind
kind_of(const struct engine *g, const struct shape *s)
{
	if (engine_legit(g, s))
		return REPLAY_OWN;
	if (s->stream == STREAM_RELAY)
		return REPLAY_FORWARDED;
	switch (g->keys[s->key].class) {
	case CLASS_UNKNOWN:
	case CLASS_MAYBE_FORWARD: return REPLAY_UNKNOWN;
	default: return REPLAY_FORGED;
	}
}

static enum facts_engine
engine_in(const struct engine *g, const struct facts_row *row,
    enum replay_world world)
{
	if (world == REPLAY_ALL_7489)
		return ENGINE_7489;
	if (world == REPLAY_ALL_9989)
		return ENGINE_9989;
	return g->f->reporters[row->reporter].engine;
}

static void
fate_add(struct replay_fate *f, struct action a, double n)
{
	f->spam += n * a.quarantine;
	f->refused += n * a.reject;
	f->delivered += n * (1 - a.quarantine - a.reject);
}

static void
row_try(struct trial *t, const struct facts_row *row, const struct shape *s,
    struct replay_sender *sender)
{
	enum replay_kind kind = kind_of(&t->g, s);
	bool passes = passes_under(t, row);
	bool spared = passes || (row->flags & FACTS_EXCUSED) != 0;
	double n = (double)row->messages;

	t->out->n += row->messages;
	sender->n += row->messages;
	if (s->stream == STREAM_DIRECT) {
		t->out->own += row->messages;
		t->out->own_fail += passes ? 0 : row->messages;
	}
	for (int w = 0; w < REPLAY_WORLD_COUNT; w++) {
		enum facts_engine engine =
		    engine_in(&t->g, row, (enum replay_world)w);
		struct action a = ladder_action(policy_for(t, row, engine),
		    t->record->pct, t->record->test, engine);
		double touched = n * (a.quarantine + a.reject);

		if (s->stream == STREAM_DIRECT)
			t->touched[w] += touched;
		else if (kind == REPLAY_OWN && !spared)
			t->fixable[w] += touched;
		if (spared)
			a = (struct action){ 0, 0 };
		fate_add(&t->out->fate[w][kind], a, n);
		if (w == REPLAY_AS_SEEN)
			fate_add(&sender->fate[kind], a, n);
	}
}

/* Names under which mail passes exist. */
static bool
names_seen(struct trial *t)
{
	const struct facts *f = t->g.f;

	t->seen_passing =
	    map_array(t->g.a, f->n_names, sizeof(*t->seen_passing));
	if (t->seen_passing == NULL)
		return false;
	for (size_t i = 0; i < f->n_rows; i++)
		if ((f->rows[i].flags & (FACTS_DKIM | FACTS_SPF)) != 0)
			t->seen_passing[f->rows[i].header_from] = true;
	return true;
}

static double
hit(const struct replay_sender *s)
{
	return s->fate[REPLAY_OWN].spam + s->fate[REPLAY_OWN].refused;
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

/* Every row of the days, sender by sender; forged mail is one sender. */
static void
rows_try(struct trial *t)
{
	const struct engine *g = &t->g;
	uint32_t n = g->key_names.n;

	for (uint32_t k = 0; k < n; k++) {
		t->senders[k].key = g->keys[k].out.key;
		t->senders[k].name = g->keys[k].out.name;
		for (uint32_t i = g->keys[k].rows; i < g->keys[k + 1].rows;
		     i++) {
			const struct facts_row *row = &g->f->rows[g->by_key[i]];
			const struct shape *s =
			    &g->shapes[g->shape_of[g->by_key[i]]];
			bool forged = kind_of(g, s) == REPLAY_FORGED;

			if (engine_age(g, row->day) < t->out->days)
				row_try(t, row, s, &t->senders[forged ? n : k]);
		}
	}
	t->senders[n].key = t->senders[n].name = "";
}

static void
senders_keep(struct trial *t, uint32_t n)
{
	size_t kept = 0;

	for (uint32_t i = 0; i < n; i++)
		if (t->senders[i].n > 0)
			t->senders[kept++] = t->senders[i];
	qsort(t->senders, kept, sizeof(*t->senders), compare_senders);
	t->out->senders = t->senders;
	t->out->n_senders = kept;
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

enum err
advise_replay(const struct facts *f, const struct advise_settings *s,
    const struct advise_policy *record, int days, struct arena *a,
    struct replay **ret, struct error *e)
{
	struct trial t = { .record = record };

	if (days < 1 || days > REPLAY_DAYS_MAX)
		return error_set(e, ERR_INPUT,
		    "%d days cannot be tried; nothing was; ask for 1 to %d",
		    days, REPLAY_DAYS_MAX);
	enum err err = engine_run(&t.g, f, s, a, e);
	if (err != OK)
		return err;
	uint32_t n = t.g.key_names.n + 1;
	t.out = arena_alloc(a, sizeof(*t.out));
	t.senders = map_array(a, n, sizeof(*t.senders));
	if (t.out == NULL || t.senders == NULL || !names_seen(&t))
		return engine_full(&t.g, e);
	t.out->domain = f->domain;
	t.out->as_of = f->as_of;
	t.out->record = *record;
	t.out->days = days;
	rows_try(&t);
	senders_keep(&t, n);
	bounds_find(&t);
	*ret = t.out;
	return OK;
}
