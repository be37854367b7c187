/* Archives and compression, and what becomes of those that are wrong. */
#include "collect_one.h"
#include "pack.h"

/* Outcomes and members of what was found, "report:a.xml limit:b.zip". */
static void
expect(const void *p, size_t n, const char *want)
{
	struct buf b;

	collect_item(&got, in, p, n);
	buf_init(&b, 4096);
	for (size_t i = 0; i < got.n; i++)
		buf_printf(&b, "%s%s:%s", i ? " " : "",
		    collect_text(&got, i, "outcome"),
		    collect_text(&got, i, "member"));
	if (strcmp(b.data, want) != 0)
		print_message("  reason: %s\n",
		    collect_text(&got, 0, "reason"));
	assert_string_equal(b.data, want);
	buf_free(&b);
}

struct member {
	const char *name, *text;
	int flags;
};

static const struct {
	const char *sentence;
	struct member members[4];
	const char *want;
} zips[] = {
	{ "one report", { { "a.xml", REPORT, 0 } }, "report:a.xml" },
	{ "two reports", { { "a.xml", REPORT, 0 }, { "b.xml", REPORT, 0 } },
	    "report:a.xml report:b.xml" },
	{ "a table beside it", { { "a.csv", "x,y", 0 }, { "b", REPORT, 0 } },
	    "report:b" },
	{ "what macOS adds",
	    { { "__MACOSX/._a.xml", REPORT, 0 }, { "._a.xml", REPORT, 0 },
	        { "a.xml", REPORT, 0 } },
	    "report:a.xml" },
	{ "a directory", { { "d/", "", 0 }, { "d/a.xml", REPORT, 0 } },
	    "report:d/a.xml" },
	{ "a member without a name", { { "", REPORT, 0 } }, "report:" },
	{ "encrypted", { { "a.xml", REPORT, PACK_ENCRYPTED } },
	    "encrypted:a.xml" },
	{ "a wrong check sum", { { "a.xml", REPORT, PACK_BAD_CRC } },
	    "damaged:a.xml" },
	{ "a damaged one and a good one",
	    { { "a.xml", REPORT, PACK_BAD_CRC }, { "b.xml", REPORT, 0 } },
	    "damaged:a.xml report:b.xml" },
	{ "nothing of interest", { { "a.txt", "hello", 0 } }, "other:a.txt" },
	{ "nothing at all", { { NULL, NULL, 0 } }, "other:" },
	{ "a name that goes up is only a name",
	    { { "../../etc/passwd", REPORT, 0 } }, "report:../../etc/passwd" },
};

static void
zip_members(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(zips) / sizeof(*zips); i++) {
		struct pack_zip z;

		print_message("%s\n", zips[i].sentence);
		pack_zip_begin(&z);
		for (size_t k = 0; zips[i].members[k].name != NULL; k++)
			pack_zip_add(&z, zips[i].members[k].name,
			    zips[i].members[k].text,
			    strlen(zips[i].members[k].text),
			    zips[i].members[k].flags);
		pack_zip_end(&z);
		expect(z.out.data, z.out.len, zips[i].want);
		pack_zip_free(&z);
	}
}

static void
zip_in_zip(void **state)
{
	struct pack_zip z, outer;

	(void)state;
	pack_zip_begin(&z);
	pack_zip_add(&z, "a.xml", REPORT, strlen(REPORT), 0);
	pack_zip_end(&z);
	pack_zip_begin(&outer);
	pack_zip_add(&outer, "a.zip", z.out.data, z.out.len, 0);
	pack_zip_end(&outer);
	expect(outer.out.data, outer.out.len, "limit:a.zip");
	expect(z.out.data, z.out.len - 10, "damaged:");
	pack_zip_free(&z);
	pack_zip_free(&outer);
}

static void
too_many_members(void **state)
{
	struct pack_zip z;

	(void)state;
	pack_zip_begin(&z);
	for (int i = 0; i < 17; i++)
		pack_zip_add(&z, i == 15 ? "a.xml" : "b.txt",
		    i == 15 ? REPORT : "x", i == 15 ? strlen(REPORT) : 1, 0);
	pack_zip_end(&z);
	expect(z.out.data, z.out.len, "report:a.xml limit:");
	pack_zip_free(&z);
}

/* Layers of gzip, zlib and base64, from the inside. */
static const struct {
	const char *sentence, *layers, *want;
} stacks[] = {
	{ "gzip", "g", "report:" },
	{ "raw zlib", "z", "report:" },
	{ "gzip in gzip", "gg", "report:" },
	{ "three times", "ggg", "limit:" },
	{ "zlib in gzip", "zg", "report:" },
	{ "gzip in a zip", "gZ", "report:x" },
	{ "a zip in gzip", "Zg", "report:x" },
	{ "base64 of gzip", "gb", "report:" },
	{ "base64 of XML with a declaration", "b", "other:" },
	{ "gzip of base64 is not asked for", "gbg", "other:" },
};

