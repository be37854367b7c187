/*
 * The vocabularies of DMARC reports, each word once.  The number of a word is
 * what the database stores, so it never changes and is never given to another.
 *
 * A value from a report is (code, raw): raw is what the reporter wrote,
 * trimmed and lower-cased, known or not; JSON and the raw view print it, sums
 * and pages use the code.  WORD_UNSET is a missing or empty element,
 * WORD_UNKNOWN a word outside the vocabulary.  Unknown is never pass.
 *
 * Sources: RFC 7489 Appendix C, RFC 9990 Appendix A, RFC 8601 2.7 (results),
 * the specification's 6 for the words that only exist in the wild.
 */
#ifndef CORE_WORDS_H
#define CORE_WORDS_H

#include <stdbool.h>

enum { WORD_UNSET = 0, WORD_UNKNOWN = 1 };

struct word {
	int code;        /* WORD_UNSET, WORD_UNKNOWN or a code below */
	const char *raw; /* NULL when unset; arena or static */
};

/* X(CODE, number, "text") */
#define WORDS_POLICY(X)                                                       \
	X(POLICY_NONE, 2, "none")                                             \
	X(POLICY_QUARANTINE, 3, "quarantine")                                 \
	X(POLICY_REJECT, 4, "reject")

#define WORDS_DISPOSITION(X)                                                  \
	X(DISPOSITION_NONE, 2, "none")                                        \
	X(DISPOSITION_QUARANTINE, 3, "quarantine")                            \
	X(DISPOSITION_REJECT, 4, "reject")                                    \
	X(DISPOSITION_PASS, 5, "pass") /* RFC 9990 */

/* policy_evaluated/dkim and spf: aligned results. */
#define WORDS_ALIGNED(X)                                                      \
	X(ALIGNED_PASS, 2, "pass")                                            \
	X(ALIGNED_FAIL, 3, "fail")

#define WORDS_ALIGNMENT(X)                                                    \
	X(ALIGNMENT_RELAXED, 2, "r")                                          \
	X(ALIGNMENT_STRICT, 3, "s")

#define WORDS_TESTING(X)                                                      \
	X(TESTING_NO, 2, "n")                                                 \
	X(TESTING_YES, 3, "y")

#define WORDS_DISCOVERY_METHOD(X)                                             \
	X(DISCOVERY_PSL, 2, "psl")                                            \
	X(DISCOVERY_TREEWALK, 3, "treewalk")

#define WORDS_REASON_TYPE(X)                                                  \
	X(REASON_FORWARDED, 2, "forwarded")     /* RFC 7489 */                \
	X(REASON_SAMPLED_OUT, 3, "sampled_out") /* RFC 7489 */                \
	X(REASON_TRUSTED_FORWARDER, 4, "trusted_forwarder")                   \
	X(REASON_MAILING_LIST, 5, "mailing_list")                             \
	X(REASON_LOCAL_POLICY, 6, "local_policy")                             \
	X(REASON_OTHER, 7, "other")                                           \
	X(REASON_POLICY_TEST_MODE, 8, "policy_test_mode") /* RFC 9990 */

/* auth_results/dkim/result, auth_results/spf/result: one table for both. */
#define WORDS_AUTH_RESULT(X)                                                  \
	X(AUTH_NONE, 2, "none")                                               \
	X(AUTH_PASS, 3, "pass")                                               \
	X(AUTH_FAIL, 4, "fail")                                               \
	X(AUTH_POLICY, 5, "policy")                                           \
	X(AUTH_NEUTRAL, 6, "neutral")                                         \
	X(AUTH_TEMPERROR, 7, "temperror")                                     \
	X(AUTH_PERMERROR, 8, "permerror")                                     \
	X(AUTH_SOFTFAIL, 9, "softfail")

#define WORDS_SPF_SCOPE(X)                                                    \
	X(SCOPE_MFROM, 2, "mfrom")                                            \
	X(SCOPE_HELO, 3, "helo")

#define WORDS_DIALECT(X)                                                      \
	X(DIALECT_7489, 2, "7489")                                            \
	X(DIALECT_9990, 3, "9990")

/* How sure we are who sent the report (architecture.md 4, Trust). */
#define WORDS_PROVENANCE(X)                                                   \
	X(PROVENANCE_VERIFIED, 2, "verified")                                 \
	X(PROVENANCE_UNVERIFIED, 3, "unverified")                             \
	X(PROVENANCE_FAILED, 4, "failed")                                     \
	X(PROVENANCE_IMPORTED, 5, "imported")

/*
 * What became of each thing that came in: one table for parse, ledger, API
 * and page.
 */
