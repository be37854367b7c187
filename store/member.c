/* The part is said in one way alone, so nothing but its place is kept. */
#include "store/member.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PART_MAX = DOMAIN_MAX + 2 * sizeof("!-9223372036854775808") };

static size_t
part_text(const struct member_part *part, char out[PART_MAX])
{
	snprintf(out, PART_MAX, "%s!%" PRId64 "!%" PRId64, part->domain,
	    part->begin, part->end);
	return strlen(out);
}

char *
member_kept(const struct document *d, enum outcome outcome, int64_t *ret_cut)
{
	const struct report *r = d->report;
	char *name = d->member != NULL ? xstrdup(d->member) : NULL;
	char text[PART_MAX], *at;
	size_t n;

	*ret_cut = 0;
	if (name == NULL ||
	    (outcome != OUTCOME_REPORT && outcome != OUTCOME_CONFLICT))
		return name;
	n = part_text(&(struct member_part){ r->policy_published.domain,
	                  r->begin, r->end },
	    text);
	at = strstr(name, text);
	if (at != NULL) {
		memmove(at, at + n, strlen(at + n) + 1);
		*ret_cut = at - name + 1;
	}
	return name;
}

const char *
member_whole(struct arena *a, const char *name, int64_t cut,
    const struct member_part *part)
{
	char text[PART_MAX];

	if (name == NULL)
		return NULL;
	/* Beyond its end: damaged. */
	if (cut <= 0 || (uint64_t)cut > strlen(name) + 1)
		return arena_strdup(a, name);
	part_text(part, text);
	return arena_printf(a, "%.*s%s%s", (int)(cut - 1), name, text,
	    name + cut - 1);
}

enum err
member_keep_whole(struct sql *sql, int64_t report, const char *name,
    struct error *e)
{
	struct query *q;
	enum err err = sql_get(sql, SQL_INTAKE_MEMBER_WHOLE, &q, e);

	if (err != OK)
		return err;
	sql_bind_int(q, 1, report);
	sql_bind_text(q, 2, name);
	return sql_run(q, e);
}
