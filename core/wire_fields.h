/*
 * The fields of what goes over the wire, once for writer and reader.  Private
 * to core/wire*.c.
 */
#ifndef CORE_WIRE_FIELDS_H
#define CORE_WIRE_FIELDS_H

#include <stddef.h>
#include <stdint.h>

#include "core/limits.h"
#include "core/wire.h"
#include "core/words.h"

enum wire_kind {
	WIRE_TEXT,   /* const char *: u32 length + 1, or 0 for NULL; bytes */
	WIRE_HOST,   /* the same, and as domain_normalize() leaves it */
	WIRE_WORD,   /* struct word: the text, as above */
	WIRE_CODE,   /* an enum that has a vocabulary: u8 */
	WIRE_NUMBER, /* int64_t: u64, two's complement */
	WIRE_SIZE,   /* size_t: u64 */
	WIRE_INT,    /* int: u64, likewise */
	WIRE_BOOL,   /* u8, 0 or 1 */
	WIRE_IP,     /* struct ip: u8 length, bytes */
	WIRE_DIGEST, /* struct digest: bytes */
	WIRE_LIST,   /* u32 count, each element's fields */
	WIRE_STRUCT, /* the fields of a struct within the struct */
};

struct wire_struct;

struct wire_field {
	enum wire_kind kind;
	const char *name;
	size_t at;               /* offset in the struct */
	size_t limit;            /* texts, lists: offset in struct limits */
	size_t count_at;         /* lists: offset of the count */
	enum vocabulary vocab;   /* words and codes */
	int64_t min, max;        /* numbers */
	const struct wire_struct *of; /* lists, structs */
};

struct wire_struct {
	const struct wire_field *fields;
	size_t n;
	size_t size; /* sizeof the struct */
};

extern const struct wire_struct wire_source, wire_record, wire_document,
    wire_report;

/* No ceiling is set lower than what our own sentences and hosts need. */
enum { WIRE_TEXT_MIN = 512 };

/* The ceiling of a text or a list. */
size_t wire_ceiling(const struct wire_field *f, const struct limits *limits);

/* Of a frame, for messages; static. */
const char *wire_type_name(enum wire_type type);

#endif
