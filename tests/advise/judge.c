/*
 * The engine as a program, for tests: a line of JSON with facts and settings
 * in, a line with the advice out.  Facts are in the shape of core/facts.h:
 *
 * { "facts": { "domain": "a.example", "as_of": 20777,
 *     "sources": [["192.0.2.1", "mail.a.example", 0]],
 *     "reporters": [["google.com", 7489, 0, null]],
 *     "names": ["a.example"],
 *     "auths": [{ "dkim": [["a.example", "s1", "pass"]],
 *                 "spf": ["a.example", "pass"] }],
 *     "rows": [[day, source, reporter, name, auth, messages,
 *               "disposition", flags, last day, step]],
 *     "policies": [[day, reporter, { "p": "none" }, messages, reports]] },
 *   "settings": { ... as judge_settings.c reads them } }
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advise/advise.h"
#include "core/text_json.h"
#include "tests/advise/judge.h"

static struct arena arena;

void *
judge_room(size_t n, size_t size)
{
	void *p = arena_alloc(&arena, n * size);

	if (p == NULL) {
		fprintf(stderr, "judge: the arena is full\n");
		exit(1);
	}
	return p;
}

const char *
judge_text(const json_t *v)
{
	const char *s = json_string_value(v);

	return s == NULL ? "" : s;
}

int64_t
judge_number(const json_t *list, size_t i)
{
	return json_integer_value(json_array_get(list, i));
}

const char *
judge_text_at(const json_t *list, size_t i)
{
	return judge_text(json_array_get(list, i));
}

uint8_t
judge_word(const json_t *o, const char *key, enum vocabulary v)
{
	return (
	    uint8_t)word_code(v, json_string_value(json_object_get(o, key)));
}

/* Sums by kind of the series, so that tests can hold it to the totals. */
static json_t *
series_json(const struct advice *a)
{
	json_t *sums = json_object();

	for (size_t i = 0; i < a->n_days; i++) {
		const struct advice_day *d = &a->days[i];
		const char *key = advise_traffic_name(d->traffic);
		json_int_t n = json_integer_value(json_object_get(sums, key));

		json_put(sums, key, json_integer(n + d->messages));
	}
	return sums;
}

/* { "record": "v=DMARC1; ...", "days": 35 } */
static json_t *
replay(const json_t *o, const struct facts *f, const struct advise_settings *s)
{
	struct advise_settings of = *s;
	struct advice *v = NULL;
	struct error e;

	of.params.replay_days =
	    (int)json_integer_value(json_object_get(o, "days"));
	if (advise(f, &of, &arena, &v, &e) != OK)
		return json_string(e.text);
	return judge_tried(v, &arena, judge_text(json_object_get(o, "record")));
}

static int
judge(const char *line)
{
	json_error_t bad;
	json_t *in = json_loads(line, 0, &bad), *out;
	struct advise_services *services;
	struct advise_settings s;
	struct facts f;
	struct advice *advice;
	struct error e;

	if (in == NULL) {
		fprintf(stderr, "judge: %s\n", bad.text);
		return 1;
	}
	judge_read_facts(json_object_get(in, "facts"), &f);
	s = advise_settings_default(&f);
	judge_read_settings(json_object_get(in, "settings"), &s);
	if (advise_services_load(NULL, 0, &arena, &services, &e) != OK) {
		fprintf(stderr, "judge: %s\n", e.text);
		return 1;
	}
	s.services = services;
	s.params.origins_rows = 0;
	if (advise(&f, &s, &arena, &advice, &e) != OK) {
		fprintf(stderr, "judge: %s\n", e.text);
		return 1;
	}
	if (!judge_is_kept_whole(advice, services, &arena))
		return 1;
	out = advice_to_json(advice);
	if (json_object_get(in, "replay") != NULL)
		json_put(out, "replay",
		    replay(json_object_get(in, "replay"), &f, &s));
	json_put(out, "series", series_json(advice));
	json_dumpf(out, stdout, JSON_COMPACT);
	putchar('\n');
	fflush(stdout);
	json_decref(out);
	json_decref(in);
	arena_reset(&arena);
	return 0;
}

int
main(void)
{
	char *line = NULL;
	size_t size = 0;
	int failed = 0;

	arena_init(&arena, 512 * MIB);
	while (failed == 0 && getline(&line, &size, stdin) > 0)
		failed = judge(line);
	free(line);
	arena_release(&arena);
	return failed;
}
