/* Cells of a day: what was packed comes back, and damage is told from it. */
#include "tests/unit/core/check.h"
#include "tests/unit/store/draw.h"
#include "tests/unit/store/fixture.h"

#include "store/cells.h"

enum { OWN = 1, FORGED = 6, MANY = 600 };

/* Of few senders, so that many cells are there more than once. */
static void
add_random(struct cells *c, uint64_t *seed, size_t n)
{
	for (size_t i = 0; i < n; i++)
		cells_add(c, 1 + (int64_t)draw(seed, draw(seed, 2) ? 9 : 9999),
		    cell_kind((int)draw(seed, 8), (int)draw(seed, 8),
		        draw(seed, 2), draw(seed, 2)),
		    1 + (int64_t)draw(seed, draw(seed, 2) ? 100 : 1 << 30));
}

static void
assert_same(const struct cells *a, const struct cells *b)
{
	assert_int_equal(a->n, b->n);
	for (size_t i = 0; i < a->n; i++) {
		assert_int_equal(a->v[i].sender, b->v[i].sender);
		assert_int_equal(a->v[i].kind, b->v[i].kind);
		assert_int_equal(a->v[i].messages, b->v[i].messages);
	}
}

static void
a_kind_says_all_of_it(void **state)
{
	uint32_t kind = cell_kind(FORGED, DISPOSITION_REJECT, true, false);

	(void)state;
	assert_int_equal(cell_traffic(kind), FORGED);
	assert_int_equal(cell_disposition(kind), DISPOSITION_REJECT);
	assert_true(kind & CELL_PASSED);
	assert_false(kind & CELL_EXEMPT);
	kind = cell_kind(CELL_TRAFFIC_MAX, CELL_DISPOSITION_MAX, false, true);
	assert_int_equal(cell_traffic(kind), CELL_TRAFFIC_MAX);
	assert_int_equal(cell_disposition(kind), CELL_DISPOSITION_MAX);
	assert_false(kind & CELL_PASSED);
	assert_true(kind & CELL_EXEMPT);
}

/* What a stranger would read, byte by byte. */
static void
the_form_is_that_of_the_header(void **state)
{
	static const uint8_t want[] = { 3,
		/* sender 5: own, delivered, passed; the same and failed */
		5, 32 + 2 * 4, 7, 0, 2, 0x90, 1,
		/* sender 305: forged and rejected */
		0xac, 2, 0xd0, 1, 1 };
	struct cells c = { 0 };
	struct buf out;

	(void)state;
	cells_add(&c, 305, cell_kind(FORGED, DISPOSITION_REJECT, false, false),
	    1);
	cells_add(&c, 5, cell_kind(OWN, DISPOSITION_NONE, true, false), 100);
	cells_add(&c, 5, cell_kind(OWN, DISPOSITION_NONE, false, false), 7);
	cells_add(&c, 5, cell_kind(OWN, DISPOSITION_NONE, true, false), 44);
	cells_settle(&c);
	buf_init(&out, MIB);
	cells_pack(&out, &c);
	assert_int_equal(out.len, sizeof(want));
	assert_memory_equal(out.data, want, sizeof(want));
	buf_free(&out);
	cells_free(&c);
}

static void
cells_come_back(void **state)
{
	uint64_t seed = 7;

	(void)state;
	for (size_t round = 1; round < 200; round++) {
		struct cells c = { 0 }, back = { 0 };
		struct buf out;

		add_random(&c, &seed, round);
		cells_settle(&c);
		for (size_t i = 1; i < c.n; i++)
			assert_true(c.v[i - 1].sender < c.v[i].sender ||
			            (c.v[i - 1].sender == c.v[i].sender &&
			                c.v[i - 1].kind < c.v[i].kind));
		buf_init(&out, MIB);
		cells_pack(&out, &c);
		assert_true(cells_unpack(&back, out.data, out.len));
		assert_same(&back, &c);
		buf_free(&out);
		cells_free(&c);
		cells_free(&back);
	}
}

static int64_t
messages_of(const struct cells *c)
{
	int64_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += c->v[i].messages;
	return n;
}

