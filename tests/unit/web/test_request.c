/* request.h: what a stranger wrote, taken apart or refused. */
#include "tests/unit/core/check.h"

#include "web/routes.h"

static struct site
test_site(void)
{
	struct site site = { 0 };
	struct error e;

	assert_int_equal(listen_parse("127.0.0.1:8080", &site.listen, &e), OK);
	return site;
}

static void
headers_that_could_be_read_two_ways_are_refused(void **state)
{
	(void)state;
	static const struct {
		const char *what, *method;
		struct headers headers;
		unsigned want;
	} cases[] = {
		{ "a good one", "GET",
		    { .host = "localhost:8080", .n_host = 1 }, 0 },
		{ "no Host", "GET", { 0 }, 400 },
		{ "two Hosts", "GET", { .host = "localhost:8080", .n_host = 2 },
		    400 },
		{ "a foreign Host", "GET",
		    { .host = "evil.example", .n_host = 1 }, 421 },
		{ "two ways to end the body", "POST",
		    { .host = "localhost:8080",
		        .n_host = 1,
		        .content_length = "3",
		        .n_content_length = 1,
		        .transfer_encoding = "chunked" },
		    400 },
		{ "two lengths", "POST",
		    { .host = "localhost:8080",
		        .n_host = 1,
		        .content_length = "3",
		        .n_content_length = 2 },
		    400 },
		{ "a GET with a body", "GET",
		    { .host = "localhost:8080",
		        .n_host = 1,
		        .content_length = "3",
		        .n_content_length = 1 },
		    400 },
		{ "a HEAD with a body in chunks", "HEAD",
		    { .host = "localhost:8080",
		        .n_host = 1,
		        .transfer_encoding = "chunked" },
		    400 },
		{ "a GET with an empty body", "GET",
		    { .host = "localhost:8080",
		        .n_host = 1,
		        .content_length = "0",
		        .n_content_length = 1 },
		    0 },
		{ "a POST is the route's affair", "POST",
		    { .host = "localhost:8080",
		        .n_host = 1,
		        .content_length = "3",
		        .n_content_length = 1 },
		    0 },
	};
	struct site site = test_site();

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct request r = { .site = &site,
			.method = cases[i].method,
			.headers = cases[i].headers };
		struct error e = { 0 };
		check_int(cases[i].what, request_check(&r, &e), cases[i].want);
		check_int(cases[i].what, *e.text != '\0', cases[i].want != 0);
	}
}

/* Segments and words of a target as one text: "api|v1|about ? a=b & c=d". */
static const char *
read_target(struct request *r, const char *target)
{
	struct error e;
	char *s;

	arena_init(&r->arena, MIB);
	r->target = target;
	if (request_read(r, &e) != OK)
		return NULL;
	s = arena_strdup(&r->arena, "");
	for (size_t i = 0; i < r->n_segments; i++)
		s = arena_printf(&r->arena, "%s%s%s", s, i ? "|" : "",
		    r->segments[i]);
	for (size_t i = 0; i < r->n_words; i++)
		s = arena_printf(&r->arena, "%s%s%s=%s", s, i ? " & " : " ? ",
		    r->words[i].word, r->words[i].value);
	return s;
}

