/*
 * The list of senders as people see it: networks that belong together are one
 * line, at the place of the busiest one.
 */
#include "advise/shown.h"

#include <string.h>

enum advice_proof
advise_proof(const struct advice_sender *s)
{
	bool dkim = 2 * s->dkim >= s->direct, spf = 2 * s->spf >= s->direct;

	if (s->legit == 0)
		return PROOF_NONE;
	if (s->direct == 0 || (!dkim && !spf))
		return PROOF_NEITHER;
	return dkim && spf ? PROOF_BOTH : dkim ? PROOF_DKIM : PROOF_SPF;
}

static const struct {
	const char *name, *text;
} proofs[] = {
	[PROOF_NONE] = { NULL, "-" },
	[PROOF_NEITHER] = { "neither", "neither" },
	[PROOF_SPF] = { "spf", "server list" },
	[PROOF_DKIM] = { "dkim", "signature" },
	[PROOF_BOTH] = { "both", "both" },
};

const char *
advise_proof_name(enum advice_proof p)
{
	return proofs[p].name;
}

const char *
advise_text_proof(enum advice_proof p)
{
	return proofs[p].text;
}

static void
add(struct advice_sender *to, const struct advice_sender *s)
{
	to->n += s->n;
	to->legit += s->legit;
	to->direct += s->direct;
	to->direct_fail += s->direct_fail;
	to->dkim += s->dkim;
	to->spf += s->spf;
	to->unauth += s->unauth;
	to->relay_ok += s->relay_ok;
	to->relay_exempt += s->relay_exempt;
	to->relay_fail += s->relay_fail;
	to->apex_fail += s->apex_fail;
	to->sub_fail += s->sub_fail;
	to->addresses += s->addresses;
	if (s->first_day < to->first_day)
		to->first_day = s->first_day;
	if (s->last_day > to->last_day)
		to->last_day = s->last_day;
	if (to->guess == NULL)
		to->guess = s->guess;
}

/* Its own line, or that of another one, which comes before it. */
static bool
has_line(const struct advice_sender *s)
{
	return s->together == NULL || strcmp(s->together, s->key) == 0;
}

static bool
line_fill(const struct advice *v, size_t at, struct arena *a,
    struct advice_shown *line)
{
	const char *key = v->senders[at].key;
	const char **others;

	*line = (struct advice_shown){ .sum = v->senders[at] };
	if (v->senders[at].together == NULL)
		return true;
	others = arena_alloc(a, (v->n_senders - at) * sizeof(*others));
	if (others == NULL)
		return false;
	line->others = others;
	for (size_t i = at + 1; i < v->n_senders; i++) {
		const struct advice_sender *s = &v->senders[i];

		if (s->together == NULL || strcmp(s->together, key) != 0)
			continue;
		add(&line->sum, s);
		others[line->n_others++] = s->key;
	}
	return true;
}

const struct advice_shown *
advise_shown(const struct advice *v, size_t max, struct arena *a, size_t *ret_n)
{
	struct advice_shown *lines =
	    arena_alloc(a, (v->n_senders + 1) * sizeof(*lines));
	size_t n = 0;

	for (size_t i = 0; lines != NULL && i < v->n_senders && n < max; i++)
		if (has_line(&v->senders[i]) &&
		    !line_fill(v, i, a, &lines[n++]))
			return NULL;
	*ret_n = n;
	return lines;
}
