/* The types of settings: from a text to a member of struct settings, and back. */
#ifndef CLI_SETTINGS_VALUE_H
#define CLI_SETTINGS_VALUE_H

#include "cli/settings.h"

/* That of SETTINGS; the ceilings are VALUE_LIMIT. */
enum value_type {
	VALUE_PATH,
	VALUE_TEXT,
	VALUE_WORDS,
	VALUE_DOMAINS,
	VALUE_CHOICE,
	VALUE_PAIR,
	VALUE_HOW,
	VALUE_SWITCH,
	VALUE_SECONDS,
	VALUE_COUNT,
	VALUE_DAYS,
	VALUE_KEEP,
	VALUE_LIMIT
};

/*
 * Read a value into its member; a list grows.  Texts go into the arena of s.
 * ERR_INPUT with a sentence that says what the setting `name` takes.
 */
enum err value_read(enum value_type type, struct settings *s, void *member,
    const char *name, const char *value, struct error *e) MUST_CHECK;

void value_write(enum value_type type, const void *member, struct buf *out);

/* May be given several times. */
bool value_is_list(enum value_type type);

#endif