static void
targets_are_taken_apart(void **state)
{
	(void)state;
	static const struct {
		const char *what, *target, *want; /* NULL: refused */
	} cases[] = {
		{ "the root", "/", "" },
		{ "segments", "/api/v1/about", "api|v1|about" },
		{ "a slash at the end is a segment", "/api/", "api|" },
		{ "two slashes", "//api", "|api" },
		{ "an escape", "/a%20b", "a b" },
		{ "either case", "/%c3%A4", "\xc3\xa4" },
		{ "an escaped slash ends no segment", "/a%2Fb/c", "a/b|c" },
		{ "an escaped question mark", "/a%3Fb", "a?b" },
		{ "+ is itself in a path", "/a+b", "a+b" },
		{ "dots are left alone", "/../..", "..|.." },
		{ "words", "/x?a=b&c=d", "x ? a=b & c=d" },
		{ "+ is a blank in a query", "/x?a=b+c", "x ? a=b c" },
		{ "an escaped & or =", "/x?a%3D=b%26c", "x ? a==b&c" },
		{ "a word without a value", "/x?a", "x ? a=" },
		{ "two = signs", "/x?a=b=c", "x ? a=b=c" },
		{ "empty words are nothing", "/x?&&a=b&", "x ? a=b" },
		{ "an empty query", "/x?", "x" },
		{ "a second question mark", "/x?a=?", "x ? a=?" },
		{ "%00 in the path", "/a%00b", NULL },
		{ "%00 in a word", "/x?a=%00", NULL },
		{ "a line end", "/a%0d%0ab", NULL },
		{ "DEL", "/%7f", NULL },
		{ "half an escape", "/a%2", NULL },
		{ "half an escape before more", "/a%2/b", NULL },
		{ "half an escape before &", "/x?a=%2&b=c", NULL },
		{ "no hexadecimal digits", "/a%zz", NULL },
		{ "a sign in an escape", "/a%+1", NULL },
		{ "no UTF-8", "/%ff", NULL },
		{ "an overlong slash", "/%c0%af", NULL },
		{ "a whole address", "http://localhost:8080/", NULL },
		{ "OPTIONS *", "*", NULL },
		{ "nothing", "", NULL },
		{ "too many segments", "/1/2/3/4/5/6/7/8/9", NULL },
		{ "too many words",
		    "/?1&2&3&4&5&6&7&8&9&1&2&3&4&5&6&7&8&9&1&2&3&4&5&6&7&8&9"
		    "&1&2&3&4&5&6",
		    NULL },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct request r = { 0 };
		check_text(cases[i].what, read_target(&r, cases[i].target),
		    cases[i].want);
		arena_release(&r.arena);
	}
}

/* What becomes of a target's words on a route; NULL: OK. */
static void
words_are_checked(void **state)
{
	(void)state;
	static const struct {
		const char *what, *target, *says; /* NULL: taken */
	} cases[] = {
		{ "none", "/api/v1/reports", NULL },
		{ "those of the route",
		    "/api/v1/reports?from=2026-01-01&to=2026-01-02&limit=5",
		    NULL },
		{ "a format", "/api/v1/reports?format=csv", NULL },
		{ "a download", "/api/v1/reports/1/document?download=1", NULL },
		{ "an unknown word", "/api/v1/reports?foo=1",
		    "unknown word \"foo\"; this address takes domain, from, "
		    "to, reporter, limit, cursor, format" },
		{ "a long unknown word is cut at a character",
		    "/api/v1/reports/1/document?"
		    "%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4"
		    "%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4"
		    "%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4",
		    "takes download" },
		{ "one of another route", "/api/v1/about?limit=1",
		    "takes none" },
		{ "the path's own domain",
		    "/api/v1/domains/a.example/trend?"
		    "domain=b.example",
		    "takes from, to, format" },
		{ "twice", "/api/v1/reports?limit=1&limit=2",
		    "limit is given twice" },
		{ "a wrong value", "/api/v1/reports?limit=0", "limit takes" },
		{ "a wrong format", "/api/v1/reports?format=xml",
		    "format takes json, csv or ndjson" },
		{ "a wrong download", "/api/v1/reports/1/document?download=yes",
		    "download takes 0 or 1" },
		{ "no format where there is no list",
		    "/api/v1/about?format=csv", "takes none" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct request r = { .method = "GET" };
		struct error e = { 0 };
		filter_init(&r.filter);
		assert_non_null(read_target(&r, cases[i].target));
		r.route = route_find(&r);
		assert_non_null(r.route);
		check_int(cases[i].what, request_words(&r, &e),
		    cases[i].says ? ERR_INPUT : OK);
		if (cases[i].says && !strstr(e.text, cases[i].says))
			check_text(cases[i].what, e.text, cases[i].says);
		check_int(cases[i].what, text_is_utf8(e.text, strlen(e.text)),
		    true);
		arena_release(&r.arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    headers_that_could_be_read_two_ways_are_refused),
		cmocka_unit_test(targets_are_taken_apart),
		cmocka_unit_test(words_are_checked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
