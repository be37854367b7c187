/*
 * What is kept of an advice must say the same as what was judged, word for
 * word: the advice itself, a record tried on it, and where its mail came from.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advise/kept.h"
#include "core/text_json.h"
#include "tests/advise/judge.h"

json_t *
judge_tried(const struct advice *v, struct arena *a, const char *text)
{
	struct advise_policy record;
	struct replay *r;
	struct error e;

	if (advise_record_parse(text, &record, &e) != OK ||
	    advise_replay(v, &record, a, &r, &e) != OK)
		return json_string(e.text);
	return replay_to_json(r);
}

/* All that is ever said of an advice; caller frees. */
static char *
all_said(const struct advice *v, const struct advise_services *services,
    struct arena *a)
{
	const struct advice_context c = { v, services };
	json_t *o = json_object();
	char *said;

	json_put(o, "advice", advice_to_json(v));
	json_put(o, "texts", advise_texts_to_json(&c));
	json_put(o, "board", board_line_to_json(&c, a));
	json_put(o, "strict",
	    judge_tried(v, a,
	        "v=DMARC1; p=quarantine; pct=30; adkim=s; aspf=s"));
	json_put(o, "np",
	    judge_tried(v, a, "v=DMARC1; p=none; sp=quarantine; np=reject"));
	said = json_dumps(o, JSON_COMPACT);
	json_decref(o);
	return said;
}

/* Add the answer to one question. */
static void
add_addresses(json_t *all, const struct origins *o,
    const struct advice_ask *ask)
{
	struct advice_addresses v = { 0 };
	struct arena a;
	struct error e;

	arena_init(&a, 64 * MIB);
	if (advise_addresses(o, ask, &a, &v, &e) != OK)
		json_array_append_new(all, json_string(e.text));
	for (size_t i = 0; i < v.n; i++)
		json_array_append_new(all, advice_address_to_json(&v.v[i]));
	for (size_t i = 0; i < v.n_selectors; i++)
		json_array_append_new(all,
		    advice_selector_to_json(&v.selectors[i]));
	arena_release(&a);
}

/* Of each sender, and of each kind of mail; caller frees. */
static char *
all_addresses(const struct origins *o)
{
	json_t *all = json_array();
	char *said;

	for (size_t i = 0; i < o->n_senders; i++)
		add_addresses(all, o,
		    &(struct advice_ask){ .sender = o->senders[i].key,
		        .whose = WORD_UNSET });
	for (int whose = WORD_UNSET; whose <= WHOSE_UNSURE; whose++)
		add_addresses(all, o, &(struct advice_ask){ .whose = whose });
	said = json_dumps(all, JSON_COMPACT);
	json_decref(all);
	return said;
}

/* Whether two texts that were made are the same; both are freed. */
static bool
is_same(char *one, char *other)
{
	bool same = strcmp(one, other) == 0;

	if (!same)
		fprintf(stderr, "judge: %s\nis kept as %s\n", one, other);
	free(one);
	free(other);
	return same;
}

/* A struct of that form, kept and read again; NULL and a word: it cannot be. */
static void *
kept_again(const struct kept_struct *form, const void *v, struct arena *a)
{
	void *again = NULL;
	struct buf bytes;
	struct error e;

	buf_init(&bytes, 64 * MIB);
	if (kept_write(form, v, &bytes, &e) != OK ||
	    kept_read(form, bytes.data, bytes.len, a, &again, &e) != OK)
		fprintf(stderr, "judge: %s\n", e.text);
	buf_free(&bytes);
	return again;
}

bool
judge_is_kept_whole(const struct advice *v,
    const struct advise_services *services, struct arena *a)
{
	struct advice *again = kept_again(&kept_advice, v, a);
	const struct origins *origins =
	    kept_again(&kept_origins, v->origins, a);

	if (again == NULL || origins == NULL)
		return false;
	again->days = v->days;
	again->n_days = v->n_days;
	return is_same(all_said(v, services, a),
	           all_said(again, services, a)) &&
	       is_same(all_addresses(v->origins), all_addresses(origins));
}
