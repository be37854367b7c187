/*
 * One table from two lists of X-macros; defaults are read like a file's.
 */
#include "cli/settings.h"

#include <stdlib.h>
#include <string.h>

#include "cli/settings_value.h"

enum { ARENA_MAX = 4 * 1024 * 1024 };

static const struct setting {
	const char *name;
	enum value_type type;
	size_t offset;
	const char *value, *help;
} settings[] = {
#define ROW_(member, name, type, value, help) \
	{ name, VALUE_##type, offsetof(struct settings, member), value, help },
	SETTINGS(ROW_)
#undef ROW_
#define ROW_(name, value, why) \
	{ #name, VALUE_LIMIT, offsetof(struct settings, limits.name), "", why },
	    LIMITS(ROW_)
#undef ROW_
};

/* The limits are written with _ , as everywhere; - is taken, too. */
static bool
is_name(const char *have, const char *name)
{
	for (; *have != '\0' && *name != '\0'; have++, name++)
		if (*have != *name && !(*have == '_' && *name == '-') &&
		    !(*have == '-' && *name == '_'))
			return false;
	return *have == *name;
}

static const char a_default[] = "default";

enum err
settings_set(struct settings *s, const char *name, const char *value,
    const char *from, struct error *e)
{
	size_t i = 0;
	enum err err;

	while (i < SETTING_COUNT && !is_name(settings[i].name, name))
		i++;
	if (i == SETTING_COUNT)
		return error_set(e, ERR_INPUT,
		    "there is no setting \"%s\"; rampart.conf(5) lists them",
		    name);
	if (s->from[i] != a_default && !value_is_list(settings[i].type))
		return error_set(e, ERR_INPUT, "%s is set twice, first in %s",
		    name, s->from[i]);
	err = value_read(settings[i].type, s, (char *)s + settings[i].offset,
	    settings[i].name, value, e);
	if (err == OK)
		s->from[i] = from;
	s->rules = (struct store_rules){ s->own_domains.v, s->own_domains.n,
		s->trusted_reporter.v, s->trusted_reporter.n,
		s->limits.records };
	return err;
}

void
settings_init(struct settings *s)
{
	*s = (struct settings){ .limits = limits_default() };
	arena_init(&s->arena, ARENA_MAX);
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		struct error e;

		s->from[i] = a_default;
		if (*settings[i].value != '\0' &&
		    settings_set(s, settings[i].name, settings[i].value,
		        a_default, &e) != OK)
			abort();
	}
	s->rules.records = s->limits.records;
}

void
settings_free(struct settings *s)
{
	free(s->authserv_id.v);
	free(s->own_domains.v);
	free(s->trusted_reporter.v);
	arena_release(&s->arena);
}

unsigned
settings_trust(const struct settings *s)
{
	bool unverified =
	    s->trust_unverified == TRUST_YES ||
	    (s->trust_unverified == TRUST_AUTO && s->authserv_id.n == 0);

	return unverified ? TRUST_DEFAULT : TRUST_VERIFIED;
}

struct authserv
settings_authserv(const struct settings *s)
{
	return (struct authserv){ s->authserv_id.v, s->authserv_id.n };
}

static day_t
days_ago(day_t today, int64_t days)
{
	return days > 0 && days < today ? today - (day_t)days : 0;
}

struct horizon
settings_horizon(const struct settings *s, day_t today)
{
	int64_t documents =
	    s->keep_documents > 0 ? s->keep_documents : s->keep_records;

	return (struct horizon){ days_ago(today, s->keep_records),
		s->keep_documents == KEEP_NONE ? today
		                               : days_ago(today, documents),
		days_ago(today, s->keep_ledger) };
}

#define C(member, title, flags) \
	COLUMN(struct setting_row, member, title, COLUMN_TEXT, flags)
static const struct column setting_columns[] = {
	C(name, "Setting", 0),
	C(value, "Value", 0),
	C(from, "From", 0),
	C(help, "What", COLUMN_HIDDEN),
};
#undef C
const struct table setting_table = { "settings", setting_columns,
	sizeof(setting_columns) / sizeof(setting_columns[0]) };

struct setting_row
settings_row(const struct settings *s, enum setting_id id, struct buf *value)
{
	const struct setting *row = &settings[id];

	value_write(row->type, (const char *)s + row->offset, value);
	return (struct setting_row){ row->name,
		value->len > 0 ? value->data : NULL, s->from[id], row->help };
}
