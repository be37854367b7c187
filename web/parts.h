/*
 * Messages of days by what they are: the parts that the pages' charts stack.
 * One array a part, one number a day.
 */
#ifndef WEB_PARTS_H
#define WEB_PARTS_H

#include "advise/advise.h"
#include "core/core.h"
#include "web/request.h"

struct parts {
	day_t from;
	size_t n;                    /* days */
	int64_t (*days)[PART_COUNT]; /* arena */
};

/* All zero, of the days from .. to.  False: the arena is full. */
bool parts_init(struct parts *p, day_t from, day_t to, struct arena *a);

/* Days before and after are left out. */
void parts_add(struct parts *p, day_t day, enum advice_traffic traffic,
    bool passed, int64_t messages);

/* {"own_pass": [...], ...}; new reference. */
json_t *parts_to_json(const struct parts *p);

/*
 * Set kinds (one number a day of the span) and forged_stopped on o: the mail of
 * a domain, or of all (NULL), as it was judged last.
 */
enum err parts_add_kinds(struct request *r, const char *domain,
    struct span span, json_t *o, struct error *e) MUST_CHECK;

#endif
