/*
 * Single values of a report, from text to the model: a table for each, hence
 * the length.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ingest/normalise.h"

struct fixture {
	struct limits limits;
	struct arena arena;
	struct ledger ledger;
	struct normaliser nz;
};

static void
fresh(struct fixture *f)
{
	f->limits = limits_default();
	arena_reset(&f->arena);
	ledger_init(&f->ledger, &f->arena, f->limits.repairs);
	f->nz = (struct normaliser){ .limits = &f->limits,
		.ledger = &f->ledger,
		.arena = &f->arena,
		.record = 7,
		.policy_domain = "example.org" };
}

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	arena_init(&f->arena, 64 * MIB);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	arena_release(&f->arena);
	free(f);
	return 0;
}

static size_t
repairs_of(const struct fixture *f, enum repair_code code)
{
	size_t n = 0;

	for (size_t i = 0; i < f->ledger.n; i++)
		n += f->ledger.list[i].code == code;
	return n;
}

/* "" is an empty element; NULL a missing one. */
static const struct {
	const char *sentence, *count;
	int64_t want;
	bool repair;
} counts[] = {
	{ "a number", "412", 412, false },
	{ "nothing happened", "0", 0, false },
	{ "a plus and a fraction of nothing", "+12.000", 12, false },
	{ "the largest", "2147483647", 2147483647, false },
	{ "one more is none", "2147483648", 0, true },
	{ "negative", "-1", 0, true },
	{ "grouped", "1 000", 0, true },
	{ "a word", "many", 0, true },
	{ "empty", "", 0, true },
	{ "missing", NULL, 0, true },
	{ "far beyond any number", "99999999999999999999999999", 0, true },
};

static const struct {
	const char *sentence, *ip, *want;
	bool repair;
} ips[] = {
	{ "IPv4", "192.0.2.1", "192.0.2.1", false },
	{ "mapped is IPv4", "::ffff:192.0.2.1", "192.0.2.1", false },
	{ "eight groups", "2001:db8:0:0:0:0:0:1a", "2001:db8::1a", false },
	{ "brackets", "[2001:db8::1]", "2001:db8::1", false },
	{ "a zone", "fe80::1%eth0", "fe80::1", false },
	{ "out of range", "999.1.1.1", "", true },
	{ "a letter in it", "108r.166.27.220", "", true },
	{ "empty", "", "", true },
	{ "missing", NULL, "", true },
};

static const struct {
	const char *sentence, *domain, *want;
	bool repair, outside;
} froms[] = {
	{ "as it should be", "example.org", "example.org", false, false },
	{ "upper case and a dot", "Mail.EXAMPLE.org.", "mail.example.org",
	    false, false },
	{ "an address", "Boss <boss@example.org>", "example.org", false,
	    false },
	{ "somebody else's", "example.com", "example.com", false, true },
	{ "a name that only ends alike", "badexample.org", "badexample.org",
	    false, true },
	{ "two names", "a.example.org, example.org",
	    "a.example.org, example.org", true, true },
	{ "missing", NULL, NULL, false, false },
};

static const struct {
	const char *sentence, *from, *want;
} envelopes[] = {
	{ "missing", NULL, NULL },
	{ "empty is the null path", "", "" },
	{ "so is <>", "<>", "" },
	{ "an address gives its domain", "<a@Lists.example>", "lists.example" },
};

static const struct {
	const char *sentence, *word;
	int code;
	const char *raw;
	bool repair;
} words[] = {
	{ "known", "pass", AUTH_PASS, "pass", false },
	{ "any case", "SoftFail", AUTH_SOFTFAIL, "softfail", false },
	{ "RFC 5451's word", "hardfail", AUTH_FAIL, "hardfail", false },
	{ "unknown is never pass", "passed", WORD_UNKNOWN, "passed", true },
	{ "empty", "", WORD_UNSET, NULL, false },
	{ "missing", NULL, WORD_UNSET, NULL, false },
};

static char *
copy(struct fixture *f, const char *s)
{
	return s != NULL ? arena_strdup(&f->arena, s) : NULL;
}

static void
same(const char *got, const char *want)
{
	if (want == NULL)
		assert_null(got);
	else
		assert_string_equal(got, want);
}

static void
record_counts(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		struct raw_record raw = { 0 };
		struct record r;

		print_message("%s\n", counts[i].sentence);
		fresh(f);
		raw.source_ip = copy(f, "192.0.2.1");
		raw.count = copy(f, counts[i].count);
		assert_true(normalise_record(&f->nz, &raw, &r));
		assert_int_equal(r.count, counts[i].want);
		assert_int_equal(repairs_of(f, REPAIR_COUNT), counts[i].repair);
	}
}

static void
record_ips(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(ips) / sizeof(*ips); i++) {
		struct raw_record raw = { 0 };
		char text[IP_TEXT_MAX];
		struct record r;

		print_message("%s\n", ips[i].sentence);
		fresh(f);
		raw.source_ip = copy(f, ips[i].ip);
		raw.count = copy(f, "1");
		assert_true(normalise_record(&f->nz, &raw, &r));
		assert_string_equal(ip_format(&r.source_ip, text), ips[i].want);
		assert_int_equal(repairs_of(f, REPAIR_SOURCE_IP),
		    ips[i].repair);
	}
	/* The raw text is in the repair. */
	assert_non_null(strstr(f->ledger.list[0].detail, "record 7"));
}

