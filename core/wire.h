/*
 * What a parser worker tells the process that owns the database: a flat row of
 * frames, each with its length before it.  The writer believes its structs;
 * the reader believes nothing, for the writer may have been taken over by what
 * it parsed.
 *
 *	u32 length of the body, little endian; u8 type; the body
 *
 * A body is the fields of a struct in the order of one table
 * (wire_fields.c), which writer and reader share.  Frames of an item come in
 * this order, and the reader holds them to it:
 *
 *	source, { record | restart } ..., piece ..., document, ..., end
 *
 * or error in the place of any of them.  Pieces are a document's deflated
 * bytes, sent just before it.
 *
 * Not sent, because a worker has no business knowing them: the path.  Not sent
 * either: the code of a word, which the reader works out from its text.
 */
#ifndef CORE_WIRE_H
#define CORE_WIRE_H

#include "core/limits.h"
#include "core/report.h"

enum wire_type {
	WIRE_SOURCE = 1, /* struct intake_source without path */
	WIRE_RECORD,     /* struct record */
	WIRE_RESTART,    /* forget the records of the open document */
	WIRE_PIECE,      /* deflated bytes */
	WIRE_DOCUMENT,   /* struct document with its struct report */
	WIRE_END,        /* of the item */
	WIRE_ERROR,      /* the item could not be read: struct error */
};

enum { WIRE_HEAD = 5, WIRE_PIECE_BYTES = 64 * 1024 };

/* The largest body that a worker with these limits can have to send. */
size_t wire_body_max(const struct limits *limits);

/*
 * The writer gathers frames and hands them to flush when there are enough, and
 * at the end of an item.  Each call fails only as flush does.
 */
struct wire_writer {
	struct buf buf; /* owned */
	enum err (*flush)(void *ctx, const void *p, size_t n,
	    struct error *e);
	void *ctx;
};

void wire_writer_init(struct wire_writer *w, const struct limits *limits,
    enum err (*flush)(void *ctx, const void *p, size_t n, struct error *e),
    void *ctx);
void wire_writer_free(struct wire_writer *w);
enum err wire_write_source(struct wire_writer *w,
    const struct intake_source *s, struct error *e) MUST_CHECK;
enum err wire_write_record(struct wire_writer *w, const struct record *r,
    struct error *e) MUST_CHECK;
enum err wire_write_restart(struct wire_writer *w, struct error *e) MUST_CHECK;
enum err wire_write_document(struct wire_writer *w, const struct document *d,
    struct error *e) MUST_CHECK;
enum err wire_write_end(struct wire_writer *w, struct error *e) MUST_CHECK;
enum err wire_write_error(struct wire_writer *w, const struct error *what,
    struct error *e) MUST_CHECK;

/*
 * The type of the frame at p and its size with the head; 0 while the head is
 * not there as a whole.  ERR_INPUT: no such type, or larger than body_max.
 */
enum err wire_frame_at(const void *p, size_t n, size_t body_max,
    enum wire_type *ret_type, size_t *ret_size, struct error *e) MUST_CHECK;

/* A frame, read and checked.  Everything is borrowed from the reader until
   its next call; source.path is NULL. */
struct wire_frame {
	enum wire_type type;
	union {
		struct intake_source source;
		struct record record;
		struct document document;
		struct error error;
	};
};

struct wire_reader;

/* limits is borrowed as long as the reader lives.  Caller frees. */
struct wire_reader *wire_reader_new(const struct limits *limits);
void wire_reader_free(struct wire_reader *r);

/* Expect the first frame of an item, whatever came before. */
void wire_reader_reset(struct wire_reader *r);

/*
 * Read one whole frame of n bytes, head and all.  ERR_INPUT: it is not what a
 * sound worker sends at this place; nothing that follows can be read.
 */
enum err wire_read(struct wire_reader *r, const void *p, size_t n,
    struct wire_frame *ret, struct error *e) MUST_CHECK;

#endif
