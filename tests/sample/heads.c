/* The days and the id of a report, as each reporter writes them. */
#include <stdio.h>

#include "tests/sample/sample.h"

void
report_range(struct sample_report *report, int64_t midnight,
    enum range_style style)
{
	report->begin = midnight;
	report->end = midnight + DAY - 1;
	switch (style) {
	case RANGE_INCLUSIVE: break;
	case RANGE_EXCLUSIVE: report->end++; break;
	case RANGE_LOCAL:
		report->begin = midnight - 2 * HOUR;
		report->end = report->begin + DAY + 5;
		break;
	case RANGE_INSTANT:
		report->begin = report->end = midnight + 7 * HOUR;
		break;
	case RANGE_WEEK: report->begin = midnight - 6 * DAY; break;
	}
}

void
report_id(struct sample_report *report, const struct reporter *r,
    struct rng *rng)
{
	unsigned long long a = rng_next(rng), b = rng_next(rng);
	char *id = report->report_id;
	size_t room = sizeof report->report_id;

	switch (r->id) {
	case ID_DIGITS:
		snprintf(id, room, "%llu",
		    a % 9000000000000000000ULL + 1000000000000000000ULL);
		break;
	case ID_HEX: snprintf(id, room, "%016llx%016llx", a, b); break;
	case ID_BEGIN_DOT:
		snprintf(id, room, "%lld.%06llu", (long long)report->begin,
		    a % 1000000);
		break;
	case ID_DOMAIN_RANGE:
		snprintf(id, room, "%s.%lld.%lld", report->domain,
		    (long long)report->begin, (long long)report->end);
		break;
	case ID_DOMAIN_EPOCH:
		snprintf(id, room, "%s:%lld", report->domain,
		    (long long)report->end + (long long)(a % HOUR));
		break;
	case ID_UUID:
		snprintf(id, room, "%08llx-%04llx-4%03llx-a%03llx-%012llx",
		    a >> 32, a >> 16 & 0xffff, a & 0xfff, b >> 52,
		    b & 0xffffffffffff);
		break;
	case ID_ANGLE:
		snprintf(id, room, "<%lld.%08llx@%s>", (long long)report->begin,
		    a >> 32, r->receiver);
		break;
	}
}
