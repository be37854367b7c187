/* What a record would have done, as JSON; messages with two decimals. */
#include <math.h>

#include "advise/replay.h"
#include "core/text_json.h"

static const char *const worlds[] = {
#define REPLAY_WORLD_(name, text) [REPLAY_##name] = (text),
	REPLAY_WORLDS(REPLAY_WORLD_)
#undef REPLAY_WORLD_
};

const char *
advise_replay_kind_name(enum replay_kind k)
{
	static const char *const names[] = {
#define REPLAY_KIND_(name, text) [REPLAY_##name] = (text),
		REPLAY_KINDS(REPLAY_KIND_)
#undef REPLAY_KIND_
	};

	return k < REPLAY_KIND_COUNT ? names[k] : NULL;
}

static json_t *
messages(double n)
{
	static const double cents = 100;

	return json_real(round(n * cents) / cents);
}

static json_t *
fates_json(const struct replay_fate fate[REPLAY_KIND_COUNT])
{
	json_t *all = json_object();

	for (int k = 0; k < REPLAY_KIND_COUNT; k++) {
		json_t *o = json_object();

		json_put(o, "delivered", messages(fate[k].delivered));
		json_put(o, "spam", messages(fate[k].spam));
		json_put(o, "refused", messages(fate[k].refused));
		json_put(all, advise_replay_kind_name((enum replay_kind)k), o);
	}
	return all;
}

static json_t *
senders_json(const struct replay *r)
{
	json_t *list = json_array();

	for (size_t i = 0; i < r->n_senders; i++) {
		const struct replay_sender *s = &r->senders[i];
		json_t *o = fates_json(s->fate);

		json_put(o, "key",
		    *s->key ? text_to_json(s->key) : json_null());
		json_put(o, "name",
		    *s->name ? text_to_json(s->name) : json_null());
		json_put(o, "messages", json_integer(s->n));
		json_array_append_new(list, o);
	}
	return list;
}

json_t *
replay_to_json(const struct replay *r)
{
	json_t *o = json_object(), *upper = json_object();
	char as_of[DAY_TEXT_MAX];

	json_put(o, "domain", text_to_json(r->domain));
	json_put(o, "as_of", json_string(day_format(r->as_of, as_of)));
	json_put(o, "days", json_integer(r->days));
	json_put(o, "messages", json_integer(r->n));
	json_put(o, "own", json_integer(r->own));
	json_put(o, "own_fail", json_integer(r->own_fail));
	json_put(o, "ub95", json_real(r->ub95));
	for (int w = 0; w < REPLAY_WORLD_COUNT; w++) {
		json_put(o, worlds[w], fates_json(r->fate[w]));
		json_put(upper, worlds[w], messages(r->own_upper_day[w]));
	}
	json_put(o, "own_upper_day", upper);
	json_put(o, "senders", senders_json(r));
	return o;
}
