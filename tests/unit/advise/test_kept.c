/*
 * What is kept is read as it was written; whatever its bytes are, nobody who
 * then looks at it leaves its memory.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "advise/addresses.h"
#include "advise/advise.h"
#include "advise/kept.h"
#include "advise/replay.h"
#include "core/deflate.h"

static struct error e;

static const struct origin_sender senders[] = { { "own:", "Own servers" },
	{ "svc:sendgrid", "SendGrid" } };
static const uint32_t reporters[] = { 0, 2 };
static const struct origin_cell cells[] = {
	{ PART_OWN_PASS, 300, 0, 20700, 20710, reporters, 2 },
	{ PART_FORGED, 3, 3, 20701, 20701, reporters, 1 },
};
static const struct origin_address addresses[] = {
	{ { 4, { 192, 0, 2, 1 } }, "mx.a.example", 0, cells, 2 },
	{ { 4, { 192, 0, 2, 9 } }, NULL, 1, cells, 1 },
};
static const struct origin_selector selectors[] = { { "a.example", "k1" } };
static const struct origin_signed signatures[] = { { 0, 1, PART_OWN_PASS, 300,
    290, 20700, 20710 } };
static const struct origins origins = { "a.example", 20710, 35, 3, senders,
	addresses, selectors, signatures, 2, 2, 1, 1 };

static const struct replay_cell tried[] = {
	{ REPLAY_OWN, true, REPLAY_APEX, true, false, 0xf, 300 },
	{ REPLAY_FORGED, false, REPLAY_BELOW_ODD, false, true, 0, 3 },
};
static const struct replay_mail mail[] = { { "own:", "Own servers", tried,
    2 } };
static const char *const hosts[] = { "news.a.example" };
static const struct advice_sender sums[] = { { .key = "own:",
    .name = "Own servers",
    .class = CLASS_NONE,
    .unauth_class = CLASS_SPOOF,
    .sub_hosts = hosts,
    .n_sub_hosts = 1 } };
static const struct advice_item blockers[] = { { .code = CODE_B_SPAN,
    .have = 3.5 } };
static const struct advice advice = { .domain = "a.example",
	.stage = { "Q25", "25 % to spam", 1 },
	.ladder = { RUNG_Q50, RUNG_Q100 },
	.n_ladder = 2,
	.target = RUNG_NONE,
	.verdict = VERDICT_NOT_READY,
	.blockers = blockers,
	.n_blockers = 1,
	.senders = sums,
	.n_senders = 1,
	.replay = mail,
	.n_replay = 1,
	.replay_days = 35 };

/* The bytes inside of zlib's, which are what a damaged one has. */
static void
write_plain(const struct kept_struct *form, const void *v, struct buf *out)
{
	struct buf packed;

	buf_init(&packed, MIB);
	buf_init(out, MIB);
	assert_int_equal(kept_write(form, v, &packed, &e), OK);
	assert_int_equal(inflate_buf(DEFLATE_ZLIB, packed.data, packed.len, out,
	                     &e),
	    OK);
	buf_free(&packed);
}

static enum err
read_plain(const struct kept_struct *form, const char *p, size_t n,
    struct arena *a, void **ret)
{
	struct buf packed;
	struct deflater *d;

	buf_init(&packed, MIB);
	d = deflate_begin(1, &packed);
	deflate_add(d, p, n);
	deflate_finish(d);
	enum err err = kept_read(form, packed.data, packed.len, a, ret, &e);
	buf_free(&packed);
	return err;
}

/* There may be too much of what a byte says, but nothing worse. */
static void
told(enum err err)
{
	assert_true(err == OK || err == ERR_LIMIT);
}

/* Ask everything of it. */
static void
ask_origins(const void *kept, struct arena *a)
{
	const struct advice_ask all = { NULL, WORD_UNSET },
	                        one = { "own:", WHOSE_FORGED };
	struct advice_addresses found;

	found.n = 0;
	told(advise_addresses(kept, &all, a, &found, &e));
	for (size_t i = 0; i < found.n; i++)
		json_decref(advice_address_to_json(&found.v[i]));
	told(advise_addresses(kept, &one, a, &found, &e));
}

