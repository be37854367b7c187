/* The advice after something changed: an ingest, a decision, a day. */
#include "advise/advise.h"
#include "cli/cli.h"

static struct evaluate_when
when_of(int64_t now, bool (*stopped)(void))
{
	return (struct evaluate_when){ .today = day_of(now),
		.now = now,
		.stopped = stopped };
}

static void
say(enum err err, const struct error *e)
{
	if (err != OK)
		cli_warn("%s; the advice is as it was, and all else is stored; "
		         "the next run tries again",
		    e->text);
}

void
cli_judge_touched(struct store *st, int64_t now, bool (*stopped)(void))
{
	const struct evaluate_when when = when_of(now, stopped);
	struct error e;

	say(evaluate_touched(st, &when, &e), &e);
}

void
cli_judge(struct store *st, const char *domain, int64_t now,
    bool (*stopped)(void))
{
	const struct evaluate_when when = when_of(now, stopped);
	struct error e;

	if (domain != NULL)
		say(evaluate_and_save(st, domain, &when, &e), &e);
	else
		say(evaluate_all(st, &when, &e), &e);
}
