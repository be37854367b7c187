/*
 * Parser workers from outside: whatever they do, the sink is told the same,
 * in the order of submission; and a mail that ends its worker costs nothing
 * but itself.
 */
#include "tests/unit/core/check.h"
#include "tests/unit/ingest/pool_items.h"
#include "tests/unit/ingest/pool_misbehave.h"
#include "tests/unit/ingest/pool_notes.h"

#include <dirent.h>
#include <sys/wait.h>

#include "ingest/pool.h"
#include "ingest/sandbox.h"

static int
setup(void **state)
{
	(void)state;
	if (shared == NULL)
		shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	memset((void *)(uintptr_t)shared, 0, sizeof(*shared));
	return 0;
}

static struct pool *
open_pool(unsigned workers, unsigned seconds, unsigned items)
{
	const struct pool_options o = { .ingest = test_options(),
		.workers = workers,
		.seconds = seconds,
		.items = items,
		.read = read_or_misbehave };
	struct pool *p;
	struct error e = { 0 };

	if (pool_open(&o, &p, &e) != OK)
		fail_msg("pool_open: %s", e.text);
	return p;
}

static enum err
submit(struct pool *p, const struct buf *b, size_t number, struct error *e)
{
	char path[32];
	const struct source_item item = { .path = path };

	snprintf(path, sizeof(path), "item-%zu", number);
	return pool_submit(p, &item, to_descriptor(b), b->len,
	    PROVENANCE_UNVERIFIED, TEST_NOW, e);
}

static void
submit_all(struct pool *p, const struct items *l)
{
	struct error e = { 0 };

	for (size_t i = 0; i < l->n; i++)
		if (submit(p, &l->bytes[i], i, &e) != OK)
			fail_msg("pool_submit: %s", e.text);
	if (pool_wait(p, &e) != OK)
		fail_msg("pool_wait: %s", e.text);
}

/* What the sink is told of the items by so many workers. */
static void
run(const struct items *l, unsigned workers, unsigned seconds, unsigned items,
    struct notes *ret)
{
	struct pool *p = open_pool(workers, seconds, items);

	notes_init(ret);
	pool_sink_set(p, &ret->sink);
	submit_all(p, l);
	assert_int_equal(pool_waiting(p), 0);
	assert_int_equal(ret->begun, ret->ended);
	pool_close(p);
}

/* The same without any worker. */
static void
run_here(const struct items *l, struct notes *ret)
{
	const struct ingest_options o = test_options();
	struct ingest *in;
	struct error e;

	notes_init(ret);
	assert_int_equal(ingest_open(&o, &in, &e), OK);
	for (size_t i = 0; i < l->n; i++) {
		char path[32];
		const struct source_item item = { .path = path };

		snprintf(path, sizeof(path), "item-%zu", i);
		note_begin(ret, &item, &e);
		assert_int_equal(ingest_item(in, path, PROVENANCE_UNVERIFIED,
		                     l->bytes[i].data, l->bytes[i].len,
		                     &ret->sink.sink, &e),
		    OK);
		note_end(ret, &item, &e);
	}
	ingest_close(in);
}

/* Texts of megabytes: where they part. */
static void
check_same(const char *what, const struct notes *got, const struct notes *want)
{
	const char *g = got->text.data, *w = want->text.data;
	size_t i = 0;

	while (i < got->text.len && i < want->text.len && g[i] == w[i])
		i++;
	if (i == got->text.len && i == want->text.len)
		return;
	i = i < 200 ? 0 : i - 200;
	fail_msg("%s: they part at %zu\n got: %.400s\nwant: %.400s", what, i,
	    g + i, w + i);
}

