/* Kept advice: right until something that it rests on changes. */
#include "tests/unit/core/check.h"
#include "tests/unit/store/fixture.h"

/* What was kept, "" when it is not right. */
static const char *
kept_as(struct store *st, const struct advice_wanted *w)
{
	static char text[100];
	struct advice_kept k;
	struct error wrong;
	struct arena a;
	bool is;

	arena_init(&a, MIB);
	enum err err = store_advice_kept(st, w, &a, &k, &wrong);
	ok(store_advice_is_kept(st, w, &is, &e));
	assert_int_equal(is, err == OK);
	assert_int_equal(err, is ? OK : ERR_NOTFOUND);
	snprintf(text, sizeof(text), "%.*s", is ? (int)k.n : 0,
	    is ? (const char *)k.content : "");
	arena_release(&a);
	return text;
}

static const char *
kept(struct store *st, const char *domain, day_t day, const char *engine)
{
	const struct advice_wanted w = { domain, day, engine, INT64_MAX };
	return kept_as(st, &w);
}

/* from: its origins, NULL for none. */
static void
keep_with(struct store *st, const char *domain, const char *content,
    const char *from)
{
	struct evaluation_save s = {
		.evaluation = { .domain = domain,
		    .day = 12,
		    .as_of = 12,
		    .stage = "NONE",
		    .verdict = "READY" },
		.kept = { .engine = "e 7",
		    .content = content,
		    .n = strlen(content),
		    .origins = from,
		    .n_origins = from != NULL ? strlen(from) : 0 },
	};

	ok(store_advice_changes(st, domain, &s.kept.changes, &e));
	ok(store_evaluation_save(st, &s, &e));
}

static void
keep(struct store *st, const char *domain, const char *content)
{
	keep_with(st, domain, content, NULL);
}

/* Its origins, "" when they are not kept or not right. */
static const char *
origins(struct store *st, const char *domain)
{
	static char text[100];
	const struct advice_wanted w = { domain, 12, "e 7", INT64_MAX };
	struct advice_kept k = { .n = 0 };
	struct error wrong;
	struct arena a;

	arena_init(&a, MIB);
	enum err err = store_origins_kept(st, &w, &a, &k, &wrong);
	assert_true(err == OK || err == ERR_NOTFOUND);
	snprintf(text, sizeof(text), "%.*s", (int)k.n,
	    err == OK ? (const char *)k.content : "");
	arena_release(&a);
	return text;
}

static void
decide(struct store *st, const char *domain)
{
	const struct decision d = { .domain = domain,
		.kind = ABOUT_DOMAIN,
		.subject = "parked",
		.value = "yes",
		.decided_by = "me" };

	ok(store_decide(st, &d, 1, &e));
}

static void
import_names(struct store *st)
{
	struct names_read r;

	ok(store_names_import(st, "192.0.2.1\tmx.example\n", 20, 1, &r, &e));
}

static void
import_table(struct store *st)
{
	ok(store_table_import(st, "services", "", "me", 1, &e));
}

static void
save_report(struct store *st)
{
	fake_save(st,
	    &(struct fake){ "R", "d@receiver.example", "9", "a.example",
	        .rows = "192.0.2.1 1 none pass fail", .p = "none" });
}

static void
decide_one(struct store *st)
{
	decide(st, "a.example");
}

static void
decide_all(struct store *st)
{
	decide(st, NULL);
}

static void
an_advice_is_right_until_something_changes(void **state)
{
	static const struct {
		const char *sentence;
		void (*change)(struct store *st);
		const char *a, *b; /* what is kept of each afterwards */
	} cases[] = {
		{ "a report", save_report, "", "of b" },
		{ "the same again", save_report, "of a", "of b" },
		{ "a decision", decide_one, "", "of b" },
		{ "a decision about all", decide_all, "", "" },
		{ "names", import_names, "", "" },
		{ "services", import_table, "", "" },
	};
	struct store *st = ((struct fixture *)*state)->st;

	for (size_t i = 0; i < COUNT(cases); i++) {
		keep(st, "a.example", "of a");
		keep(st, "b.example", "of b");
		check_text(cases[i].sentence, kept(st, "a.example", 12, "e 7"),
		    "of a");
		cases[i].change(st);
		check_text(cases[i].sentence, kept(st, "a.example", 12, "e 7"),
		    cases[i].a);
		check_text(cases[i].sentence, kept(st, "b.example", 12, "e 7"),
		    cases[i].b);
	}
	keep(st, "a.example", "the newest");
	assert_string_equal(kept(st, "a.example", 12, "e 7"), "the newest");
	assert_string_equal(kept(st, "a.example", 13, "e 7"), "");
	assert_string_equal(kept(st, "a.example", 12, "e 3"), "");
	assert_string_equal(kept(st, "c.example", 12, "e 7"), "");
}

/* One that was judged while a report came in does not know of it. */
static void
a_change_while_it_is_judged_is_not_missed(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	struct evaluation_save s = {
		.evaluation = { .domain = "a.example",
		    .day = 12,
		    .as_of = 12,
		    .stage = "NONE",
		    .verdict = "READY" },
		.kept = { .engine = "e 7", .content = "old", .n = 3 },
	};

	ok(store_advice_changes(st, "a.example", &s.kept.changes, &e));
	save_report(st);
	ok(store_evaluation_save(st, &s, &e));
	assert_string_equal(kept(st, "a.example", 12, "e 7"), "");
}

static void
while_mails_come_in_the_last_one_may_do(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	struct advice_wanted w = { "a.example", 12, "e 7", NOW };

	keep(st, "a.example", "of a");
	save_report(st);
	assert_string_equal(kept_as(st, &w), "of a");
	w.taken_in_since = NOW + 1;
	assert_string_equal(kept_as(st, &w), "");
	w = (struct advice_wanted){ "a.example", 13, "e 7", NOW };
	assert_string_equal(kept_as(st, &w), "");
}

static void
origins_are_right_as_long_as_the_advice(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;

	keep_with(st, "a.example", "of a", "from 192.0.2.1");
	keep(st, "b.example", "of b");
	assert_string_equal(origins(st, "a.example"), "from 192.0.2.1");
	assert_string_equal(origins(st, "b.example"), "");
	assert_string_equal(origins(st, "c.example"), "");
	assert_string_equal(kept(st, "a.example", 12, "e 7"), "of a");
	decide_one(st);
	assert_string_equal(origins(st, "a.example"), "");
	keep_with(st, "a.example", "of a", "from 192.0.2.2");
	assert_string_equal(origins(st, "a.example"), "from 192.0.2.2");
	/* Of fewer rows they are not kept, and the old ones not for long. */
	keep(st, "a.example", "of a");
	assert_string_equal(origins(st, "a.example"), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(an_advice_is_right_until_something_changes),
		WITH_STORE(a_change_while_it_is_judged_is_not_missed),
		WITH_STORE(while_mails_come_in_the_last_one_may_do),
		WITH_STORE(origins_are_right_as_long_as_the_advice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
