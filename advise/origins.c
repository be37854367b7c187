/*
 * The rows of the window twice more, sender by sender: first which parts each
 * address has, so that its cells are as many as that and lie together; then
 * each row falls to its cell, and its signatures to their selectors.  A row
 * costs no look-up but that of its reporter.
 */
#include <stdlib.h>

#include "advise/engine.h"
#include "advise/origins.h"

_Static_assert(PART_COUNT <= 8, "a byte has a bit for each part");

struct gather {
	struct engine *g;
	uint8_t *parts; /* by source: a bit for each part of it */
	uint32_t *at;   /* by source: its address, from 1; 0: not met yet */
	struct origin_address *addresses;
	struct origin_cell *cells;
	uint32_t n_addresses, n_cells;
	struct origin_sender *senders;
	uint32_t n_senders;
	struct pairs heard;               /* (cell, reporter) */
	struct pairs signer;              /* (selector, sender and part) */
	struct origin_signed *signatures; /* by signer */
	uint32_t room;
};

typedef void (*row_fn)(struct gather *t, const struct facts_row *row,
    const struct shape *s, enum advice_part part);

/* Of a sender; says whether there was one in the window. */
static bool
each_row(struct gather *t, const struct key *k, row_fn fn)
{
	const struct engine *g = t->g;
	bool any = false;

	for (uint32_t i = k->rows; i < k[1].rows; i++) {
		const struct facts_row *row = &g->f->rows[g->by_key[i]];
		const struct shape *s = &g->shapes[g->shape_of[g->by_key[i]]];

		if (engine_age(g, row->day) >= g->out->window_days)
			continue;
		fn(t, row, s,
		    advise_part(engine_traffic(g, s), engine_passes(s)));
		any = true;
	}
	return any;
}

static void
part_note(struct gather *t, const struct facts_row *row, const struct shape *s,
    enum advice_part part)
{
	(void)s;
	t->parts[row->source] |= (uint8_t)(1u << part);
}

/* Room for the addresses and their cells; false: the arena is full. */
static bool
addresses_count(struct gather *t)
{
	const struct engine *g = t->g;
	size_t n = 0, cells = 0;

	t->parts = map_array(g->a, g->f->n_sources, sizeof(*t->parts));
	t->at = map_array(g->a, g->f->n_sources, sizeof(*t->at));
	t->senders = map_array(g->a, g->key_names.n, sizeof(*t->senders));
	if (t->parts == NULL || t->at == NULL || t->senders == NULL)
		return false;
	for (uint32_t k = 0; k < g->key_names.n; k++)
		each_row(t, &g->keys[k], part_note);
	for (uint32_t i = 0; i < g->f->n_sources; i++) {
		n += t->parts[i] != 0;
		cells += (size_t)__builtin_popcount(t->parts[i]);
	}
	t->addresses = map_array(g->a, n, sizeof(*t->addresses));
	t->cells = map_array(g->a, cells, sizeof(*t->cells));
	return t->addresses != NULL && t->cells != NULL;
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

/* The number of its cell; those of an address are in the order of parts. */
static uint32_t
cell_find(struct gather *t, uint32_t source, enum advice_part part)
{
	const struct facts_source *s = &t->g->f->sources[source];
	const unsigned parts = t->parts[source];

	if (t->at[source] == 0) {
		uint32_t n = (uint32_t)__builtin_popcount(parts);

		t->addresses[t->n_addresses] = (struct origin_address){
			.ip = s->ip,
			.ptr = s->ptr[0] != '\0' ? s->ptr : NULL,
			.sender = t->n_senders,
			.cells = &t->cells[t->n_cells],
			.n_cells = n,
		};
		t->n_cells += n;
		t->at[source] = ++t->n_addresses;
	}
	return (uint32_t)(t->addresses[t->at[source] - 1].cells - t->cells) +
	       (uint32_t)__builtin_popcount(parts & ((1u << part) - 1));
}

static void
cell_add(struct gather *t, const struct facts_row *row, const struct shape *s,
    enum advice_part part)
{
	uint32_t at = cell_find(t, row->source, part);
	struct origin_cell *c = &t->cells[at];
	uint32_t heard = t->heard.n;

	days_stretch(row->day, c->messages == 0, &c->first_day, &c->last_day);
	c->part = part;
	c->messages += row->messages;
	c->delivered += is_let_through(row, s) ? row->messages : 0;
	pairs_add(&t->heard, (uint64_t)at << 32 | row->reporter);
	c->n_reporters += t->heard.n > heard;
}

/* NULL when the arena is full, which is seen at the end. */
static struct origin_signed *
signed_find(struct gather *t, uint32_t selector, enum advice_part part)
{
	const uint32_t sender = t->n_senders;
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
row_add(struct gather *t, const struct facts_row *row, const struct shape *s,
    enum advice_part part)
{
	cell_add(t, row, s, part);
	signatures_add(t, row, part);
}

/* Who heard of each cell, in one array, cell by cell. */
static bool
reporters_lay_out(struct gather *t)
{
	uint32_t *all = map_array(t->g->a, t->heard.n, sizeof(*all));
	uint32_t **next = map_array(t->g->a, t->n_cells, sizeof(*next));

	if (all == NULL || next == NULL)
		return false;
	for (uint32_t i = 0; i < t->n_cells; i++) {
		next[i] = all;
		t->cells[i].reporters = all;
		all += t->cells[i].n_reporters;
	}
	for (uint32_t i = 0; i < t->heard.n; i++)
		*next[t->heard.items[i] >> 32]++ = (uint32_t)t->heard.items[i];
	return true;
}

static bool
hand_over(struct gather *t, struct origins *o)
{
	const struct engine *g = t->g;
	struct origin_selector *selectors =
	    map_array(g->a, g->signers.n, sizeof(*selectors));

	if (selectors == NULL || g->a->full)
		return false;
	for (uint32_t i = 0; i < g->signers.n; i++)
		selectors[i] = (struct origin_selector){ g->selectors[i].domain,
			g->selectors[i].selector };
	*o = (struct origins){ .domain = g->f->domain,
		.as_of = g->f->as_of,
		.window_days = g->out->window_days,
		.n_reporters = g->f->n_reporters,
		.senders = t->senders,
		.n_senders = t->n_senders,
		.addresses = t->addresses,
		.n_addresses = t->n_addresses,
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
	if ((o = arena_alloc(g->a, sizeof(*o))) == NULL || !addresses_count(&t))
		return engine_full(g, e);
	for (uint32_t k = 0; k < g->key_names.n; k++)
		if (each_row(&t, &g->keys[k], row_add))
			t.senders[t.n_senders++] =
			    (struct origin_sender){ g->keys[k].out.key,
				    g->keys[k].out.name };
	if (g->a->full || !reporters_lay_out(&t) || !hand_over(&t, o))
		return engine_full(g, e);
	g->out->origins = o;
	return OK;
}
