/* rampart ingest: sources into the database, one shot. */
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

	if (err != OK)
		return err;
	*status = exit_status(&c, (a->set & OPT_STRICT) != 0);
	if (a->set & OPT_JSON)
		return cli_print_json(pipeline_counts_to_json(&c, seconds), e);
	if (!p->quiet)
		pipeline_counts_print(&c, seconds);
	return OK;
}

enum err
cmd_ingest(const struct args *a, int *status, struct error *e)
{
	struct pipeline p = { .db = a->db,
		.limits = a->settings->limits,
		.now = a->now,
		.authserv = settings_authserv(a->settings),
		.verbose = (a->set & OPT_VERBOSE) != 0,
		.quiet = (a->set & OPT_QUIET) != 0,
		.subfolders = (a->set & OPT_SUBFOLDERS) != 0,
		.acks = { .how = (enum acknowledge)a->acknowledge } };
	enum err err = pipeline_open(&p, e);

	if (err != OK)
		return err;
	err = cli_open(a, STORE_WRITE, &p.store, e);
	if (err == OK) {
		err = ingest_all(a, &p, status, e);
		store_close(p.store);
	}
	ack_batch_free(&p.acks);
	pool_close(p.pool);
	return err;
}