static void
layers(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(stacks) / sizeof(*stacks); i++) {
		struct buf b, next;

		print_message("%s\n", stacks[i].sentence);
		buf_init(&b, MIB);
		buf_addstr(&b,
		    stacks[i].layers[0] == 'b' ? "x" REPORT : REPORT);
		for (const char *l = stacks[i].layers; *l != '\0'; l++) {
			struct pack_zip z;

			buf_init(&next, MIB);
			if (*l == 'g')
				pack_deflate(&next, 31, b.data, b.len);
			else if (*l == 'z')
				pack_deflate(&next, 15, b.data, b.len);
			else if (*l == 'b')
				pack_base64(&next, b.data, b.len);
			else {
				pack_zip_begin(&z);
				pack_zip_add(&z, "x", b.data, b.len, 0);
				pack_zip_end(&z);
				buf_add(&next, z.out.data, z.out.len);
				pack_zip_free(&z);
			}
			buf_free(&b);
			b = next;
		}
		expect(b.data, b.len, stacks[i].want);
		buf_free(&b);
	}
}

static void
gzip_ends(void **state)
{
	struct buf b;
	size_t n;

	(void)state;
	buf_init(&b, MIB);
	pack_deflate(&b, 31, REPORT, strlen(REPORT));
	n = b.len;
	print_message("bytes behind it are a repair\n");
	buf_addstr(&b, "\r\n");
	expect(b.data, b.len, "report:");
	assert_int_equal(collect_repairs(&got, 0, "gzip-trailing"), 1);
	print_message("a check sum that is wrong is damage\n");
	b.data[n - 5] ^= 1;
	expect(b.data, n, "damaged:");
	assert_string_equal(collect_text(&got, 0, "digest"), "");
	b.data[n - 5] ^= 1;
	print_message("so is an early end, wherever\n");
	for (size_t cut = 3; cut < n; cut++)
		expect(b.data, cut, "damaged:");
	buf_free(&b);
}

/* A few KB that become more than a document may have. */
static void
bombs(void **state)
{
	static const struct {
		const char *sentence;
		int layers;
		const char *head, *want;
	} cases[] = {
		{ "a bomb of blanks behind an open root", 1, "<feedback>",
		    "limit:" },
		{ "a bomb of zeros is no report", 1, "x", "other:" },
		{ "a bomb in a bomb", 2, "<feedback>", "limit:" },
	};
	size_t n = 70 * MIB;
	char *p = malloc(n);

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct buf b, twice;

		print_message("%s\n", cases[i].sentence);
		memset(p, i == 1 ? 0 : ' ', n);
		memcpy(p, cases[i].head, strlen(cases[i].head));
		buf_init(&b, MIB);
		pack_deflate(&b, 31, p, n);
		if (cases[i].layers == 2) {
			buf_init(&twice, MIB);
			pack_deflate(&twice, 31, b.data, b.len);
			buf_free(&b);
			b = twice;
		}
		expect(b.data, b.len, cases[i].want);
		buf_free(&b);
	}
	free(p);
}

/* Three documents of 30 MiB are more than one mail may have. */
static void
total_ceiling(void **state)
{
	size_t n = 30 * MIB;
	char *p = malloc(n);
	struct pack_zip z;
	struct buf b;

	(void)state;
	memset(p, ' ', n);
	memcpy(p, "<feedback>", 10);
	memcpy(p + n - 11, "</feedback>", 11);
	buf_init(&b, MIB);
	pack_deflate(&b, 31, p, n);
	pack_zip_begin(&z);
	for (int i = 0; i < 3; i++)
		pack_zip_add(&z, "a.gz", b.data, b.len, 0);
	pack_zip_end(&z);
	expect(z.out.data, z.out.len,
	    "malformed:a.gz malformed:a.gz limit:a.gz");
	pack_zip_free(&z);
	buf_free(&b);
	free(p);
}

static const struct {
	const char *sentence, *p;
	size_t n;
	const char *want;
} foreign[] = {
	{ "rar is named", "Rar!\x1a\x07\0zzz", 10, "unsupported:" },
	{ "winmail.dat is named", "\x78\x9f\x3e\x22\1\2\3\4", 8,
	    "unsupported:" },
	{ "xz that is none",
	    "\xfd"
	    "7zXZ\0garbage",
	    13, "damaged:" },
	{ "zstd that is none", "\x28\xb5\x2f\xfdgarbage", 11, "damaged:" },
	{ "7z that is none", "7z\xbc\xaf\x27\x1cgarbage", 13, "damaged:" },
};

static void
other_formats(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(foreign) / sizeof(*foreign); i++) {
		print_message("%s\n", foreign[i].sentence);
		expect(foreign[i].p, foreign[i].n, foreign[i].want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(zip_members),
		cmocka_unit_test(zip_in_zip),
		cmocka_unit_test(too_many_members),
		cmocka_unit_test(layers),
		cmocka_unit_test(gzip_ends),
		cmocka_unit_test(bombs),
		cmocka_unit_test(total_ceiling),
		cmocka_unit_test(other_formats),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
