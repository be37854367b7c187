/*
 * The rows of the window once more, sender by sender: each falls to its address
 * and part, and its signatures to their selectors.  Addresses are numbered as
 * they come by and their parts are an array, so that a row costs no look-up but
 * that of its reporter.
 */
#include <stdlib.h>

#include "advise/engine.h"
#include "advise/origins.h"

/* An address while it is summed. */
struct place {
	uint32_t source, sender;
	struct origin_cell cells[PART_COUNT];
};

struct gather {
	struct engine *g;
	uint32_t *place_of; /* by source, from 1; 0: none yet */
	struct place *places;
	uint32_t n_places;
	struct origin_sender *senders;
	uint32_t n_senders;
	struct pairs heard;               /* (place and part, reporter) */
	struct pairs signer;              /* (selector, sender and part) */
	struct origin_signed *signatures; /* by signer */
	uint32_t room;
};

static bool
in_window(const struct engine *g, uint32_t row)
{
	return engine_age(g, g->f->rows[row].day) < g->out->window_days;
}

/* How many places and senders there are, and where each source's place is. */
static bool
places_number(struct gather *t)
{
	const struct engine *g = t->g;
	uint32_t n = 0;

	t->place_of = map_array(g->a, g->f->n_sources, sizeof(*t->place_of));
	t->senders = map_array(g->a, g->key_names.n, sizeof(*t->senders));
	if (t->place_of == NULL || t->senders == NULL)
		return false;
	for (uint32_t i = 0; i < g->keys[g->key_names.n].rows; i++) {
		uint32_t source = g->f->rows[g->by_key[i]].source;

		if (in_window(g, g->by_key[i]) && t->place_of[source] == 0)
			t->place_of[source] = ++n;
	}
	t->n_places = n;
	t->places = map_array(g->a, n, sizeof(*t->places));
	return t->places != NULL;
}

static void
days_stretch(day_t day, bool new, day_t *first, day_t *last)
{
	if (new || day < *first)
		*first = day;
	if (new || day > *last)
		*last = day;
}

static bool
is_let_through(const struct facts_row *row, const struct shape *s)
{
	return !engine_passes(s) && (row->disposition == DISPOSITION_NONE ||
	                                row->disposition == DISPOSITION_PASS);
}

static void
place_add(struct gather *t, const struct facts_row *row, const struct shape *s,
    enum advice_part part)
{
	uint32_t at = t->place_of[row->source] - 1;
	struct place *p = &t->places[at];
	struct origin_cell *c = &p->cells[part];
	uint32_t heard = t->heard.n;

	p->source = row->source;
	p->sender = t->n_senders - 1;
	days_stretch(row->day, c->messages == 0, &c->first_day, &c->last_day);
	c->part = part;
	c->messages += row->messages;
	c->delivered += is_let_through(row, s) ? row->messages : 0;
	pairs_add(&t->heard,
	    (uint64_t)(at * PART_COUNT + part) << 32 | row->reporter);
	c->n_reporters += t->heard.n > heard;
}

/* NULL when the arena is full, which is seen at the end. */
static struct origin_signed *
signed_find(struct gather *t, uint32_t selector, enum advice_part part)
{
	const uint32_t sender = t->n_senders - 1;
	uint32_t at = pairs_add(&t->signer,
	    (uint64_t)selector << 32 | (sender * PART_COUNT + part));

	if (at == MAP_NONE)
		return NULL;
	if (at == t->room) {
		uint32_t room = at == 0 ? 64 : at * 2;
		struct origin_signed *v =
		    map_grow(t->g->a, t->signatures, at, room, sizeof(*v));

		if (v == NULL)
			return NULL;
		t->signatures = v;
		t->room = room;
	}
	t->signatures[at].selector = selector;
	t->signatures[at].sender = sender;
	t->signatures[at].part = part;
	return &t->signatures[at];
}

static void
signatures_add(struct gather *t, const struct facts_row *row,
    enum advice_part part)
{
	const struct results *r = &t->g->results[row->auth];

