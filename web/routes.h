/*
 * The addresses of the API.  To add one:
 *
 *   1. a line in the table of routes.c,
 *   2. its handler in an api_*.c, declared here,
 *   3. its description in doc/api.yaml; `make test` fails without it.
 *
 * A handler finds in the request what the line promises: the words that were
 * given in `filter` (nothing else was), {domain} in filter.domain, {ip} in
 * filter.source_ip, {id} in `id`, {sender} in `sender`, and a connection in
 * `store`, which can write when the route has a body.  It fills the answer by
 * answer_json() and the like, or returns an error, which becomes the status of
 * architecture.md 3.
 */
#ifndef WEB_ROUTES_H
#define WEB_ROUTES_H

#include "web/request.h"

typedef enum err (
    *route_fn)(struct request *r, struct answer *a, struct error *e);

/* What a request that changes something carries. */
enum route_body {
	BODY_NONE, /* it asks, and changes nothing */
	BODY_JSON, /* application/json */
	BODY_FILE  /* application/octet-stream, and name= */
};

struct route {
	const char *method; /* HEAD goes to GET */
	const char *path;   /* segments as they are, or {domain}, {ip}, {id},
	                     {sender} */
	unsigned words;     /* enum filter_bit that the query may hold */
	route_fn answer;
	const struct table *csv; /* rows of its CSV form; NULL: has none */
	bool download;           /* takes download=1 */
	enum route_body body;
};

/*
 * The route whose path is the request's, with its method if there is one;
 * NULL: no such address.
 */
const struct route *route_find(const struct request *r);

/* Whether it takes the method: its own, and HEAD where that is GET. */
bool route_takes(const struct route *route, const char *method);
/* The methods it takes, as Allow has them; NULL: those of a page.  Static. */
const char *route_methods(const struct route *route);

/*
 * Read {domain}, {ip} and {id}.  ERR_INPUT: no domain name, no address, or no
 * number.
 */
enum err route_parameters(struct request *r, struct error *e) MUST_CHECK;

enum err api_about(struct request *r, struct answer *a, struct error *e);
enum err api_accept(struct request *r, struct answer *a, struct error *e);
enum err api_addresses(struct request *r, struct answer *a, struct error *e);
enum err api_advice(struct request *r, struct answer *a, struct error *e);
enum err api_board(struct request *r, struct answer *a, struct error *e);
enum err api_client_report(struct request *r, struct answer *a,
    struct error *e);
enum err api_decide_question(
    struct request *r, struct answer *a, struct error *e);
enum err api_decide_sender(
    struct request *r, struct answer *a, struct error *e);
enum err api_decide_settings(
    struct request *r, struct answer *a, struct error *e);
enum err api_diary(struct request *r, struct answer *a, struct error *e);
enum err api_decisions(struct request *r, struct answer *a, struct error *e);
enum err api_document(struct request *r, struct answer *a, struct error *e);
enum err api_domains(struct request *r, struct answer *a, struct error *e);
enum err api_intake(struct request *r, struct answer *a, struct error *e);
enum err api_overview(struct request *r, struct answer *a, struct error *e);
enum err api_repairs(struct request *r, struct answer *a, struct error *e);
enum err api_report(struct request *r, struct answer *a, struct error *e);
enum err api_reporters(struct request *r, struct answer *a, struct error *e);
enum err api_reports(struct request *r, struct answer *a, struct error *e);
enum err api_search(struct request *r, struct answer *a, struct error *e);
enum err api_sender(struct request *r, struct answer *a, struct error *e);
enum err api_senders(struct request *r, struct answer *a, struct error *e);
enum err api_settings(struct request *r, struct answer *a, struct error *e);
enum err api_source(struct request *r, struct answer *a, struct error *e);
enum err api_sources(struct request *r, struct answer *a, struct error *e);
enum err api_subdomains(struct request *r, struct answer *a, struct error *e);
enum err api_trend(struct request *r, struct answer *a, struct error *e);
enum err api_upload(struct request *r, struct answer *a, struct error *e);
enum err api_whatif(struct request *r, struct answer *a, struct error *e);

/* Rows of lists that are made here. */
extern const struct table sender_table;

#endif
