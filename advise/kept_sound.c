/*
 * What the members of a struct that was kept say of each other: indices and
 * lengths, which no table can bound.
 */
#include "advise/advise.h"
#include "advise/kept_fields.h"
#include "advise/origins.h"

bool
kept_advice_sound(const void *kept)
{
	const struct advice *v = kept;

	return v->stage.name[STAGE_NAME_MAX - 1] == '\0' &&
	       v->stage.text[STAGE_TEXT_MAX - 1] == '\0';
}

static bool
address_sound(const struct origins *o, const struct origin_address *a)
{
	if (a->ip.len > sizeof(a->ip.bytes) || a->sender >= o->n_senders)
		return false;
	for (size_t i = 0; i < a->n_cells; i++)
		for (size_t r = 0; r < a->cells[i].n_reporters; r++)
			if (a->cells[i].reporters[r] >= o->n_reporters)
				return false;
	return true;
}

bool
kept_origins_sound(const void *kept)
{
	const struct origins *o = kept;

	for (size_t i = 0; i < o->n_addresses; i++)
		if (!address_sound(o, &o->addresses[i]))
			return false;
	for (size_t i = 0; i < o->n_signatures; i++)
		if (o->signatures[i].selector >= o->n_selectors ||
		    o->signatures[i].sender >= o->n_senders)
			return false;
	return true;
}
