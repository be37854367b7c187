/*
 * One table, walked from the top: so few lines need no tree.  Segments are
 * compared after decoding, one by one, so "%2F" never makes a new segment.
 */
#include "web/routes.h"

#include <string.h>

#include "advise/advise.h"

#define RANGE (FILTER_FROM | FILTER_TO)
#define PAGE (FILTER_LIMIT | FILTER_CURSOR)

static const struct route routes[] = {
	{ "GET", "/api/v1/overview", RANGE | PAGE | FILTER_SORT, api_overview,
	    &domain_table, false, BODY_NONE },
	{ "GET", "/api/v1/domains", RANGE | PAGE | FILTER_SORT, api_domains,
	    &domain_table, false, BODY_NONE },
	{ "GET", "/api/v1/search", FILTER_LIMIT, api_search, NULL, false,
	    BODY_NONE },
	{ "GET", "/api/v1/board", 0, api_board, NULL, false, BODY_NONE },
	{ "GET", "/api/v1/domains/{domain}/advice", 0, api_advice, NULL, false,
	    BODY_NONE },
	{ "GET", "/api/v1/domains/{domain}/addresses",
	    PAGE | FILTER_SORT | FILTER_SENDER | FILTER_WHOSE, api_addresses,
	    &address_table, false, BODY_NONE },
	{ "GET", "/api/v1/domains/{domain}/whatif", 0, api_whatif, NULL, false,
	    BODY_NONE },
	{ "GET", "/api/v1/domains/{domain}/senders", RANGE | PAGE | FILTER_SORT,
	    api_senders, &sender_table, false, BODY_NONE },
	{ "GET", "/api/v1/domains/{domain}/senders/{sender}", 0, api_sender,
	    NULL, false, BODY_NONE },
	{ "GET", "/api/v1/domains/{domain}/client-report", 0, api_client_report,
	    NULL, true, BODY_NONE },
	{ "POST", "/api/v1/domains/{domain}/senders", 0, api_decide_sender,
	    NULL, false, BODY_JSON },
	{ "POST", "/api/v1/decisions", 0, api_decisions, NULL, false,
	    BODY_JSON },
	{ "GET", "/api/v1/domains/{domain}/settings", 0, api_settings, NULL,
	    false, BODY_NONE },
	{ "POST", "/api/v1/domains/{domain}/questions", 0, api_decide_question,
	    NULL, false, BODY_JSON },
	{ "POST", "/api/v1/domains/{domain}/settings", 0, api_decide_settings,
	    NULL, false, BODY_JSON },
	{ "GET", "/api/v1/domains/{domain}/diary", RANGE | PAGE, api_diary,
	    &diary_table, false, BODY_NONE },
	{ "GET", "/api/v1/domains/{domain}/trend", RANGE, api_trend, &day_table,
	    false, BODY_NONE },
	{ "GET", "/api/v1/domains/{domain}/sources",
	    RANGE | PAGE | FILTER_SORT | FILTER_SOURCE_IP | FILTER_REPORTER |
	        FILTER_DISPOSITION | FILTER_DMARC | FILTER_DKIM | FILTER_SPF,
	    api_sources, &source_table, false, BODY_NONE },
	{ "GET", "/api/v1/domains/{domain}/subdomains",
	    RANGE | PAGE | FILTER_SORT | FILTER_SOURCE_IP | FILTER_REPORTER |
	        FILTER_DISPOSITION | FILTER_DMARC | FILTER_DKIM | FILTER_SPF,
	    api_subdomains, &subdomain_table, false, BODY_NONE },
	{ "GET", "/api/v1/sources/{ip}", RANGE | FILTER_LIMIT, api_source,
	    &sending_table, false, BODY_NONE },
	{ "GET", "/api/v1/reports",
	    RANGE | PAGE | FILTER_DOMAIN | FILTER_REPORTER, api_reports,
	    &report_table, false, BODY_NONE },
	{ "GET", "/api/v1/reports/{id}", PAGE, api_report, NULL, false,
	    BODY_NONE },
	{ "GET", "/api/v1/reports/{id}/document", 0, api_document, NULL, true,
	    BODY_NONE },
	{ "POST", "/api/v1/reports/{id}/accept", 0, api_accept, NULL, false,
	    BODY_JSON },
	{ "GET", "/api/v1/reporters",
	    RANGE | PAGE | FILTER_SORT | FILTER_DOMAIN | FILTER_REPORTER,
	    api_reporters, &reporter_table, false, BODY_NONE },
	{ "GET", "/api/v1/repairs", RANGE | FILTER_DOMAIN | FILTER_REPORTER,
	    api_repairs, &repair_table, false, BODY_NONE },
	{ "GET", "/api/v1/intake",
	    RANGE | PAGE | FILTER_REPORTER | FILTER_OUTCOME, api_intake,
	    &intake_table, false, BODY_NONE },
	{ "POST", "/api/v1/intake/upload", 0, api_upload, NULL, false,
	    BODY_FILE },
	{ "GET", "/api/v1/about", 0, api_about, NULL, false, BODY_NONE },
};

