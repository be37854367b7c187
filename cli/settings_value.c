/*
 * Each type of value has a function that reads it and one that writes it; here
 * are those of texts and of words to choose from, and the table of all.
 */
#include <string.h>

#include "cli/settings_value_inside.h"

enum err
value_refuse(const struct value_reading *r, const char *takes)
{
	return error_set(r->e, ERR_INPUT, "%s takes %s, not \"%s\"", r->name,
	    takes, r->value);
}

static enum err
read_text(const struct value_reading *r)
{
	if (*r->value == '\0')
		return value_refuse(r, "a value");
	*(const char **)r->member = arena_strdup(&r->s->arena, r->value);
	return OK;
}

static enum err
read_path(const struct value_reading *r)
{
	if (*r->value != '/')
		return value_refuse(r, "a path that begins with /");
	return read_text(r);
}

static const char *const choices
    [] = { [TRUST_AUTO] = "auto", [TRUST_YES] = "yes", [TRUST_NO] = "no" };

static enum err
read_choice(const struct value_reading *r)
{
	for (size_t i = 0; i < sizeof(choices) / sizeof(*choices); i++)
		if (strcmp(choices[i], r->value) == 0) {
			*(enum trust_unverified *)r->member =
			    (enum trust_unverified)i;
			return OK;
		}
	return value_refuse(r, "yes, no or auto");
}

static enum err
read_how(const struct value_reading *r)
{
	if (acknowledge_read(r->value, r->member))
		return OK;
	return value_refuse(r, "leave, seen or file");
}

static enum err
read_switch(const struct value_reading *r)
{
	bool yes = strcmp(r->value, "yes") == 0;

	if (!yes && strcmp(r->value, "no") != 0)
		return value_refuse(r, "yes or no");
	*(bool *)r->member = yes;
	return OK;
}

static void
write_text(const void *member, struct buf *out)
{
	const char *const *text = member;

	buf_addstr(out, *text != NULL ? *text : "");
}

static void
write_choice(const void *member, struct buf *out)
{
	buf_addstr(out, choices[*(const enum trust_unverified *)member]);
}

static void
write_how(const void *member, struct buf *out)
{
	buf_addstr(out, acknowledge_word(*(const enum acknowledge *)member));
}

static void
write_switch(const void *member, struct buf *out)
{
	buf_addstr(out, *(const bool *)member ? "yes" : "no");
}

static const struct {
	value_reader *read;
	value_writer *write;
	bool list;
} types[] = {
	[VALUE_PATH] = { read_path, write_text, false },
	[VALUE_TEXT] = { read_text, write_text, false },
	[VALUE_WORDS] = { value_read_words, value_write_list, true },
	[VALUE_DOMAINS] = { value_read_domains, value_write_list, true },
	[VALUE_CHOICE] = { read_choice, write_choice, false },
	[VALUE_PAIR] = { value_read_pair, value_write_pair, true },
	[VALUE_HOW] = { read_how, write_how, false },
	[VALUE_SWITCH] = { read_switch, write_switch, false },
	[VALUE_SECONDS] = { value_read_seconds, value_write_number, false },
	[VALUE_COUNT] = { value_read_count, value_write_number, false },
	[VALUE_DAYS] = { value_read_days, value_write_days, false },
	[VALUE_KEEP] = { value_read_keep, value_write_keep, false },
	[VALUE_LIMIT] = { value_read_limit, value_write_limit, false },
};

enum err
value_read(enum value_type type, struct settings *s, void *member,
    const char *name, const char *value, struct error *e)
{
	return types[type].read(
	    &(struct value_reading){ s, member, name, value, e });
}

void
value_write(enum value_type type, const void *member, struct buf *out)
{
	types[type].write(member, out);
}

bool
value_is_list(enum value_type type)
{
	return types[type].list;
}
