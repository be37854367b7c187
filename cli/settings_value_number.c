/*
 * Values that are numbers: seconds, days, counts, and ceilings in bytes.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/settings_value_inside.h"

/* A ceiling is at most this: MIME and XML parsers count in 32 bits. */
#define LIMIT_MAX ((int64_t)1024 * 1024 * 1024)
enum { SECONDS_MAX = 86400, DAYS_MAX = 36500, COUNT_MAX = 64 };

enum err
value_read_seconds(const struct value_reading *r)
{
	int64_t seconds;

	if (!text_number(r->value, SECONDS_MAX, &seconds) || seconds < 1)
		return value_refuse(r, "seconds from 1 to 86400");
	*(int64_t *)r->member = seconds;
	return OK;
}

enum err
value_read_days(const struct value_reading *r)
{
	int64_t days;

	if (!text_number(r->value, DAYS_MAX, &days) || days < 1)
		return value_refuse(r, "a number of days from 1 to 36500");
	*(int64_t *)r->member = days;
	return OK;
}

enum err
value_read_keep(const struct value_reading *r)
{
	int64_t days;

	if (!text_number(r->value, DAYS_MAX, &days))
		return value_refuse(r, "a number of days from 0 to 36500");
	*(int64_t *)r->member = days > 0 ? days : KEEP_NONE;
	return OK;
}

/* As `rampart settings` shows it, or nothing for 0. */
enum err
value_read_count(const struct value_reading *r)
{
	int64_t n = 0;

	if (*r->value != '\0' && !text_number(r->value, COUNT_MAX, &n))
		return value_refuse(r, "a number from 0 to 64");
	*(int64_t *)r->member = n;
	return OK;
}

static const struct {
	char letter;
	size_t size;
} units[] = { { 'G', 1024 * MIB }, { 'M', MIB }, { 'K', KIB } };

/* "26214400", "25M". */
enum err
value_read_limit(const struct value_reading *r)
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
		return value_refuse(r,
		    "a number from 1 to 1G (K, M and G behind it are 1024, "
		    "1024^2 and 1024^3)");
	*(size_t *)r->member = (size_t)number * unit;
	return OK;
}

/* Of seconds, or of a count. */
void
value_write_number(const void *member, struct buf *out)
{
	buf_printf(out, "%lld", (long long)*(const int64_t *)member);
}

void
value_write_days(const void *member, struct buf *out)
{
	int64_t days = *(const int64_t *)member;

	if (days > 0)
		buf_printf(out, "%" PRId64, days);
}

void
value_write_keep(const void *member, struct buf *out)
{
	if (*(const int64_t *)member == KEEP_NONE)
		buf_addstr(out, "0");
	else
		value_write_days(member, out);
}

void
value_write_limit(const void *member, struct buf *out)
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
