/*
 * Private to settings_value*.c: a value on its way into the settings, and what
 * reads and writes each type of value.
 */
#ifndef CLI_SETTINGS_VALUE_INSIDE_H
#define CLI_SETTINGS_VALUE_INSIDE_H

#include "cli/settings_value.h"

struct value_reading {
	struct settings *s; /* for its arena */
	void *member;       /* of s */
	const char *name, *value;
	struct error *e;
};

/* ERR_INPUT: "NAME takes TAKES, not VALUE". */
enum err value_refuse(const struct value_reading *r, const char *takes);

/* The value into its member; ERR_INPUT with a sentence. */
typedef enum err value_reader(const struct value_reading *r);
/* The member as value_reader takes it, appended. */
typedef void value_writer(const void *member, struct buf *out);

value_reader value_read_words, value_read_domains, value_read_pair;
value_writer value_write_list, value_write_pair;

value_reader value_read_seconds, value_read_days, value_read_keep,
    value_read_count, value_read_limit;
value_writer value_write_number, value_write_days, value_write_keep,
    value_write_limit;

#endif
