/*
 * The part is said in one way alone, so nothing but its place is kept.  A
 * receiver is cut only if it is said as domain names are stored.
 */
#include "store/member.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PART_MAX = 2 * DOMAIN_MAX + 1 + 2 * sizeof("!-9223372036854775808") };

static size_t
part_text(const struct member_part *part, char out[PART_MAX])
{
	bool receiver = part->receiver != NULL;

	snprintf(out, PART_MAX, "%s%s%s!%" PRId64 "!%" PRId64,
	    receiver ? part->receiver : "", receiver ? "!" : "", part->domain,
	    part->begin, part->end);
	return strlen(out);
}

/* The receiver that stands in name, or in its last folder, up to n bytes. */
static void
read_receiver(const char *name, size_t n, char out[DOMAIN_MAX + 1])
{
	char text[DOMAIN_MAX + 1];
	const char *slash = memrchr(name, '/', n);
	size_t begin = slash != NULL ? (size_t)(slash + 1 - name) : 0;

	if (n < begin + 2 || n - begin - 1 > DOMAIN_MAX || name[n - 1] != '!')
		return;
	snprintf(text, sizeof(text), "%.*s", (int)(n - begin - 1),
	    name + begin);
	if (!domain_normalize(text, out) || strcmp(text, out) != 0)
		out[0] = '\0';
}

struct member
member_kept(const struct document *d, enum outcome outcome)
{
	const struct report *r = d->report;
	struct member m = { .name =
		                d->member != NULL ? xstrdup(d->member) : NULL };
	char text[PART_MAX], *at;
	size_t n, before;

	if (m.name == NULL ||
	    (outcome != OUTCOME_REPORT && outcome != OUTCOME_CONFLICT))
		return m;
	n = part_text(&(struct member_part){ NULL, r->policy_published.domain,
	                  r->begin, r->end },
	    text);
	at = strstr(m.name, text);
	if (at == NULL)
		return m;
	read_receiver(m.name, (size_t)(at - m.name), m.receiver);
	before = strlen(m.receiver) + (m.receiver[0] != '\0');
	memmove(at - before, at + n, strlen(at + n) + 1);
	m.cut = at - before - m.name + 1;
	return m;
}

void
member_free(struct member *m)
{
	free(m->name);
	*m = (struct member){ 0 };
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
