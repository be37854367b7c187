/* The table of codes: what each weighs and which members it speaks of. */
#ifndef ADVISE_CODES_H
#define ADVISE_CODES_H

#include "advise/result.h"

enum field_kind {
	FIELD_END,
	FIELD_INTEGER, /* double, a whole number */
	FIELD_COUNT,   /* int64_t */
	FIELD_INT,     /* int */
	FIELD_TEXT,    /* const char *, null for NULL */
	FIELD_DAY,     /* day_t */
	FIELD_BOOL,
	FIELD_LIST,    /* the member `list` */
	FIELD_1,       /* double, rounded to 1, 2, 3, 4 decimals */
	FIELD_2,
	FIELD_3,
	FIELD_4,
	FIELD_PLAIN, /* double as it is */
};

struct code_field {
	const char *key; /* of the JSON */
	enum field_kind kind;
	size_t offset; /* in struct advice_item */
};

/* The members of an item that its code gives a meaning; FIELD_END ends. */
const struct code_field *code_fields(enum advice_code c);

/* What an open blocker of this code takes from the score (6.5). */
int code_weight(enum advice_code c);

#endif
