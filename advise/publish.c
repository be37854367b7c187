/*
 * The record to publish (6.6): one step up, one step back, or the repair of a
 * test that is none.  Parked domains also say that no subdomain sends.
 */
#include "advise/ladder.h"
#include "advise/record.h"

/* Subdomains alone hold somebody back: they keep the present policy. */
static bool
subdomains_wait(const struct engine *g)
{
	for (size_t i = 0; i < g->out->n_senders; i++) {
		const struct advice_sender *s = &g->out->senders[i];

		if ((s->unauth_class == CLASS_FIXABLE ||
		        s->unauth_class == CLASS_UNKNOWN) &&
		    s->apex_fail == 0 && s->sub_fail > 0)
			return true;
	}
	return false;
}

int
record_sp(const struct engine *g, enum policy p)
{
	const struct advise_policy *now = &g->out->policy;

	/* An explicit choice of the owner is kept. */
	if (now->sp != WORD_UNSET && now->sp != (int)now->p)
		return now->sp != (int)p ? now->sp : WORD_UNSET;
	return subdomains_wait(g) && now->p < p ? (int)now->p : WORD_UNSET;
}

static char *
record_for(const struct engine *g, enum advice_rung r, bool parked,
    bool *ret_rua)
{
	const struct rung *to = ladder_rung(r);
	const struct advise_policy *now = &g->out->policy;
	struct record_plan plan = {
		.p = to->p,
		.sp = parked ? (int)POLICY_REJECT : record_sp(g, to->p),
		.pct = to->pct,
		.test = to->test,
		.strict_dkim = parked || now->strict_dkim,
		.strict_spf = parked || now->strict_spf,
	};
	struct advise_policy known;
	bool edit = record_read(g->s->record, &known);

	return record_write(g->a, edit ? g->s->record : NULL, g->s->rua, &plan,
	    ret_rua);
}

/* One rung back: from any quarantine to none, from any reject to quarantine. */
static enum advice_rung
back_from(enum policy p)
{
	return p == POLICY_REJECT ? RUNG_Q100 : RUNG_NONE;
}

enum err
publish_find(struct engine *g, struct error *e)
{
	struct advice *o = g->out;
	bool parked = g->s->parked || o->looks_parked, rua = false;
	bool up = o->verdict != VERDICT_ROLLBACK &&
	          o->verdict != VERDICT_FIX_RECORD && o->target != RUNG_NONE;
	enum policy there = up ? ladder_rung(o->target)->p : o->policy.p;

	o->record_name = arena_printf(g->a, "_dmarc.%s", o->domain);
	if (o->verdict == VERDICT_ROLLBACK)
		o->next_record =
		    record_for(g, back_from(o->policy.p), false, &rua);
	else if (o->verdict == VERDICT_FIX_RECORD)
		o->next_record = record_for(g,
		    o->policy.p == POLICY_QUARANTINE ? RUNG_QTEST : RUNG_RTEST,
		    parked, &rua);
	else if (up)
		o->next_record = record_for(g, o->target, parked, &rua);
	o->publish_now =
	    rua && o->next_record != NULL &&
	    (o->verdict == VERDICT_READY || o->verdict == VERDICT_ROLLBACK ||
	        o->verdict == VERDICT_FIX_RECORD);
	if (there != POLICY_NONE)
		o->rollback_record =
		    record_for(g, back_from(there), false, &rua);
	return g->a->full ? engine_full(g, e) : OK;
}
