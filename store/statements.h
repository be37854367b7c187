/*
 * Every statement of the program, in what SQLite 3.40 and PostgreSQL 15 both
 * take (architecture.md 4, One dialect).  Parameters are bound by name.  Tests
 * list them from here.  The id of a new row is no part of an INSERT: RETURNING
 * costs SQLite a table in memory each time, and sql_add() knows it anyway.
 *
 * X(ID, "text")
 */
#ifndef STORE_STATEMENTS_H
#define STORE_STATEMENTS_H

/* ------------------------------------------------ what is said once */
#define STATEMENTS_INTERN(X) \
	X(SQL_DOMAIN_FIND, "SELECT id FROM domain WHERE name = $1") \
	X(SQL_DOMAIN_ADD, \
	    "INSERT INTO domain (name) VALUES ($1)") \
	X(SQL_DOMAIN_NAME, "SELECT name FROM domain WHERE id = $1") \
	X(SQL_REPORTER_FIND, "SELECT id FROM reporter WHERE name = $1") \
	X(SQL_REPORTER_ADD, \
	    "INSERT INTO reporter (name) VALUES ($1)") \
	X(SQL_FOLDER_FIND, "SELECT id FROM folder WHERE name = $1") \
	X(SQL_FOLDER_ADD, \
	    "INSERT INTO folder (name) VALUES ($1)") \
	X(SQL_SOURCE_FIND, "SELECT id FROM source WHERE source_ip = $1") \
	X(SQL_SOURCE_ADD, \
	    "INSERT INTO source (source_ip) VALUES ($1)") \
	X(SQL_SOURCE_IP, "SELECT source_ip FROM source WHERE id = $1") \
	X(SQL_AUTH_FIND, "SELECT id, entries FROM auth WHERE hash = $1") \
	X(SQL_AUTH_ADD, \
	    "INSERT INTO auth (hash, entries) VALUES ($1, $2)") \
	X(SQL_DETAIL_FIND, "SELECT id, entries FROM detail WHERE hash = $1") \
	X(SQL_DETAIL_ADD, \
	    "INSERT INTO detail (hash, entries) VALUES ($1, $2)") \
	X(SQL_POLICY_FIND, \
	    "SELECT id FROM policy WHERE p = $1 AND sp = $2 AND np = $3 " \
	    "AND pct = $4 AND adkim = $5 AND aspf = $6 AND testing = $7 " \
	    "AND discovery_method = $8 AND fo = $9") \
	X(SQL_POLICY_ADD, \
	    "INSERT INTO policy (p, sp, np, pct, adkim, aspf, testing, " \
	    "discovery_method, fo) " \
	    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)") \
	X(SQL_POLICY_BY_ID, "SELECT p, sp, np, pct, adkim, aspf, testing, " \
	                    "discovery_method, fo " \
	                    "FROM policy WHERE id = $1") \
	X(SQL_SUBMITTER_FIND, \
	    "SELECT id FROM submitter WHERE org_name = $1 AND email = $2 " \
	    "AND extra_contact_info = $3 AND generator = $4 " \
	    "AND version = $5 AND xml_namespace = $6") \
	X(SQL_SUBMITTER_ADD, \
	    "INSERT INTO submitter (org_name, email, extra_contact_info, " \
	    "generator, version, xml_namespace) " \
	    "VALUES ($1, $2, $3, $4, $5, $6)")

/* ------------------------------------------------------------ saving */
#define CONTENT_COLUMNS_ \
	"r.id, r.domain, r.day, r.reporter, r.policy, r.provenance, " \
	"r.outcome, r.part, r.coarse, r.signs_9990, r.content, p.p, p.pct, " \
	"r.key, r.begin_time, r.end_time, a.report, r.records, r.messages, " \
	"r.pass FROM report r " \
	"JOIN policy p ON p.id = r.policy " \
	"LEFT JOIN acceptance a ON a.report = r.id "
/* Blocks of records, packed (pack_records.h); all have these columns. */
#define BLOCKS_FROM_(table) \
	"SELECT day, report, first_seq, records, block FROM " table
