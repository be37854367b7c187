/*
 * The mail of the last days in cells that every record treats alike, sender by
 * sender.  What differs from record to record is which alignment it wants:
 * where that is the present one, the reporter's own pass or fail counts; where
 * it is not, alignment is found anew from the results.  So a row meets each of
 * the four here, and no record needs it again.
 */
#include <string.h>

#include "advise/engine.h"
#include "advise/replay.h"

/* A cell's number has its members, the last one in the lowest place. */
enum {
	PASSES = 1 << REPLAY_ALIGNMENTS,
	CELLS = REPLAY_KIND_COUNT * 2 * REPLAY_NAME_COUNT * 2 * 2 * PASSES
};

/* The cells of a sender while its rows come by. */
struct tally {
	int64_t n[CELLS];
	uint16_t touched[CELLS];
	uint16_t n_touched;
};

struct gather {
	struct engine *g;
	bool *seen_passing; /* by header_from */
	struct tally *own, *forged;
	struct replay_mail *out; /* room for each sender, and forged mail */
	size_t n;
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

/* Bit by bit, as struct replay_cell has it. */
static uint8_t
passes_of(const struct engine *g, const struct facts_row *row)
{
	const struct advise_policy *now = &g->out->policy;
	const struct results *r = &g->results[row->auth];
	const char *name = g->f->names[row->header_from];
	bool dkim = (row->flags & FACTS_DKIM) != 0;
	bool spf = (row->flags & FACTS_SPF) != 0;
	bool other_dkim =
	    now->strict_dkim ? r->own_dkim : exact_dkim(r->auth, name);
	bool other_spf =
	    r->spf_pass &&
	    (now->strict_spf ? !r->spf_other
	                     : strcmp(r->auth->spf_domain, name) == 0);
	unsigned bits = 0;

	for (unsigned i = 0; i < REPLAY_ALIGNMENTS; i++)
		if ((i & REPLAY_OTHER_DKIM ? other_dkim : dkim) ||
		    (i & REPLAY_OTHER_SPF ? other_spf : spf))
			bits |= 1u << i;
	return (uint8_t)bits;
}

static enum replay_name
name_of(const struct gather *t, uint32_t header_from)
{
	const struct facts *f = t->g->f;

	if (strcmp(f->names[header_from], f->domain) == 0)
		return REPLAY_APEX;
	return t->seen_passing[header_from] ? REPLAY_BELOW : REPLAY_BELOW_ODD;
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

static void
row_add(struct gather *t, const struct facts_row *row, const struct shape *s)
{
	const struct engine *g = t->g;
	enum replay_kind kind = kind_of(g, s);
	struct tally *to = kind == REPLAY_FORGED ? t->forged : t->own;
	uint32_t at = (uint32_t)kind;

	at = at * 2 + (s->stream == STREAM_DIRECT);
	at = at * REPLAY_NAME_COUNT + name_of(t, row->header_from);
	at = at * 2 + (g->f->reporters[row->reporter].engine == ENGINE_9989);
	at = at * 2 + ((row->flags & FACTS_EXCUSED) != 0);
	at = at * PASSES + passes_of(g, row);
	if (to->n[at] == 0)
		to->touched[to->n_touched++] = (uint16_t)at;
	to->n[at] += row->messages;
}

static struct replay_cell
cell_of(uint32_t at, int64_t n)
{
	const uint32_t flags = at / PASSES, name = flags / 4;

	return (struct replay_cell){
		.passes = (uint8_t)(at % PASSES),
		.excused = flags % 2 != 0,
		.modern = flags / 2 % 2 != 0,
		.name = (enum replay_name)(name % REPLAY_NAME_COUNT),
		.direct = name / REPLAY_NAME_COUNT % 2 != 0,
		.kind = (enum replay_kind)(name / REPLAY_NAME_COUNT / 2),
		.messages = n,
	};
}

/* Hand out what a sender has, and begin anew. */
static bool
tally_out(struct gather *t, struct tally *from, const char *key,
    const char *name)
{
	struct replay_cell *cells;

	if (from->n_touched == 0)
		return true;
	cells = map_array(t->g->a, from->n_touched, sizeof(*cells));
	if (cells == NULL)
		return false;
	for (uint32_t i = 0; i < from->n_touched; i++) {
		uint32_t at = from->touched[i];

		cells[i] = cell_of(at, from->n[at]);
		from->n[at] = 0;
	}
	t->out[t->n++] =
	    (struct replay_mail){ key, name, cells, from->n_touched };
	from->n_touched = 0;
	return true;
}

/* Names under which mail passes exist. */
static bool
names_seen(struct gather *t)
{
	const struct facts *f = t->g->f;
	uint32_t left = f->n_names;

	t->seen_passing =
	    map_array(t->g->a, f->n_names, sizeof(*t->seen_passing));
	if (t->seen_passing == NULL)
		return false;
	for (size_t i = 0; i < f->n_rows && left > 0; i++) {
		bool *seen = &t->seen_passing[f->rows[i].header_from];

		if (!*seen && (f->rows[i].flags & (FACTS_DKIM | FACTS_SPF))) {
			*seen = true;
			left--;
		}
	}
	return true;
}

/* Forged mail is one sender, as it is everywhere. */
static bool
senders_add(struct gather *t)
{
	const struct engine *g = t->g;

	for (uint32_t k = 0; k < g->key_names.n; k++) {
		const struct key *key = &g->keys[k];

		for (uint32_t i = key->rows; i < key[1].rows; i++) {
			const struct facts_row *row = &g->f->rows[g->by_key[i]];

			if (engine_age(g, row->day) < g->p.replay_days)
				row_add(t, row,
				    &g->shapes[g->shape_of[g->by_key[i]]]);
		}
		if (!tally_out(t, t->own, key->out.key, key->out.name))
			return false;
	}
	return tally_out(t, t->forged, "", "");
}

enum err
replay_find(struct engine *g, struct error *e)
{
	struct gather t = { .g = g };

	if (g->p.replay_days < 1 || g->p.replay_days > REPLAY_DAYS_MAX)
		return error_set(e, ERR_INPUT,
		    "%d days cannot be tried; nothing was; ask for 1 to %d",
		    g->p.replay_days, REPLAY_DAYS_MAX);
	t.own = arena_alloc(g->a, sizeof(*t.own));
	t.forged = arena_alloc(g->a, sizeof(*t.forged));
	t.out = map_array(g->a, (size_t)g->key_names.n + 1, sizeof(*t.out));
	if (t.own == NULL || t.forged == NULL || t.out == NULL ||
	    !names_seen(&t) || !senders_add(&t))
		return engine_full(g, e);
	g->out->replay_days = g->p.replay_days;
	g->out->replay = t.out;
	g->out->n_replay = t.n;
	return OK;
}