#define WORDS_OUTCOME(X)                                                      \
	X(OUTCOME_REPORT, 2, "report")                                        \
	X(OUTCOME_DUPLICATE, 3, "duplicate")                                  \
	X(OUTCOME_CONFLICT, 4, "conflict")                                    \
	X(OUTCOME_FOREIGN_DOMAIN, 5, "foreign-domain")                        \
	X(OUTCOME_FAILED_AUTH, 6, "failed-auth")                              \
	X(OUTCOME_TLSRPT, 7, "tlsrpt")                                        \
	X(OUTCOME_FAILURE_REPORT, 8, "failure-report")                        \
	X(OUTCOME_NOTICE, 9, "notice")                                        \
	X(OUTCOME_BOUNCE, 10, "bounce")                                       \
	X(OUTCOME_OTHER, 11, "other")                                         \
	X(OUTCOME_MALFORMED, 12, "malformed")                                 \
	X(OUTCOME_TRUNCATED, 13, "truncated")                                 \
	X(OUTCOME_DAMAGED, 14, "damaged")                                     \
	X(OUTCOME_ENCRYPTED, 15, "encrypted")                                 \
	X(OUTCOME_UNSUPPORTED, 16, "unsupported")                             \
	X(OUTCOME_LIMIT, 17, "limit")                                         \
	X(OUTCOME_BAD_DATES, 18, "bad-dates")                                 \
	X(OUTCOME_NO_REPORTER, 19, "no-reporter")                             \
	X(OUTCOME_CRASHED, 20, "crashed")                                     \
	X(OUTCOME_TIMEOUT, 21, "timeout")

/*
 * What the parser put right, or saw and let stand: a ledger entry (code,
 * detail) per report.
 */
#define WORDS_REPAIR(X)                                                       \
	X(REPAIR_ENCODING, 2, "encoding")         /* read as windows-1252 */  \
	X(REPAIR_LEADING, 3, "leading")           /* bytes before the XML */  \
	X(REPAIR_TRAILING, 4, "trailing")         /* bytes after the root */  \
	X(REPAIR_WORD, 5, "unknown-word")         /* outside a vocabulary */  \
	X(REPAIR_SOURCE_IP, 6, "source-ip")       /* unreadable, row kept */  \
	X(REPAIR_COUNT, 7, "count")               /* unreadable, taken as 0 */\
	X(REPAIR_DOMAIN, 8, "domain")             /* no host name, kept raw */\
	X(REPAIR_REPEATED, 9, "repeated")         /* singleton, first wins */ \
	X(REPAIR_STRAY_TEXT, 10, "stray-text")    /* between elements */      \
	X(REPAIR_CUT, 11, "cut")                  /* text over its ceiling */ \
	X(REPAIR_AUTH_LIMIT, 12, "auth-limit")    /* entries over ceiling */  \
	X(REPAIR_ALIAS, 13, "alias")              /* <identities>, <t> */     \
	X(REPAIR_OUTSIDE_DOMAIN, 14, "outside-domain") /* header_from not     \
	                                     under policy_published/domain */ \
	X(REPAIR_PCT, 15, "pct")                  /* unreadable, unset */     \
	X(REPAIR_GZIP_TRAILING, 16, "gzip-trailing") /* bytes after gzip */   \
	X(REPAIR_CONTROL, 17, "control")          /* control characters */    \
	X(REPAIR_ENTITY, 18, "entity")            /* bare & or < escaped */   \
	X(REPAIR_LATE, 19, "late")                /* older than 400 days */    \
	X(REPAIR_END_TAG, 20, "end-tag")          /* </feedback without > */  \
	X(REPAIR_SCHEMA, 21, "schema")            /* unclosed <xs:schema> */

/*
 * Repairs seen while a document is taken out of its packing: its own bytes,
 * which are what is kept, do not show them a second time.
 */
#define REPAIRS_OF_PACKING(X) X(REPAIR_GZIP_TRAILING)

/* What a person decides about (store/decide.h). */
#define WORDS_DECISION(X)                                                     \
	X(ABOUT_SENDER, 2, "sender")                                       \
	X(ABOUT_DOMAIN, 3, "setting")                                     \
	X(ABOUT_QUESTION, 4, "confirmation")

/* What of a sender a decision names, from the widest to the narrowest. */
#define WORDS_SENDER_MATCH(X)                                                 \
	X(SUBJECT_KEY, 2, "key")           /* svc:sendgrid, dom:erp.example */  \
	X(SUBJECT_PTR, 3, "ptr")           /* the host's name ends so */        \
	X(SUBJECT_SPF, 4, "spf")           /* domain of the envelope */         \
	X(SUBJECT_DKIM, 5, "dkim")         /* d= of a signature */              \
	X(SUBJECT_SELECTOR, 6, "selector") /* s of a signature */                   \
	X(SUBJECT_NET, 7, "net")           /* 203.0.113.0/24 */                 \
	X(SUBJECT_IP, 8, "ip")