#define BLOCK_ADD_(table) \
	"INSERT INTO " table " (domain, day, report, first_seq, records, " \
	"block) VALUES ($1, $2, $3, $4, $5, $6)"
#define BLOCKS_OF_ " WHERE domain = $1 AND day = $2 AND report = $3"
#define BLOCKS_IN_ " WHERE domain = $1 AND day BETWEEN $2 AND $3 "
#define STATEMENTS_SAVE(X) \
	X(SQL_CHANGE, "SELECT counter FROM change WHERE one = 1") \
	X(SQL_CHANGE_BUMP, \
	    "UPDATE change SET counter = counter + 1 WHERE one = 1") \
	X(SQL_INTAKE_ADD, \
	    "INSERT INTO intake (folder, file, message_id, mail_from, " \
	    "provenance, size, received, auth_from) " \
	    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)") \
	X(SQL_INTAKE_DOCUMENT_ADD, "INSERT INTO intake_document (intake, " \
	                           "seq, outcome, report, size, " \
	                           "member, reason, digest, reporter, " \
	                           "member_cut, receiver) VALUES ($1, $2, " \
	                           "$3, $4, $5, $6, $7, $8, $9, $10, $11)") \
	X(SQL_INTAKE_HEAD, \
	    "UPDATE intake SET message_id = $2, mail_from = $3, " \
	    "auth_from = $4, provenance = $5 WHERE id = $1") \
	X(SQL_INTAKE_RECEIVED, "SELECT received FROM intake WHERE id = $1") \
	X(SQL_INTAKE_DOCUMENTS, \
	    "SELECT l.seq, l.outcome, l.report, " \
	    "coalesce(r.reporter, l.reporter) FROM intake_document l " \
	    "LEFT JOIN report r ON r.id = l.report " \
	    "WHERE l.intake = $1 ORDER BY l.seq") \
	X(SQL_INTAKE_DOCUMENTS_DELETE, \
	    "DELETE FROM intake_document WHERE intake = $1") \
	X(SQL_INTAKE_DOCUMENT_KEEP, \
	    "UPDATE intake_document SET outcome = $3, digest = NULL " \
	    "WHERE intake = $1 AND seq = $2") \
	X(SQL_INTAKE_MEMBER_WHOLE, \
	    "UPDATE intake_document SET member = $2, member_cut = 0, " \
	    "receiver = NULL " \
	    "WHERE intake = (SELECT r.intake FROM report r WHERE r.id = $1) " \
	    "AND seq = (SELECT r.document FROM report r WHERE r.id = $1)") \
	X(SQL_REPORT_DOCUMENT, "UPDATE report SET document = $3 " \
	                       "WHERE id = $1 AND intake = $2") \
	X(SQL_MAIL_SET_ASIDE, \
	    "SELECT n.id, n.received, n.provenance, n.size FROM intake n " \
	    "WHERE n.id = $1 " \
	    "AND EXISTS (SELECT 1 FROM intake_document l " \
	    "WHERE l.intake = n.id AND l.outcome > 4)") \
	X(SQL_FILE_SET_ASIDE, \
	    "SELECT n.id, n.received, n.provenance, n.size, o.name, n.file " \
	    "FROM intake_document l JOIN intake n ON n.id = l.intake " \
	    "JOIN folder o ON o.id = n.folder " \
	    "WHERE l.intake > $1 AND l.outcome > 4 AND n.provenance = $2 " \
	    "ORDER BY l.intake, l.seq LIMIT 1") \
	X(SQL_SET_ASIDE_COUNT, \
	    "SELECT count(*) FROM intake_document l WHERE l.intake > 0 " \
	    "AND l.outcome > 4 " \
	    "AND NOT EXISTS (SELECT 1 FROM intake_document k " \
	    "WHERE k.intake = l.intake AND k.seq < l.seq " \
	    "AND k.outcome > 4)") \
	X(SQL_MAILDIR_NEXT, \
	    "SELECT o.id, o.name FROM folder o WHERE o.id > $1 " \
	    "AND EXISTS (SELECT 1 FROM mail m WHERE m.folder = o.id) " \
	    "ORDER BY o.id LIMIT 1") \
	X(SQL_MAIL_FIND, \
	    "SELECT m.intake, i.file FROM mail m " \
	    "JOIN intake i ON i.id = m.intake WHERE m.folder = $1 " \
	    "AND m.inode = $2 AND m.mtime_ns = $3 AND i.size = $4") \
	X(SQL_MAIL_ADD, \
	    "INSERT INTO mail (folder, inode, intake, mtime_ns) " \
	    "VALUES ($1, $2, $3, $4)") \
	X(SQL_INTAKE_MAIL, "UPDATE intake SET mail = 1 WHERE id = $1") \
	X(SQL_INTAKE_OUTCOMES, \
	    "SELECT outcome FROM intake_document WHERE intake = $1") \
	X(SQL_CONTENT_BY_DIGEST, \
	    "SELECT " CONTENT_COLUMNS_ "WHERE r.digest = $1 " \
	    "AND substr(r.digest, 1, 6) = substr($1, 1, 6)") \
	/* +: the index is report_domain, which has the reporter, too. */ \
	X(SQL_CONTENT_BY_KEY, \
	    "SELECT " CONTENT_COLUMNS_ "WHERE r.key = $1 " \
	    "AND +r.reporter = $2 AND r.domain = $3 AND r.begin_time = $4 " \
	    "AND r.end_time = $5 ORDER BY r.id") \
	X(SQL_CONTENT_BY_ID, "SELECT " CONTENT_COLUMNS_ "WHERE r.id = $1") \
	X(SQL_ACCEPTANCE_ADD, \
	    "INSERT INTO acceptance (report, accepted_by, accepted_at) " \
	    "VALUES ($1, $2, $3)") \
	X(SQL_ACCEPTANCE_DELETE, "DELETE FROM acceptance WHERE report = $1") \
	X(SQL_REPORT_ADD, \
	    "INSERT INTO report (digest, key, content, reporter, domain, " \
	    "policy, submitter, report_id, begin_time, end_time, day, " \
	    "outcome, provenance, dialect, part, coarse, late, signs_9990, " \
	    "records, messages, pass, repairs, received, intake, document) " \
	    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, " \
	    "$14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)") \
	X(SQL_REPORT_PLACE, \
	    "UPDATE report SET outcome = $2, part = $3, provenance = $4 " \
	    "WHERE id = $1") \
	X(SQL_REPORT_VALUES, \
	    "SELECT key, content, domain, policy, submitter, begin_time, " \
	    "end_time, day, dialect, coarse, late, signs_9990, records, " \
	    "messages, pass, repairs FROM report WHERE id = $1") \
	X(SQL_REPORT_REPLACE, \
	    "UPDATE report SET key = $2, content = $3, domain = $4, " \
	    "policy = $5, submitter = $6, begin_time = $7, end_time = $8, " \
	    "day = $9, dialect = $10, coarse = $11, late = $12, " \
	    "signs_9990 = $13, records = $14, messages = $15, pass = $16, " \
	    "repairs = $17, outcome = $18, part = $19, report_id = $20 " \
	    "WHERE id = $1") \
	X(SQL_REPORT_REPAIRS_DELETE, \
	    "DELETE FROM report_repair WHERE report = $1") \
	X(SQL_REPORT_ERRORS_DELETE, \
	    "DELETE FROM report_error WHERE report = $1") \
	X(SQL_REPORT_REPAIR_ADD, \
	    "INSERT INTO report_repair (report, seq, code, detail) " \
	    "VALUES ($1, $2, $3, $4)") \
	X(SQL_REPORT_ERROR_ADD, \
	    "INSERT INTO report_error (report, seq, detail) " \
	    "VALUES ($1, $2, $3)") \
	X(SQL_DOCUMENT_ADD, "INSERT INTO document (report, size, deflated) " \
	                    "VALUES ($1, $2, $3)") \
	X(SQL_RECORD_ADD, BLOCK_ADD_("record_block")) \
	X(SQL_CONFLICT_ADD, BLOCK_ADD_("conflict_block")) \
	X(SQL_RECORD_BLOCKS, BLOCKS_FROM_("record_block") BLOCKS_IN_ \
	    "ORDER BY day, report, first_seq") \
	X(SQL_RECORD_BLOCKS_NEWEST, BLOCKS_FROM_("record_block") BLOCKS_IN_ \
	    "ORDER BY day DESC, report DESC, first_seq DESC") \
	X(SQL_RECORD_BLOCKS_OF, BLOCKS_FROM_("record_block") BLOCKS_OF_ \
	    " AND first_seq >= $4 ORDER BY first_seq") \
	X(SQL_CONFLICT_BLOCKS_OF, BLOCKS_FROM_("conflict_block") BLOCKS_OF_ \
	    " AND first_seq >= $4 ORDER BY first_seq") \
	X(SQL_RECORD_DELETE, "DELETE FROM record_block" BLOCKS_OF_) \
	X(SQL_CONFLICT_DELETE, "DELETE FROM conflict_block" BLOCKS_OF_)

