/*
 * The window's sums: by sender, by reporter, and by what a policy would do to
 * the failing mail.  A repaired sender's legitimate mail from before the
 * repair is left out of all of them.
 *
 * Different addresses, reporters and hosts of a sender are counted with a
 * stamp: the last sender for which a thing was seen.
 */
#include <stdlib.h>
#include <string.h>

#include "advise/engine.h"

struct stamps {
	uint32_t *address, *reporter, *host; /* key + 1 */
	uint32_t *hosts; /* names under which the present sender fails */
	size_t n_hosts;
};

static bool
stamp(uint32_t *seen, uint32_t key)
{
	bool first = *seen != key + 1;

	*seen = key + 1;
	return first;
}

static bool
stamps_init(struct engine *g, struct stamps *st)
{
	const struct facts *f = g->f;

	st->address = map_array(g->a, f->n_sources, sizeof(uint32_t));
	st->reporter = map_array(g->a, f->n_reporters, sizeof(uint32_t));
	st->host = map_array(g->a, f->n_names, sizeof(uint32_t));
	st->hosts = map_array(g->a, f->n_names, sizeof(uint32_t));
	return !g->a->full;
}

/* What a policy would hit with a failing row; HITS: nothing that we count. */
static enum hit
hit_of(const struct engine *g, const struct shape *s)
{
	enum advice_class class = g->keys[s->key].class;

	if (s->stream == STREAM_DIRECT)
		return HIT_DIRECT;
	if (s->stream == STREAM_RELAY)
		return (s->flags & FACTS_EXCUSED) != 0 ? HITS : HIT_FORWARD;
	return class == CLASS_FIXABLE   ? HIT_FIXABLE
	       : class == CLASS_UNKNOWN ? HIT_UNKNOWN
	       : class == CLASS_SPOOF   ? HIT_SPOOF
	                                : HITS;
}

static void
stream_add(struct advice_sender *o, const struct shape *s, int64_t n)
{
	bool passes = engine_passes(s);

	if (s->stream == STREAM_DIRECT) {
		o->direct += n;
		o->direct_fail += passes ? 0 : n;
		o->dkim += (s->flags & FACTS_DKIM) != 0 ? n : 0;
		o->spf += (s->flags & FACTS_SPF) != 0 ? n : 0;
	} else if (s->stream == STREAM_UNAUTH) {
		o->unauth += n;
	} else if (passes) {
		o->relay_ok += n;
	} else if ((s->flags & FACTS_EXCUSED) != 0) {
		o->relay_exempt += n;
	} else {
		o->relay_fail += n;
	}
}

static void
failing_add(struct engine *g, struct stamps *st, uint32_t key,
    const struct shape *s, const struct facts_row *row)
{
	struct advice_sender *o = &g->keys[key].out;
	bool sub = strcmp(g->f->names[row->header_from], g->f->domain) != 0;
	bool modern = g->f->reporters[row->reporter].engine == ENGINE_9989;
	enum hit hit = hit_of(g, s);

	const struct results *r = &g->results[s->auth];

	if (r->own_dkim || (r->spf_pass && !r->spf_other))
		g->keys[key].strict += row->messages;
	if (hit != HITS)
		g->hits.n[hit][sub][modern] += row->messages;
	if (s->stream == STREAM_RELAY)
		return;
	if (!sub) {
		o->apex_fail += row->messages;
		return;
	}
	o->sub_fail += row->messages;
	if (stamp(&st->host[row->header_from], key))
		st->hosts[st->n_hosts++] = row->header_from;
}

static void
row_add(struct engine *g, struct stamps *st, uint32_t key,
    const struct shape *s, const struct facts_row *row)
{
	struct advice_sender *o = &g->keys[key].out;
	bool passes = engine_passes(s);

	o->n += row->messages;
	o->addresses += stamp(&st->address[row->source], key);
	o->reporters += stamp(&st->reporter[row->reporter], key);
	stream_add(o, s, row->messages);
	if (!passes)
		failing_add(g, st, key, s, row);

	g->window_n += row->messages;
	g->window_passed += passes ? row->messages : 0;
	g->all_by[row->reporter] += row->messages;
	if (engine_legit(g, s))
		g->legit_by[row->reporter] += row->messages;
	if (s->stream == STREAM_DIRECT)
		g->direct_by[row->reporter] += row->messages;
}

static int
compare_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The hosts under which a sender fails, by name. */
static bool
hosts_keep(struct engine *g, struct stamps *st, struct advice_sender *o)
{
	const char **v = map_array(g->a, st->n_hosts, sizeof(*v));

	if (v == NULL)
		return false;
	for (size_t i = 0; i < st->n_hosts; i++)
		v[i] = g->f->names[st->hosts[i]];
	qsort(v, st->n_hosts, sizeof(*v), compare_text);
	o->sub_hosts = v;
	o->n_sub_hosts = st->n_hosts;
	st->n_hosts = 0;
	return true;
}

static bool
key_count(struct engine *g, struct stamps *st, uint32_t at)
{
	struct key *k = &g->keys[at];
	struct ages days = { 0 };

	for (uint32_t i = k->rows; i < k[1].rows; i++) {
		const struct facts_row *row = &g->f->rows[g->by_key[i]];
		const struct shape *s = &g->shapes[g->shape_of[g->by_key[i]]];
		int age = engine_age(g, row->day);

		if (age >= g->out->window_days ||
		    (k->fresh && row->day < k->start && engine_legit(g, s)))
			continue;
		ages_add(&days, age);
		row_add(g, st, at, s, row);
	}
	k->out.days = ages_count(&days);
	return st->n_hosts == 0 || hosts_keep(g, st, &k->out);
}

enum err
senders_count(struct engine *g, struct error *e)
{
	uint32_t reporters = g->f->n_reporters;
	struct stamps st = { 0 };

	g->direct_by = map_array(g->a, reporters, sizeof(int64_t));
	g->legit_by = map_array(g->a, reporters, sizeof(int64_t));
	g->all_by = map_array(g->a, reporters, sizeof(int64_t));
	if (!stamps_init(g, &st))
		return engine_full(g, e);
	for (uint32_t i = 0; i < g->key_names.n; i++)
		if (!key_count(g, &st, i))
			return engine_full(g, e);
	return OK;
}
