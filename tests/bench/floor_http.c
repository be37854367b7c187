/*
 * bench-floor-http: what libmicrohttpd alone can do.  One answer out of
 * memory, the bytes of FILE, with the threads and the polling of web/server.c
 * and nothing else.  Prints its port and serves until standard input ends.
 */
#include <err.h>
#include <microhttpd.h>
#include <stdio.h>
#include <sysexits.h>

enum { THREADS = 4, BODY_MAX = 65536 };

struct body {
	char bytes[BODY_MAX];
	size_t n;
};

static enum MHD_Result
answer(void *cls, struct MHD_Connection *c, const char *url, const char *method,
    const char *version, const char *upload, size_t *n_upload, void **ctx)
{
	struct body *body = cls;
	struct MHD_Response *m;
	enum MHD_Result rc;

	(void)url, (void)method, (void)version, (void)upload, (void)n_upload;
	if (*ctx == NULL) {
		*ctx = body; /* the headers are there, the request is not */
		return MHD_YES;
	}
	m = MHD_create_response_from_buffer(body->n, body->bytes,
	    MHD_RESPMEM_PERSISTENT);
	MHD_add_response_header(m, "Content-Type", "application/json");
	rc = MHD_queue_response(c, MHD_HTTP_OK, m);
	MHD_destroy_response(m);
	return rc;
}

int
main(int argc, char **argv)
{
	static struct body body;
	struct MHD_Daemon *daemon;
	FILE *f;

	if (argc != 2)
		errx(EX_USAGE, "usage: bench-floor-http FILE");
	f = fopen(argv[1], "rb");
	if (f == NULL)
		err(EX_NOINPUT, "%s", argv[1]);
	body.n = fread(body.bytes, 1, sizeof(body.bytes), f);
	fclose(f);
	daemon = MHD_start_daemon(MHD_USE_POLL_INTERNAL_THREAD | MHD_USE_ITC, 0,
	    NULL, NULL, answer, &body, MHD_OPTION_THREAD_POOL_SIZE,
	    (unsigned)THREADS, MHD_OPTION_END);
	if (daemon == NULL)
		errx(EX_OSERR, "cannot start libmicrohttpd");
	printf("%d\n",
	    MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
	fflush(stdout);
	while (getchar() != EOF)
		continue;
	MHD_stop_daemon(daemon);
	return 0;
}
