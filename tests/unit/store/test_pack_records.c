/* Blocks of records: what was packed comes back, and damage is told from it. */
#include "tests/unit/store/draw.h"
#include "tests/unit/store/fixture.h"

#include "store/pack_records.h"

enum { DOMAIN = 40 };

/* Rows as receivers send them: few kinds, many sources. */
static struct row
usual(uint64_t *seed)
{
	bool pass = draw(seed, 10) < 8;

	return (struct row){
		.source = 1 + (int64_t)draw(seed, 200000),
		.messages =
		    (uint32_t)(draw(seed, 3) == 0 ? draw(seed, 500) : 1),
		.disposition = DISPOSITION_NONE,
		.dkim = pass ? ALIGNED_PASS : ALIGNED_FAIL,
		.spf = draw(seed, 2) ? ALIGNED_PASS : ALIGNED_FAIL,
		.header_from = DOMAIN,
		.envelope_from = pass ? DOMAIN : 3000,
		.auth = pass ? 5000 : 5001,
	};
}

/* Rows that share nothing, with the largest numbers. */
static struct row
odd(uint64_t *seed)
{
	const int64_t most = INT64_MAX / 2;

	return (struct row){
		.source = (int64_t)draw(seed, (uint64_t)most),
		.messages = (uint32_t)draw(seed, UINT32_MAX + UINT64_C(1)),
		.flags = (uint32_t)draw(seed, UINT32_MAX + UINT64_C(1)),
		.disposition = (uint8_t)draw(seed, 16),
		.dkim = (uint8_t)draw(seed, 4),
		.spf = (uint8_t)draw(seed, 4),
		.header_from = (int64_t)draw(seed, (uint64_t)most),
		.envelope_from = draw(seed, 2) ? most : 0,
		.envelope_to = (int64_t)draw(seed, 3),
		.auth = (int64_t)draw(seed, (uint64_t)most),
		.detail = (int64_t)draw(seed, (uint64_t)most),
	};
}

static void
assert_same(const struct row *a, const struct row *b)
{
	assert_int_equal(a->source, b->source);
	assert_int_equal(a->messages, b->messages);
	assert_int_equal(a->flags, b->flags);
	assert_int_equal(a->disposition, b->disposition);
	assert_int_equal(a->dkim, b->dkim);
	assert_int_equal(a->spf, b->spf);
	assert_int_equal(a->header_from, b->header_from);
	assert_int_equal(a->envelope_from, b->envelope_from);
	assert_int_equal(a->envelope_to, b->envelope_to);
	assert_int_equal(a->auth, b->auth);
	assert_int_equal(a->detail, b->detail);
}

/* Pack all, block by block, and look at each; says how many bytes. */
static size_t
there_and_back(const struct row *v, size_t n, size_t *ret_blocks)
{
	struct unpacked_block back;
	struct packed_block b;
	size_t bytes = 0;

	*ret_blocks = 0;
	for (size_t i = 0, k; i < n; i += k) {
		k = records_pack(&b, DOMAIN, PROVENANCE_VERIFIED, v + i, n - i);
		assert_true(k > 0 && k <= BLOCK_RECORDS && k <= n - i);
		assert_true(b.len <= BLOCK_BYTES);
		assert_true(records_unpack(b.data, b.len, DOMAIN, k, &back));
		assert_int_equal(back.n, k);
		assert_int_equal(back.provenance, PROVENANCE_VERIFIED);
		for (size_t j = 0; j < k; j++)
			assert_same(unpacked_row(&back, j), &v[i + j]);
		bytes += b.len;
		++*ret_blocks;
	}
	return bytes;
}

static void
rows_come_back(void **state)
{
	enum { N = 2000 };
	static struct row v[N];
	uint64_t seed = 7;
	size_t blocks;

	(void)state;
	for (size_t i = 0; i < N; i++)
		v[i] = usual(&seed);
	assert_true(there_and_back(v, N, &blocks) < 7 * N);
	assert_int_equal(blocks, (N + BLOCK_RECORDS - 1) / BLOCK_RECORDS);
	for (size_t i = 0; i < N; i++)
		v[i] = odd(&seed);
	/* These end by their bytes. */
	assert_true(there_and_back(v, N, &blocks) > 40 * N);
	assert_true(blocks > N / BLOCK_RECORDS);
	v[0] = (struct row){ .messages = 1 };
	there_and_back(v, 1, &blocks);
}

