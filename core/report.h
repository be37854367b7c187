/*
 * The model: one grammar for RFC 7489 Appendix C and RFC 9990 Appendix A.
 * Names are those of the XML elements.  Strings are valid UTF-8 without
 * control characters; NULL is a missing or empty element.
 *
 * Reports are streamed: a record is handed on when it is read, while the
 * struct report (metadata, policy, repairs) is whole only at the end of the
 * document.  So no report, however large, is in memory as a whole.
 */
#ifndef CORE_REPORT_H
#define CORE_REPORT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/buf.h"
#include "core/day.h"
#include "core/digest.h"
#include "core/ip.h"
#include "core/words.h"

/* A count of a record is at most this; more is a REPAIR_COUNT and 0. */
#define RECORD_COUNT_MAX INT64_C(2147483647)

/* No time was given, or none that can be read. */
#define TIME_UNSET INT64_MIN

/* Over this many seconds a report cannot be pinned to a day: coarse. */
enum { REPORT_COARSE_SECONDS = 36 * 3600 };

struct policy_published {
	const char *domain; /* normalised; NULL: missing or no host name */
	struct word p, sp, np;             /* VOCAB_POLICY */
	struct word adkim, aspf;           /* VOCAB_ALIGNMENT */
	struct word testing;               /* VOCAB_TESTING; the t tag */
	struct word discovery_method;      /* VOCAB_DISCOVERY_METHOD */
	const char *fo;
	int pct; /* 0 to 100; -1: missing or unreadable */
};

struct reason {
	struct word type; /* VOCAB_REASON_TYPE */
	const char *comment;
};

struct auth_dkim {
	const char *domain; /* normalised, or raw when it is no host name */
	const char *selector;
	struct word result; /* VOCAB_AUTH_RESULT */
	const char *human_result;
};

struct auth_spf {
	const char *domain; /* normalised, or raw when it is no host name */
	struct word scope;  /* VOCAB_SPF_SCOPE; unset means mfrom */
	struct word result; /* VOCAB_AUTH_RESULT */
	const char *human_result;
};

struct record {
	struct ip source_ip; /* len 0: unreadable, see the repairs */
	int64_t count;       /* messages; 0 to RECORD_COUNT_MAX */
	struct word disposition; /* VOCAB_DISPOSITION */
	struct word dkim, spf;   /* VOCAB_ALIGNED */
	struct reason *reasons;
	size_t n_reasons;
	const char *header_from;   /* normalised, or raw: no host name */
	const char *envelope_from; /* likewise; "" is the null reverse path */
	const char *envelope_to;   /* likewise */
	struct auth_dkim *auth_dkim;
	size_t n_auth_dkim;
	struct auth_spf *auth_spf;
	size_t n_auth_spf;
	bool outside_domain; /* header_from not under the policy domain */
};

struct repair {
	enum repair_code code;
	const char *detail; /* what, with the raw text; may be NULL */
};

struct report {
	const char *org_name, *email, *extra_contact_info, *generator;
	const char *report_id; /* trimmed, otherwise as written */
	const char **errors;   /* report_metadata/error, repeatable */
	size_t n_errors;
	int64_t begin, end; /* UTC seconds, both inclusive; or TIME_UNSET */
	const char *version, *xml_namespace;
	struct word dialect; /* VOCAB_DIALECT; for display */
	struct policy_published policy_published;
	size_t n_records;  /* records handed on */
	int64_t messages;  /* sum of their counts */
	struct repair *repairs;
	size_t n_repairs;     /* stored in repairs */
	size_t total_repairs; /* including those over the ceiling */
};

/* A DMARC pass: one aligned result is pass (RFC 9989 5.3.5). */
bool record_passes(const struct record *r);

/* begin to end is longer than REPORT_COARSE_SECONDS. */
bool report_is_coarse(const struct report *r);

/* One thing found in a mail or a file, and what it is. */
struct document {
	enum outcome outcome;
	const char *reason;    /* a sentence; NULL for OUTCOME_REPORT */
	const char *member;    /* name inside mail or archive, display only */
	struct digest digest;  /* of its bytes, unpacked; all zero if unread */
	size_t size;           /* bytes, unpacked */
	const struct buf *deflated; /* zlib form of its bytes, or NULL */
	const struct report *report; /* NULL when none could be read */
};

/* What is known of the mail or file that documents came in. */
struct intake_source {
	const char *path;       /* as given or found; display */
	const char *message_id; /* NULL for a bare file */
	const char *mail_from;  /* domain of the From header, normalised */
	const char *auth_from;  /* the same as our own MTA authenticated it */
	enum provenance provenance;
	int64_t size;           /* bytes */
};

/*
 * JSON of the contract in doc/rampart-parse.5: new references.
 * report_to_json() has no "records"; the caller sets them.
 */
json_t *record_to_json(const struct record *r);
json_t *policy_published_to_json(const struct policy_published *p);
json_t *report_to_json(const struct report *r);
/* path may be NULL; records (stolen) may be NULL when there is no report. */
json_t *document_to_json(const struct document *d, const char *path,
    json_t *records);

#endif