	for (uint32_t i = 0; i < r->n_signatures; i++) {
		const struct signature *sig = &r->signatures[i];
		struct origin_signed *v = signed_find(t, sig->selector, part);

		if (v == NULL)
			return;
		days_stretch(row->day, v->messages == 0, &v->first_day,
		    &v->last_day);
		v->messages += row->messages;
		v->pass += sig->passes > 0 ? row->messages : 0;
	}
}

static void
key_add(struct gather *t, const struct key *k)
{
	const struct engine *g = t->g;
	bool known = false;

	for (uint32_t i = k->rows; i < k[1].rows; i++) {
		const struct facts_row *row = &g->f->rows[g->by_key[i]];
		const struct shape *s = &g->shapes[g->shape_of[g->by_key[i]]];
		enum advice_part part;

		if (!in_window(g, g->by_key[i]))
			continue;
		if (!known)
			t->senders[t->n_senders++] =
			    (struct origin_sender){ k->out.key, k->out.name };
		known = true;
		part = advise_part(engine_traffic(g, s), engine_passes(s));
		place_add(t, row, s, part);
		signatures_add(t, row, part);
	}
}

/* Who heard of each cell, in one array, cell by cell. */
static bool
reporters_lay_out(struct gather *t)
{
	uint32_t *all = map_array(t->g->a, t->heard.n, sizeof(*all));
	uint32_t **next =
	    map_array(t->g->a, (size_t)t->n_places * PART_COUNT, sizeof(*next));

	if (all == NULL || next == NULL)
		return false;
	for (uint32_t i = 0; i < t->n_places * PART_COUNT; i++) {
		struct origin_cell *c =
		    &t->places[i / PART_COUNT].cells[i % PART_COUNT];

		next[i] = all;
		c->reporters = all;
		all += c->n_reporters;
	}
	for (uint32_t i = 0; i < t->heard.n; i++)
		*next[t->heard.items[i] >> 32]++ = (uint32_t)t->heard.items[i];
	return true;
}

/* Its cells without the parts that it did not send. */
static struct origin_address
address_of(const struct engine *g, struct place *p)
{
	const struct facts_source *s = &g->f->sources[p->source];
	size_t n = 0;

	for (int i = 0; i < PART_COUNT; i++)
		if (p->cells[i].messages > 0)
			p->cells[n++] = p->cells[i];
	return (struct origin_address){ .ip = s->ip,
		.ptr = s->ptr[0] != '\0' ? s->ptr : NULL,
		.sender = p->sender,
		.cells = p->cells,
		.n_cells = n };
}

static bool
hand_over(struct gather *t, struct origins *o)
{
	const struct engine *g = t->g;
	struct origin_address *addresses =
	    map_array(g->a, t->n_places, sizeof(*addresses));
	struct origin_selector *selectors =
	    map_array(g->a, g->signers.n, sizeof(*selectors));

	if (addresses == NULL || selectors == NULL || g->a->full)
		return false;
	for (uint32_t i = 0; i < t->n_places; i++)
		addresses[i] = address_of(g, &t->places[i]);
	for (uint32_t i = 0; i < g->signers.n; i++)
		selectors[i] = (struct origin_selector){ g->selectors[i].domain,
			g->selectors[i].selector };
	*o = (struct origins){ .domain = g->f->domain,
		.as_of = g->f->as_of,
		.window_days = g->out->window_days,
		.n_reporters = g->f->n_reporters,
		.senders = t->senders,
		.n_senders = t->n_senders,
		.addresses = addresses,
		.n_addresses = t->n_places,
		.selectors = selectors,
		.n_selectors = g->signers.n,
		.signatures = t->signatures,
		.n_signatures = t->signer.n };
	return true;
}

enum err
origins_find(struct engine *g, struct error *e)
{
	struct gather t = { .g = g };
	struct origins *o;

	if (g->f->n_rows < (size_t)g->p.origins_rows)
		return OK;
	pairs_init(&t.heard, g->a);
	pairs_init(&t.signer, g->a);
	if ((o = arena_alloc(g->a, sizeof(*o))) == NULL || !places_number(&t))
		return engine_full(g, e);
	for (uint32_t k = 0; k < g->key_names.n; k++)
		key_add(&t, &g->keys[k]);
	if (g->a->full || !reporters_lay_out(&t) || !hand_over(&t, o))
		return engine_full(g, e);
	g->out->origins = o;
	return OK;
}
