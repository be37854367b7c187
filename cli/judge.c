/* The advice after something changed: an ingest, a decision, a day. */
#include "cli/judge.h"

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
cli_judge_due_when(const struct args *a, struct store *st,
    struct evaluate_when when)
{
	struct progress progress;
	struct error e;

	when.step = on_step;
	when.ctx = &progress;
	progress_begin(&progress, (a->set & OPT_QUIET) != 0);
	enum err err = evaluate_due(st, &when, &e);
	progress_end(&progress);
	say(err, &e);
}

static struct evaluate_when
when_of(const struct args *a)
{
	return (struct evaluate_when){ .today = day_of(a->now), .now = a->now };
}

void
cli_judge_due(const struct args *a, struct store *st)
{
	cli_judge_due_when(a, st, when_of(a));
}

void
cli_judge(const struct args *a, struct store *st, const char *domain)
{
	const struct evaluate_when when = when_of(a);
	struct error e;

	say(evaluate_and_save(st, domain, &when, &e), &e);
}
