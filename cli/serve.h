/* Serving until told to stop, as `serve` and `run` do it. */
#ifndef CLI_SERVE_H
#define CLI_SERVE_H

#include "cli/cli.h"

/*
 * Make the database if there is none, block the stop signals, serve, say
 * where, and return after SIGINT or SIGTERM.  spooled: as in web_options.
 */
enum err serve_until_stopped(const struct args *a, void (*spooled)(void),
    struct error *e) MUST_CHECK;

#endif
