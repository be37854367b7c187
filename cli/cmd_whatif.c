/* rampart whatif: a record tried on the mail that was seen. */
#include "advise/advise.h"
#include "cli/cli.h"
#include "cli/page.h"

#include <math.h>
#include <sysexits.h>

enum { SENDERS_MAX = 20 };

static void
print_fate(const char *head, const struct replay_fate *f)
{
	printf("  %-34s %12.0f %12.0f %12.0f\n", head, f->delivered, f->spam,
	    f->refused);
}

static double
total(const struct replay_fate *f)
{
	return f->delivered + f->spam + f->refused;
}

static void
print_kinds(const struct replay *r)
{
	static const char *const kinds[] = {
		[REPLAY_OWN] = "your own mail",
		[REPLAY_FORWARDED] = "forwarded on the way",
		[REPLAY_UNKNOWN] = "we cannot tell yet",
		[REPLAY_FORGED] = "forged",
	};

	printf("\n  %-34s %12s %12s %12s\n", "messages", "delivered", "to spam",
	    "refused");
	for (int k = 0; k < REPLAY_KIND_COUNT; k++)
		if (total(&r->fate[REPLAY_AS_SEEN][k]) > 0)
			print_fate(kinds[k], &r->fate[REPLAY_AS_SEEN][k]);
}

/* Those of whose own mail something would be hit. */
static void
print_senders(const struct replay *r)
{
	bool head = false;

	for (size_t i = 0; i < r->n_senders && i < SENDERS_MAX; i++) {
		const struct replay_sender *s = &r->senders[i];
		const struct replay_fate *f = &s->fate[REPLAY_OWN];

		if (f->spam + f->refused < 0.5)
			continue;
		if (!head)
			page_heading("Your own mail that is hit, by sender");
		head = true;
		print_fate(s->name, f);
	}
}

/* At the receivers as they are; at others only where that differs. */
static void
print_worlds(const struct replay *r)
{
	const double *most = r->own_upper_day;

	page_printf(2,
	    "Of your own mail at most %.1f messages a day would go to spam or "
	    "be refused (95 %% bound)",
	    most[REPLAY_AS_SEEN]);
	if (fabs(most[REPLAY_ALL_7489] - most[REPLAY_ALL_9989]) >= 0.05)
		page_printf(2,
		    "It would be %.1f if all receivers followed RFC 7489, %.1f "
		    "if all followed RFC 9989, which knows no pct",
		    most[REPLAY_ALL_7489], most[REPLAY_ALL_9989]);
}

static enum err
print(const struct args *a, const struct replay *r, struct error *e)
{
	if (a->set & OPT_JSON)
		return cli_print_json(replay_to_json(r), e);
	page_line(0, r->domain);
	page_printf(0,
	    "The mail of %d days, had this record been published: %s", r->days,
	    a->record);
	print_kinds(r);
	print_senders(r);
	printf("\n");
	print_worlds(r);
	return OK;
}

enum err
cmd_whatif(const struct args *a, int *status, struct error *e)
{
	const struct evaluate_when when = { .today = day_of(a->now),
		.as_of = a->as_of,
		.now = a->now };
	char domain[DOMAIN_MAX + 1];
	struct replay *r;
	struct arena arena;
	struct store *st;
	enum err err;

	if (a->record == NULL) {
		cli_warn("whatif needs --record 'v=DMARC1; p=...'; see "
		         "`rampart help whatif`");
		*status = EX_USAGE;
		return OK;
	}
	err = cli_domain(a->names[0], domain, e);
	if (err == OK)
		err = cli_open(a, STORE_READ, &st, e);
	if (err != OK)
		return err;
	arena_init(&arena, EVALUATE_ARENA_MAX);
	err = evaluate_replay(st, domain, &when, a->record, (int)a->days,
	    &arena, &r, e);
	if (err == OK)
		err = print(a, r, e);
	arena_release(&arena);
	store_close(st);
	return err;
}
