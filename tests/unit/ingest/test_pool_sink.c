/*
 * What a pool's sink is told besides documents, and when; and that it may say
 * no.
 */
#include "tests/unit/ingest/pool_run.h"

static void
a_sink_may_refuse(void **state)
{
	struct pool *p = open_pool(2, 30, 0);
	struct items l = { 0 };
	struct notes got, want;
	struct error e = { 0 };
	enum err err = OK;

	(void)state;
	items_make(&l, 1);
	run_here(&l, &want);
	notes_init(&got);
	got.refuse = ERR_AGAIN;
	pool_sink_set(p, &got.sink);
	for (size_t i = 0; i < l.n && err == OK; i++)
		err = submit(p, &l.bytes[i], i, &e);
	if (err == OK)
		err = pool_wait(p, &e);
	check_int("the sink's code", err, ERR_AGAIN);
	check_text("and its words", e.text, "refused");
	pool_cancel(p);
	assert_int_equal(pool_waiting(p), 0);
	buf_free(&got.text);

	notes_init(&got);
	pool_sink_set(p, &got.sink);
	submit_all(p, &l);
	check_same("afterwards", &got, &want);
	buf_free(&got.text);
	buf_free(&want.text);
	items_free(&l);
	pool_close(p);
}

static enum err
note_idle(void *ctx, int *ret_ms, struct error *e)
{
	struct notes *n = ctx;

	(void)e;
	buf_addstr(&n->text, "idle\n");
	*ret_ms = 50;
	return OK;
}

/* While the second item is read for long, the first has been told. */
static void
the_sink_is_asked_while_it_waits(void **state)
{
	struct pool *p = open_pool(1, 30, 0);
	struct items l = { 0 };
	struct notes got;
	const char *told;

	(void)state;
	notes_init(&got);
	got.sink.idle = note_idle;
	pool_sink_set(p, &got.sink);
	items_add_text(&l, "From: a@example.net\n\nHello.\n");
	items_add_text(&l, "!wait   ");
	submit_all(p, &l);
	told = strstr(got.text.data, "== item-1\n");
	assert_non_null(told);
	*(char *)(uintptr_t)told = '\0';
	told = strstr(got.text.data, "== item-0\n");
	assert_non_null(told);
	assert_true(times(told, "idle\n") > 2);
	buf_free(&got.text);
	items_free(&l);
	pool_close(p);
}

/* An item for each letter: x is read, r is refused. */
static void
submit_order(struct pool *p, const char *order)
{
	struct error e = { 0 };
	struct buf text;

	buf_init(&text, KIB);
	buf_addstr(&text, "From: a@example.net\n\nHello.\n");
	for (size_t k = 0; order[k] != '\0'; k++) {
		char path[32];
		const struct source_item item = { .path = path, .size = 7 };

		snprintf(path, sizeof(path), "item-%zu", k);
		assert_int_equal(order[k] == 'x'
		                     ? submit(p, &text, k, &e)
		                     : pool_refuse(p, &item,
		                           PROVENANCE_UNVERIFIED, OUTCOME_LIMIT,
		                           "too large", &e),
		    OK);
	}
	assert_int_equal(pool_wait(p, &e), OK);
	buf_free(&text);
}

/* Whether all were told in their order, and the refused ones as such. */
static void
check_order(const struct notes *got, const char *order)
{
	const char *at = got->text.data;

	for (size_t k = 0; order[k] != '\0'; k++) {
		char head[32];

		snprintf(head, sizeof(head), "== item-%zu\n", k);
		at = strstr(at, head);
		assert_non_null(at);
		if (order[k] == 'r')
			assert_non_null(strstr(at, "too large"));
	}
	assert_int_equal(got->ended, strlen(order));
}

/* Refused items among others: first, several in a row, last, alone. */
static void
refused_items_have_their_turn(void **state)
{
	static const char *const orders[] = { "rrxrrxrx", "xxxxxxxxxxr", "r",
		"rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr" };

	(void)state;
	for (size_t i = 0; i < COUNT(orders); i++) {
		struct pool *p = open_pool(1 + i % 2, 30, 0);
		struct notes got;

		notes_init(&got);
		pool_sink_set(p, &got.sink);
		submit_order(p, orders[i]);
		check_order(&got, orders[i]);
		buf_free(&got.text);
		pool_close(p);
	}
}

static void
what_cannot_be_read_is_said(void **state)
{
	struct pool *p = open_pool(1, 30, 0);
	const struct source_item item = { .path = "a directory" };
	struct notes got;
	struct error e;

	(void)state;
	notes_init(&got);
	pool_sink_set(p, &got.sink);
	assert_int_equal(pool_submit(p, &item, open("/", O_RDONLY), 10,
	                     PROVENANCE_IMPORTED, TEST_NOW, &e),
	    OK);
	assert_int_equal(pool_wait(p, &e), OK);
	assert_non_null(
	    strstr(got.text.data, "== a directory\nunread cannot be read: "));
	assert_int_equal(got.begun, 0);
	buf_free(&got.text);
	pool_close(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_sink_may_refuse),
		TEST(the_sink_is_asked_while_it_waits),
		TEST(refused_items_have_their_turn),
		TEST(what_cannot_be_read_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
