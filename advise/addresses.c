/*
 * The rows of the window once more, sender by sender: each falls to its
 * address, and its signatures to their selectors.  An address that several
 * senders use (a service's, with mail of two customers) is named after the one
 * that sent most.
 */
#include <stdlib.h>
#include <string.h>

#include "advise/addresses.h"
#include "advise/engine.h"
#include "core/text_json.h"

#define C(member, title, type, flags) \
	COLUMN(struct advice_address, member, title, type, flags)
#define ADVICE_PART_(part, key, whose) \
	{ key, key, COLUMN_COUNT, \
		offsetof(struct advice_address, parts) + \
		    PART_##part * sizeof(int64_t), \
		COLUMN_HIDDEN },
static const struct column address_columns[] = {
	C(source_ip, "Address", COLUMN_IP, 0),
	C(ptr, "Name", COLUMN_TEXT, 0),
	C(sender, "Key", COLUMN_TEXT, COLUMN_HIDDEN),
	C(name, "Sender", COLUMN_TEXT, 0),
	C(messages, "Messages", COLUMN_COUNT, 0),
	ADVICE_PARTS(ADVICE_PART_) /* titles: nobody sees them */
	C(delivered, "Let through", COLUMN_COUNT, COLUMN_HIDDEN),
	C(reporters, "Reporters", COLUMN_COUNT, 0),
	C(first_day, "First day", COLUMN_DAY, COLUMN_HIDDEN),
	C(last_day, "Last day", COLUMN_DAY, 0),
};
#undef ADVICE_PART_
#undef C
const struct table address_table = { "addresses", address_columns,
	sizeof(address_columns) / sizeof(address_columns[0]) };

json_t *
advice_address_to_json(const struct advice_address *v)
{
	return table_row_json(&address_table, v);
}

json_t *
advice_selector_to_json(const struct advice_selector *v)
{
	json_t *o = json_object();
	char day[DAY_TEXT_MAX];

	json_put(o, "domain", text_to_json(v->domain));
	json_put(o, "selector", text_to_json(v->selector));
	json_put(o, "messages", json_integer(v->messages));
	json_put(o, "pass", json_integer(v->pass));
	json_put(o, "first_day", json_string(day_format(v->first_day, day)));
	json_put(o, "last_day", json_string(day_format(v->last_day, day)));
	return o;
}

/* An address while it is summed. */
struct place {
	struct advice_address out;
	uint32_t key;   /* whose rows are at hand ... */
	int64_t of_key; /* ... and their messages */
	int64_t most;   /* of the sender that out names */
};

struct walk {
	struct engine g;
	const struct advice_ask *ask;
	struct pairs sources, reporters;   /* (source), (place, reporter) */
	struct place *places;              /* by sources */
	struct advice_selector *selectors; /* by the engine's */
};

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
place_add(struct walk *w, uint32_t at, const struct facts_row *row,
    const struct shape *s, enum advice_part part)
{
	struct place *p = &w->places[at];
	uint32_t seen = w->reporters.n;

	days_stretch(row->day, p->out.messages == 0, &p->out.first_day,
	    &p->out.last_day);
	p->out.messages += row->messages;
	p->out.parts[part] += row->messages;
	p->out.delivered += is_let_through(row, s) ? row->messages : 0;
	pairs_add(&w->reporters, (uint64_t)at << 32 | row->reporter);
	p->out.reporters += w->reporters.n > seen;
	if (p->key != s->key)
		p->of_key = 0;
	p->key = s->key;
	p->of_key += row->messages;
	if (p->of_key > p->most) {
		p->most = p->of_key;
		p->out.sender = w->g.keys[s->key].out.key;
		p->out.name = w->g.keys[s->key].out.name;
	}
}