/* Segment i of a template: its text, not ended, and length; 0: no more. */
static size_t
template_segment(const char **template)
{
	if (**template == '\0')
		return 0;
	return strcspn(++*template, "/");
}

/* Whether text fits the segment at *template, which is then behind it. */
static bool
segment_fits(const char **template, const char *text)
{
	const char *p = *template + 1;

	if (*p == '{') {
		if (*text == '\0')
			return false;
		p += strcspn(p, "/");
	} else {
		for (; *p != '\0' && *p != '/' && *p == *text; p++)
			text++;
		if (*text != '\0' || (*p != '\0' && *p != '/'))
			return false;
	}
	*template = p;
	return true;
}

/* Every request asks this of every line: most part at their first letter. */
static bool
matches(const struct route *route, const struct request *r)
{
	const char *p = route->path;
	size_t i = 0;

	while (*p != '\0' && i < r->n_segments)
		if (!segment_fits(&p, r->segments[i++]))
			return false;
	return *p == '\0' && i == r->n_segments;
}

bool
route_takes(const struct route *route, const char *method)
{
	return strcmp(route->method, method) == 0 ||
	       (strcmp(route->method, "GET") == 0 &&
	           strcmp(method, "HEAD") == 0);
}

const char *
route_methods(const struct route *route)
{
	bool ask = !route, change = false;

	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++) {
		if (!route || strcmp(routes[i].path, route->path) != 0)
			continue;
		ask |= routes[i].body == BODY_NONE;
		change |= routes[i].body != BODY_NONE;
	}
	if (ask && change)
		return "GET, HEAD, POST";
	return change ? "POST" : "GET, HEAD";
}

const struct route *
route_find(const struct request *r)
{
	const struct route *found = NULL;

	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++) {
		if (!matches(&routes[i], r))
			continue;
		found = &routes[i];
		if (route_takes(found, r->method))
			break;
	}
	return found;
}

static enum err
read_id(struct request *r, const char *text, struct error *e)
{
	if (strspn(text, "0123456789") != strlen(text) ||
	    !text_number(text, INT64_MAX, &r->id))
		return error_set(e, ERR_INPUT,
		    "a report's id is a number, not \"%s\"", text);
	return OK;
}

enum err
route_parameters(struct request *r, struct error *e)
{
	const char *p = r->route->path;
	enum err err = OK;
	size_t n;

	for (size_t i = 0; err == OK && (n = template_segment(&p)) > 0; i++) {
		if (strncmp(p, "{domain}", n) == 0)
			err = filter_set(&r->filter, FILTER_DOMAIN, "domain",
			    r->segments[i], e);
		else if (strncmp(p, "{ip}", n) == 0)
			err = filter_set(&r->filter, FILTER_SOURCE_IP,
			    "source_ip", r->segments[i], e);
		else if (strncmp(p, "{id}", n) == 0)
			err = read_id(r, r->segments[i], e);
		else if (strncmp(p, "{sender}", n) == 0)
			r->sender = r->segments[i];
		p += n;
	}
	return err;
}
