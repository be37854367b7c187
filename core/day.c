/*
 * Days are turned into dates and back by arithmetic on eras of 400 years that
 * begin on 1 March, so that the leap day comes last and months need no table.
 * Moments beyond what day_t holds (five million years) count as its ends.
 */
#include <stdio.h>
#include <string.h>

#include "core/day.h"

enum {
	ERA_DAYS = 146097,   /* 400 years */
	ERA_TO_1970 = 719468 /* days from 0000-03-01 to 1970-01-01 */
};

struct date {
	int64_t year;
	int month, day;
};

static int64_t
divide_floor(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static struct date
date_of(day_t day)
{
	int64_t n = (int64_t)day + ERA_TO_1970;
	int64_t era = divide_floor(n, ERA_DAYS);
	int in_era = (int)(n - era * ERA_DAYS);
	int year =
	    (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int in_year = in_era - (365 * year + year / 4 - year / 100);
	int month = (5 * in_year + 2) / 153; /* 0 is March */
	return (struct date){
		.year = era * 400 + year + (month >= 10),
		.month = month < 10 ? month + 3 : month - 9,
		.day = in_year - (153 * month + 2) / 5 + 1,
	};
}

static day_t
day_of_date(struct date d)
{
	int64_t y = d.month <= 2 ? d.year - 1 : d.year;
	int64_t era = divide_floor(y, 400);
	int64_t year = y - era * 400;
	int month = d.month > 2 ? d.month - 3 : d.month + 9;
	int64_t in_year = (153 * month + 2) / 5 + d.day - 1;
	int64_t in_era = year * 365 + year / 4 - year / 100 + in_year;
	return (day_t)(era * ERA_DAYS + in_era - ERA_TO_1970);
}

day_t
day_of(int64_t seconds)
{
	int64_t day = divide_floor(seconds, DAY_SECONDS);
	if (day < INT32_MIN)
		return INT32_MIN;
	return day > INT32_MAX ? INT32_MAX : (day_t)day;
}

day_t
day_of_range(int64_t begin, int64_t end)
{
	/* Halved one by one: begin + end may not fit. */
	return day_of(begin / 2 + end / 2 + (begin % 2 + end % 2) / 2);
}

/* v as n decimal digits at s.  Returns what is behind them. */
static char *
write_digits(char *s, int v, int n)
{
	for (int i = n; i-- > 0; v /= 10)
		s[i] = (char)('0' + v % 10);
	return s + n;
}

/* By hand in our millennia: every row of a list has some. */
char *
day_format(day_t day, char out[DAY_TEXT_MAX])
{
	struct date d = date_of(day);
	char *p;

	if (d.year < 0 || d.year > 9999) {
		snprintf(out, DAY_TEXT_MAX, "%04d-%02u-%02u", (int)d.year,
		    (unsigned)d.month % 100, (unsigned)d.day % 100);
		return out;
	}
	p = write_digits(out, (int)d.year, 4);
	*p++ = '-';
	p = write_digits(p, d.month, 2);
	*p++ = '-';
	*write_digits(p, d.day, 2) = '\0';
	return out;
}

/* n decimal digits at s; -1 when one is none. */
static int
digits(const char *s, int n)
{
	int number = 0;
	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		number = number * 10 + (s[i] - '0');
	}
	return number;
}

bool
day_parse(const char *s, day_t *ret)
{
	if (s == NULL || strlen(s) != strlen("2026-11-20") || s[4] != '-' ||
	    s[7] != '-')
		return false;
	struct date d = { digits(s, 4), digits(s + 5, 2), digits(s + 8, 2) };
	if (d.year < 0 || d.month < 1 || d.month > 12 || d.day < 1)
		return false;

	/* A day that the month lacks comes back as one of the next month. */
	day_t day = day_of_date(d);
	if (date_of(day).month != d.month || date_of(day).day != d.day)
		return false;
	*ret = day;
	return true;
}

char *
time_format(int64_t seconds, char out[TIME_TEXT_MAX])
{
	char day[DAY_TEXT_MAX];
	int rest = (int)(seconds % DAY_SECONDS);
	if (rest < 0)
		rest += DAY_SECONDS;
	snprintf(out, TIME_TEXT_MAX, "%sT%02d:%02d:%02dZ",
	    day_format(day_of(seconds), day), rest / 3600, rest / 60 % 60,
	    rest % 60);
	return out;
}
