/*
 * Every ceiling on what comes from outside, once (specification 9.2,
 * architecture.md 9.2).  Each is a setting of the same name (cli/settings.h);
 * `rampart limits` prints them.
 *
 * X(name, default, "why this much")
 */
#ifndef CORE_LIMITS_H
#define CORE_LIMITS_H

#include <stddef.h>
#include <stdint.h>

#define KIB ((size_t)1024)
#define MIB (1024 * KIB)

#define LIMITS(X)                                                             \
	X(mail_bytes, 25 * MIB, "RFC 7489 names 10 MB as usual")              \
	X(mime_depth, 10, "Microsoft nests 4 deep")                           \
	X(mime_parts, 100, "a report mail has 1 to 5")                        \
	X(header_bytes, 256 * KIB, "trace headers of a long way")             \
	X(mime_lines, 20000, "header and boundary lines, before parsing")     \
	X(packed_bytes, 15 * MIB, "one attachment, before unpacking")         \
	X(document_bytes, 64 * MIB, "largest seen: 3.6 MB")                   \
	X(mail_document_bytes, 64 * MIB, "all documents of one mail")         \
	X(archive_members, 16, "zip entries looked at")                       \
	X(archive_layers, 1, "zip in zip is refused")                         \
	X(compression_layers, 2, "xml.gz.gz exists")                          \
	X(xml_depth, 16, "the real depth is 6")                               \
	X(xml_name_bytes, 256, "longest known name: 20")                      \
	X(xml_attributes, 32, "an element of a report has none")              \
	X(xml_markup_bytes, 64 * KIB, "one tag, comment or CDATA section")    \
	X(xml_unknown_names, 1000, "the parser's dictionary grows by names")  \
	X(leaf_bytes, 64 * KIB, "text of one element, parsed")                \
	X(text_bytes, 1 * KIB, "text of one element, stored")                 \
	X(comment_bytes, 4 * KIB, "comment, human_result, error, stored")     \
	X(report_id_bytes, 255, "longer ids keep a digest")                   \
	X(word_bytes, 64, "a word outside its vocabulary")                    \
	X(records, 200000, "largest seen: 3,555")                             \
	X(dkim_entries, 100, "RFC 9990 3.1.1.11: at most 100")                \
	X(spf_entries, 10, "seen: 8")                                         \
	X(reasons, 10, "override reasons of one record")                      \
	X(repairs, 200, "repairs of one report; more are only counted")       \
	X(escapes, 10000, "bare & and < put right in one document")           \
	X(arena_bytes, 48 * MIB, "memory of one mail besides its bytes")

#define LIMIT_FIELD_(name, value, why) size_t name;
struct limits {
	LIMITS(LIMIT_FIELD_)
};
#undef LIMIT_FIELD_
#define LIMIT_ONE_(name, value, why) +1

/* The defaults above. */
struct limits limits_default(void);

/* One of them, for people. */
struct limit_row {
	const char *name;
	int64_t value;
	const char *why;
};

/* The table's rows with the values of l. */
enum { LIMITS_COUNT = 0 LIMITS(LIMIT_ONE_) };
void limits_rows(const struct limits *l, struct limit_row ret[LIMITS_COUNT]);

#endif
