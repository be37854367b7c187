/* What an advice says: a sentence for every code, and no gap in any. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "advise/advise.h"
#include "advise/text_table.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* A sender that the sentences can be about. */
static const char *const hosts[] = { "news.a.example" };
static const char *const keys[] = { "dom:erp.example", "svc:sendgrid" };
static const struct advice_sender senders[] = {
	{ .key = "svc:sendgrid",
	    .name = "Twilio SendGrid",
	    .unauth = 70,
	    .first_day = 20700,
	    .last_day = 20777,
	    .addresses = 2,
	    .reporters = 3,
	    .apex_fail = 70 },
	{ .key = "svc:google",
	    .evidence = EVIDENCE_TENANT,
	    .unauth = 5,
	    .first_day = 20777,
	    .last_day = 20777,
	    .addresses = 1,
	    .reporters = 1,
	    .sub_hosts = hosts,
	    .n_sub_hosts = 1 },
	{ .key = "svc:quickbooks", .unauth = 5 },
	{ .key = "svc:amazonses", .direct = 50, .direct_fail = 9 },
	{ .key = "net:203.0.113.0/24", .guess = "Mailchimp", .unauth = 5 },
};

static struct advice
advice_of(void)
{
	return (struct advice){ .domain = "a.example",
		.as_of = 20777,
		.window_days = 35,
		.senders = senders,
		.n_senders = COUNT(senders),
		.reporters = hosts,
		.n_reporters = 1,
		.target = RUNG_Q5 };
}

/* The table of services, in the arena. */
static const struct advise_services *
services_of(struct arena *a)
{
	struct advise_services *services = NULL;
	struct error e;

	assert_int_equal(advise_services_load(NULL, 0, a, &services, &e), OK);
	return services;
}

static void
no_gap(const char *code, const char *text)
{
	if (text != NULL && strpbrk(text, "{}") != NULL)
		fail_msg("%s: %s", code, text);
}

static void
every_code_has_its_sentences(void **state)
{
	const struct advice advice = advice_of();
	struct advice_context c = { &advice, NULL };
	struct arena a;

	(void)state;
	arena_init(&a, 16 * MIB);
	c.services = services_of(&a);
	for (int code = 0; code < CODE_COUNT; code++)
		for (size_t s = 0; s < COUNT(senders); s++) {
			const char *name =
			    advise_code_name((enum advice_code)code);
			struct advice_item item = { .code =
				                        (enum advice_code)code,
				.sender = senders[s].key,
				.list = hosts,
				.n_list = 1,
				.n = 70,
				.since = 20700 };
			struct advice_text t;

			if (text_row_find(item.code, FIX_ANY)->code !=
			    item.code)
				fail_msg("%s has no text", name);
			advise_text(&c, &item, &a, &t);
			assert_non_null(t.what);
			no_gap(name, t.what);
			no_gap(name, t.why);
			no_gap(name, t.steps);
			no_gap(name, t.know);
			no_gap(name, t.ask);
			no_gap(name, advise_text_task(&c, &item, &a));
			assert_true(
			    strcmp(text_task_find(item.code), "-") != 0 ||
			    item.code >= CODE_N_UNVERIFIED_REPORTS);
		}
	arena_release(&a);
}

/* How the sender of each kind is fixed: a word of the text tells. */
static void
what_a_sender_is_decides_how_it_is_fixed(void **state)
{
	static const char *const want[] = { "Authenticate Your Domain",
		"Admin console", "give it a name of its own", "key of Amazon",
		"a device or a web site" };
	const struct advice advice = advice_of();
	struct advice_context c = { &advice, NULL };
	struct arena a;

	(void)state;
	arena_init(&a, 16 * MIB);
	c.services = services_of(&a);
	for (size_t s = 0; s < COUNT(senders); s++) {
		struct advice_item item = { .code = CODE_B_FIX,
			.sender = senders[s].key,
			.n = 70,
			.ask = s == 0 };
		struct advice_text t;

		advise_text(&c, &item, &a, &t);
		if (strstr(t.steps, want[s]) == NULL)
			fail_msg("%s: %s", senders[s].key, t.steps);
		/* Only where the owner alone can know. */
		assert_int_equal(t.ask != NULL, s == 0);
	}
	arena_release(&a);
}

