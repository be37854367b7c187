/* rampart serve: the pages and the API, until SIGINT or SIGTERM. */
#include "cli/serve.h"

#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "web/web.h"

static int64_t
wall_clock(void)
{
	return (int64_t)time(NULL);
}

static void
log_line(const char *line)
{
	cli_warn("%s", line);
}

enum err
serve_until_stopped(const struct args *a, void (*spooled)(void),
    struct error *e)
{
	const struct web_options o = { a->db, a->listen, a->assets, wall_clock,
		log_line, settings_trust(a->settings),
		a->settings->limits.mail_bytes, spooled };
	struct store *st;
	struct web *web;
	sigset_t stop;
	int number;
	enum err err;

	/* An empty database serves a page that says how to fill it. */
	if ((err = cli_open(a, STORE_WRITE, &st, e)) != OK)
		return err;
	store_close(st);

	sigemptyset(&stop);
	sigaddset(&stop, SIGINT);
	sigaddset(&stop, SIGTERM);
	sigprocmask(SIG_BLOCK, &stop, NULL);
	if ((err = web_start(&o, &web, e)) != OK)
		return err;
	printf("Rampart serves %s\n", web_url(web));
	fflush(stdout);
	sigwait(&stop, &number);
	web_stop(web);
	return OK;
}

enum err
cmd_serve(const struct args *a, int *status, struct error *e)
{
	(void)status;
	cli_warn_network(a);
	return serve_until_stopped(a, NULL, e);
}
