/* Serving until told to stop, as `serve` and `run` do it. */
#ifndef CLI_SERVE_H
#define CLI_SERVE_H

#include "cli/cli.h"

/* Who else works on the same database. */
struct serve_beside {
	/* As in web_options; NULL: uploads wait. */
	void (*spooled)(void);
	/* Another judges what is due; else it is done here, each minute. */
	bool judges;
};

/*
 * Whether the address can be served on and the pages are there, before
 * anything is made or begun; errors as web_check().
 */
enum err serve_check(const struct args *a, struct error *e) MUST_CHECK;

/*
 * Make the database if there is none, block the stop signals, serve, say
 * where, and return after SIGINT or SIGTERM.
 */
enum err serve_until_stopped(const struct args *a,
    const struct serve_beside *beside, struct error *e) MUST_CHECK;

#endif