static void
results_do_not_depend_on_workers(void **state)
{
	static const struct {
		const char *sentence;
		unsigned workers, items;
	} cases[] = {
		{ "1 worker", 1, 0 },
		{ "2 workers", 2, 0 },
		{ "4 workers", 4, 0 },
		{ "2 workers, replaced after 3 items", 2, 3 },
		{ "3 workers, each for one item", 3, 1 },
	};
	struct items l = { 0 };
	struct notes want;

	(void)state;
	items_make(&l, 6);
	run_here(&l, &want);
	assert_int_equal(want.begun, l.n);
	assert_true(want.restarts > 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct notes got;

		setup(NULL);
		run(&l, cases[i].workers, 30, cases[i].items, &got);
		check_same(cases[i].sentence, &got, &want);
		check_int(cases[i].sentence, got.restarts, want.restarts);
		if (cases[i].items != 0)
			assert_true(
			    shared->processes >= (int)(l.n / cases[i].items));
		buf_free(&got.text);
	}
	buf_free(&want.text);
	items_free(&l);
}

/*
 * Some items, the odd one among them, some more.  All others must be as they
 * are without it, and of the odd one the sink must be told `want` (a piece of
 * text) after so many tries.
 */
static void
check_odd(const char *odd, unsigned workers, unsigned seconds, const char *want,
    int tries)
{
	enum { BEFORE = 7, AFTER = 9 };
	struct items l = { 0 }, plain = { 0 };
	struct notes got, expected;
	const char *from, *to;
	char *told;

	setup(NULL);
	items_make(&plain, 2);
	for (int i = 0; i < BEFORE + 1 + AFTER; i++)
		if (i == BEFORE)
			items_add_text(&l, odd);
		else
			buf_add(items_add(&l), plain.bytes[i].data,
			    plain.bytes[i].len);
	run(&l, workers, seconds, 0, &got);
	from = strstr(got.text.data, "== item-7\n");
	to = strstr(got.text.data, "== item-8\n");
	assert_non_null(from);
	assert_non_null(to);
	told = strndup(from, (size_t)(to - from));
	if (strstr(told, want) == NULL)
		check_text(odd, told, want);
	if (tries > 0)
		check_int(odd, shared->tries, tries);
	free(told);

	/* The same without it: an empty item has its place. */
	buf_reset(&l.bytes[BEFORE]);
	run_here(&l, &expected);
	memmove((char *)(uintptr_t)from, to, strlen(to) + 1);
	got.text.len -= (size_t)(to - from);
	from = strstr(expected.text.data, "== item-7\n");
	to = strstr(expected.text.data, "== item-8\n");
	memmove((char *)(uintptr_t)from, to, strlen(to) + 1);
	expected.text.len -= (size_t)(to - from);
	check_same(odd, &got, &expected);
	buf_free(&got.text);
	buf_free(&expected.text);
	items_free(&l);
	items_free(&plain);
}

