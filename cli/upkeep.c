/*
 * SQLite gives its one write lock to who asks first, so a pause between two
 * batches is what lets an ingest in.
 */
#include "cli/upkeep.h"

#include <inttypes.h>
#include <time.h>

enum { PAUSE_NANOSECONDS = 10 * 1000 * 1000, DAYS_SHORT = 400 };

enum err
upkeep_prune(struct store *st, const struct horizon *to, bool (*stopped)(void),
    struct pruned *ret, struct error *e)
{
	const struct timespec pause = { .tv_nsec = PAUSE_NANOSECONDS };
	struct prune p = { .to = *to };
	bool more = true;
	enum err err = OK;

	while (err == OK && more && !(stopped && stopped())) {
		err = store_prune_step(st, &p, &more, e);
		if (err == OK && more)
			nanosleep(&pause, NULL);
	}
	if (err == OK)
		*ret = p.gone;
	return err;
}

static void
print_some(int64_t n, const char *one, const char *many, bool *first)
{
	if (n == 0)
		return;
	printf("%s%" PRId64 " %s", *first ? "" : ", ", n, n == 1 ? one : many);
	*first = false;
}

void
upkeep_print(const struct pruned *p, const char *what)
{
	bool first = true;

	printf("%s: ", what);
	print_some(p->records, "record", "records", &first);
	print_some(p->days, "day", "days", &first);
	print_some(p->documents, "document", "documents", &first);
	if (p->documents > 0)
		printf(" (%" PRId64 " bytes)", p->bytes);
	print_some(p->ledger, "entry of the ledger", "entries of the ledger",
	    &first);
	puts(first ? "nothing" : "");
}

void
upkeep_warn_short(const struct settings *s)
{
	if (s->keep_records > 0 && s->keep_records < DAYS_SHORT)
		cli_warn("keep-records is %" PRId64 " days: below %d nobody "
		         "can compare a day's senders with those a year before",
		    s->keep_records, DAYS_SHORT);
}