static void
ask_advice(const void *kept, struct arena *a)
{
	const struct advice_context c = { kept, NULL };
	const struct advise_policy reject = { .p = POLICY_REJECT,
		.sp = WORD_UNSET,
		.np = WORD_UNSET,
		.pct = 100 };
	struct replay *r;

	json_decref(advice_to_json(kept));
	json_decref(advise_texts_to_json(&c));
	assert_int_equal(advise_replay(kept, &reject, a, &r, &e), OK);
	json_decref(replay_to_json(r));
}

/* Each byte, as several others, and each beginning. */
static void
damage(const struct kept_struct *form, const void *v,
    void (*ask)(const void *, struct arena *))
{
	static const uint8_t with[] = { 0, 1, 2, 8, 0x7f, 0x80, 0xff };
	struct arena a;
	struct buf plain;
	void *kept;

	write_plain(form, v, &plain);
	arena_init(&a, MIB);
	for (size_t i = 0; i < plain.len; i++) {
		char was = plain.data[i];

		for (size_t j = 0; j < sizeof(with); j++) {
			plain.data[i] = (char)with[j];
			if (read_plain(form, plain.data, plain.len, &a,
			        &kept) == OK)
				ask(kept, &a);
			arena_reset(&a);
		}
		plain.data[i] = was;
		assert_int_not_equal(read_plain(form, plain.data, i, &a, &kept),
		    OK);
		arena_reset(&a);
	}
	assert_int_equal(read_plain(form, plain.data, plain.len, &a, &kept),
	    OK);
	ask(kept, &a);
	arena_release(&a);
	buf_free(&plain);
}

static void
damaged_origins_hurt_nobody(void **state)
{
	(void)state;
	damage(&kept_origins, &origins, ask_origins);
}

static void
damaged_advice_hurts_nobody(void **state)
{
	(void)state;
	damage(&kept_advice, &advice, ask_advice);
}

static enum err
write_and_read(const struct origins *o)
{
	struct arena a;
	struct buf plain;
	void *kept;

	arena_init(&a, MIB);
	write_plain(&kept_origins, o, &plain);
	enum err err =
	    read_plain(&kept_origins, plain.data, plain.len, &a, &kept);
	buf_free(&plain);
	arena_release(&a);
	return err;
}

/* Of what points elsewhere nothing is believed. */
static void
indices_are_of_what_is_there(void **state)
{
	struct origin_address address = addresses[0];
	struct origin_signed signature = signatures[0];
	struct origins o = origins;

	(void)state;
	o.addresses = &address;
	o.n_addresses = 1;
	o.signatures = &signature;
	assert_int_equal(write_and_read(&o), OK);
	address.sender = 2;
	assert_int_equal(write_and_read(&o), ERR_INPUT);
	address.sender = 0;
	o.n_reporters = 2;
	assert_int_equal(write_and_read(&o), ERR_INPUT);
	o.n_reporters = 3;
	signature.selector = 1;
	assert_int_equal(write_and_read(&o), ERR_INPUT);
	signature.selector = 0;
	signature.sender = 2;
	assert_int_equal(write_and_read(&o), ERR_INPUT);
}

static void
what_is_kept_is_read(void **state)
{
	struct arena a;
	struct buf plain, again;
	void *kept;

	(void)state;
	arena_init(&a, MIB);
	write_plain(&kept_advice, &advice, &plain);
	assert_int_equal(read_plain(&kept_advice, plain.data, plain.len, &a,
	                     &kept),
	    OK);
	write_plain(&kept_advice, kept, &again);
	assert_int_equal(again.len, plain.len);
	assert_memory_equal(again.data, plain.data, plain.len);
	buf_free(&plain);
	buf_free(&again);
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_kept_is_read),
		cmocka_unit_test(indices_are_of_what_is_there),
		cmocka_unit_test(damaged_origins_hurt_nobody),
		cmocka_unit_test(damaged_advice_hurts_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
