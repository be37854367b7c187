/* Plain rules, in the order in which a person would want to hear of them. */
#include "ingest/item.h"
#include "ingest/judge.h"

enum { FUTURE_DAYS = 2, LATE_DAYS = 400 };

enum outcome
judge_end(enum xml_end end)
{
	switch (end) {
	case XML_WHOLE: return OUTCOME_REPORT;
	case XML_TRUNCATED: return OUTCOME_TRUNCATED;
	case XML_LIMIT: return OUTCOME_LIMIT;
	case XML_BROKEN:
	case XML_ENCODING:
	case XML_DOCTYPE:
	case XML_NOT_FEEDBACK:
	case XML_SINK: break;
	}
	return OUTCOME_MALFORMED;
}

static enum outcome
judge_dates(const struct report *r, int64_t now, struct error *why)
{
	char text[TIME_TEXT_MAX];

	if (r->begin == TIME_UNSET || r->end == TIME_UNSET) {
		error_set(why, ERR_INPUT, "date_range has no readable %s",
		    r->begin == TIME_UNSET ? "begin" : "end");
		return OUTCOME_BAD_DATES;
	}
	if (r->begin <= 0) {
		error_set(why, ERR_INPUT, "date_range begins at 0");
		return OUTCOME_BAD_DATES;
	}
	if (r->end < r->begin) {
		error_set(why, ERR_INPUT, "date_range ends before it begins");
		return OUTCOME_BAD_DATES;
	}
	if (r->end > now + (int64_t)FUTURE_DAYS * DAY_SECONDS) {
		error_set(why, ERR_INPUT, "date_range ends in the future, %s",
		    time_format(r->end, text));
		return OUTCOME_BAD_DATES;
	}
	return OUTCOME_REPORT;
}

/* What may name the reporter: email, else the mail's From, else org_name. */
static bool
has_reporter(const struct ingest *in, const struct report *r)
{
	char name[DOMAIN_MAX + 1];

	return (r->email != NULL && domain_normalize(r->email, name)) ||
	       in->source.mail_from != NULL || r->org_name != NULL;
}

enum outcome
judge_report(const struct ingest *in, const struct report *r,
    struct ledger *ledger, struct error *why)
{
	enum outcome outcome;

	if (r->policy_published.domain == NULL) {
		error_set(why, ERR_INPUT,
		    "policy_published has no domain that is a host name");
		return OUTCOME_MALFORMED;
	}
	outcome = judge_dates(r, in->options.now, why);
	if (outcome != OUTCOME_REPORT)
		return outcome;
	if (!has_reporter(in, r)) {
		error_set(why, ERR_INPUT,
		    "nothing says who sent it: no email, no org_name, no From");
		return OUTCOME_NO_REPORTER;
	}
	if (r->end < in->options.now - (int64_t)LATE_DAYS * DAY_SECONDS)
		ledger_add(ledger, REPAIR_LATE, "older than %d days",
		    LATE_DAYS);
	return OUTCOME_REPORT;
}