/* Sentences that once had a gap in their middle, or two truths. */
static const struct {
	const char *what;
	struct advice_item item;
	const char *want;
} sentences[] = {
	{ "a rare sender has its name",
	    { .code = CODE_S_PERIODIC, .list = keys, .n_list = 1 },
	    "Sends rarely, and was seen only once: erp.example" },
	{ "a network has the name that its selector tells",
	    { .code = CODE_NEW_SENDER, .sender = "net:203.0.113.0/24", .n = 1 },
	    "The network 203.0.113.0/24 (perhaps Mailchimp) is new: 1 message "
	    "in your name" },
	{ "a silent one, too, and its days",
	    { .code = CODE_S_SILENT, .list = keys, .n_list = 2, .days = 45 },
	    "Approved, but not seen for more than 45 days: erp.example and "
	    "Twilio SendGrid" },
	{ "a drop says from what to what",
	    { .code = CODE_VOLUME_DROP, .before = 100, .per_day = 20 },
	    "Much less mail of yours was seen in the last three days: 20 a "
	    "day, where 100 is usual" },
	{ "a record that was there has words, not a code",
	    { .code = CODE_POLICY_CHANGED,
	        .text = "Q25",
	        .since = 20777,
	        .weaker = true },
	    "Since 20 Nov 2026 another record is published; before it was "
	    "\"25 % to spam\", so it protects less now" },
	{ "one day is one day", { .code = CODE_B_SPAN, .have = 1, .need = 7 },
	    "Reports cover 1 day so far; this step wants 7" },
	{ "one week is one week",
	    { .code = CODE_B_WEEKS, .have = 1, .need = 2 },
	    "Your mail was seen in 1 week; this step wants 2" },
	{ "one message is one message",
	    { .code = CODE_B_VOLUME, .have = 1, .need = 30 },
	    "Reports of 35 days show only 1 message of yours; this step wants "
	    "30" },
	{ "too little is signed",
	    { .code = CODE_B_DKIM, .have = 0.5, .need = 0.95 },
	    "50 % of your mail is signed (DKIM); before failing mail is "
	    "refused, 95 % is wanted" },
	{ "enough is signed, but not of one sender",
	    { .code = CODE_B_DKIM,
	        .have = 0.98,
	        .need = 0.95,
	        .list = keys,
	        .n_list = 1 },
	    "Too little of the mail of erp.example is signed (DKIM); before "
	    "failing mail is refused, 95 % is wanted" },
};

static void
sentences_say_what_is_so(void **state)
{
	const struct advice advice = advice_of();
	struct advice_context c = { &advice, NULL };
	struct arena a;

	(void)state;
	arena_init(&a, 16 * MIB);
	c.services = services_of(&a);
	for (size_t i = 0; i < COUNT(sentences); i++) {
		struct advice_text t;

		print_message("%s\n", sentences[i].what);
		advise_text(&c, &sentences[i].item, &a, &t);
		assert_string_equal(t.what, sentences[i].want);
	}
	arena_release(&a);
}

/* A way back is spoken of where mail is hit, and never without its rua. */
static void
a_way_back_is_one(void **state)
{
	struct advice advice = advice_of();
	struct advice_context c = { &advice, NULL };
	struct advice_item item = { .code = CODE_REGRESSION, .since = 20777 };
	struct advice_text t;
	struct arena a;

	(void)state;
	arena_init(&a, MIB);
	advice.rollback_record = "v=DMARC1; p=none; rua=mailto:{{RUA}}";
	advise_text(&c, &item, &a, &t);
	assert_null(strstr(t.steps, "step back"));
	item.hit_per_day = 3;
	advise_text(&c, &item, &a, &t);
	assert_non_null(strstr(t.steps, "take a step back: publish p=none"));
	assert_null(strstr(t.steps, "RUA"));
	advice.rollback_record = "v=DMARC1; p=none; rua=mailto:d@a.example";
	advise_text(&c, &item, &a, &t);
	assert_non_null(strstr(t.steps, "publish v=DMARC1; p=none; rua="));
	advice.verdict = VERDICT_ROLLBACK;
	advise_text(&c, &item, &a, &t);
	assert_non_null(strstr(t.steps, "publish the record below"));
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_has_its_sentences),
		cmocka_unit_test(what_a_sender_is_decides_how_it_is_fixed),
		cmocka_unit_test(sentences_say_what_is_so),
		cmocka_unit_test(a_way_back_is_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
