/*
 * Items through a pool: what its sink is told of them by so many workers, or
 * by none.  A test begins with setup(), which clears what workers share.
 */
#ifndef TESTS_POOL_RUN_H
#define TESTS_POOL_RUN_H

#include "tests/unit/core/check.h"
#include "tests/unit/ingest/pool_items.h"
#include "tests/unit/ingest/pool_misbehave.h"
#include "tests/unit/ingest/pool_notes.h"

#include "ingest/pool.h"

static inline int
setup(void **state)
{
	(void)state;
	if (shared == NULL)
		shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	memset((void *)(uintptr_t)shared, 0, sizeof(*shared));
	return 0;
}

static inline struct pool *
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

static inline enum err
submit(struct pool *p, const struct buf *b, size_t number, struct error *e)
{
	char path[32];
	const struct source_item item = { .path = path };

	snprintf(path, sizeof(path), "item-%zu", number);
	return pool_submit(p, &item, to_descriptor(b), b->len,
	    PROVENANCE_UNVERIFIED, TEST_NOW, e);
}

static inline void
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
static inline void
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
static inline void
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
static inline void
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

/* How often a text stands in another. */
static inline size_t
times(const char *text, const char *what)
{
	size_t n = 0;

	while ((text = strstr(text, what)) != NULL) {
		text += strlen(what);
		n++;
	}
	return n;
}

#define TEST(f) cmocka_unit_test_setup(f, setup)

#endif