static void
a_bad_mail_costs_itself(void **state)
{
	static const struct {
		const char *item;
		unsigned seconds;
		const char *want;
		int tries;
	} cases[] = {
		{ "!abort  ", 30, "\"outcome\":\"crashed\"", 2 },
		{ "!abort  ", 30, "it ended the process that read it", 2 },
		{ "!segv   ", 30, "it ended the process that read it", 2 },
		{ "!once   ", 30, "done after 2", 2 },
		{ "!spin   ", 1, "\"outcome\":\"timeout\"", 2 },
		{ "!spin   ", 1, "longer than 1 second", 2 },
		{ "!error  ", 30, "no more memory for it", 1 },
		{ "!error  ", 30, "\"outcome\":\"limit\"", 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		for (unsigned workers = 1; workers <= 3; workers += 2)
			check_odd(cases[i].item, workers, cases[i].seconds,
			    cases[i].want, cases[i].tries);
}

static void
a_liar_is_not_believed(void **state)
{
	static const char *const cases[][2] = {
		{ "!lie   g", "no frame" },
		{ "!lie   h", "no frame" },
		{ "!lie   s", "sums that are not" },
		{ "!lie   c", "claimed what it cannot know" },
		{ "!lie   z", "claimed what it cannot know" },
		{ "!lie   e", "before the document" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		check_odd(cases[i][0], 2, 10, cases[i][1], 2);
		check_odd(cases[i][0], 1, 10, "\"outcome\":\"crashed\"", 2);
	}
}

/* It answers for the mails that are still before it, too. */
static void
an_answer_unasked_ends_the_worker(void **state)
{
	struct items l = { 0 };
	struct notes got;

	(void)state;
	items_add_text(&l, "!lie   u");
	run(&l, 1, 10, 0, &got);
	assert_non_null(strstr(got.text.data, "\"reason\":\"r\""));
	assert_int_equal(got.begun, 1);
	buf_free(&got.text);
	items_free(&l);
}

/* How often a text stands in another. */
static size_t
times(const char *text, const char *what)
{
	size_t n = 0;

	while ((text = strstr(text, what)) != NULL) {
		text += strlen(what);
		n++;
	}
	return n;
}

static void
half_an_answer_is_not_told_twice(void **state)
{
	struct items l = { 0 };
	struct notes got;

	(void)state;
	items_add_text(&l, "!half   ");
	run(&l, 2, 30, 0, &got);
	check_int("tries", shared->tries, 2);
	check_int("sources", times(got.text.data, "source item-0"), 1);
	check_int("the first document", times(got.text.data, "try 0"), 1);
	check_int("the second", times(got.text.data, "second"), 1);
	check_int("its records", times(got.text.data, "record {"), 2);
	check_int("the third", times(got.text.data, "the first"), 1);
	check_int("restarts", got.restarts, 1);
	buf_free(&got.text);
	items_free(&l);
}

static void
half_an_answer_is_ended_as_crashed(void **state)
{
	struct items l = { 0 };
	struct notes got;

	(void)state;
	items_add_text(&l, "!halves ");
	run(&l, 2, 30, 0, &got);
	check_int("tries", shared->tries, 2);
	check_int("sources", times(got.text.data, "source item-0"), 1);
	check_int("the first document", times(got.text.data, "try 0"), 1);
	check_int("records", times(got.text.data, "record {"), 0);
	check_int("crashed", times(got.text.data, "\"crashed\""), 1);
	buf_free(&got.text);
	items_free(&l);
}

static pid_t
assassin(void)
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	while (shared->pid == 0)
		usleep(1000);
	kill(shared->pid, SIGKILL);
	_exit(0);
}

static void
a_killed_worker_loses_nothing(void **state)
{
	(void)state;
	for (unsigned workers = 1; workers <= 3; workers++) {
		pid_t pid;

		setup(NULL);
		pid = assassin();
		/* setup() in check_odd() clears the page for both. */
		check_odd("!kill   ", workers, 30, "done after 2", 2);
		waitpid(pid, NULL, 0);
	}
}

static void
an_idle_worker_may_die(void **state)
{
	struct pool *p = open_pool(2, 30, 0);
	struct items l = { 0 };
	struct notes got, want;

	(void)state;
	items_make(&l, 1);
	run_here(&l, &want);
	for (int i = 0; i < 3; i++) {
		notes_init(&got);
		pool_sink_set(p, &got.sink);
		for (size_t k = 0; k < p->n_slots; k++)
			if (p->slots[k].pid != 0)
				kill(p->slots[k].pid, SIGKILL);
		submit_all(p, &l);
		check_same("after a death", &got, &want);
		buf_free(&got.text);
	}
	buf_free(&want.text);
	items_free(&l);
	pool_close(p);
}

static void
the_worker_is_locked_in(void **state)
{
	char open_text[32];

	(void)state;
	if (!sandbox_is_closed())
		skip();
#ifdef HAVE_SECCOMP
	snprintf(open_text, sizeof(open_text), "open %d", EPERM);
	check_odd("!socket ", 2, 30, "signal 31", 2);
	check_odd("!exec   ", 2, 30, "signal 31", 2);
#else
	snprintf(open_text, sizeof(open_text), "open %d", EACCES);
#endif
	check_odd("!open   ", 2, 30, open_text, 1);
}

struct watch {
	struct pool *pool;
	size_t most, least;
};

static void
watch_buffers(void *ctx)
{
	struct watch *w = ctx;
	size_t sum = 0;

	for (size_t i = 0; i < w->pool->n_slots; i++) {
		size_t n = w->pool->slots[i].in.len;

		w->most = n > w->most ? n : w->most;
		sum += n;
	}
	if (w->least == 0)
		w->least = sum; /* when the first item ended */
}

static void
a_full_buffer_is_not_read_on(void **state)
{
	struct pool *p = open_pool(2, 30, 0);
	struct watch w = { .pool = p };
	struct items l = { 0 };
	struct notes got;

	(void)state;
	notes_init(&got);
	got.watch = watch_buffers;
	got.watch_ctx = &w;
	pool_sink_set(p, &got.sink);
	items_add_text(&l, "!wait   ");
	items_add_text(&l, "!flood  ");
	submit_all(p, &l);
	assert_true(w.least >= 8 * MIB);
	assert_true(w.most < 8 * MIB + 256 * KIB);
	check_int("documents", times(got.text.data, "document {"), 7);
	/* Nothing of it stays. */
	for (size_t i = 0; i < p->n_slots; i++)
		assert_true(p->slots[i].in.cap <= 2 * MIB);
	buf_free(&got.text);
	items_free(&l);
	pool_close(p);
}

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

/* Refused items among others: first, several in a row, last, alone. */
static void
refused_items_have_their_turn(void **state)
{
	static const char *const orders[] = { "rrxrrxrx", "xxxxxxxxxxr", "r",
		"rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr" };

	(void)state;
	for (size_t i = 0; i < COUNT(orders); i++) {
		struct pool *p = open_pool(1 + i % 2, 30, 0);
		struct error e = { 0 };
		struct buf text;
		struct notes got;

		notes_init(&got);
		buf_init(&text, KIB);
		buf_addstr(&text, "From: a@example.net\n\nHello.\n");
		pool_sink_set(p, &got.sink);
		for (size_t k = 0; orders[i][k] != '\0'; k++) {
			char path[32];
			const struct source_item item = { .path = path,
				.size = 7 };

			snprintf(path, sizeof(path), "item-%zu", k);
			assert_int_equal(orders[i][k] == 'x'
			                     ? submit(p, &text, k, &e)
			                     : pool_refuse(p, &item,
			                           PROVENANCE_UNVERIFIED,
			                           OUTCOME_LIMIT, "too large",
			                           &e),
			    OK);
		}
		assert_int_equal(pool_wait(p, &e), OK);
		for (size_t k = 0; orders[i][k] != '\0'; k++) {
			char head[32];
			const char *at;

			snprintf(head, sizeof(head), "== item-%zu\n", k);
			at = strstr(got.text.data, head);
			assert_non_null(at);
			memmove(got.text.data, at, strlen(at) + 1);
			at = strstr(got.text.data, "too large");
			if (orders[i][k] == 'r')
				assert_non_null(at);
		}
		assert_int_equal(got.ended, strlen(orders[i]));
		buf_free(&text);
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

static size_t
open_descriptors(void)
{
	DIR *d = opendir("/proc/self/fd");
	size_t n = 0;

	assert_non_null(d);
	while (readdir(d) != NULL)
		n++;
	closedir(d);
	return n;
}

static void
nothing_is_left_behind(void **state)
{
	struct items l = { 0 };
	struct notes got;
	size_t before = open_descriptors();

	(void)state;
	items_make(&l, 1);
	items_add_text(&l, "!abort  ");
	run(&l, 3, 30, 2, &got);
	assert_int_equal(open_descriptors(), before);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	buf_free(&got.text);
	items_free(&l);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup(f, setup)
	const struct CMUnitTest tests[] = {
		TEST(results_do_not_depend_on_workers),
		TEST(a_bad_mail_costs_itself),
		TEST(a_liar_is_not_believed),
		TEST(an_answer_unasked_ends_the_worker),
		TEST(half_an_answer_is_not_told_twice),
		TEST(half_an_answer_is_ended_as_crashed),
		TEST(a_killed_worker_loses_nothing),
		TEST(an_idle_worker_may_die),
		TEST(the_worker_is_locked_in),
		TEST(a_full_buffer_is_not_read_on),
		TEST(a_sink_may_refuse),
		TEST(the_sink_is_asked_while_it_waits),
		TEST(refused_items_have_their_turn),
		TEST(what_cannot_be_read_is_said),
		TEST(nothing_is_left_behind),
	};
#undef TEST

	return cmocka_run_group_tests(tests, NULL, NULL);
}
