/*
 * Tables: one row for each member that is sent, in the order of the structs.
 * Texts that the parser wrote itself (reason, member, detail) have the widest
 * ceiling of texts.
 */
#include "core/report.h"
#include "core/wire.h"
#include "core/wire_fields.h"

#define COUNT_(array) (sizeof(array) / sizeof((array)[0]))
#define STRUCT_(type, table) \
	{ \
		table, COUNT_(table), sizeof(type) \
	}
#define AT_(kind_, type, member) \
	.kind = (kind_), .name = #member, .at = offsetof(type, member)

#define TEXT(type, member, ceiling) \
	{ \
		AT_(WIRE_TEXT, type, member), \
		    .limit = offsetof(struct limits, ceiling) \
	}
#define HOST(type, member) \
	{ \
		AT_(WIRE_HOST, type, member), \
		    .limit = offsetof(struct limits, text_bytes) \
	}
#define WORD(type, member, vocab_) \
	{ \
		AT_(WIRE_WORD, type, member), \
		    .vocab = (vocab_), \
		    .limit = offsetof(struct limits, word_bytes) \
	}
#define CODE(type, member, vocab_) \
	{ \
		AT_(WIRE_CODE, type, member), .vocab = (vocab_) \
	}
#define RANGE(kind_, type, member, min_, max_) \
	{ \
		AT_(kind_, type, member), .min = (min_), .max = (max_) \
	}
#define PLAIN(kind_, type, member) \
	{ \
		AT_(kind_, type, member) \
	}
#define LIST(type, member, count, table, ceiling) \
	{ \
		AT_(WIRE_LIST, type, member), \
		    .count_at = offsetof(type, count), .of = &(table), \
		    .limit = offsetof(struct limits, ceiling) \
	}
#define INNER(type, member, table) \
	{ \
		AT_(WIRE_STRUCT, type, member), .of = &(table) \
	}

_Static_assert(sizeof(enum outcome) == sizeof(int) &&
                   sizeof(enum repair_code) == sizeof(int) &&
                   sizeof(enum provenance) == sizeof(int),
    "a code is read and written as an int");

static const struct wire_field source_fields[] = {
	TEXT(struct intake_source, message_id, comment_bytes),
	HOST(struct intake_source, mail_from),
	HOST(struct intake_source, auth_from),
	CODE(struct intake_source, provenance, VOCAB_PROVENANCE),
	RANGE(WIRE_NUMBER, struct intake_source, size, 0, INT64_MAX),
};
const struct wire_struct wire_source =
    STRUCT_(struct intake_source, source_fields);

static const struct wire_field reason_fields[] = {
	WORD(struct reason, type, VOCAB_REASON_TYPE),
	TEXT(struct reason, comment, comment_bytes),
};
static const struct wire_struct reasons = STRUCT_(struct reason, reason_fields);

static const struct wire_field dkim_fields[] = {
	TEXT(struct auth_dkim, domain, text_bytes),
	TEXT(struct auth_dkim, selector, text_bytes),
	WORD(struct auth_dkim, result, VOCAB_AUTH_RESULT),
	TEXT(struct auth_dkim, human_result, comment_bytes),
};
static const struct wire_struct dkims = STRUCT_(struct auth_dkim, dkim_fields);

static const struct wire_field spf_fields[] = {
	TEXT(struct auth_spf, domain, text_bytes),
	WORD(struct auth_spf, scope, VOCAB_SPF_SCOPE),
	WORD(struct auth_spf, result, VOCAB_AUTH_RESULT),
	TEXT(struct auth_spf, human_result, comment_bytes),
};
static const struct wire_struct spfs = STRUCT_(struct auth_spf, spf_fields);

static const struct wire_field record_fields[] = {
	PLAIN(WIRE_IP, struct record, source_ip),
	RANGE(WIRE_NUMBER, struct record, count, 0, RECORD_COUNT_MAX),
	WORD(struct record, disposition, VOCAB_DISPOSITION),
	WORD(struct record, dkim, VOCAB_ALIGNED),
	WORD(struct record, spf, VOCAB_ALIGNED),
	LIST(struct record, reasons, n_reasons, reasons, reasons),
	TEXT(struct record, header_from, text_bytes),
	TEXT(struct record, envelope_from, text_bytes),
	TEXT(struct record, envelope_to, text_bytes),
	LIST(struct record, auth_dkim, n_auth_dkim, dkims, dkim_entries),
	LIST(struct record, auth_spf, n_auth_spf, spfs, spf_entries),
	PLAIN(WIRE_BOOL, struct record, outside_domain),
};
const struct wire_struct wire_record = STRUCT_(struct record, record_fields);

