/* The advice after something changed: an ingest, a decision, a day. */
#include "advise/advise.h"
#include "cli/cli.h"
#include "cli/pipeline.h"

static void
on_step(void *ctx, size_t done, size_t of)
{
	progress_step(ctx, "judging the domains", (int64_t)done, (int64_t)of);
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
cli_judge_due(const struct args *a, struct store *st, int64_t now,
    bool (*stopped)(void))
{
	struct progress progress;
	const struct evaluate_when when = { .today = day_of(now),
		.now = now,
		.stopped = stopped,
		.step = on_step,
		.ctx = &progress };
	struct error e;

	progress_begin(&progress, (a->set & OPT_QUIET) != 0);
	enum err err = evaluate_due(st, &when, &e);
	progress_end(&progress);
	say(err, &e);
}

void
cli_judge(const struct args *a, struct store *st, const char *domain)
{
	const struct evaluate_when when = { .today = day_of(a->now),
		.now = a->now };
	struct error e;

	say(evaluate_and_save(st, domain, &when, &e), &e);
}
