/* Sources in the tests' folder, and what they give. */
#ifndef TESTS_SOURCE_ITEMS_H
#define TESTS_SOURCE_ITEMS_H

#include "tests/unit/ingest/folder.h"

#include "ingest/ingest.h"

static inline void
make_link(const char *target, const char *name)
{
	assert_int_equal(symlink(target, path_of(name)), 0);
}

static inline void
move(const char *from, const char *to)
{
	assert_int_equal(rename(path_of(from), path_of(to)), 0);
}

static inline struct source *
open_source(const char *name, enum source_kind want)
{
	struct source *s;
	struct error e;

	assert_int_equal(source_open(path_of(name), &s, &e), OK);
	assert_int_equal(source_kind(s), want);
	return s;
}

/* All items, each "path below root=content", joined by blanks. */
static inline void
expect(const char *name, enum source_kind kind, const char *want)
{
	struct source *s = open_source(name, kind);
	struct source_item item;
	char all[4096] = "";
	struct error e;
	bool more;

	while (source_next(s, &item, &more, &e) == OK && more) {
		size_t len = strlen(all), n;
		const void *p;

		assert_int_equal(source_read(s, 100, &p, &n, &e), OK);
		snprintf(all + len, sizeof(all) - len, "%s%s=%.*s",
		    len ? " " : "", item.path + strlen(root) + 1, (int)n,
		    (const char *)p);
		assert_int_equal(item.size, n);
		assert_true(item.inode != 0);
	}
	assert_string_equal(all, want);
	source_close(s);
}

/* There is one more item, of this base name. */
static inline void
expect_next(struct source *s, const char *base)
{
	struct source_item item;
	struct error e;
	bool more;

	assert_int_equal(source_next(s, &item, &more, &e), OK);
	assert_true(more);
	assert_string_equal(item.base, base);
}

/* There is none. */
static inline void
expect_end(struct source *s)
{
	struct source_item item;
	struct error e;
	bool more;

	assert_int_equal(source_next(s, &item, &more, &e), OK);
	assert_false(more);
}

/* The bytes of the item at hand. */
static inline void
expect_bytes(struct source *s, const char *want)
{
	struct error e;
	const void *p;
	size_t n;

	assert_int_equal(source_read(s, 100, &p, &n, &e), OK);
	assert_int_equal(n, strlen(want));
	assert_memory_equal(p, want, n);
}

#endif