static void
record_names(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(froms) / sizeof(*froms); i++) {
		struct raw_record raw = { 0 };
		struct record r;

		print_message("%s\n", froms[i].sentence);
		fresh(f);
		raw.header_from = copy(f, froms[i].domain);
		assert_true(normalise_record(&f->nz, &raw, &r));
		same(r.header_from, froms[i].want);
		assert_int_equal(repairs_of(f, REPAIR_DOMAIN), froms[i].repair);
		assert_int_equal(r.outside_domain, froms[i].outside);
	}
	for (size_t i = 0; i < sizeof(envelopes) / sizeof(*envelopes); i++) {
		struct raw_record raw = { 0 };
		struct record r;

		print_message("%s\n", envelopes[i].sentence);
		fresh(f);
		raw.envelope_from = copy(f, envelopes[i].from);
		assert_true(normalise_record(&f->nz, &raw, &r));
		same(r.envelope_from, envelopes[i].want);
	}
}

static void
record_words(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		struct raw_auth auth = { 0 };
		struct raw_record raw = { .auth_spf = &auth, .n_auth_spf = 1 };
		struct record r;

		print_message("%s\n", words[i].sentence);
		fresh(f);
		auth.result = copy(f, words[i].word);
		assert_true(normalise_record(&f->nz, &raw, &r));
		assert_int_equal(r.auth_spf[0].result.code, words[i].code);
		same(r.auth_spf[0].result.raw, words[i].raw);
		assert_int_equal(repairs_of(f, REPAIR_WORD), words[i].repair);
	}
}

static void
long_texts_are_cut(void **state)
{
	struct fixture *f = *state;
	struct raw_reason reason = { 0 };
	struct raw_record raw = { .reasons = &reason, .n_reasons = 1 };
	struct raw_report meta = { 0 };
	struct report report = { 0 };
	struct record r;
	char *p;

	fresh(f);
	p = arena_alloc(&f->arena, 10001);
	memset(p, 'a', 10000);
	reason.type = copy(f, "other");
	reason.comment = p;
	assert_true(normalise_record(&f->nz, &raw, &r));
	assert_int_equal(strlen(r.reasons[0].comment), f->limits.comment_bytes);
	assert_int_equal(repairs_of(f, REPAIR_CUT), 1);

	/* Two long ids stay two: a digest of the whole is their end. */
	p[9999] = 'b';
	meta.report_id = p;
	assert_true(normalise_report(&f->nz, &meta, &report));
	assert_true(strlen(report.report_id) <= f->limits.report_id_bytes);
	assert_non_null(strchr(report.report_id, '~'));
}

static const struct {
	const char *sentence, *begin;
	int64_t want;
} moments[] = {
	{ "a number", "1795046400", 1795046400 },
	{ "a fraction", "1339171200.5", 1339171200 },
	{ "empty", "", TIME_UNSET },
	{ "missing", NULL, TIME_UNSET },
	{ "a date", "2026-11-20", TIME_UNSET },
	{ "negative", "-5", TIME_UNSET },
};

static void
times_and_percentages(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(moments) / sizeof(*moments); i++) {
		struct raw_report raw = { 0 };
		struct report r = { 0 };

		print_message("%s\n", moments[i].sentence);
		fresh(f);
		raw.begin = copy(f, moments[i].begin);
		assert_true(normalise_report(&f->nz, &raw, &r));
		assert_int_equal(r.begin, moments[i].want);
		assert_int_equal(r.policy_published.pct, -1);
	}
	struct raw_report raw = { .pct = (char[]){ "101" } };
	struct report r = { 0 };

	fresh(f);
	assert_true(normalise_report(&f->nz, &raw, &r));
	assert_int_equal(r.policy_published.pct, -1);
	assert_int_equal(repairs_of(f, REPAIR_PCT), 1);
}

static void
repairs_have_a_ceiling(void **state)
{
	struct fixture *f = *state;

	fresh(f);
	for (int i = 0; i < 1000; i++)
		ledger_add(&f->ledger, REPAIR_WORD, "the same");
	assert_int_equal(f->ledger.n, 1);
	assert_int_equal(f->ledger.total, 1);
	for (int i = 0; i < 1000; i++)
		ledger_add(&f->ledger, REPAIR_WORD, "word %d", i);
	assert_int_equal(f->ledger.n, f->limits.repairs);
	assert_int_equal(f->ledger.total, 1001);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(record_counts),
		cmocka_unit_test(record_ips),
		cmocka_unit_test(record_names),
		cmocka_unit_test(record_words),
		cmocka_unit_test(long_texts_are_cut),
		cmocka_unit_test(times_and_percentages),
		cmocka_unit_test(repairs_have_a_ceiling),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
