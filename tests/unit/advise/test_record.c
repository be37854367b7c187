/* Records: read, and written anew or into the owner's own (README 6.6). */
#include "../core/check.h"

#include "advise/record.h"

#define RUA "mailto:a@b.example"

static const struct {
	const char *sentence, *record, *rua;
	struct record_plan plan;
	const char *want;
	bool has_rua;
} written[] = {
	{ "pct is left out at 100", NULL, RUA,
	    { .p = POLICY_QUARANTINE, .pct = 100 },
	    "v=DMARC1; p=quarantine; rua=" RUA, true },
	{ "a part is a pct", NULL, RUA, { .p = POLICY_QUARANTINE, .pct = 5 },
	    "v=DMARC1; p=quarantine; pct=5; rua=" RUA, true },
	{ "a test is t=y together with pct=0", NULL, RUA,
	    { .p = POLICY_REJECT, .pct = 100, .test = true },
	    "v=DMARC1; p=reject; t=y; pct=0; rua=" RUA, true },
	{ "a parked domain's", NULL, RUA,
	    { .p = POLICY_REJECT,
	        .sp = POLICY_REJECT,
	        .pct = 100,
	        .strict_dkim = true,
	        .strict_spf = true },
	    "v=DMARC1; p=reject; sp=reject; adkim=s; aspf=s; rua=" RUA, true },
	{ "without rua there is a gap to fill", NULL, NULL,
	    { .p = POLICY_NONE, .pct = 100 },
	    "v=DMARC1; p=none; rua=mailto:{{RUA}}", false },
	{ "the owner's other tags stay, in their order",
	    "v=DMARC1; p=none; fo=1; rua=mailto:x@y.example; "
	    "ruf=mailto:z@y.example; ri=86400; x-own=1",
	    RUA, { .p = POLICY_QUARANTINE, .pct = 25 },
	    "v=DMARC1; p=quarantine; pct=25; fo=1; rua=mailto:x@y.example; "
	    "ruf=mailto:z@y.example; ri=86400; x-own=1",
	    true },
	{ "what is ours to change goes, whatever its case",
	    "v=DMARC1;P=none;SP=none;T=y;PCT=0;np=reject", RUA,
	    { .p = POLICY_REJECT, .pct = 100 },
	    "v=DMARC1; p=reject; np=reject; rua=" RUA, true },
	{ "adkim of the owner is kept", "v=DMARC1; p=none; adkim=r", RUA,
	    { .p = POLICY_REJECT, .pct = 100, .strict_dkim = true },
	    "v=DMARC1; p=reject; adkim=r; rua=" RUA, true },
	{ "an empty rua is none", "v=DMARC1; p=none; rua=", NULL,
	    { .p = POLICY_QUARANTINE, .pct = 100 },
	    "v=DMARC1; p=quarantine; rua=mailto:{{RUA}}", false },
	{ "blanks and empty pieces are passed over",
	    " v = DMARC1 ;; p = none ; rua = mailto:x@y.example ;", NULL,
	    { .p = POLICY_QUARANTINE, .pct = 100 },
	    "v=DMARC1; p=quarantine; rua=mailto:x@y.example", true },
};

static void
records_are_written(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, MIB);
	for (size_t i = 0; i < COUNT(written); i++) {
		bool rua;
		const char *got = record_write(&a, written[i].record,
		    written[i].rua, &written[i].plan, &rua);

		check_text(written[i].sentence, got, written[i].want);
		check_int(written[i].sentence, rua, written[i].has_rua);
	}
	arena_release(&a);
}

static const struct {
	const char *sentence, *record;
	bool is_one;
	int p, sp, pct, test, strict_dkim;
} reads[] = {
	{ "no record", NULL, false, 0, 0, 0, 0, 0 },
	{ "SPF is none", "v=spf1 -all", false, 0, 0, 0, 0, 0 },
	{ "v comes first", "p=none; v=DMARC1", false, 0, 0, 0, 0, 0 },
	{ "what is missing has its default", "v=DMARC1", true, POLICY_NONE, 0,
	    100, 0, 0 },
	{ "all of it", "v=DMARC1; p=reject; sp=none; pct=30; t=y; adkim=s",
	    true, POLICY_REJECT, POLICY_NONE, 30, 1, 1 },
	{ "an unknown p is none", "v=DMARC1; p=nil; rua=mailto:a@b", true,
	    POLICY_NONE, 0, 100, 0, 0 },
	{ "a pct over 100 counts as its default",
	    "v=DMARC1; p=quarantine; pct=1000000000000", true,
	    POLICY_QUARANTINE, 0, 100, 0, 0 },
	{ "so does one that is no number", "v=DMARC1; p=quarantine; pct=-5",
	    true, POLICY_QUARANTINE, 0, 100, 0, 0 },
};

static void
records_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(reads); i++) {
		struct advise_policy p = { .pct = -7 };
		const char *what = reads[i].sentence;

		check_int(what, record_read(reads[i].record, &p),
		    reads[i].is_one);
		if (!reads[i].is_one) {
			check_int(what, p.pct, -7);
			continue;
		}
		check_int(what, p.p, reads[i].p);
		check_int(what, p.sp, reads[i].sp);
		check_int(what, p.pct, reads[i].pct);
		check_int(what, p.test, reads[i].test);
		check_int(what, p.strict_dkim, reads[i].strict_dkim);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_are_written),
		cmocka_unit_test(records_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
