/*
 * A report as the generators mean it, and how a reporter writes it down.
 * Strings are borrowed: tables of the program, or longer-lived buffers.
 */
#ifndef TESTS_SAMPLE_LIB_REPORT_H
#define TESTS_SAMPLE_LIB_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/sample/lib/out.h"

enum { RECORD_DKIM_MAX = 2, RECORD_REASON_MAX = 2, ADDRESS_MAX = 48 };

struct sample_dkim {
	const char *domain, *selector, *result, *human_result;
};

struct sample_reason {
	const char *type, *comment;
};

struct sample_record {
	char source_ip[ADDRESS_MAX]; /* "": the element is left out */
	int64_t count;
	const char *disposition, *dkim, *spf; /* policy_evaluated */
	struct sample_reason reason[RECORD_REASON_MAX];
	int n_reason;
	const char *header_from, *envelope_from, *envelope_to;
	struct sample_dkim auth_dkim[RECORD_DKIM_MAX];
	int n_dkim;
	const char *spf_domain, *spf_result; /* auth_results/spf */
};

struct sample_policy {
	const char *p, *sp, *np;
	int pct;
};

struct sample_report {
	const char *org_name, *email, *extra_contact_info, *domain;
	const char *rua; /* where it is sent */
	char report_id[128];
	int64_t begin, end;
	struct sample_policy policy;
	struct sample_record *records;
	size_t n_records, room;
};

/* A new record at the end, all zero.  Valid until the next one is added. */
struct sample_record *sample_record_add(struct sample_report *r);
/* Free its records. */
void sample_report_free(struct sample_report *r);

/* What is particular to one reporter's XML. */
struct xml_style {
	const char *declaration; /* NULL: none */
	const char *xmlns;       /* NULL: none; dmarc-2.0 makes it RFC 9990 */
	const char *version;     /* NULL: element left out */
	const char *generator;   /* RFC 9990 */
	const char *newline;     /* "" for a report on one line */
	const char *indent;
	bool bom;
	bool np;          /* writes np even without namespace */
	bool blank_dates; /* a blank behind begin and end */
	bool reversed;    /* metadata and row in another order */
	bool identities;  /* <identities> for <identifiers> */
	bool no_envelope_from;
	bool envelope_to;
	bool scope, selector; /* writes spf/scope, dkim/selector */
	bool spf_first;       /* auth_results: spf before dkim */
	bool human_result;
	bool nil_sp;          /* <sp>nil</sp> where sp is unset */
	bool capitals;        /* Pass, Fail, None */
	bool hardfail;        /* the old word for SPF fail */
	bool row_per_message; /* count is always 1 */
	bool t_alias;         /* <t> for <testing> */
};

void sample_xml(struct out *o, const struct sample_report *r,
    const struct xml_style *style);

#endif
