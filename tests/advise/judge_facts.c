/*
 * Facts in the shape of core/facts.h, as freeze.py and random_case.py write
 * them.  A row with a last day and a step stands for many.
 */
#include <stdio.h>

#include "tests/advise/judge.h"

static void
read_places(const json_t *o, struct facts *f)
{
	json_t *sources = json_object_get(o, "sources"), *v;
	json_t *reporters = json_object_get(o, "reporters");
	json_t *names = json_object_get(o, "names");
	struct facts_source *s =
	    judge_room(json_array_size(sources), sizeof(*s));
	struct facts_reporter *r =
	    judge_room(json_array_size(reporters), sizeof(*r));
	const char **n = judge_room(json_array_size(names), sizeof(*n));
	size_t i;

	json_array_foreach(sources, i, v)
	{
		if (!ip_parse(judge_text_at(v, 0), &s[i].ip))
			fprintf(stderr, "judge: no address: %s\n",
			    judge_text_at(v, 0));
		s[i].ptr = judge_text_at(v, 1);
		s[i].relayed_elsewhere = judge_number(v, 2) != 0;
	}
	json_array_foreach(reporters, i, v)
	{
		r[i].name = judge_text_at(v, 0);
		r[i].engine = (enum facts_engine)judge_number(v, 1);
		r[i].errors = judge_number(v, 2);
		r[i].error = json_string_value(json_array_get(v, 3));
	}
	json_array_foreach(names, i, v) n[i] = judge_text(v);
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
	struct facts_auth *auths =
	    judge_room(json_array_size(list), sizeof(*auths));
	size_t i, j;

	json_array_foreach(list, i, v)
	{
		json_t *dkim = json_object_get(v, "dkim");
		json_t *spf = json_object_get(v, "spf");
		struct facts_dkim *d =
		    judge_room(json_array_size(dkim), sizeof(*d));

		json_array_foreach(dkim, j, one) d[j] =
		    (struct facts_dkim){ judge_text_at(one, 0),
			    judge_text_at(one, 1),
			    (uint8_t)word_code(VOCAB_AUTH_RESULT,
			        judge_text_at(one, 2)) };
		auths[i] = (struct facts_auth){ .dkim = d,
			.n_dkim = (uint32_t)json_array_size(dkim),
			.spf_domain = judge_text_at(spf, 0),
			.spf_result = (uint8_t)word_code(VOCAB_AUTH_RESULT,
			    judge_text_at(spf, 1)) };
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
	return (judge_number(v, 8) - judge_number(v, 0)) / judge_number(v, 9) +
	       1;
}

static struct facts_row
read_row(const json_t *v, day_t day)
{
	return (struct facts_row){ .day = day,
		.source = (uint32_t)judge_number(v, 1),
		.reporter = (uint32_t)judge_number(v, 2),
		.header_from = (uint32_t)judge_number(v, 3),
		.auth = (uint32_t)judge_number(v, 4),
		.messages = judge_number(v, 5),
		.disposition =
		    (uint8_t)word_code(VOCAB_DISPOSITION, judge_text_at(v, 6)),
		.flags = (uint8_t)judge_number(v, 7) };
}

static void
read_rows(const json_t *o, struct facts *f)
{
	json_t *list = json_object_get(o, "rows");
	size_t n = 0, listed = json_array_size(list);

	for (size_t i = 0; i < listed; i++)
		n += (size_t)repeats(json_array_get(list, i));
	struct facts_row *rows = judge_room(n, sizeof(*rows));
	f->first_day = f->as_of + 1;
	for (size_t i = 0; i < listed; i++) {
		const json_t *v = json_array_get(list, i);
		day_t first = (day_t)judge_number(v, 0),
		      step = (day_t)judge_number(v, 9);

		for (day_t j = 0; j < repeats(v); j++)
			rows[f->n_rows++] = read_row(v, first + j * step);
		if (first < f->first_day)
			f->first_day = first;
	}
	f->rows = rows;
}

static void
read_policies(const json_t *o, struct facts *f)
{
	json_t *list = json_object_get(o, "policies"), *v;
	struct facts_policy *p = judge_room(json_array_size(list), sizeof(*p));
	size_t i;

	json_array_foreach(list, i, v)
	{
		json_t *tags = json_array_get(v, 2);
		json_t *pct = json_object_get(tags, "pct");

		p[i] = (struct facts_policy){ .day = (day_t)judge_number(v, 0),
			.reporter = (uint32_t)judge_number(v, 1),
			.p = judge_word(tags, "p", VOCAB_POLICY),
			.sp = judge_word(tags, "sp", VOCAB_POLICY),
			.np = judge_word(tags, "np", VOCAB_POLICY),
			.adkim = judge_word(tags, "adkim", VOCAB_ALIGNMENT),
			.aspf = judge_word(tags, "aspf", VOCAB_ALIGNMENT),
			.testing = judge_word(tags, "testing", VOCAB_TESTING),
			.pct = (int16_t)(pct == NULL ? -1
			                             : json_integer_value(pct)),
			.messages = judge_number(v, 3),
			.reports = judge_number(v, 4) };
	}
	f->policies = p;
	f->n_policies = json_array_size(list);
}

void
judge_read_facts(const json_t *o, struct facts *f)
{
	*f = (struct facts){ .domain = judge_text(json_object_get(o, "domain")),
		.as_of = (day_t)json_integer_value(json_object_get(o, "as_of")),
		.unverified = json_is_true(json_object_get(o, "unverified")) };
	read_places(o, f);
	read_auths(o, f);
	read_rows(o, f);
	read_policies(o, f);
}
