/*
 * One way for all who ask: what is kept, if it is right; else facts and
 * decisions out of one view of the database, and the judgement without it.
 */
#include "advise/evaluate_kept.h"
#include "advise/evaluate_load.h"

#include "advise/advise.h"
#include "core/text_json.h"
#include "store/store.h"

/* What a judgement begins with; in the arena. */
struct inputs {
	struct facts facts;
	struct advise_settings settings;
};

static enum err
inputs_load(struct store *st, const char *domain,
    const struct evaluate_when *when, struct arena *a, struct inputs **ret,
    struct error *e)
{
	struct inputs *in = arena_alloc(a, sizeof(*in));
	enum err err;

	if (in == NULL)
		return error_set(e, ERR_LIMIT, "no memory to judge %s", domain);
	err = evaluate_load(st, domain, when, a, &in->facts, &in->settings, e);
	if (err == OK)
		*ret = in;
	return err;
}

enum err
evaluate_judge(struct store *st, const char *domain,
    const struct evaluate_when *when, const struct advise_params *params,
    struct arena *a, struct advice_context *ret, struct error *e)
{
	struct advice *advice = NULL;
	struct inputs *in = NULL;
	enum err err = inputs_load(st, domain, when, a, &in, e);

	if (err != OK)
		return err;
	in->settings.params = *params;
	err = advise(&in->facts, &in->settings, a, &advice, e);
	if (err == OK)
		*ret = (struct advice_context){ advice, in->settings.services };
	return err;
}

enum err
evaluate_addresses(struct store *st, const char *domain,
    const struct evaluate_when *when, const struct advice_ask *ask,
    struct arena *a, struct advice_addresses *ret, struct error *e)
{
	struct advise_params params = advise_params_default();
	const struct origins *origins;
	struct advice_context c;
	enum err err = ERR_NOTFOUND;

	if (when->as_of == 0)
		err = evaluate_kept_origins(st, domain, when, a, &origins, e);
	if (err == OK)
		return advise_addresses(origins, ask, a, ret, e);
	if (err != ERR_NOTFOUND)
		return err;
	params.origins_rows = 0;
	err = evaluate_judge(st, domain, when, &params, a, &c, e);
	return err == OK ? advise_addresses(c.advice->origins, ask, a, ret, e)
	                 : err;
}

enum err
evaluate(struct store *st, const char *domain, const struct evaluate_when *when,
    struct arena *a, struct advice_context *ret, struct error *e)
{
	const struct advise_params params = advise_params_default();
	enum err err = ERR_NOTFOUND;

	if (when->as_of == 0)
		err = evaluate_kept(st, domain, when, a, ret, e);
	return err != ERR_NOTFOUND
	           ? err
	           : evaluate_judge(st, domain, when, &params, a, ret, e);
}

enum err
evaluate_replay(struct store *st, const char *domain,
    const struct evaluate_when *when, const char *record, int days,
    struct arena *a, struct replay **ret, struct error *e)
{
	struct advise_params params = advise_params_default();
	struct advise_policy policy;
	struct advice_context c;
	struct advice *v;
	enum err err = advise_record_parse(record, &policy, e);

	if (err != OK)
		return err;
	err = ERR_NOTFOUND;
	if (when->as_of == 0 && days == params.replay_days)
		err = evaluate_kept_advice(st, domain, when, a, &v, e);
	if (err == OK)
		return advise_replay(v, &policy, a, ret, e);
	if (err != ERR_NOTFOUND)
		return err;
	params.replay_days = days;
	err = evaluate_judge(st, domain, when, &params, a, &c, e);
	return err == OK ? advise_replay(c.advice, &policy, a, ret, e) : err;
}

json_t *
evaluate_to_json(const struct advice_context *c)
{
	json_t *o = advice_to_json(c->advice);

	json_put(o, "texts", advise_texts_to_json(c));
	return o;
}