/* ---------------------------------------------------------- roll-ups */
#define ADD_(table, column) \
	column " = " table "." column " + excluded." column
/* The sums that three tables have. */
#define ADD_SUMS_(table) \
	ADD_(table, "reports") \
	", " ADD_(table, "coarse") ", " ADD_(table, "messages") ", " \
	ADD_(table, "pass") ", " ADD_(table, "fail_none") ", " \
	ADD_(table, "fail_quarantine") ", " ADD_(table, "fail_reject") ", " \
	ADD_(table, "fail_unknown")
#define STATEMENTS_ROLLUP(X) \
	X(SQL_DAY_TOTAL_ADD, \
	    "INSERT INTO day_total (domain, day, provenance, reports, " \
	    "coarse, messages, pass, fail_none, fail_quarantine, " \
	    "fail_reject, fail_unknown, dkim_pass, spf_pass, both_pass) " \
	    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, " \
	    "$14) " \
	    "ON CONFLICT (domain, day, provenance) DO UPDATE SET " \
	    ADD_SUMS_("day_total") \
	    ", dkim_pass = day_total.dkim_pass + excluded.dkim_pass, " \
	    "spf_pass = day_total.spf_pass + excluded.spf_pass, " \
	    "both_pass = day_total.both_pass + excluded.both_pass") \
	X(SQL_DAY_TOTAL_SWEEP, \
	    "DELETE FROM day_total WHERE domain = $1 AND day = $2 " \
	    "AND provenance = $3 AND reports = 0") \
	X(SQL_MONTH_REPORTER_ADD, \
	    "INSERT INTO month_reporter (domain, month, reporter, " \
	    "provenance, reports, coarse, messages, pass, fail_none, " \
	    "fail_quarantine, fail_reject, fail_unknown) " \
	    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) " \
	    "ON CONFLICT (domain, month, reporter, provenance) " \
	    "DO UPDATE SET " ADD_SUMS_("month_reporter")) \
	X(SQL_MONTH_REPORTER_SWEEP, \
	    "DELETE FROM month_reporter WHERE domain = $1 AND month = $2 " \
	    "AND reporter = $3 AND provenance = $4 AND reports = 0") \
	X(SQL_SOURCE_PERIOD_ADD, \
	    "INSERT INTO source_period (domain, period, records) " \
	    "VALUES ($1, $2, $3) ON CONFLICT (domain, period) DO UPDATE SET " \
	    "records = source_period.records + excluded.records, " \
	    "days = NULL, summed = 0") \
	X(SQL_SOURCE_PERIOD_SWEEP, \
	    "DELETE FROM source_period WHERE domain = $1 AND period = $2 " \
	    "AND records = 0 AND pruned = 0 AND NOT EXISTS (SELECT 1 " \
	    "FROM day_total t WHERE t.domain = $1 " \
	    "AND t.day BETWEEN $2 * 16 AND $2 * 16 + 15)") \
	X(SQL_SOURCE_PERIOD_OPEN, \
	    "SELECT period, domain, records FROM source_period " \
	    "WHERE days IS NULL " \
	    "AND (period > $1 OR (period = $1 AND domain > $2)) " \
	    "AND period < $3 ORDER BY period, domain LIMIT 1") \
	X(SQL_SOURCE_PERIOD_CLOSE, \
	    "UPDATE source_period SET days = $4, summed = $3 " \
	    "WHERE domain = $1 AND period = $2") \
	X(SQL_PERIOD_SUMS_PUT, \
	    "INSERT INTO period_sums (domain, period, froms, sums) " \
	    "VALUES ($1, $2, $3, $4) ON CONFLICT (domain, period) " \
	    "DO UPDATE SET froms = excluded.froms, sums = excluded.sums") \
	X(SQL_INTAKE_DAY_ADD, \
	    "INSERT INTO intake_day (outcome, day, reporter, documents) " \
	    "VALUES ($1, $2, $3, $4) ON CONFLICT (outcome, day, reporter) " \
	    "DO UPDATE SET documents = intake_day.documents " \
	    "+ excluded.documents") \
	X(SQL_INTAKE_DAY_SWEEP, \
	    "DELETE FROM intake_day WHERE outcome = $1 AND day = $2 " \
	    "AND reporter = $3 AND documents = 0") \
	X(SQL_DAY_POLICY_ADD, \
	    "INSERT INTO day_policy (domain, day, reporter, policy, " \
	    "provenance, reports, coarse, messages, pass, fail_none, " \
	    "fail_quarantine, fail_reject, fail_unknown) " \
	    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) " \
	    "ON CONFLICT (domain, day, reporter, policy, provenance) " \
	    "DO UPDATE SET " ADD_SUMS_("day_policy")) \
	X(SQL_DAY_POLICY_SWEEP, \
	    "DELETE FROM day_policy WHERE domain = $1 AND day = $2 " \
	    "AND reporter = $3 AND policy = $4 AND provenance = $5 " \
	    "AND reports = 0") \
	X(SQL_SOURCE_DOMAIN_ADD, \
	    "INSERT INTO source_domain (source, domain, provenance, " \
	    "last_relayed) VALUES ($1, $2, $3, $4) " \
	    "ON CONFLICT (source, domain, provenance) DO UPDATE SET " \
	    "last_relayed = excluded.last_relayed " \
	    "WHERE excluded.last_relayed > source_domain.last_relayed") \
	X(SQL_SOURCE_DOMAIN_DELETE, \
	    "DELETE FROM source_domain WHERE source = $1 AND domain = $2 " \
	    "AND provenance = $3") \
	X(SQL_REPORTER_DAY_ADD, \
	    "INSERT INTO reporter_day (reporter, day, provenance, reports, " \
	    "signs_9990, messages, sampled_out, sampled_failing, " \
	    "sampled_full) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) " \
	    "ON CONFLICT (reporter, day, provenance) DO UPDATE SET " \
	    "reports = reporter_day.reports + excluded.reports, " \
	    "signs_9990 = reporter_day.signs_9990 + excluded.signs_9990, " \
	    "messages = reporter_day.messages + excluded.messages, " \
	    "sampled_out = reporter_day.sampled_out + excluded.sampled_out, " \
	    "sampled_failing = reporter_day.sampled_failing " \
	    "+ excluded.sampled_failing, " \
	    "sampled_full = reporter_day.sampled_full + " \
	    "excluded.sampled_full") \
	X(SQL_REPORTER_DAY_SWEEP, \
	    "DELETE FROM reporter_day WHERE reporter = $1 AND day = $2 " \
	    "AND provenance = $3 AND reports = 0")

#include "store/statements_ask.h"
#include "store/statements_advise.h"
#include "store/statements_upkeep.h"

#define STATEMENTS(X) \
	STATEMENTS_INTERN(X) \
	STATEMENTS_SAVE(X) \
	STATEMENTS_ROLLUP(X) \
	STATEMENTS_ASK(X) \
	STATEMENTS_ADVISE(X) \
	STATEMENTS_UPKEEP(X)

#define STATEMENT_ENUM_(id, text) id,
enum sql_id { STATEMENTS(STATEMENT_ENUM_) SQL_COUNT };
#undef STATEMENT_ENUM_

#endif
