/*
 * A tag alone is judged by its name and by what follows it.  For the verdict
 * on all, the survey keeps the names that the grammar does not know, of what
 * was opened and of what was closed.
 */
#include "core/text.h"
#include "ingest/grammar.h"
#include "ingest/markup_judge.h"

enum markup_verdict
markup_judge(const char *tag, size_t n, struct markup_name *ret_name)
{
	const struct markup_name name = markup_name_read(tag, n, 1);
	const char *end = name.end < n ? &tag[name.end] : "";
	char after = *end;

	*ret_name = name;
	if (n > 1 && (tag[1] == '/' || tag[1] == '!'))
		return MARKUP_TAG;
	if (name.n == 0 ||
	    (after != '>' && after != '/' && !text_is_blank(after)))
		return MARKUP_BARE;
	if (grammar_has(name.p, name.n))
		return MARKUP_ROOT;
	if (tag[n - 1] == '>' && tag[n - 2] == '/')
		return MARKUP_TAG;
	return markup_name_is(&name, "schema") ? MARKUP_SCHEMA : MARKUP_UNKNOWN;
}

static void
tally_end_tag(struct markup_faults *found, const struct markup_name *name)
{
	if (markup_name_is(name, "schema"))
		found->schemas_closed++;
	else if (name->n > 0 && !grammar_has(name->p, name->n))
		markup_names_add(&found->closed, name);
}

void
markup_tally(struct markup_faults *found, const char *tag, size_t n,
    enum markup_verdict verdict, const struct markup_name *name)
{
	struct markup_name closed;

	switch (verdict) {
	case MARKUP_BARE: found->brackets++; break;
	case MARKUP_SCHEMA: found->schemas_opened++; break;
	case MARKUP_UNKNOWN: markup_names_add(&found->opened, name); break;
	case MARKUP_ROOT: break;
	case MARKUP_TAG:
		if (n < 2 || tag[1] != '/')
			break;
		closed = markup_name_read(tag, n, 2);
		tally_end_tag(found, &closed);
		break;
	}
}

enum markup_verdict
markup_decide(const struct markup_faults *known, enum markup_verdict verdict,
    const struct markup_name *name)
{
	if (verdict == MARKUP_SCHEMA)
		return known->schemas > 0 ? MARKUP_SCHEMA : MARKUP_TAG;
	if (verdict != MARKUP_UNKNOWN || known->opened.overflow ||
	    known->closed.overflow)
		return verdict;
	return markup_names_have(&known->closed, name) ? MARKUP_TAG
	                                               : MARKUP_BARE;
}
