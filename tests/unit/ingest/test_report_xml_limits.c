/* The ceilings of a document's XML. */
#include "xml_parse.h"

static void
unknown_names(struct buf *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "<n%zu/>", i);
}

/* Builds a document for a ceiling of the table below. */
static void
build(struct buf *b, const char *what, size_t n)
{
	buf_addstr(b, "<feedback>");
	if (strcmp(what, "depth") == 0)
		repeat(b, "<x>", n);
	else if (strcmp(what, "names") == 0)
		unknown_names(b, n);
	else if (strcmp(what, "records") == 0)
		repeat(b, "<record/>", n);
	else if (strcmp(what, "comment") == 0)
		buf_addstr(b, "<!--"), repeat(b, "x", n), buf_addstr(b, "-->");
	else if (strcmp(what, "attributes") == 0)
		for (size_t i = 0; i < n; i++)
			buf_printf(b, "<x a%zu=''/>", i);
	else if (strcmp(what, "instructions") == 0)
		for (size_t i = 0; i < n; i++)
			buf_printf(b, "<?p%zu?>", i);
	else if (strcmp(what, "name") == 0)
		buf_addstr(b, "<x"), repeat(b, "x", n), buf_addstr(b, "/>");
	if (strcmp(what, "depth") == 0)
		repeat(b, "</x>", n);
	buf_addstr(b, "</feedback>");
}

static const struct {
	const char *what;
	size_t fits, over;
} ceilings[] = {
	{ "depth", 15, 16 },
	{ "names", 1000, 1001 },
	{ "records", 50, 51 },
	{ "comment", 65000, 65600 },
	{ "attributes", 999, 1000 }, /* and the element's own name */
	{ "instructions", 1000, 1001 },
	{ "name", 255, 256 },
};

static void
ceilings_hold(void **state)
{
	size_t records = limits.records;
	struct buf b;

	(void)state;
	limits.records = 50;
	buf_init(&b, 4 * MIB);
	for (size_t i = 0; i < sizeof(ceilings) / sizeof(*ceilings); i++) {
		struct result r;

		print_message("%s: %zu, not %zu\n", ceilings[i].what,
		    ceilings[i].fits, ceilings[i].over);
		buf_reset(&b);
		build(&b, ceilings[i].what, ceilings[i].fits);
		r = parse(b.data, b.len, 4096);
		assert_int_equal(r.end, XML_WHOLE);
		free(r.text);
		buf_reset(&b);
		build(&b, ceilings[i].what, ceilings[i].over);
		r = parse(b.data, b.len, 4096);
		assert_int_equal(r.end, XML_LIMIT);
		free(r.text);
	}
	limits.records = records;
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ceilings_hold),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
