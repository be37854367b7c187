/*
 * Confirmations (6.4): what no figure can tell and only the owner knows.
 * Each is asked once; what he has confirmed is not asked again until it
 * expires.
 */
#include "advise/ladder.h"

void
confirm_add(struct engine *g, struct advice_item item)
{
	if (!engine_acked(g, advise_code_name(item.code)))
		items_add(g, &g->soft, item);
}

/* Loss that nobody here can repair must be accepted before reject. */
static void
forward_loss(struct engine *g)
{
	const struct advice *o = g->out;
	int64_t all = o->n_legit + o->forward.passed + o->forward.exempt +
	              o->forward.failed;
	double week = (double)o->forward.failed / o->window_days * 7;
	double share = (double)o->forward.failed / (double)(all > 0 ? all : 1);

	if (share >= g->p.forward_share || week >= g->p.forward_week)
		confirm_add(g,
		    (struct advice_item){ .code = CODE_S_FORWARD_LOSS,
		        .per_week = week,
		        .share = share });
}

/*
 * Runs of activity of a sender, parted by long gaps, and its active days; the
 * days from the last one to as_of are a gap, too.
 */
static int
runs_count(const struct engine *g, const struct key *k, int *ret_days,
    bool *ret_gap)
{
	struct ages days = { 0 };
	int runs = 0, last = -1;

	for (uint32_t i = k->rows; i < k[1].rows; i++) {
		uint32_t at = g->by_key[i];

		if (engine_legit(g, &g->shapes[g->shape_of[at]]))
			ages_add(&days, engine_age(g, g->f->rows[at].day));
	}
	*ret_days = ages_count(&days);
	*ret_gap = false;
	for (int age = 0; age < RECENT_MAX; age++) {
		if (!ages_has(&days, age))
			continue;
		if (age - last > g->p.periodic_gap) {
			*ret_gap = true;
			runs++;
		} else if (last < 0) {
			runs++;
		}
		last = age;
	}
	return runs;
}

/* A sender that comes by now and then must have been seen twice (5.6). */
static void
periodic_senders(struct engine *g)
{
	const struct advice *o = g->out;
	int span = o->span_days < RECENT_MAX ? o->span_days : RECENT_MAX;
	const char **v = map_array(g->a, o->n_senders, sizeof(*v));
	struct advice_item item = { .code = CODE_S_PERIODIC, .list = v };

	for (size_t i = 0; v != NULL && i < o->n_senders; i++) {
		const struct advice_sender *s = &o->senders[i];
		const struct key *k =
		    &g->keys[strings_find(&g->key_names, s->key)];
		int days;
		bool gap;

		if (s->legit > 0 && runs_count(g, k, &days, &gap) < 2 && gap &&
		    days <= g->p.periodic_share * span)
			v[item.n_list++] = s->key;
	}
	if (item.n_list > 0)
		confirm_add(g, item);
}

/* Whether a sender was not seen for long, or never. */
static bool
is_silent(const struct engine *g, const char *key)
{
	uint32_t at = strings_find(&g->key_names, key);
	day_t last;

	if (at == MAP_NONE)
		return true;
	last = g->keys[at].out.last_day;
	return last < g->f->first_day ||
	       engine_age(g, last) > g->p.approved_silent;
}

/* Approved, and not seen for long: will it come again, and how? */
static void
silent_senders(struct engine *g)
{
	const char **v = map_array(g->a, g->s->n_rules, sizeof(*v));
	struct advice_item item = { .code = CODE_S_SILENT,
		.list = v,
		.days = g->p.approved_silent };

	for (size_t i = 0; v != NULL && i < g->s->n_rules; i++) {
		const struct advise_rule *rule = &g->s->rules[i];
		if (rule->match == MATCH_KEY &&
		    rule->decision == DECISION_APPROVED &&
		    is_silent(g, rule->value))
			v[item.n_list++] = rule->value;
	}
	if (item.n_list > 0)
		confirm_add(g, item);
}

void
confirm_gates(struct engine *g)
{
	const struct advice *o = g->out;

	if (o->n_reporters < 2)
		confirm_add(g,
		    (struct advice_item){ .code = CODE_S_ONE_REPORTER,
		        .list = o->reporters,
		        .n_list = o->n_reporters });
	if (ladder_rung(o->target)->p != POLICY_REJECT)
		return;
	forward_loss(g);
	if (o->target == RUNG_R100 || o->target == RUNG_R25)
		confirm_add(g,
		    (struct advice_item){ .code = CODE_S_YEARLY_SENDERS });
	confirm_add(g, (struct advice_item){ .code = CODE_S_MAILING_LISTS });
	periodic_senders(g);
	silent_senders(g);
}
