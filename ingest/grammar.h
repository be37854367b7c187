/*
 * The elements of a report, for both RFCs at once: RFC 7489 Appendix C, RFC
 * 9990 Appendix A, and what reporters write beside them (specification 6).
 * To read one more element, add a line to ELEMENTS and a member to raw.h.
 */
#ifndef INGEST_GRAMMAR_H
#define INGEST_GRAMMAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ingest/raw.h"

enum {
	GRAMMAR_LEAF = 1,   /* its text counts */
	GRAMMAR_REPEAT = 2, /* may stand more than once */
	GRAMMAR_KNOWN = 4   /* known and of no use: passed over with its
	                       children, and no unknown name */
};

#define NO_SLOT SIZE_MAX
#define SLOT_(member) offsetof(struct raw, member)
#define LEAF_(member) GRAMMAR_LEAF, SLOT_(member)

/* X(ID, parent, "name", flags, where its text goes) */
#define ELEMENTS(X) \
	X(FEEDBACK, DOCUMENT, "feedback", 0, NO_SLOT) \
	X(VERSION, FEEDBACK, "version", LEAF_(report.version)) \
	X(EXTENSION, FEEDBACK, "extension", GRAMMAR_KNOWN, NO_SLOT) \
	X(METADATA, FEEDBACK, "report_metadata", 0, NO_SLOT) \
	X(ORG_NAME, METADATA, "org_name", LEAF_(report.org_name)) \
	X(EMAIL, METADATA, "email", LEAF_(report.email)) \
	X(CONTACT, METADATA, "extra_contact_info", \
	    LEAF_(report.extra_contact_info)) \
	X(REPORT_ID, METADATA, "report_id", LEAF_(report.report_id)) \
	X(ERROR, METADATA, "error", GRAMMAR_LEAF | GRAMMAR_REPEAT, \
	    SLOT_(error)) \
	X(GENERATOR, METADATA, "generator", LEAF_(report.generator)) \
	X(DATE_RANGE, METADATA, "date_range", 0, NO_SLOT) \
	X(BEGIN, DATE_RANGE, "begin", LEAF_(report.begin)) \
	X(END, DATE_RANGE, "end", LEAF_(report.end)) \
	X(POLICY, FEEDBACK, "policy_published", 0, NO_SLOT) \
	X(POLICY_DOMAIN, POLICY, "domain", LEAF_(report.domain)) \
	X(POLICY_P, POLICY, "p", LEAF_(report.p)) \
	X(POLICY_SP, POLICY, "sp", LEAF_(report.sp)) \
	X(POLICY_NP, POLICY, "np", LEAF_(report.np)) \
	X(POLICY_ADKIM, POLICY, "adkim", LEAF_(report.adkim)) \
	X(POLICY_ASPF, POLICY, "aspf", LEAF_(report.aspf)) \
	X(POLICY_FO, POLICY, "fo", LEAF_(report.fo)) \
	X(POLICY_PCT, POLICY, "pct", LEAF_(report.pct)) \
	X(POLICY_TESTING, POLICY, "testing", LEAF_(report.testing)) \
	X(POLICY_DISCOVERY, POLICY, "discovery_method", \
	    LEAF_(report.discovery_method)) \
	X(POLICY_RF, POLICY, "rf", GRAMMAR_KNOWN, NO_SLOT) \
	X(POLICY_RI, POLICY, "ri", GRAMMAR_KNOWN, NO_SLOT) \
	X(POLICY_PSD, POLICY, "psd", GRAMMAR_KNOWN, NO_SLOT) \
	X(POLICY_VERSION, POLICY, "version_published", GRAMMAR_KNOWN, NO_SLOT) \
	X(RECORD, FEEDBACK, "record", GRAMMAR_REPEAT, NO_SLOT) \
	X(ROW, RECORD, "row", 0, NO_SLOT) \
	X(SOURCE_IP, ROW, "source_ip", LEAF_(record.source_ip)) \
	X(COUNT, ROW, "count", LEAF_(record.count)) \
	X(EVALUATED, ROW, "policy_evaluated", 0, NO_SLOT) \
	X(DISPOSITION, EVALUATED, "disposition", LEAF_(record.disposition)) \
	X(EVALUATED_DKIM, EVALUATED, "dkim", LEAF_(record.dkim)) \
	X(EVALUATED_SPF, EVALUATED, "spf", LEAF_(record.spf)) \
	/* rspamd once wrote <reason>sampled_out</reason>: a slot too. */ \
	X(REASON, EVALUATED, "reason", GRAMMAR_REPEAT, SLOT_(reason.type)) \
	X(REASON_KIND, REASON, "type", LEAF_(reason.type)) \
	X(REASON_COMMENT, REASON, "comment", LEAF_(reason.comment)) \
	X(IDENTIFIERS, RECORD, "identifiers", 0, NO_SLOT) \
	X(HEADER_FROM, IDENTIFIERS, "header_from", LEAF_(record.header_from)) \
	X(ENVELOPE_FROM, IDENTIFIERS, "envelope_from", \
	    LEAF_(record.envelope_from)) \
	X(ENVELOPE_TO, IDENTIFIERS, "envelope_to", LEAF_(record.envelope_to)) \
	X(AUTH_RESULTS, RECORD, "auth_results", 0, NO_SLOT) \
	X(DKIM, AUTH_RESULTS, "dkim", GRAMMAR_REPEAT, NO_SLOT) \
	X(DKIM_DOMAIN, DKIM, "domain", LEAF_(auth.domain)) \
	X(DKIM_SELECTOR, DKIM, "selector", LEAF_(auth.selector)) \
	X(DKIM_RESULT, DKIM, "result", LEAF_(auth.result)) \
	X(DKIM_HUMAN_RESULT, DKIM, "human_result", LEAF_(auth.human_result)) \
	X(SPF, AUTH_RESULTS, "spf", GRAMMAR_REPEAT, NO_SLOT) \
	X(SPF_DOMAIN, SPF, "domain", LEAF_(auth.domain)) \
	X(SPF_SCOPE, SPF, "scope", LEAF_(auth.scope)) \
	X(SPF_RESULT, SPF, "result", LEAF_(auth.result)) \
	X(SPF_HUMAN_RESULT, SPF, "human_result", LEAF_(auth.human_result))

/* X(ID, "another name for it"): a REPAIR_ALIAS. */
#define ALIASES(X) \
	X(IDENTIFIERS, "identities") /* drafts of 2012 */ \
	X(POLICY_TESTING, "t")       /* the tag's name */

enum element_id {
	ELEMENT_DOCUMENT, /* around the root */
#define ELEMENT_ENUM_(id, ...) ELEMENT_##id,
	ELEMENTS(ELEMENT_ENUM_)
#undef ELEMENT_ENUM_
	    GRAMMAR_SIZE,
	GRAMMAR_UNKNOWN = GRAMMAR_SIZE
};

struct element {
	const char *name;
	enum element_id parent;
	int flags;
	size_t slot;
};

extern const struct element grammar[GRAMMAR_SIZE];

/* Whether any element has this local name (letters of any case). */
bool grammar_has(const char *name, size_t n);

/*
 * The child of `parent` called name (letters of any case), or
 * GRAMMAR_UNKNOWN.  *ret_alias says whether it was called by another name.
 */
enum element_id grammar_child(enum element_id parent, const char *name,
    bool *ret_alias);

#endif