static const struct wire_field policy_fields[] = {
	HOST(struct policy_published, domain),
	WORD(struct policy_published, p, VOCAB_POLICY),
	WORD(struct policy_published, sp, VOCAB_POLICY),
	WORD(struct policy_published, np, VOCAB_POLICY),
	WORD(struct policy_published, adkim, VOCAB_ALIGNMENT),
	WORD(struct policy_published, aspf, VOCAB_ALIGNMENT),
	WORD(struct policy_published, testing, VOCAB_TESTING),
	WORD(struct policy_published, discovery_method, VOCAB_DISCOVERY_METHOD),
	TEXT(struct policy_published, fo, text_bytes),
	RANGE(WIRE_INT, struct policy_published, pct, -1, 100),
};
static const struct wire_struct policy =
    STRUCT_(struct policy_published, policy_fields);

static const struct wire_field repair_fields[] = {
	CODE(struct repair, code, VOCAB_REPAIR),
	TEXT(struct repair, detail, comment_bytes),
};
static const struct wire_struct repairs = STRUCT_(struct repair, repair_fields);

/* An element of report.errors is nothing but its text. */
static const struct wire_field error_fields[] = {
	{ .kind = WIRE_TEXT,
	    .name = "error",
	    .at = 0,
	    .limit = offsetof(struct limits, comment_bytes) },
};
static const struct wire_struct errors = STRUCT_(const char *, error_fields);

static const struct wire_field report_fields[] = {
	TEXT(struct report, org_name, text_bytes),
	TEXT(struct report, email, text_bytes),
	TEXT(struct report, extra_contact_info, text_bytes),
	TEXT(struct report, generator, text_bytes),
	TEXT(struct report, report_id, report_id_bytes),
	LIST(struct report, errors, n_errors, errors, reasons),
	RANGE(WIRE_NUMBER, struct report, begin, INT64_MIN, INT64_MAX),
	RANGE(WIRE_NUMBER, struct report, end, INT64_MIN, INT64_MAX),
	TEXT(struct report, version, text_bytes),
	TEXT(struct report, xml_namespace, text_bytes),
	WORD(struct report, dialect, VOCAB_DIALECT),
	INNER(struct report, policy_published, policy),
	PLAIN(WIRE_SIZE, struct report, n_records),
	RANGE(WIRE_NUMBER, struct report, messages, 0, INT64_MAX),
	LIST(struct report, repairs, n_repairs, repairs, repairs),
	PLAIN(WIRE_SIZE, struct report, total_repairs),
};
const struct wire_struct wire_report = STRUCT_(struct report, report_fields);

static const struct wire_field document_fields[] = {
	CODE(struct document, outcome, VOCAB_OUTCOME),
	TEXT(struct document, reason, comment_bytes),
	TEXT(struct document, member, comment_bytes),
	PLAIN(WIRE_DIGEST, struct document, digest),
	PLAIN(WIRE_SIZE, struct document, size),
};
const struct wire_struct wire_document =
    STRUCT_(struct document, document_fields);

size_t
wire_ceiling(const struct wire_field *f, const struct limits *limits)
{
	const void *at = (const char *)limits + f->limit;
	size_t ceiling = *(const size_t *)at;

	if (f->kind != WIRE_LIST && ceiling < WIRE_TEXT_MIN)
		return WIRE_TEXT_MIN;
	return ceiling;
}

static size_t
struct_max(const struct wire_struct *s, const struct limits *limits)
{
	size_t sum = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct wire_field *f = &s->fields[i];

		switch (f->kind) {
		case WIRE_TEXT:
		case WIRE_HOST:
		case WIRE_WORD: sum += 4 + wire_ceiling(f, limits); break;
		case WIRE_LIST:
			sum += 4 + wire_ceiling(f, limits) *
			               struct_max(f->of, limits);
			break;
		case WIRE_STRUCT: sum += struct_max(f->of, limits); break;
		default: sum += sizeof(struct digest); break;
		}
	}
	return sum;
}

size_t
wire_body_max(const struct limits *limits)
{
	size_t record = struct_max(&wire_record, limits);
	size_t document = struct_max(&wire_document, limits) +
	                  struct_max(&wire_report, limits) +
	                  sizeof(struct digest);
	size_t most = WIRE_PIECE_BYTES;

	most = record > most ? record : most;
	return document > most ? document : most;
}