static void
selectors_add(struct walk *w, const struct facts_row *row)
{
	const struct results *r = &w->g.results[row->auth];

	for (uint32_t i = 0; i < r->n_signatures; i++) {
		const struct signature *sig = &r->signatures[i];
		struct advice_selector *v = &w->selectors[sig->selector];

		days_stretch(row->day, v->messages == 0, &v->first_day,
		    &v->last_day);
		v->messages += row->messages;
		v->pass += sig->passes > 0 ? row->messages : 0;
	}
}

static void
row_take(struct walk *w, const struct facts_row *row, const struct shape *s)
{
	enum advice_part part =
	    advise_part(engine_traffic(&w->g, s), engine_passes(s));
	uint32_t at;

	if (w->ask->whose != WORD_UNSET &&
	    (int)advise_part_whose(part) != w->ask->whose)
		return;
	at = pairs_add(&w->sources, row->source);
	if (at == MAP_NONE)
		return; /* the arena is full: seen at the end */
	place_add(w, at, row, s, part);
	selectors_add(w, row);
}

static void
rows_take(struct walk *w)
{
	const struct engine *g = &w->g;

	for (uint32_t k = 0; k < g->key_names.n; k++) {
		if (w->ask->sender != NULL &&
		    strcmp(w->ask->sender, g->keys[k].out.key) != 0)
			continue;
		for (uint32_t i = g->keys[k].rows; i < g->keys[k + 1].rows;
		     i++) {
			const struct facts_row *row = &g->f->rows[g->by_key[i]];

			if (engine_age(g, row->day) < g->out->window_days)
				row_take(w, row,
				    &g->shapes[g->shape_of[g->by_key[i]]]);
		}
	}
}

static int
compare_selectors(const void *va, const void *vb)
{
	const struct advice_selector *a = va, *b = vb;
	int d;

	if (a->messages != b->messages)
		return a->messages > b->messages ? -1 : 1;
	d = strcmp(a->domain, b->domain);
	return d != 0 ? d : strcmp(a->selector, b->selector);
}

static void
selectors_keep(struct walk *w, struct advice_addresses *ret)
{
	size_t kept = 0;

	for (uint32_t i = 0; i < w->g.signers.n; i++) {
		if (w->selectors[i].messages == 0)
			continue;
		w->selectors[kept] = w->selectors[i];
		w->selectors[kept].domain = w->g.selectors[i].domain;
		w->selectors[kept++].selector = w->g.selectors[i].selector;
	}
	qsort(w->selectors, kept, sizeof(*w->selectors), compare_selectors);
	ret->selectors = w->selectors;
	ret->n_selectors = kept;
}

static enum err
addresses_keep(struct walk *w, struct advice_addresses *ret, struct error *e)
{
	struct advice_address *v = map_array(w->g.a, w->sources.n, sizeof(*v));

	if (v == NULL || w->g.a->full)
		return engine_full(&w->g, e);
	for (uint32_t i = 0; i < w->sources.n; i++) {
		const struct facts_source *s =
		    &w->g.f->sources[w->sources.items[i]];

		v[i] = w->places[i].out;
		v[i].source_ip = s->ip;
		v[i].ptr = *s->ptr != '\0' ? s->ptr : NULL;
	}
	ret->v = v;
	ret->n = w->sources.n;
	return OK;
}

enum err
advise_addresses(const struct facts *f, const struct advise_settings *s,
    const struct advice_ask *ask, struct arena *a, struct advice_addresses *ret,
    struct error *e)
{
	struct walk w = { .ask = ask };
	enum err err = engine_run(&w.g, f, s, a, e);

	if (err != OK)
		return err;
	pairs_init(&w.sources, a);
	pairs_init(&w.reporters, a);
	w.places = map_array(a, f->n_sources, sizeof(*w.places));
	w.selectors = map_array(a, w.g.signers.n, sizeof(*w.selectors));
	if (w.places == NULL || w.selectors == NULL)
		return engine_full(&w.g, e);
	rows_take(&w);
	*ret = (struct advice_addresses){ .advice = w.g.out,
		.from = f->as_of - w.g.out->window_days + 1 };
	selectors_keep(&w, ret);
	return addresses_keep(&w, ret, e);
}