/* What is added and taken away again was never there. */
static void
cells_are_added_and_taken_away(void **state)
{
	struct cells a = { 0 }, b = { 0 }, sum = { 0 };
	uint64_t seed = 5;

	(void)state;
	add_random(&a, &seed, MANY);
	add_random(&b, &seed, MANY);
	cells_settle(&a);
	cells_settle(&b);
	cells_add_all(&sum, &a, 1);
	cells_add_all(&sum, &b, 1);
	cells_settle(&sum);
	assert_true(sum.n > a.n && sum.n < a.n + b.n);
	assert_int_equal(messages_of(&sum), messages_of(&a) + messages_of(&b));
	cells_add_all(&sum, &b, -1);
	cells_settle(&sum);
	assert_same(&sum, &a);
	cells_add_all(&sum, &a, -1);
	cells_settle(&sum);
	assert_int_equal(sum.n, 0);
	cells_free(&a);
	cells_free(&b);
	cells_free(&sum);
}

/* From memory of just that size, so that a look beyond it is seen. */
static bool
reads(const void *p, size_t size)
{
	uint8_t *copy = xmalloc(size + 1);
	struct cells back = { 0 };
	bool sound;

	memcpy(copy + 1, p, size);
	sound = cells_unpack(&back, copy + 1, size);
	free(copy);
	cells_free(&back);
	return sound;
}

static void
damage_is_told(void **state)
{
	static const struct {
		uint8_t bytes[16];
		size_t n;
		const char *why;
	} bad[] = {
		{ { 0 }, 1, "no cells" },
		{ { 1, 0, 40, 1 }, 4, "no sender" },
		{ { 2, 1, 40, 1, 0, 0, 1 }, 7, "the same cell again" },
		{ { 1, 1, 40, 0 }, 4, "no messages" },
		{ { 1, 1, 0x80, 0x80, 1, 1 }, 6, "traffic beyond all" },
		{ { 2, 1, 0xff, 0x3f, 1, 0, 1, 1 }, 8, "the same by a step" },
		{ { 1, 1, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		      0x7f },
		    12, "more messages than there are" },
		{ { 0xff, 0xff, 0xff, 0xff, 0x7f, 1, 40, 1 }, 8,
		    "more cells than bytes" },
	};
	struct cells c = { 0 };
	uint64_t seed = 3;
	struct buf out;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		if (reads(bad[i].bytes, bad[i].n))
			fail_msg("%s", bad[i].why);
	add_random(&c, &seed, MANY);
	cells_settle(&c);
	buf_init(&out, MIB);
	cells_pack(&out, &c);
	assert_true(reads(out.data, out.len));
	for (size_t cut = 0; cut < out.len; cut++)
		assert_false(reads(out.data, cut));
	/* There is a NUL behind it. */
	assert_false(reads(out.data, out.len + 1));
	buf_free(&out);
	cells_free(&c);
}

static void
no_bytes_are_read_wrongly(void **state)
{
	uint8_t bytes[64];
	uint64_t seed = 11;
	size_t sound = 0;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		size_t size = draw_bytes(&seed, bytes, sizeof(bytes), 9, 64);

		bytes[0] = (uint8_t)(size / 3);
		sound += reads(bytes, size);
	}
	assert_true(sound > 0 && sound < 200000);
}

static void
days_are_taken_one_by_one(void **state)
{
	struct day_cells d = { 0 };
	struct cells c = { 0 };
	day_t day = 0;

	(void)state;
	day_cells_add(&d, 12, 1, 40, 3);
	day_cells_add(&d, 10, 2, 40, 4);
	day_cells_add(&d, 12, 3, 40, 5);
	day_cells_begin(&d);
	assert_true(day_cells_day(&d, &day));
	assert_int_equal(day, 10);
	day_cells_take(&d, &c);
	assert_int_equal(c.n, 1);
	assert_int_equal(c.v[0].sender, 2);
	cells_clear(&c);
	assert_true(day_cells_day(&d, &day));
	assert_int_equal(day, 12);
	day_cells_take(&d, &c);
	assert_int_equal(c.n, 2);
	assert_int_equal(messages_of(&c), 8);
	assert_false(day_cells_day(&d, &day));
	day_cells_free(&d);
	cells_free(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_kind_says_all_of_it),
		cmocka_unit_test(the_form_is_that_of_the_header),
		cmocka_unit_test(cells_come_back),
		cmocka_unit_test(cells_are_added_and_taken_away),
		cmocka_unit_test(damage_is_told),
		cmocka_unit_test(no_bytes_are_read_wrongly),
		cmocka_unit_test(days_are_taken_one_by_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
