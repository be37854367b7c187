/* Member by member: padding and interned pointers say nothing. */
#include "store/reading.h"

#include <string.h>

static bool
same_text(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

bool
reading_same_remarks(const struct report *a, const struct report *b)
{
	bool same = a->n_repairs == b->n_repairs && a->n_errors == b->n_errors;

	for (size_t i = 0; same && i < a->n_repairs; i++)
		same = a->repairs[i].code == b->repairs[i].code &&
		       same_text(a->repairs[i].detail, b->repairs[i].detail);
	for (size_t i = 0; same && i < a->n_errors; i++)
		same = same_text(a->errors[i], b->errors[i]);
	return same && same_text(a->report_id, b->report_id);
}

bool
reading_same_rows(const struct rows *a, const struct rows *b)
{
	bool same = a->n == b->n;

	for (size_t i = 0; same && i < a->n; i++) {
		const struct row *x = &a->v[i], *y = &b->v[i];
		same = x->source == y->source && x->messages == y->messages &&
		       x->disposition == y->disposition && x->dkim == y->dkim &&
		       x->spf == y->spf && x->header_from == y->header_from &&
		       x->envelope_from == y->envelope_from &&
		       x->envelope_to == y->envelope_to && x->auth == y->auth &&
		       x->detail == y->detail && x->flags == y->flags;
	}
	return same;
}
