/* routes.h: which address goes where, and with what. */
#include "tests/unit/core/check.h"

#include "web/routes.h"

/* The template that a method and target come to; NULL: none. */
static const struct route *
find(struct request *r, const char *method, const char *target)
{
	struct error e;

	r->method = method;
	r->target = target;
	arena_init(&r->arena, MIB);
	filter_init(&r->filter);
	assert_int_equal(request_read(r, &e), OK);
	return r->route = route_find(r);
}

static void
targets_find_their_route(void **state)
{
	(void)state;
	static const struct {
		const char *target, *want;
	} cases[] = {
		{ "/api/v1/overview", "/api/v1/overview" },
		{ "/api/v1/overview?x", "/api/v1/overview" },
		{ "/api/v1/domains", "/api/v1/domains" },
		{ "/api/v1/domains/a.example/trend",
		    "/api/v1/domains/{domain}/trend" },
		{ "/%61pi/v1/about", "/api/v1/about" },
		{ "/api/v1/reports/7", "/api/v1/reports/{id}" },
		{ "/api/v1/reports/x", "/api/v1/reports/{id}" },
		{ "/api/v1/reports/7/document",
		    "/api/v1/reports/{id}/document" },
		{ "/api/v1/reports/", NULL },
		{ "/api/v1/reports//document", NULL },
		{ "/api/v1/overview/", NULL },
		{ "/api/v1/Overview", NULL },
		{ "/api/v1/over", NULL },
		{ "/api/v1/overviews", NULL },
		{ "/api/v1", NULL },
		{ "/api/v1%2Foverview", NULL },
		{ "/api/v1/../v1/overview", NULL },
		{ "/api/v1/domains/a.example", NULL },
		{ "/api/v1/domains/a.example/trend/x", NULL },
		{ "/", NULL },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct request r = { 0 };
		const struct route *route = find(&r, "GET", cases[i].target);
		check_text(cases[i].target, route ? route->path : NULL,
		    cases[i].want);
		arena_release(&r.arena);
	}
}

static void
methods_are_the_routes_own(void **state)
{
	(void)state;
	static const struct {
		const char *method;
		bool want;
	} cases[] = {
		{ "GET", true },
		{ "HEAD", true },
		{ "POST", false },
		{ "get", false },
		{ "DELETE", false },
		{ "OPTIONS", false },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct request r = { 0 };
		find(&r, cases[i].method, "/api/v1/about");
		assert_non_null(r.route);
		check_int(cases[i].method,
		    route_takes(r.route, cases[i].method), cases[i].want);
		arena_release(&r.arena);
	}
}

static void
parameters_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *what, *target, *domain;
		int64_t id;
		enum err want;
	} cases[] = {
		{ "a domain", "/api/v1/domains/a.example/trend", "a.example", 0,
		    OK },
		{ "in capitals, with a dot", "/api/v1/domains/A.Example./trend",
		    "a.example", 0, OK },
		{ "with umlauts", "/api/v1/domains/b%C3%BCcher.example/trend",
		    "xn--bcher-kva.example", 0, OK },
		{ "no domain", "/api/v1/domains/a%20b/trend", "", 0,
		    ERR_INPUT },
		{ "an escaped slash", "/api/v1/domains/a%2Fb/trend", "", 0,
		    ERR_INPUT },
		{ "a number", "/api/v1/reports/12", "", 12, OK },
		{ "the largest", "/api/v1/reports/9223372036854775807", "",
		    INT64_MAX, OK },
		{ "too large", "/api/v1/reports/9223372036854775808", "", 0,
		    ERR_INPUT },
		{ "negative", "/api/v1/reports/-1", "", 0, ERR_INPUT },
		{ "a sign", "/api/v1/reports/+1", "", 0, ERR_INPUT },
		{ "a fraction", "/api/v1/reports/1.000", "", 0, ERR_INPUT },
		{ "a word", "/api/v1/reports/new", "", 0, ERR_INPUT },
		{ "a blank", "/api/v1/reports/%201", "", 0, ERR_INPUT },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct request r = { 0 };
		struct error e;
		assert_non_null(find(&r, "GET", cases[i].target));
		check_int(cases[i].what, route_parameters(&r, &e),
		    cases[i].want);
		check_text(cases[i].what, r.filter.domain, cases[i].domain);
		check_int(cases[i].what, r.id, cases[i].id);
		arena_release(&r.arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(targets_find_their_route),
		cmocka_unit_test(methods_are_the_routes_own),
		cmocka_unit_test(parameters_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
