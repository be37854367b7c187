/*
 * Days are UTC and counted from 1970-01-01 = 0.  Nothing in core, ingest,
 * store or advise reads a clock: `now` is handed in.
 */
#ifndef CORE_DAY_H
#define CORE_DAY_H

#include <stdbool.h>
#include <stdint.h>

enum { DAY_SECONDS = 86400, DAY_TEXT_MAX = 16, TIME_TEXT_MAX = 32 };

typedef int32_t day_t;

/* The day of a moment in UTC seconds (negative moments floor). */
day_t day_of(int64_t seconds);

/* A report counts on the day of its midpoint (architecture.md 4). */
day_t day_of_range(int64_t begin, int64_t end);

/* "2026-11-20".  Returns out. */
char *day_format(day_t day, char out[DAY_TEXT_MAX]);

/* Read "2026-11-20" and nothing else; false when it is no such day. */
bool day_parse(const char *s, day_t *ret);

/* "2026-11-20T06:12:00Z".  Returns out. */
char *time_format(int64_t seconds, char out[TIME_TEXT_MAX]);

#endif
