/*
 * What a question is asked about: the same words on the command line, in the
 * API's query string and in the pages' addresses.
 */
#ifndef CORE_FILTER_H
#define CORE_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/day.h"
#include "core/err.h"
#include "core/ip.h"

/* X(BIT, "word", "what it takes") */
#define FILTERS(X)                                                            \
	X(FILTER_DOMAIN, "domain", "a policy domain")                         \
	X(FILTER_FROM, "from", "the first day, YYYY-MM-DD (UTC)")             \
	X(FILTER_TO, "to", "the last day, YYYY-MM-DD (UTC)")                  \
	X(FILTER_REPORTER, "reporter", "a reporter, as listed")               \
	X(FILTER_SOURCE_IP, "source_ip", "an IPv4 or IPv6 address")           \
	X(FILTER_DISPOSITION, "disposition", "none, quarantine, reject or pass") \
	X(FILTER_DMARC, "dmarc", "pass or fail")                              \
	X(FILTER_DKIM, "dkim", "pass or fail (aligned)")                      \
	X(FILTER_SPF, "spf", "pass or fail (aligned)")                        \
	X(FILTER_LIMIT, "limit", "1 to 1000, rows at the most")               \
	X(FILTER_CURSOR, "cursor", "where to go on: `next` of the last answer") \
	X(FILTER_SORT, "sort", "a column's key, - before it to turn round")   \
	X(FILTER_OUTCOME, "outcome", "what became of it, as malformed, or all") \
	X(FILTER_SENDER, "sender", "a sender's key, as net:192.0.2.0/24")     \
	X(FILTER_WHOSE, "whose", "own, forwarded, forged or unsure")

#define FILTER_SHIFT_(bit, word, what) bit##_SHIFT,
enum filter_shift { FILTERS(FILTER_SHIFT_) FILTER_COUNT };
#undef FILTER_SHIFT_
#define FILTER_BIT_(bit, word, what) bit = 1 << bit##_SHIFT,
enum filter_bit { FILTERS(FILTER_BIT_) };
#undef FILTER_BIT_

enum { FILTER_TEXT_MAX = 256, FILTER_LIMIT_DEFAULT = 100,
       FILTER_LIMIT_MAX = 1000,
       FILTER_LIMIT_NONE = INT32_MAX }; /* nobody can set it: all rows */

struct filter {
	unsigned set;   /* enum filter_bit of what was given */
	char domain[FILTER_TEXT_MAX];   /* normalised */
	day_t from, to; /* both inclusive; valid if set */
	char reporter[FILTER_TEXT_MAX];
	struct ip source_ip;
	int disposition;        /* enum disposition */
	int dmarc, dkim, spf;   /* enum aligned */
	size_t limit;           /* FILTER_LIMIT_DEFAULT unless set */
	char cursor[FILTER_TEXT_MAX];
	char sort[FILTER_TEXT_MAX];  /* key without '-' */
	bool descending;
	int outcome; /* enum outcome; WORD_UNSET: all */
	char sender[FILTER_TEXT_MAX];
	int whose; /* enum whose */
	/* Nobody will look at page.total, so what costs is not counted. */
	bool uncounted;
};

void filter_init(struct filter *f);

/*
 * Read one word=value into f.  allowed: the bits that this question takes.
 * ERR_INPUT with a sentence that names the word and what it takes: an unknown
 * word, one not allowed here (says which are), an unreadable value, or to
 * before from.
 */
enum err filter_set(struct filter *f, unsigned allowed, const char *word,
    const char *value, struct error *e) MUST_CHECK;

#endif
