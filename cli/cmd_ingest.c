/* rampart ingest: sources into the database, one shot. */
#include "cli/judge.h"
#include "cli/pipeline.h"
#include "cli/settings.h"

#include <sysexits.h>

/* Mails that cannot be read are no fault of theirs: the system's. */
static int
exit_status(const struct pipeline_counts *c, bool strict)
{
	if (c->named_failed)
		return EX_DATAERR;
	if (c->errors > 0)
		return EX_IOERR;
	return strict && c->set_aside + c->conflicts > 0 ? EX_DATAERR : 0;
}

static enum err
ingest_all(const struct args *a, struct pipeline *p, int *status,
    struct error *e)
{
	struct pipeline_counts c = { 0 };
	double seconds;
	enum err err =
	    pipeline_sources(p, a->names, a->n_names, &c, &seconds, e);

	if (err == OK)
		err = pipeline_spool(p, &c, e);
	if (err != OK)
		return err;
	cli_judge_due(a, p->store);
	*status = exit_status(&c, (a->set & OPT_STRICT) != 0);
	if (a->set & OPT_JSON)
		return cli_print_json(pipeline_counts_to_json(&c, seconds), e);
	if (!(a->set & OPT_QUIET))
		pipeline_counts_print(&c, seconds);
	return OK;
}

enum err
cmd_ingest(const struct args *a, int *status, struct error *e)
{
	struct pipeline p;
	enum err err = pipeline_open(&p, a, e);

	if (err != OK)
		return err;
	cli_warn_network(a);
	err = cli_open(a, STORE_WRITE, &p.store, e);
	if (err == OK) {
		err = ingest_all(a, &p, status, e);
		store_close(p.store);
	}
	pipeline_close(&p);
	return err;
}
