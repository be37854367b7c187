/*
 * Settings of a judgement; what is not there is as advise_settings_default()
 * has it.
 */
#include <stdio.h>
#include <string.h>

#include "tests/advise/judge.h"

static const char *const *
read_list(const json_t *list, size_t *ret_n)
{
	const char **v = judge_room(json_array_size(list), sizeof(*v));

	*ret_n = json_array_size(list);
	for (size_t i = 0; i < *ret_n; i++)
		v[i] = judge_text_at(list, i);
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
	struct advise_rule *v = judge_room(json_object_size(o), sizeof(*v));
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
			if (strcmp(decisions[i], judge_text(word)) == 0)
				v[n].decision = (enum advise_decision)i;
		n++;
	}
	s->rules = v;
	s->n_rules = n;
}

static struct advise_policy *
read_policy(const json_t *o)
{
	struct advise_policy *p = judge_room(1, sizeof(*p));
	json_t *pct = json_object_get(o, "pct");

	*p = (struct advise_policy){ .known = true,
		.p = (enum policy)judge_word(o, "p", VOCAB_POLICY),
		.sp = judge_word(o, "sp", VOCAB_POLICY),
		.pct = pct == NULL ? 100 : (int)json_integer_value(pct),
		.test = judge_word(o, "t", VOCAB_TESTING) == TESTING_YES,
		.strict_dkim =
		    judge_word(o, "adkim", VOCAB_ALIGNMENT) == ALIGNMENT_STRICT,
		.strict_spf =
		    judge_word(o, "aspf", VOCAB_ALIGNMENT) == ALIGNMENT_STRICT,
		.since = (day_t)json_integer_value(json_object_get(o, "since")),
		.qdays = (int)json_integer_value(json_object_get(o, "qdays")) };
	return p;
}

static const char *
string_or_null(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

void
judge_read_settings(const json_t *o, struct advise_settings *s)
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
