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
 *   "settings": { ... as read_settings() reads them } }
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advise/advise.h"
#include "core/text_json.h"

static struct arena arena;

static void *
room(size_t n, size_t size)
{
	void *p = arena_alloc(&arena, n * size);

	if (p == NULL) {
		fprintf(stderr, "judge: the arena is full\n");
		exit(1);
	}
	return p;
}

static const char *
text(const json_t *v)
{
	const char *s = json_string_value(v);

	return s == NULL ? "" : s;
}

static int64_t
number(const json_t *list, size_t i)
{
	return json_integer_value(json_array_get(list, i));
}

static const char *
text_at(const json_t *list, size_t i)
{
	return text(json_array_get(list, i));
}

static void
read_places(const json_t *o, struct facts *f)
{
	json_t *sources = json_object_get(o, "sources"), *v;
	json_t *reporters = json_object_get(o, "reporters");
	json_t *names = json_object_get(o, "names");
	struct facts_source *s = room(json_array_size(sources), sizeof(*s));
	struct facts_reporter *r = room(json_array_size(reporters), sizeof(*r));
	const char **n = room(json_array_size(names), sizeof(*n));
	size_t i;

	json_array_foreach(sources, i, v)
	{
		if (!ip_parse(text_at(v, 0), &s[i].ip))
			fprintf(stderr, "judge: no address: %s\n",
			    text_at(v, 0));
		s[i].ptr = text_at(v, 1);
		s[i].relayed_elsewhere = number(v, 2) != 0;
	}
	json_array_foreach(reporters, i, v)
	{
		r[i].name = text_at(v, 0);
		r[i].engine = (enum facts_engine)number(v, 1);
		r[i].errors = number(v, 2);
		r[i].error = json_string_value(json_array_get(v, 3));
	}
	json_array_foreach(names, i, v) n[i] = text(v);
	f->sources = s;
	f->n_sources = (uint32_t)json_array_size(sources);
	f->reporters = r;
	f->n_reporters = (uint32_t)json_array_size(reporters);
	f->names = n;
	f->n_names = (uint32_t)json_array_size(names);
}

static void
read_auths(const json_t *o, struct facts *f)
{
	json_t *list = json_object_get(o, "auths"), *v, *one;
	struct facts_auth *auths = room(json_array_size(list), sizeof(*auths));
	size_t i, j;

	json_array_foreach(list, i, v)
	{
		json_t *dkim = json_object_get(v, "dkim");
		json_t *spf = json_object_get(v, "spf");
		struct facts_dkim *d = room(json_array_size(dkim), sizeof(*d));

		json_array_foreach(dkim, j, one) d[j] =
		    (struct facts_dkim){ text_at(one, 0), text_at(one, 1),
			    (uint8_t)word_code(VOCAB_AUTH_RESULT,
			        text_at(one, 2)) };
		auths[i] = (struct facts_auth){ .dkim = d,
			.n_dkim = (uint32_t)json_array_size(dkim),
			.spf_domain = text_at(spf, 0),
			.spf_result = (uint8_t)word_code(VOCAB_AUTH_RESULT,
			    text_at(spf, 1)) };
	}
	f->auths = auths;
	f->n_auths = (uint32_t)json_array_size(list);
}

/* A row with a last day stands for one on every step-th day till then. */
static int64_t
repeats(const json_t *v)
{
	if (json_array_size(v) <= 8)
		return 1;
	return (number(v, 8) - number(v, 0)) / number(v, 9) + 1;
}

static struct facts_row
read_row(const json_t *v, day_t day)
{
	return (struct facts_row){ .day = day,
		.source = (uint32_t)number(v, 1),
		.reporter = (uint32_t)number(v, 2),
		.header_from = (uint32_t)number(v, 3),
		.auth = (uint32_t)number(v, 4),
		.messages = number(v, 5),
		.disposition =
		    (uint8_t)word_code(VOCAB_DISPOSITION, text_at(v, 6)),
		.flags = (uint8_t)number(v, 7) };
}

static void
read_rows(const json_t *o, struct facts *f)
{
	json_t *list = json_object_get(o, "rows");
	size_t n = 0, listed = json_array_size(list);

	for (size_t i = 0; i < listed; i++)
		n += (size_t)repeats(json_array_get(list, i));
	struct facts_row *rows = room(n, sizeof(*rows));
	f->first_day = f->as_of + 1;
	for (size_t i = 0; i < listed; i++) {
		const json_t *v = json_array_get(list, i);
		day_t first = (day_t)number(v, 0), step = (day_t)number(v, 9);

		for (day_t j = 0; j < repeats(v); j++)
			rows[f->n_rows++] = read_row(v, first + j * step);
		if (first < f->first_day)
			f->first_day = first;
	}
	f->rows = rows;
}

static uint8_t
word_of(const json_t *o, const char *key, enum vocabulary v)
{
	return (
	    uint8_t)word_code(v, json_string_value(json_object_get(o, key)));
}

