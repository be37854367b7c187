/*
 * Each type of value has a function that reads it and one that writes it.
 */
#include "cli/settings_value.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A ceiling is at most this: MIME and XML parsers count in 32 bits. */
#define LIMIT_MAX ((int64_t)1024 * 1024 * 1024)
enum { LIST_MAX = 10000, SECONDS_MAX = 86400 };

/* One value on its way into the settings. */
struct reading {
	struct settings *s;
	void *member;
	const char *name, *value;
	struct error *e;
};

static enum err
refuse(const struct reading *r, const char *takes)
{
	return error_set(r->e, ERR_INPUT, "%s takes %s, not \"%s\"", r->name,
	    takes, r->value);
}

static enum err
read_text(const struct reading *r)
{
	if (*r->value == '\0')
		return refuse(r, "a value");
	*(const char **)r->member = arena_strdup(&r->s->arena, r->value);
	return OK;
}

static enum err
read_path(const struct reading *r)
{
	if (*r->value != '/')
		return refuse(r, "a path that begins with /");
	return read_text(r);
}

static bool
is_authserv_id(const char *s)
{
	for (; *s != '\0'; s++)
		if (*s <= ' ' || *s > '~' || strchr("\"();=", *s) != NULL)
			return false;
	return true;
}

/* Add what `word` is to the list; NULL when it is none. */
typedef const char *(*word_fn)(struct arena *a, const char *word);

static const char *
word_of_id(struct arena *a, const char *word)
{
	return is_authserv_id(word) ? arena_strdup(a, word) : NULL;
}

static const char *
word_of_domain(struct arena *a, const char *word)
{
	char name[DOMAIN_MAX + 1];

	return domain_normalize(word, name) ? arena_strdup(a, name) : NULL;
}

/* Words apart by blanks or commas. */
static enum err
read_list(const struct reading *r, word_fn fn, const char *takes)
{
	struct setting_words *list = r->member;
	char *text = xstrdup(r->value), *save, *word;
	size_t before = list->n;
	enum err err = OK;

	for (word = strtok_r(text, " \t,", &save); word != NULL && err == OK;
	     word = strtok_r(NULL, " \t,", &save)) {
		const char *v = fn(&r->s->arena, word);

		if (v == NULL || list->n == LIST_MAX) {
			err = refuse(r, takes);
			break;
		}
		list->v = xrealloc(list->v, (list->n + 1) * sizeof(*list->v));
		list->v[list->n++] = v;
	}
	free(text);
	if (err == OK && list->n == before)
		err = refuse(r, takes);
	return err;
}

static enum err
read_words(const struct reading *r)
{
	return read_list(r, word_of_id, "names of mail servers");
}

static enum err
read_domains(const struct reading *r)
{
	return read_list(r, word_of_domain, "domain names");
}

static enum err
read_pair(const struct reading *r)
{
	struct setting_pairs *list = r->member;
	struct setting_words two = { NULL, 0 };
	const struct reading domains = { r->s, &two, r->name, r->value, r->e };
	enum err err = read_list(&domains, word_of_domain,
	    "two domain names, of a report's email and of its mail's From");

	if (err == OK && two.n != 2)
		err = refuse(r,
		    "two domain names, of a report's email and of its mail's "
		    "From");
	else if (err == OK) {
		list->v = xrealloc(list->v, (list->n + 1) * sizeof(*list->v));
		list->v[list->n++] =
		    (struct reporter_pair){ two.v[0], two.v[1] };
	}
	free(two.v);
	return err;
}

static const char *const choices
    [] = { [TRUST_AUTO] = "auto", [TRUST_YES] = "yes", [TRUST_NO] = "no" };

static enum err
read_choice(const struct reading *r)
{
	for (size_t i = 0; i < sizeof(choices) / sizeof(*choices); i++)
		if (strcmp(choices[i], r->value) == 0) {
			*(enum trust_unverified *)r->member =
			    (enum trust_unverified)i;
			return OK;
		}
	return refuse(r, "yes, no or auto");
}

static enum err
read_how(const struct reading *r)
{
	if (acknowledge_read(r->value, r->member))
		return OK;
	return refuse(r, "leave, seen or file");
}

static enum err
read_switch(const struct reading *r)
{
	bool yes = strcmp(r->value, "yes") == 0;

	if (!yes && strcmp(r->value, "no") != 0)
		return refuse(r, "yes or no");
	*(bool *)r->member = yes;
	return OK;
}

static enum err
read_seconds(const struct reading *r)
{
	int64_t seconds;

	if (!text_number(r->value, SECONDS_MAX, &seconds) || seconds < 1)
		return refuse(r, "seconds from 1 to 86400");
	*(int64_t *)r->member = seconds;
	return OK;
}

