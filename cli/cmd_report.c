/* rampart report: what a client gets, one HTML file without a network. */
#include "cli/cli.h"

#include <errno.h>
#include <string.h>

#include "advise/advise.h"
#include "web/web.h"

static enum err
write_file(const char *path, const struct buf *b, struct error *e)
{
	FILE *f = strcmp(path, "-") == 0 ? stdout : fopen(path, "w");
	bool done = f && fwrite(b->data, 1, b->len, f) == b->len;

	if (f && f != stdout)
		done = fclose(f) == 0 && done;
	if (!done)
		return error_set(e, ERR_SYSTEM,
		    "%s: the report cannot be written: %s; see to the folder "
		    "and try again",
		    path, strerror(errno));
	return OK;
}

enum err
cmd_report(const struct args *a, int *status, struct error *e)
{
	const struct evaluate_when when = { .today = day_of(a->now),
		.as_of = a->as_of,
		.now = a->now };
	char domain[DOMAIN_MAX + 1];
	struct store *st;
	struct buf b;
	enum err err = cli_domain(a->names[0], domain, e);

	(void)status;
	if (err == OK)
		err = cli_open(a, STORE_READ, &st, e);
	if (err != OK)
		return err;
	buf_init(&b, 64 * MIB);
	err = web_client_report(st, domain, &when, &b, e);
	if (err == OK)
		err = write_file(a->html ? a->html : "-", &b, e);
	buf_free(&b);
	store_close(st);
	return err;
}
