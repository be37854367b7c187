/* answer.h: problems, compression, and what every answer brings. */
#include "tests/unit/core/check.h"

#include <stdlib.h>

#include "web/answer.h"

static void
problems_are_json_whatever_they_say(void **state)
{
	(void)state;
	static const struct {
		unsigned status;
		const char *detail, *title, *field, *value;
	} cases[] = {
		{ 400, "from takes a day, not \"<script>\"", "Bad Request",
		    "Allow", NULL },
		{ 404, "\xe2\x80\xae backwards", "Not Found", "Retry-After",
		    NULL },
		{ 405, "x", "Method Not Allowed", "Cache-Control", "no-store" },
		{ 503, "x", "Service Unavailable", "Retry-After", "5" },
		{ 599, "x", "Error", "Cache-Control", "no-store" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct answer a;
		answer_init(&a);
		buf_addstr(&a.body, "half an answer");
		answer_field(&a, "Content-Type", "text/csv");
		answer_problem(&a, cases[i].status, cases[i].detail);
		json_t *o = json_loads(a.body.data, 0, NULL);
		assert_non_null(o);
		check_int(cases[i].detail,
		    json_integer_value(json_object_get(o, "status")),
		    cases[i].status);
		check_text(cases[i].detail,
		    json_string_value(json_object_get(o, "title")),
		    cases[i].title);
		check_text(cases[i].detail,
		    json_string_value(json_object_get(o, "detail")),
		    cases[i].detail);
		check_text(cases[i].detail,
		    answer_field_get(&a, "content-type"),
		    "application/problem+json");
		check_text(cases[i].detail,
		    answer_field_get(&a, cases[i].field), cases[i].value);
		json_decref(o);
		answer_free(&a);
	}
}

static void
large_answers_are_compressed(void **state)
{
	(void)state;
	static const struct {
		const char *what, *accept;
		size_t len;
		bool compressible, want;
	} cases[] = {
		{ "large", "gzip", 5000, true, true },
		{ "small", "gzip", 500, true, false },
		{ "not wanted", "br", 5000, true, false },
		{ "not allowed", "gzip", 5000, false, false },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct request r = { .headers = {
			                 .accept_encoding = cases[i].accept } };
		struct answer a;
		struct buf plain;
		struct error e;
		answer_init(&a);
		for (size_t n = 0; n < cases[i].len; n++)
			buf_addch(&a.body, (char)('a' + n % 7));
		a.compressible = cases[i].compressible;
		answer_compress(&a, &r);
		check_text(cases[i].what,
		    answer_field_get(&a, "Content-Encoding"),
		    cases[i].want ? "gzip" : NULL);
		buf_init(&plain, MIB);
		if (cases[i].want)
			assert_int_equal(inflate_buf(DEFLATE_GZIP, a.body.data,
			                     a.body.len, &plain, &e),
			    OK);
		else
			buf_add(&plain, a.body.data, a.body.len);
		check_int(cases[i].what, (int64_t)plain.len,
		    (int64_t)cases[i].len);
		buf_free(&plain);
		answer_free(&a);
	}
}

static void
a_304_keeps_what_a_cache_needs(void **state)
{
	(void)state;
	struct answer a;

	answer_init(&a);
	buf_addstr(&a.body, "body");
	answer_field(&a, "Content-Type", "text/html");
	answer_field(&a, "ETag", "\"x\"");
	answer_field(&a, "Content-Encoding", "gzip");
	answer_field(&a, "Vary", "Accept");
	answer_not_modified(&a);
	assert_int_equal(a.status, 304);
	assert_int_equal(a.body.len, 0);
	assert_null(answer_field_get(&a, "Content-Type"));
	assert_null(answer_field_get(&a, "Content-Encoding"));
	assert_string_equal(answer_field_get(&a, "ETag"), "\"x\"");
	assert_string_equal(answer_field_get(&a, "Vary"), "Accept");
	answer_free(&a);
}

static void
safety_is_added_and_never_weakened(void **state)
{
	(void)state;
	struct answer a;

	answer_init(&a);
	answer_field(&a, "Content-Security-Policy", "sandbox");
	answer_secure(&a);
	assert_string_equal(answer_field_get(&a, "Content-Security-Policy"),
	    "sandbox");
	assert_string_equal(answer_field_get(&a, "X-Content-Type-Options"),
	    "nosniff");
	answer_free(&a);

	answer_init(&a);
	answer_secure(&a);
	assert_non_null(strstr(answer_field_get(&a, "Content-Security-Policy"),
	    "default-src 'none'"));
	answer_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(problems_are_json_whatever_they_say),
		cmocka_unit_test(large_answers_are_compressed),
		cmocka_unit_test(a_304_keeps_what_a_cache_needs),
		cmocka_unit_test(safety_is_added_and_never_weakened),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
