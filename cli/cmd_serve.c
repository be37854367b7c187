/*
 * rampart serve: the pages and the API, until SIGINT or SIGTERM.  Threads of
 * the server answer; this one judges in between what nobody has judged: the
 * new day of domains whose mailbox is read once in a while, what an ingest
 * left that was killed.  A page that had to do so itself would be waited for.
 */
#include "cli/judge.h"
#include "cli/serve.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "web/web.h"

enum { JUDGE_SECONDS = 60 };

static void
log_line(const char *line)
{
	cli_warn("%s", line);
}

static bool
is_stopped(void)
{
	sigset_t pending;

	return sigpending(&pending) == 0 && (sigismember(&pending, SIGINT) ||
	                                        sigismember(&pending, SIGTERM));
}

/* Whoever takes mails in at this moment judges them. */
static void
judge(const struct args *a)
{
	const int64_t now = cli_now();
	struct error e;
	struct store *st;
	enum err err = cli_open(a, STORE_WRITE, &st, &e);

	if (err != OK) {
		cli_warn("%s; what the pages show is judged when it is asked",
		    e.text);
		return;
	}
	cli_judge_due_when(a, st,
	    (struct evaluate_when){ .today = day_of(now),
	        .now = now,
	        .while_taken_in = true,
	        .stopped = is_stopped });
	store_close(st);
}

static void
wait_for_stop(const struct args *a, const sigset_t *stop, bool judges)
{
	const struct timespec interval = { .tv_sec = JUDGE_SECONDS };
	int number;

	do {
		if (judges)
			judge(a);
		number = sigtimedwait(stop, NULL, &interval);
	} while (number < 0);
}

static struct web_options
options(const struct args *a, const struct serve_beside *beside)
{
	return (struct web_options){ a->db, a->listen, a->assets, cli_now,
		log_line, settings_trust(a->settings),
		a->settings->limits.mail_bytes, beside->spooled };
}

enum err
serve_check(const struct args *a, struct error *e)
{
	const struct serve_beside nobody = { NULL, false };
	const struct web_options o = options(a, &nobody);

	return web_check(&o, e);
}

enum err
serve_until_stopped(const struct args *a, const struct serve_beside *beside,
    struct error *e)
{
	const struct web_options o = options(a, beside);
	struct store *st;
	struct web *web;
	sigset_t stop;
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
	wait_for_stop(a, &stop, !beside->judges);
	web_stop(web);
	return OK;
}

enum err
cmd_serve(const struct args *a, int *status, struct error *e)
{
	const struct serve_beside alone = { NULL, false };
	enum err err = serve_check(a, e);

	(void)status;
	if (err != OK)
		return err;
	cli_warn_network(a);
	return serve_until_stopped(a, &alone, e);
}
