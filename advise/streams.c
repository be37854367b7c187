/*
 * Which way each shape came (5.2).  SPF pass proves which network stands
 * behind an address, DKIM pass whose message it is; the two together tell
 * direct mail from relayed mail.  A signature of ours away from its home, or
 * broken, was forwarded: an ordinary forger has none.
 *
 * Then the forger who copies a broken one (5.2b): a burst from a network
 * without a name that never relayed a passing or excused message.
 */
#include "advise/engine.h"

enum { BURST_MESSAGES = 20, BURST_DAYS = 3 };

/* What a shape's own signatures say. */
struct marks {
	bool broken;  /* F_SIG: a known selector, not passing */
	bool at_home; /* AT_HOME */
	bool away;    /* a known selector has its home elsewhere */
};

static struct marks
marks_of(const struct engine *g, const struct shape *s)
{
	const struct results *r = &g->results[s->auth];
	struct marks m = { 0 };

	for (uint32_t i = 0; i < r->n_signatures; i++) {
		const struct selector *sel =
		    &g->selectors[r->signatures[i].selector];

		if (!sel->known)
			continue;
		/* Of several entries with one selector any may be broken. */
		if (r->signatures[i].passes < r->signatures[i].entries)
			m.broken = true;
		if (sel->home == s->key)
			m.at_home = true;
		else if (sel->home != MAP_NONE)
			m.away = true;
	}
	m.broken = m.broken && !engine_passes(s);
	return m;
}

/* F_SRS: a mailbox provider, the envelope somebody else's. */
static bool
rewritten(const struct engine *g, const struct shape *s)
{
	const struct results *r = &g->results[s->auth];
	const struct service *v = engine_service(g, &g->keys[s->key]);

	return v != NULL && v->role == ROLE_MAILBOX && r->spf_other &&
	       (r->spf_name == MAP_NONE || !g->tenant[r->spf_name]);
}

/*
 * Whose mail it is does not hang on adkim and aspf: what only strict alignment
 * fails is ours, and fails.
 */
static enum stream
stream_of(const struct engine *g, const struct shape *s)
{
	const struct results *r = &g->results[s->auth];
	bool by_spf =
	    (s->flags & FACTS_SPF) != 0 || (r->spf_pass && !r->spf_other);
	bool by_dkim = (s->flags & FACTS_DKIM) != 0 || r->own_dkim;
	struct marks m = marks_of(g, s);
	enum advise_decision d = g->keys[s->key].out.decision;
	bool excused = (s->flags & FACTS_EXCUSED) != 0;
	bool srs = rewritten(g, s);
	bool relaying = s->relaying && d != DECISION_APPROVED;

	if (by_spf)
		return STREAM_DIRECT;
	if (by_dkim) {
		bool relayed =
		    (m.away && !m.at_home) || srs || excused || s->relaying;

		return relayed && d != DECISION_APPROVED ? STREAM_RELAY
		                                         : STREAM_DIRECT;
	}
	if (m.broken && m.at_home && !srs)
		return STREAM_DIRECT;
	if (d == DECISION_FORWARDER || excused || m.broken || relaying)
		return STREAM_RELAY;
	return STREAM_UNAUTH;
}

/* Failing relayed mail of a network without a name. */
struct burst {
	int64_t n;
	int64_t better; /* it also relayed messages that pass or are excused */
	day_t days[BURST_DAYS + 1];
	int n_days;
};

static bool
may_be_copied(const struct engine *g, const struct shape *s)
{
	return s->stream == STREAM_RELAY && g->keys[s->key].is_net &&
	       !engine_passes(s) && (s->flags & FACTS_EXCUSED) == 0;
}

static void
burst_day(struct burst *b, day_t day)
{
	for (int i = 0; i < b->n_days; i++)
		if (b->days[i] == day)
			return;
	if (b->n_days <= BURST_DAYS)
		b->days[b->n_days++] = day;
}

/* Large enough, and nothing better ever came from there. */
static bool
is_candidate(const struct burst *b)
{
	return b->better == 0 && b->n >= BURST_MESSAGES;
}

/* Whether any sender needs its days looked at. */
static bool
bursts_sum(const struct engine *g, struct burst *bursts)
{
	for (uint32_t i = 0; i < g->n_shapes; i++) {
		const struct shape *s = &g->shapes[i];

		if (may_be_copied(g, s)) {
			bursts[s->key].n += s->messages;
		} else if (s->stream == STREAM_RELAY) {
			bursts[s->key].better += s->messages;
		}
	}
	for (uint32_t i = 0; i < g->key_names.n; i++)
		if (is_candidate(&bursts[i]))
			return true;
	return false;
}

static enum err
copies_find(struct engine *g, struct error *e)
{
	struct burst *bursts = map_array(g->a, g->key_names.n, sizeof(*bursts));

	if (bursts == NULL)
		return engine_full(g, e);
	if (!bursts_sum(g, bursts))
		return OK;
	for (size_t i = 0; i < g->f->n_rows; i++) {
		const struct shape *s = g->shape_of[i] == MAP_NONE
		                            ? NULL
		                            : &g->shapes[g->shape_of[i]];

		if (s != NULL && may_be_copied(g, s))
			burst_day(&bursts[s->key], g->f->rows[i].day);
	}
	for (uint32_t i = 0; i < g->n_shapes; i++) {
		struct shape *s = &g->shapes[i];
		const struct burst *b = &bursts[s->key];

		if (may_be_copied(g, s) && is_candidate(b) &&
		    b->n_days <= BURST_DAYS && !s->relaying &&
		    g->keys[s->key].out.decision == DECISION_NONE)
			s->stream = STREAM_UNAUTH;
	}
	return OK;
}

enum err
streams_find(struct engine *g, struct error *e)
{
	for (uint32_t i = 0; i < g->n_shapes; i++) {
		struct shape *s = &g->shapes[i];

		s->relaying =
		    service_relays(engine_service(g, &g->keys[s->key]));
		s->stream = (uint8_t)stream_of(g, s);
		s->relays = s->stream == STREAM_RELAY && engine_passes(s);
		if (g->f->sources[s->source].relayed_elsewhere) {
			s->relaying = true;
			s->stream = (uint8_t)stream_of(g, s);
		}
	}
	return copies_find(g, e);
}