#define WORDS_SENDER_VERDICT(X)                                               \
	X(SENDER_APPROVED, 2, "approved")   /* ours */                        \
	X(SENDER_THREAT, 3, "threat")       /* not ours */                    \
	X(SENDER_FORWARDER, 4, "forwarder") /* passes on mail of others */    \
	X(SENDER_IGNORE, 5, "ignore")       /* do not ask again */

/* Whose mail a message is, as the advisor sees it. */
#define WORDS_WHOSE(X)                                                        \
	X(WHOSE_OWN, 2, "own")             /* ours, passing or to be mended */\
	X(WHOSE_FORWARDED, 3, "forwarded") /* ours, passed on by others */    \
	X(WHOSE_FORGED, 4, "forged")                                          \
	X(WHOSE_UNSURE, 5, "unsure")       /* nobody can tell yet */

/* X(VOCABULARY, LIST, "name") */
#define VOCABULARIES(X)                                                       \
	X(VOCAB_POLICY, WORDS_POLICY, "policy")                               \
	X(VOCAB_DISPOSITION, WORDS_DISPOSITION, "disposition")                \
	X(VOCAB_ALIGNED, WORDS_ALIGNED, "aligned")                            \
	X(VOCAB_ALIGNMENT, WORDS_ALIGNMENT, "alignment")                      \
	X(VOCAB_TESTING, WORDS_TESTING, "testing")                            \
	X(VOCAB_DISCOVERY_METHOD, WORDS_DISCOVERY_METHOD, "discovery_method") \
	X(VOCAB_REASON_TYPE, WORDS_REASON_TYPE, "reason_type")                \
	X(VOCAB_AUTH_RESULT, WORDS_AUTH_RESULT, "auth_result")                \
	X(VOCAB_SPF_SCOPE, WORDS_SPF_SCOPE, "spf_scope")                      \
	X(VOCAB_DIALECT, WORDS_DIALECT, "dialect")                            \
	X(VOCAB_PROVENANCE, WORDS_PROVENANCE, "provenance")                   \
	X(VOCAB_OUTCOME, WORDS_OUTCOME, "outcome")                            \
	X(VOCAB_REPAIR, WORDS_REPAIR, "repair")                               \
	X(VOCAB_DECISION, WORDS_DECISION, "decision")                         \
	X(VOCAB_SENDER_MATCH, WORDS_SENDER_MATCH, "match_type")               \
	X(VOCAB_SENDER_VERDICT, WORDS_SENDER_VERDICT, "sender_verdict")       \
	X(VOCAB_WHOSE, WORDS_WHOSE, "whose")

#define WORD_ENUM_(code, number, text) code = (number),
enum policy { WORDS_POLICY(WORD_ENUM_) };
enum disposition { WORDS_DISPOSITION(WORD_ENUM_) };
enum aligned { WORDS_ALIGNED(WORD_ENUM_) };
enum alignment { WORDS_ALIGNMENT(WORD_ENUM_) };
enum testing { WORDS_TESTING(WORD_ENUM_) };
enum discovery_method { WORDS_DISCOVERY_METHOD(WORD_ENUM_) };
enum reason_type { WORDS_REASON_TYPE(WORD_ENUM_) };
enum auth_result { WORDS_AUTH_RESULT(WORD_ENUM_) };
enum spf_scope { WORDS_SPF_SCOPE(WORD_ENUM_) };
enum dialect { WORDS_DIALECT(WORD_ENUM_) };
enum provenance { WORDS_PROVENANCE(WORD_ENUM_) };
enum outcome { WORDS_OUTCOME(WORD_ENUM_) OUTCOME_COUNT };
enum repair_code { WORDS_REPAIR(WORD_ENUM_) };
enum decision_kind { WORDS_DECISION(WORD_ENUM_) };
enum sender_match { WORDS_SENDER_MATCH(WORD_ENUM_) };
enum sender_verdict { WORDS_SENDER_VERDICT(WORD_ENUM_) };
enum whose { WORDS_WHOSE(WORD_ENUM_) };
#undef WORD_ENUM_

#define VOCAB_ENUM_(code, list, name) code,
enum vocabulary { VOCABULARIES(VOCAB_ENUM_) };
#undef VOCAB_ENUM_

/*
 * The code of a lower-case word: WORD_UNSET for NULL or "", WORD_UNKNOWN for a
 * word outside the vocabulary.  "hardfail" (RFC 5451's old word) is AUTH_FAIL.
 */
int word_code(enum vocabulary v, const char *text);

/* The text of a code; NULL for WORD_UNSET, "unknown" for WORD_UNKNOWN. Static. */
const char *word_text(enum vocabulary v, int code);

/* Whether it is one of REPAIRS_OF_PACKING. */
bool repair_is_of_packing(enum repair_code code);

/* The vocabulary's own name, as in messages: "disposition".  Static. */
const char *vocabulary_name(enum vocabulary v);

#endif