static void
read_policies(const json_t *o, struct facts *f)
{
	json_t *list = json_object_get(o, "policies"), *v;
	struct facts_policy *p = room(json_array_size(list), sizeof(*p));
	size_t i;

	json_array_foreach(list, i, v)
	{
		json_t *tags = json_array_get(v, 2);
		json_t *pct = json_object_get(tags, "pct");

		p[i] = (struct facts_policy){ .day = (day_t)number(v, 0),
			.reporter = (uint32_t)number(v, 1),
			.p = word_of(tags, "p", VOCAB_POLICY),
			.sp = word_of(tags, "sp", VOCAB_POLICY),
			.np = word_of(tags, "np", VOCAB_POLICY),
			.adkim = word_of(tags, "adkim", VOCAB_ALIGNMENT),
			.aspf = word_of(tags, "aspf", VOCAB_ALIGNMENT),
			.testing = word_of(tags, "testing", VOCAB_TESTING),
			.pct = (int16_t)(pct == NULL ? -1
			                             : json_integer_value(pct)),
			.messages = number(v, 3),
			.reports = number(v, 4) };
	}
	f->policies = p;
	f->n_policies = json_array_size(list);
}

static void
read_facts(const json_t *o, struct facts *f)
{
	*f = (struct facts){ .domain = text(json_object_get(o, "domain")),
		.as_of = (day_t)json_integer_value(json_object_get(o, "as_of")),
		.unverified = json_is_true(json_object_get(o, "unverified")) };
	read_places(o, f);
	read_auths(o, f);
	read_rows(o, f);
	read_policies(o, f);
}

static const char *const *
read_list(const json_t *list, size_t *ret_n)
{
	const char **v = room(json_array_size(list), sizeof(*v));

	*ret_n = json_array_size(list);
	for (size_t i = 0; i < *ret_n; i++)
		v[i] = text_at(list, i);
	return v;
}

/* { "key:svc:sendgrid": "approved", "ip:192.0.2.1": "threat" } */
static void
read_rules(json_t *o, struct advise_settings *s)
{
	static const char *const matches[] = { "ip", "net", "selector", "dkim",
		"spf", "ptr", "key" };
	static const char *const decisions[] = { "", "approved", "threat",
		"forwarder", "ignore" };
	struct advise_rule *v = room(json_object_size(o), sizeof(*v));
	const char *key;
	json_t *word;
	size_t n = 0;

	json_object_foreach(o, key, word)
	{
		const char *value = strchr(key, ':') + 1;

		v[n].value = value;
		for (int i = 0; i < 7; i++)
			if (strncmp(matches[i], key, strlen(matches[i])) == 0)
				v[n].match = (enum advise_match)i;
		for (int i = 0; i < 5; i++)
			if (strcmp(decisions[i], text(word)) == 0)
				v[n].decision = (enum advise_decision)i;
		n++;
	}
	s->rules = v;
	s->n_rules = n;
}

static struct advise_policy *
read_policy(const json_t *o)
{
	struct advise_policy *p = room(1, sizeof(*p));
	json_t *pct = json_object_get(o, "pct");

	*p = (struct advise_policy){ .known = true,
		.p = (enum policy)word_of(o, "p", VOCAB_POLICY),
		.sp = word_of(o, "sp", VOCAB_POLICY),
		.pct = pct == NULL ? 100 : (int)json_integer_value(pct),
		.test = word_of(o, "t", VOCAB_TESTING) == TESTING_YES,
		.strict_dkim =
		    word_of(o, "adkim", VOCAB_ALIGNMENT) == ALIGNMENT_STRICT,
		.strict_spf =
		    word_of(o, "aspf", VOCAB_ALIGNMENT) == ALIGNMENT_STRICT,
		.since = (day_t)json_integer_value(json_object_get(o, "since")),
		.qdays = (int)json_integer_value(json_object_get(o, "qdays")) };
	return p;
}

static const char *
string_or_null(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

static void
read_settings(const json_t *o, struct advise_settings *s)
{
	const json_t *policy = json_object_get(o, "policy");
	const json_t *gaps = json_object_get(o, "silent_gaps");
	const json_t *today = json_object_get(o, "today");
	const char *profile = string_or_null(o, "profile");

	s->parked = json_is_true(json_object_get(o, "parked"));
	s->final_quarantine =
	    json_is_true(json_object_get(o, "final_quarantine"));
	if (profile != NULL && !advise_profile_parse(profile, &s->profile))
		fprintf(stderr, "judge: no profile: %s\n", profile);
	s->rua = string_or_null(o, "rua");
	s->record = string_or_null(o, "record");
	s->last_verdict = string_or_null(o, "last_verdict");
	s->last_target = string_or_null(o, "last_target");
	if (policy != NULL)
		s->policy = read_policy(policy);
	if (gaps != NULL)
		s->params.silent_gaps = (int)json_integer_value(gaps);
	if (today != NULL)
		s->today = (day_t)json_integer_value(today);
	read_rules(json_object_get(o, "rules"), s);
	s->acks = read_list(json_object_get(o, "acks"), &s->n_acks);
	s->mutes = read_list(json_object_get(o, "mutes"), &s->n_mutes);
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
	int days = (int)json_integer_value(json_object_get(o, "days"));
	struct advise_policy record;
	struct replay *r;
	struct error e;

	if (advise_record_parse(text(json_object_get(o, "record")), &record,
	        &e) != OK ||
	    advise_replay(f, s, &record, days, &arena, &r, &e) != OK)
		return json_string(e.text);
	return replay_to_json(r);
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
	read_facts(json_object_get(in, "facts"), &f);
	s = advise_settings_default(&f);
	read_settings(json_object_get(in, "settings"), &s);
	if (advise_services_load(NULL, 0, &arena, &services, &e) != OK) {
		fprintf(stderr, "judge: %s\n", e.text);
		return 1;
	}
	s.services = services;
	if (advise(&f, &s, &arena, &advice, &e) != OK) {
		fprintf(stderr, "judge: %s\n", e.text);
		return 1;
	}
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