enum { DAYS_MAX = 36500, COUNT_MAX = 64 };

static enum err
read_days(const struct reading *r)
{
	int64_t days;

	if (!text_number(r->value, DAYS_MAX, &days) || days < 1)
		return refuse(r, "a number of days from 1 to 36500");
	*(int64_t *)r->member = days;
	return OK;
}

static enum err
read_keep(const struct reading *r)
{
	int64_t days;

	if (!text_number(r->value, DAYS_MAX, &days))
		return refuse(r, "a number of days from 0 to 36500");
	*(int64_t *)r->member = days > 0 ? days : KEEP_NONE;
	return OK;
}

/* As `rampart settings` shows it, or nothing for 0. */
static enum err
read_count(const struct reading *r)
{
	int64_t n = 0;

	if (*r->value != '\0' && !text_number(r->value, COUNT_MAX, &n))
		return refuse(r, "a number from 0 to 64");
	*(int64_t *)r->member = n;
	return OK;
}

static const struct {
	char letter;
	size_t size;
} units[] = { { 'G', 1024 * MIB }, { 'M', MIB }, { 'K', KIB } };

/* "26214400", "25M". */
static enum err
read_limit(const struct reading *r)
{
	char *digits = xstrdup(r->value);
	size_t n = strlen(digits), unit = 1;
	int64_t number;
	bool good;

	for (size_t i = 0; i < sizeof(units) / sizeof(*units) && n > 1; i++)
		if ((digits[n - 1] & ~0x20) == units[i].letter) {
			unit = units[i].size;
			digits[--n] = '\0';
			break;
		}
	good = strspn(digits, "0123456789") == n &&
	       text_number(digits, LIMIT_MAX / (int64_t)unit, &number) &&
	       number > 0;
	free(digits);
	if (!good)
		return refuse(r,
		    "a number from 1 to 1G (K, M and G behind it are 1024, "
		    "1024^2 and 1024^3)");
	*(size_t *)r->member = (size_t)number * unit;
	return OK;
}

/* ----------------------------------------------------------------- writing */

static void
write_text(const void *member, struct buf *out)
{
	const char *const *text = member;

	buf_addstr(out, *text != NULL ? *text : "");
}

static void
write_list(const void *member, struct buf *out)
{
	const struct setting_words *list = member;

	for (size_t i = 0; i < list->n; i++)
		buf_printf(out, "%s%s", i > 0 ? " " : "", list->v[i]);
}

static void
write_pair(const void *member, struct buf *out)
{
	const struct setting_pairs *list = member;

	for (size_t i = 0; i < list->n; i++)
		buf_printf(out, "%s%s %s", i > 0 ? ", " : "", list->v[i].email,
		    list->v[i].from);
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

/* Of seconds, or of a count. */
static void
write_number(const void *member, struct buf *out)
{
	buf_printf(out, "%lld", (long long)*(const int64_t *)member);
}

static void
write_days(const void *member, struct buf *out)
{
	int64_t days = *(const int64_t *)member;

	if (days > 0)
		buf_printf(out, "%" PRId64, days);
}

static void
write_keep(const void *member, struct buf *out)
{
	if (*(const int64_t *)member == KEEP_NONE)
		buf_addstr(out, "0");
	else
		write_days(member, out);
}

static void
write_limit(const void *member, struct buf *out)
{
	size_t v = *(const size_t *)member;

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (v % units[i].size == 0) {
			buf_printf(out, "%zu%c", v / units[i].size,
			    units[i].letter);
			return;
		}
	buf_printf(out, "%zu", v);
}

/* --------------------------------------------------------------- the types */

static const struct {
	enum err (*read)(const struct reading *r);
	void (*write)(const void *member, struct buf *out);
	bool list;
} types[] = {
	[VALUE_PATH] = { read_path, write_text, false },
	[VALUE_TEXT] = { read_text, write_text, false },
	[VALUE_WORDS] = { read_words, write_list, true },
	[VALUE_DOMAINS] = { read_domains, write_list, true },
	[VALUE_CHOICE] = { read_choice, write_choice, false },
	[VALUE_PAIR] = { read_pair, write_pair, true },
	[VALUE_HOW] = { read_how, write_how, false },
	[VALUE_SWITCH] = { read_switch, write_switch, false },
	[VALUE_SECONDS] = { read_seconds, write_number, false },
	[VALUE_COUNT] = { read_count, write_number, false },
	[VALUE_DAYS] = { read_days, write_days, false },
	[VALUE_KEEP] = { read_keep, write_keep, false },
	[VALUE_LIMIT] = { read_limit, write_limit, false },
};

enum err
value_read(enum value_type type, struct settings *s, void *member,
    const char *name, const char *value, struct error *e)
{
	return types[type].read(&(struct reading){ s, member, name, value, e });
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
