/* rampart sender: whose a sender is, as a person knows it. */
#include "cli/decide.h"

#include "core/text_json.h"

enum { VERB_FORGET = 4, VERB_LIST = 5 };

static const struct cli_verb verbs[] = {
	{ "approve", 2, 2, "DOMAIN SENDER" },
	{ "threat", 2, 2, "DOMAIN SENDER" },
	{ "forwarder", 2, 2, "DOMAIN SENDER" },
	{ "ignore", 2, 2, "DOMAIN SENDER" },
	{ "forget", 2, 2, "DOMAIN SENDER" },
	{ "list", 0, 1, "a DOMAIN or nothing" },
	{ 0 },
};

/* In the order of the verbs. */
static const struct {
	int verdict; /* 0: taken back */
	const char *said;
} meanings[] = {
	{ SENDER_APPROVED, "is ours: what it sends and fails is to be fixed" },
	{ SENDER_THREAT, "is not ours: what it sends and fails is forged" },
	{ SENDER_FORWARDER,
	    "passes on mail of others: what it breaks is lost" },
	{ SENDER_IGNORE, "is not asked about any more" },
	{ 0, "is judged by the figures alone again" },
};

enum err
cmd_sender(const struct args *a, int *status, struct error *e)
{
	struct decision_subject subject;
	struct decision d = { .kind = ABOUT_SENDER };
	char said[SUBJECT_MAX + 100];
	int verb = cli_verb(a, verbs, status);
	enum err err;

	if (verb < 0)
		return OK;
	if (verb == VERB_LIST)
		return decide_list(a, a->n_names > 1 ? a->names[1] : NULL,
		    ABOUT_SENDER, e);
	if ((err = decision_subject_read(a->names[2], &subject, e)) != OK)
		return err;
	d.match_type = (int)subject.match;
	d.subject = subject.text;
	d.value = word_text(VOCAB_SENDER_VERDICT, meanings[verb].verdict);
	snprintf(said, sizeof(said), "%s: %s %s", a->names[1], subject.text,
	    meanings[verb].said);
	return decide(a, a->names[1], &d, 1, said, e);
}
