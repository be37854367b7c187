/*
 * rampart db prune: whole days of records and documents go, and what the
 * ledger says of things that were no reports; --dry-run only counts them.
 */
#include "cli/judge.h"
#include "cli/upkeep.h"

#include <inttypes.h>
#include <sys/stat.h>

#include "core/text_json.h"

static enum err
horizon_of(const struct args *a, struct horizon *ret, struct error *e)
{
	day_t today = day_of(a->now);
	struct horizon h = { 0 };

	if ((a->set & OPT_BEFORE) && a->before > today)
		return error_set(e, ERR_INPUT,
		    "--before takes a day that was, nothing was pruned");
	if (a->set & OPT_BEFORE)
		h.records = h.documents = a->before;
	else
		h = settings_horizon(a->settings, today);
	if (!h.records && !h.documents && !h.ledger && !(a->set & OPT_VACUUM))
		return error_set(e, ERR_INPUT,
		    "nothing says what may go: give --before DATE, or set "
		    "keep-records in rampart.conf(5)");
	*ret = h;
	return OK;
}

static json_t *
day_or_null(day_t day)
{
	char text[DAY_TEXT_MAX];

	return day ? json_string(day_format(day, text)) : json_null();
}

static enum err
print(const struct args *a, const struct horizon *h, const struct pruned *p,
    struct error *e)
{
	bool dry = (a->set & OPT_DRY_RUN) != 0;
	char day[DAY_TEXT_MAX];
	json_t *o;

	if (!(a->set & OPT_JSON)) {
		if (h->records)
			printf("records before %s\n",
			    day_format(h->records, day));
		if (h->documents)
			printf("documents before %s\n",
			    day_format(h->documents, day));
		if (h->ledger)
			printf("the ledger before %s\n",
			    day_format(h->ledger, day));
		upkeep_print(p, dry ? "would go" : "gone");
		return OK;
	}
	o = json_object();
	json_put(o, "dry_run", json_boolean(dry));
	json_put(o, "records_from", day_or_null(h->records));
	json_put(o, "documents_from", day_or_null(h->documents));
	json_put(o, "ledger_from", day_or_null(h->ledger));
	json_put(o, "days", json_integer(p->days));
	json_put(o, "reports", json_integer(p->reports));
	json_put(o, "records", json_integer(p->records));
	json_put(o, "documents", json_integer(p->documents));
	json_put(o, "bytes", json_integer(p->bytes));
	json_put(o, "ledger", json_integer(p->ledger));
	return cli_print_json(o, e);
}

static enum err
prune(const struct args *a, struct store *st, const struct horizon *h,
    struct error *e)
{
	struct pruned look, gone;
	enum err err = store_prune_look(st, h, &look, e);

	if (err != OK || (a->set & OPT_DRY_RUN))
		return err != OK ? err : print(a, h, &look, e);
	err = upkeep_prune(st, h, NULL, &gone, e);
	if (err == OK)
		cli_judge_due(a, st);
	if (err == OK && (a->set & OPT_VACUUM))
		err = store_vacuum(st, e);
	gone.days = look.days;
	return err != OK ? err : print(a, h, &gone, e);
}

enum err
cmd_db_prune(const struct args *a, int *status, struct error *e)
{
	struct horizon h = { 0 };
	struct store *st;
	enum err err = horizon_of(a, &h, e);

	(void)status;
	if (err == OK && !(a->set & OPT_BEFORE))
		upkeep_warn_short(a->settings);
	if (err == OK && (a->set & OPT_DRY_RUN))
		err = cli_open(a, STORE_READ, &st, e);
	else if (err == OK)
		err = cli_open_existing(a, &st, e);
	if (err != OK)
		return err;
	err = prune(a, st, &h, e);
	store_close(st);
	return err;
}
