/*
 * The stage is a function of three tags alone.  Only p decides between
 * watching, spam and refusal; t and pct say whether that is meant for all of
 * the failing mail.  pct=0 and t=y mean the same to the receivers that know
 * them, so both are the test stage.
 */
#include "advise/advise.h"

#include <stdio.h>
#include <string.h>

#include "core/text_json.h"

/* The stages of p=quarantine and of p=reject. */
static const struct {
	int code;
	char letter;
	int rungs[3]; /* test, part, all */
	const char *test, *part, *all;
} enforcing[] = {
	{ POLICY_QUARANTINE, 'Q', { 1, 1, 2 }, "test, nothing to spam",
	    "to spam", "100 % to spam" },
	{ POLICY_REJECT, 'R', { 2, 3, 4 }, "test, spam but no refusal",
	    "refused", "refuse" },
};

static const struct stage watch = { .name = "NONE", .text = "watch" },
                          unseen = { .rung = -1, .text = "no policy seen" };

static void
stage_enforcing(size_t i, int pct, struct stage *s)
{
	char letter = enforcing[i].letter;

	if (pct == 0)
		snprintf(s->name, sizeof(s->name), "%cTEST", letter);
	else
		snprintf(s->name, sizeof(s->name), "%c%d", letter, pct);

	if (pct > 0 && pct < 100) {
		s->rung = enforcing[i].rungs[1];
		snprintf(s->text, sizeof(s->text), "%d %% %s", pct,
		    enforcing[i].part);
		return;
	}
	s->rung = enforcing[i].rungs[pct == 0 ? 0 : 2];
	snprintf(s->text, sizeof(s->text), "%s",
	    pct == 0 ? enforcing[i].test : enforcing[i].all);
}

void
advise_stage(const char *p, const char *testing, int pct, struct stage *ret)
{
	struct stage s = unseen;
	int code = word_code(VOCAB_POLICY, p);

	if (pct < 0 || pct > 100)
		pct = 100;
	if (word_code(VOCAB_TESTING, testing) == TESTING_YES)
		pct = 0;

	if (code == POLICY_NONE)
		s = watch;
	for (size_t i = 0; i < sizeof(enforcing) / sizeof(*enforcing); i++)
		if (enforcing[i].code == code)
			stage_enforcing(i, pct, &s);
	*ret = s;
}

void
advise_stage_named(const char *name, struct stage *ret)
{
	struct stage s = unseen;
	int64_t pct = 0;

	if (strcmp(name, "NONE") == 0)
		s = watch;
	for (size_t i = 0; i < sizeof(enforcing) / sizeof(*enforcing); i++)
		if (*name == enforcing[i].letter &&
		    (strcmp(name + 1, "TEST") == 0 ||
		        text_number(name + 1, 100, &pct)))
			stage_enforcing(i, (int)pct, &s);
	*ret = s;
}

void
advise_stage_set_json(json_t *object, const char *p, const char *testing,
    int pct)
{
	struct stage s;

	advise_stage(p, testing, pct, &s);
	json_put(object, "stage", text_to_json(*s.name ? s.name : NULL));
	json_put(object, "stage_text", text_to_json(s.text));
	json_put(object, "rung",
	    s.rung < 0 ? json_null() : json_integer(s.rung));
}
