/*
 * rampart run: a child serves, the parent ingests and then looks for new mail
 * at intervals.  Two processes, so that nothing that reads hostile bytes
 * shares memory with the server.  Whichever ends takes the other with it.
 * A file that was uploaded is ingested at once: the child signals the parent.
 */
#include "cli/judge.h"
#include "cli/pipeline.h"
#include "cli/settings.h"
#include "cli/serve.h"
#include "cli/upkeep.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Once a day, and when the program begins: what the settings do not keep. */
static enum err
prune_daily(const struct args *a, struct pipeline *p, day_t *pruned,
    struct error *e)
{
	day_t today = day_of(p->now);
	const struct horizon h = settings_horizon(a->settings, today);
	struct pruned gone = { 0 };
	enum err err = OK;

	if (*pruned == today || (!h.records && !h.documents && !h.ledger))
		return OK;
	err = upkeep_prune(p->store, &h, p->stopped, &gone, e);
	if (err != OK)
		return err;
	*pruned = today;
	if (!(a->set & OPT_QUIET) &&
	    gone.records + gone.documents + gone.ledger > 0) {
		upkeep_print(&gone, "pruned");
		fflush(stdout);
	}
	return OK;
}

static enum err
ingest_once(const struct args *a, struct pipeline *p, day_t *pruned,
    struct error *e)
{
	struct pipeline_counts counts = { 0 };
	double seconds;
	enum err err = cli_open(a, STORE_WRITE, &p->store, e);

	if (err != OK)
		return err;
	err = pipeline_sources(p, a->names, a->n_names, &counts, &seconds, e);
	if (err == OK)
		err = pipeline_spool(p, &counts, e);
	/* What goes is no reason to judge a second time. */
	if (err == OK)
		err = prune_daily(a, p, pruned, e);
	if (err == OK)
		cli_judge_due_when(a, p->store,
		    (struct evaluate_when){ .today = day_of(p->now),
		        .now = p->now,
		        .stopped = p->stopped });
	store_close(p->store);
	if (err == OK && counts.mails > 0 && !(a->set & OPT_QUIET)) {
		pipeline_counts_print(&counts, seconds);
		fflush(stdout);
	}
	return err;
}

/* In the serving child: the parent is to look at the spool now. */
static void
tell_parent(void)
{
	kill(getppid(), SIGUSR1);
}

static _Noreturn void
child_serve(const struct args *a, pid_t parent)
{
	struct error e;
	enum err err;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		exit(0);
	const struct serve_beside parent_works = { tell_parent, true };
	err = serve_until_stopped(a, &parent_works, &e);
	if (err != OK)
		cli_warn("%s", e.text);
	exit(cli_exit_status(err));
}

/* Whether it, and not one of the parsers' processes, raised SIGCHLD. */
static bool
has_ended(pid_t child)
{
	siginfo_t info = { 0 };

	return waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG | WNOWAIT) ==
	           0 &&
	       info.si_pid == child;
}

/* Ingest now and at intervals until a signal or the child's end. */
static enum err
watch(const struct args *a, struct pipeline *p, pid_t child,
    const sigset_t *signals, bool *ret_child_ended, struct error *e)
{
	const struct timespec interval = { .tv_sec =
		                               (time_t)a->settings->interval };
	day_t pruned = 0;
	enum err err;
	int number;

	for (;;) {
		p->now = cli_now();
		err = ingest_once(a, p, &pruned, e);
		if (err == ERR_AGAIN) {
			cli_warn("%s; trying again later", e->text);
			err = OK;
		}
		if (err != OK)
			return err;
		do
			number = sigtimedwait(signals, NULL, &interval);
		while (number < 0 && errno == EINTR);
		if (number == SIGUSR1)
			continue;
		*ret_child_ended = number == SIGCHLD && has_ended(child);
		if (number == SIGCHLD && !*ret_child_ended)
			return error_set(e, ERR_SYSTEM,
			    "the process that starts the parsers has ended");
		if (number > 0)
			return OK;
	}
}

/* A blocked signal waits: stop ingesting, it will be taken then. */
static bool
signal_waits(void)
{
	sigset_t pending;

	return sigpending(&pending) == 0 &&
	       (sigismember(&pending, SIGINT) ||
	           sigismember(&pending, SIGTERM) ||
	           sigismember(&pending, SIGCHLD));
}

static enum err
run_parent(const struct args *a, pid_t child, const sigset_t *signals,
    int *status, struct error *e)
{
	struct pipeline p;
	bool child_ended = false;
	int child_status = 0;
	enum err err = pipeline_open(&p, a, e);

	if (err == OK) {
		p.stopped = signal_waits;
		err = watch(a, &p, child, signals, &child_ended, e);
		pipeline_close(&p);
	}
	if (!child_ended)
		kill(child, SIGTERM);
	waitpid(child, &child_status, 0);
	if (child_ended && WIFEXITED(child_status))
		*status = WEXITSTATUS(child_status);
	return err;
}

enum err
cmd_run(const struct args *a, int *status, struct error *e)
{
	pid_t parent = getpid(), child;
	sigset_t signals;
	enum err err = serve_check(a, e);

	if (err != OK)
		return err;
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGCHLD);
	sigaddset(&signals, SIGUSR1); /* tell_parent() */
	sigprocmask(SIG_BLOCK, &signals, NULL);
	upkeep_warn_short(a->settings);
	cli_warn_network(a);
	fflush(NULL);
	child = fork();
	if (child < 0)
		return error_set(e, ERR_SYSTEM,
		    "cannot start a process to serve: %s", strerror(errno));
	if (child == 0)
		child_serve(a, parent);
	return run_parent(a, child, &signals, status, e);
}
