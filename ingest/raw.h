/*
 * A report as it was written: the text of each element, trimmed, before
 * anything is made of it.  NULL: the element is missing; "": it is empty.
 * The texts are in an arena of the parser and may be changed in place.
 */
#ifndef INGEST_RAW_H
#define INGEST_RAW_H

#include <stddef.h>

struct raw_reason {
	char *type, *comment;
};

/* A dkim or an spf entry. */
struct raw_auth {
	char *domain, *selector, *scope, *result, *human_result;
};

struct raw_record {
	char *source_ip, *count;
	char *disposition, *dkim, *spf;
	char *header_from, *envelope_from, *envelope_to;
	struct raw_reason *reasons;
	size_t n_reasons;
	struct raw_auth *auth_dkim, *auth_spf;
	size_t n_auth_dkim, n_auth_spf;
};

struct raw_report {
	char *version;
	char *org_name, *email, *extra_contact_info, *generator;
	char *report_id, *begin, *end;
	char **errors;
	size_t n_errors;
	char *domain, *p, *sp, *np, *adkim, *aspf, *fo, *pct;
	char *testing, *discovery_method;
	char *xml_namespace; /* of the root element */
	int has_extension;   /* an <extension> was seen */
};

/* Where the parser puts texts: what is open now. */
struct raw {
	struct raw_report report;
	struct raw_record record;
	struct raw_reason reason;
	struct raw_auth auth;
	char *error;
};

#endif
