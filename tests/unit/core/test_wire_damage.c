/* Bytes of the wire that were damaged on their way: refused, and no harm. */
#include "tests/unit/core/wire_fixture.h"

/* One item with everything in it, short enough to try each of its bits. */
static void
send_item(struct fixture *f)
{
	struct buf deflated;
	struct record r[2];
	struct report report;
	struct document d;
	struct error e;

	buf_init(&deflated, KIB);
	buf_addstr(&deflated, "deflated");
	chance_record(&f->chance, &f->limits, &r[0]);
	chance_record(&f->chance, &f->limits, &r[1]);
	r[0].n_auth_dkim = r[0].n_auth_dkim > 2 ? 2 : r[0].n_auth_dkim;
	chance_report(&f->chance, &f->limits, &report);
	chance_document(&f->chance, &d);
	sent(wire_write_source(&f->writer, &plain_source, &e));
	sent(wire_write_record(&f->writer, &r[1], &e));
	sent(wire_write_restart(&f->writer, &e));
	send_document(f, r, 2, &d, &report, &deflated);
	sent(wire_write_end(&f->writer, &e));
	buf_free(&deflated);
}

/* Read to the first error or the end; all that is read must be sound. */
static enum err
read_on(struct fixture *f, const char *p, size_t n)
{
	struct buf again;
	struct wire_writer w;
	struct wire_frame got;
	enum wire_type type;
	struct error e;
	size_t size;
	enum err err = OK;

	buf_init(&again, 64 * MIB);
	wire_writer_init(&w, &f->limits, keep, &again);
	wire_reader_reset(f->reader);
	while (err == OK && n > 0) {
		err = wire_frame_at(p, n, wire_body_max(&f->limits), &type,
		    &size, &e);
		if (err != OK || size == 0 || size > n)
			break;
		err = wire_read(f->reader, p, size, &got, &e);
		/* Writing it again walks through every text. */
		if (err == OK && got.type == WIRE_RECORD)
			sent(wire_write_record(&w, &got.record, &e));
		if (err == OK && got.type == WIRE_DOCUMENT)
			sent(wire_write_document(&w, &got.document, &e));
		p += size;
		n -= size;
	}
	wire_writer_free(&w);
	buf_free(&again);
	return err;
}

static void
flipped_bits_do_no_harm(void **state)
{
	struct fixture *f = *state;
	size_t refused = 0;

	send_item(f);
	assert_int_equal(read_on(f, f->sent.data, f->sent.len), OK);
	for (size_t i = 0; i < f->sent.len; i++)
		for (int bit = 0; bit < 8; bit++) {
			f->sent.data[i] ^= (char)(1 << bit);
			refused += read_on(f, f->sent.data, f->sent.len) != OK;
			f->sent.data[i] ^= (char)(1 << bit);
		}
	assert_true(refused > f->sent.len);
}

static void
a_cut_stream_does_no_harm(void **state)
{
	struct fixture *f = *state;

	send_item(f);
	for (size_t n = 0; n < f->sent.len; n++) {
		char *copy = malloc(n + 1); /* ends where ASan looks */

		memcpy(copy, f->sent.data, n);
		read_on(f, copy, n);
		free(copy);
	}
}

static void
a_cut_frame_is_refused(void **state)
{
	struct fixture *f = *state;
	enum wire_type type;
	struct error e;
	size_t size;

	send_item(f);
	for (size_t at = 0; at < f->sent.len; at += size) {
		char *frame = f->sent.data + at;

		assert_int_equal(wire_frame_at(frame, f->sent.len - at,
		                     wire_body_max(&f->limits), &type, &size,
		                     &e),
		    OK);
		if (type == WIRE_PIECE)
			continue; /* is as long as it is */
		for (size_t n = 0; n < size - WIRE_HEAD; n++) {
			set_length(frame, n);
			assert_int_equal(read_on(f, f->sent.data,
			                     at + WIRE_HEAD + n),
			    ERR_INPUT);
		}
		set_length(frame, size - WIRE_HEAD);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(flipped_bits_do_no_harm),
		TEST(a_cut_stream_does_no_harm),
		TEST(a_cut_frame_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
