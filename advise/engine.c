/*
 * The judgement as a row of phases, each in its file; engine.h says what each
 * fills.  Here are their order, and the few questions that all of them ask.
 */
#include <string.h>

#include "advise/engine.h"

enum { DAYS_OF_WEEK = 7 };

int
ages_count(const struct ages *a)
{
	int n = 0;

	for (int i = 0; i < AGE_WORDS; i++)
		n += __builtin_popcountll(a->w[i]);
	return n;
}

int
ages_weeks(const struct ages *a)
{
	int n = 0, last = -1;

	for (int age = 0; age < AGES; age++)
		if (ages_has(a, age) && age / DAYS_OF_WEEK != last) {
			last = age / DAYS_OF_WEEK;
			n++;
		}
	return n;
}

enum err
engine_full(const struct engine *g, struct error *e)
{
	return error_set(e, ERR_LIMIT,
	    "the advice for %s needs more memory than the %zu MB allowed; "
	    "nothing was decided; judge fewer days",
	    g->f->domain, g->a->max / MIB);
}

const struct service *
engine_service(const struct engine *g, const struct key *k)
{
	return k->service == SERVICE_NONE ? NULL : &g->services->v[k->service];
}

bool
engine_acked(const struct engine *g, const char *code)
{
	for (size_t i = 0; i < g->s->n_acks; i++)
		if (strcmp(g->s->acks[i], code) == 0)
			return true;
	return false;
}

void
items_add(struct engine *g, struct items *list, struct advice_item item)
{
	const char *code = advise_code_name(item.code);

	for (size_t i = 0; i < g->s->n_mutes; i++)
		if (strcmp(g->s->mutes[i], code) == 0)
			return;
	if (list->n == list->room) {
		size_t room = list->room == 0 ? 8 : list->room * 2;
		struct advice_item *v =
		    map_grow(g->a, list->v, list->n, room, sizeof(*v));

		if (v == NULL)
			return;
		list->v = v;
		list->room = room;
	}
	list->v[list->n++] = item;
}

/* The settings' numbers, where the arrays here have an end. */
static struct advise_params
params_fit(struct advise_params p)
{
	if (p.window_max > RECENT_MAX)
		p.window_max = RECENT_MAX;
	if (p.window > p.window_max)
		p.window = p.window_max;
	if (p.history > RECENT_MAX)
		p.history = RECENT_MAX;
	return p;
}

static void
lists_hand_over(const struct engine *g)
{
	struct advice *o = g->out;

	o->blockers = g->hard.v;
	o->n_blockers = g->hard.n;
	o->sub_blockers = g->sub.v;
	o->n_sub_blockers = g->sub.n;
	o->confirms = g->soft.v;
	o->n_confirms = g->soft.n;
	o->alerts = g->alerts.v;
	o->n_alerts = g->alerts.n;
	o->notices = g->notices.v;
	o->n_notices = g->notices.n;
}

enum err
engine_run(struct engine *g, const struct facts *f,
    const struct advise_settings *s, struct arena *a, struct error *e)
{
	static const struct advise_services no_services;
	static enum err (*const phases[])(struct engine *, struct error *) = {
#define ENGINE_PHASE_(name) name,
		ENGINE_PHASES(ENGINE_PHASE_)
#undef ENGINE_PHASE_
	};
	enum err err = OK;

	*g = (struct engine){ .f = f,
		.s = s,
		.services = s->services ? s->services : &no_services,
		.a = a,
		.p = params_fit(s->params),
		.out = arena_alloc(a, sizeof(*g->out)) };
	if (g->out == NULL)
		return engine_full(g, e);
	*g->out = (struct advice){ .domain = f->domain,
		.as_of = f->as_of,
		.first_day = f->as_of + 1,
		.last_day = INT32_MIN,
		.target = RUNG_NONE };
	strings_init(&g->names, a);
	strings_init(&g->signers, a);
	for (size_t i = 0; err == OK && i < sizeof(phases) / sizeof(*phases);
	     i++)
		err = phases[i](g, e);
	if (err == OK && a->full)
		err = engine_full(g, e);
	return err;
}

enum err
advise(const struct facts *f, const struct advise_settings *s, struct arena *a,
    struct advice **ret, struct error *e)
{
	struct engine g;
	enum err err = engine_run(&g, f, s, a, e);

	if (err != OK)
		return err;
	lists_hand_over(&g);
	*ret = g.out;
	return OK;
}
