/*
 * rampart-bench-ingest: what `rampart ingest --json` does, with a say in what
 * no setting changes: how many workers there are, and whether documents are
 * kept.
 */
#include <err.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <time.h>

#include "cli/pipeline.h"

static void
usage(FILE *to, int status)
{
	fputs("usage: rampart-bench-ingest DB MAILDIR [--workers N] "
	      "[--no-documents]\n",
	    to);
	exit(status);
}

static void
parse_options(int argc, char **argv, struct pipeline *p)
{
	static const struct option options[] = { { "workers", required_argument,
		                                     NULL, 'w' },
		{ "no-documents", no_argument, NULL, 'n' },
		{ "help", no_argument, NULL, 'h' }, { 0 } };
	int64_t n;
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'w':
			if (!text_number(optarg, 64, &n) || n < 1)
				usage(stderr, EX_USAGE);
			p->workers = (unsigned)n;
			break;
		case 'n': p->drop_documents = true; break;
		case 'h': usage(stdout, 0); break;
		default: usage(stderr, EX_USAGE);
		}
	}
	if (argc - optind != 2)
		usage(stderr, EX_USAGE);
}

static enum err
run(struct pipeline *p, char **argv, struct pipeline_counts *counts,
    double *ret_seconds, struct error *e)
{
	enum err err = pipeline_open(p, e);

	if (err == OK)
		err = store_open(argv[0], STORE_WRITE, &p->store, e);
	if (err == OK)
		err = pipeline_sources(p, argv + 1, 1, counts, ret_seconds, e);
	store_close(p->store);
	ack_batch_free(&p->acks);
	pool_close(p->pool);
	return err;
}

int
main(int argc, char **argv)
{
	struct pipeline p = { .limits = limits_default(),
		.now = (int64_t)time(NULL),
		.quiet = true };
	struct pipeline_counts counts = { 0 };
	struct error e;
	double seconds;

	parse_options(argc, argv, &p);
	p.db = argv[optind];
	if (run(&p, argv + optind, &counts, &seconds, &e) != OK)
		errx(EX_SOFTWARE, "%s", e.text);
	json_dumpf(pipeline_counts_to_json(&counts, seconds), stdout, 0);
	putchar('\n');
	return 0;
}