/* What a stranger would read, byte by byte. */
static void
the_form_is_that_of_the_header(void **state)
{
	static const uint8_t want[] = { 1 << 3 | PROVENANCE_IMPORTED,
		/* kind 0: verdict and auth are others; source 5 */
		0, 1 | 16, 2 | 3 << 2 | 2 << 4, 14, 10,
		/* the same, three messages, source 4 */
		1, 3, 1,
		/* kind 1: envelope_from is 300 more; source 4 */
		2, 4, 0xd8, 4, 0 };
	static const struct row rows[] = {
		{ .source = 5,
		    .messages = 1,
		    .disposition = DISPOSITION_NONE,
		    .dkim = ALIGNED_PASS,
		    .spf = ALIGNED_FAIL,
		    .header_from = DOMAIN,
		    .envelope_from = DOMAIN,
		    .auth = 7 },
		{ .source = 4,
		    .messages = 3,
		    .disposition = DISPOSITION_NONE,
		    .dkim = ALIGNED_PASS,
		    .spf = ALIGNED_FAIL,
		    .header_from = DOMAIN,
		    .envelope_from = DOMAIN,
		    .auth = 7 },
		{ .source = 4,
		    .messages = 1,
		    .disposition = DISPOSITION_NONE,
		    .dkim = ALIGNED_PASS,
		    .spf = ALIGNED_FAIL,
		    .header_from = DOMAIN,
		    .envelope_from = DOMAIN + 300,
		    .auth = 7 },
	};
	struct packed_block b;

	(void)state;
	assert_int_equal(records_pack(&b, DOMAIN, PROVENANCE_IMPORTED, rows, 3),
	    3);
	assert_int_equal(b.len, sizeof(want));
	assert_memory_equal(b.data, want, sizeof(want));
}

/* From memory of just that size, so that a look beyond it is seen. */
static bool
reads(const uint8_t *p, size_t size, size_t n)
{
	uint8_t *copy = xmalloc(size + 1);
	uint8_t *at = copy + 1;
	struct unpacked_block back;
	bool sound;

	memcpy(at, p, size);
	sound = records_unpack(at, size, DOMAIN, n, &back);
	free(copy);
	return sound;
}

static void
damage_is_told(void **state)
{
	struct row v[BLOCK_RECORDS];
	struct packed_block b;
	uint64_t seed = 3;
	size_t n;

	(void)state;
	for (size_t i = 0; i < BLOCK_RECORDS; i++)
		v[i] = i % 3 == 0 ? odd(&seed) : usual(&seed);
	n = records_pack(&b, DOMAIN, PROVENANCE_FAILED, v, 12);
	assert_true(reads(b.data, b.len, n));
	for (size_t cut = 0; cut < b.len; cut++)
		assert_false(reads(b.data, cut, n));
	assert_false(reads(b.data, b.len, n - 1));
	assert_false(reads(b.data, b.len, n + 1));
	assert_false(reads(b.data, b.len, 0));
	assert_false(reads(b.data, b.len, BLOCK_RECORDS + 1));
	b.data[b.len] = 0;
	assert_false(reads(b.data, b.len + 1, n));
	b.data[0] ^= 1 << 3; /* another form */
	assert_false(reads(b.data, b.len, n));
}

static void
no_bytes_are_read_wrongly(void **state)
{
	uint8_t bytes[256];
	uint64_t seed = 11;
	size_t sound = 0;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		size_t size = draw_bytes(&seed, bytes, sizeof(bytes), 3, 8);

		bytes[0] = 1 << 3 | PROVENANCE_VERIFIED;
		sound += reads(bytes, size, 1 + draw(&seed, BLOCK_RECORDS + 1));
	}
	assert_true(sound > 0 && sound < 200000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_come_back),
		cmocka_unit_test(the_form_is_that_of_the_header),
		cmocka_unit_test(damage_is_told),
		cmocka_unit_test(no_bytes_are_read_wrongly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
