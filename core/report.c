/* What the numbers of a report say. */
#include "core/report.h"

bool
record_passes(const struct record *r)
{
	return r->dkim.code == ALIGNED_PASS || r->spf.code == ALIGNED_PASS;
}

bool
report_is_coarse(const struct report *r)
{
	if (r->begin == TIME_UNSET || r->end == TIME_UNSET)
		return false;
	int64_t length;
	if (__builtin_sub_overflow(r->end, r->begin, &length))
		return r->end > r->begin;
	return length > REPORT_COARSE_SECONDS;
}
