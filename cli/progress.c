/* How far an ingest is, for people, and what it did, for people and JSON. */
#include "cli/pipeline.h"

#include <time.h>
#include <unistd.h>

enum { REDRAW_MS = 100 };

void
progress_begin(struct progress *pr, bool quiet)
{
	*pr = (struct progress){ .on = !quiet && isatty(STDERR_FILENO) };
}

/* Whether it is time to draw. */
static bool
is_due(struct progress *pr)
{
	struct timespec t;
	int64_t ms;

	clock_gettime(CLOCK_MONOTONIC, &t);
	ms = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
	if (!pr->on || (pr->shown && ms - pr->last_ms < REDRAW_MS))
		return false;
	pr->last_ms = ms;
	pr->shown = true;
	return true;
}

void
progress_step(struct progress *pr, const char *what, int64_t done,
    int64_t total)
{
	if (!is_due(pr))
		return;
	fprintf(stderr, "\r\033[K%s", what);
	if (total > 0)
		fprintf(stderr, "  %3lld %%",
		    (long long)(done < total ? done * 100 / total : 100));
}

void
progress_show(struct progress *pr, const struct pipeline_counts *c, size_t done,
    size_t total)
{
	if (!is_due(pr))
		return;
	if (total < done)
		total = done;
	fprintf(stderr, "\r\033[K%3zu %%  %zu of %zu, %lld reports",
	    total ? done * 100 / total : 100, done, total,
	    (long long)c->reports);
}

void
progress_end(struct progress *pr)
{
	if (pr->shown)
		fputs("\r\033[K", stderr);
	pr->shown = false;
}

json_t *
pipeline_counts_to_json(const struct pipeline_counts *c, double seconds)
{
	return json_pack("{sI sI sI sI sI sI sI sI sI sf}", "mails",
	    (json_int_t)c->mails, "reports", (json_int_t)c->reports, "stored",
	    (json_int_t)c->stored, "duplicates", (json_int_t)c->duplicates,
	    "parts", (json_int_t)c->parts, "conflicts",
	    (json_int_t)c->conflicts, "set_aside", (json_int_t)c->set_aside,
	    "errors", (json_int_t)c->errors, "known", (json_int_t)c->known,
	    "seconds", seconds);
}

/* ", 12 conflicts" when there are any. */
static void
print_some(int64_t n, const char *one, const char *many)
{
	if (n > 0)
		printf(", %lld %s", (long long)n, n == 1 ? one : many);
}

void
pipeline_counts_print(const struct pipeline_counts *c, double seconds)
{
	printf("%lld read: %lld report%s, %lld stored", (long long)c->mails,
	    (long long)c->reports, c->reports == 1 ? "" : "s",
	    (long long)c->stored);
	print_some(c->parts, "of them a part", "of them parts");
	print_some(c->duplicates, "duplicate", "duplicates");
	print_some(c->conflicts, "conflict", "conflicts");
	print_some(c->set_aside, "set aside", "set aside");
	print_some(c->errors, "unreadable", "unreadable");
	print_some(c->known, "known mail passed over",
	    "known mails passed over");
	printf(", in %.1f s\n", seconds);
}
