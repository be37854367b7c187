/* The questions' part of statements.h, which is what to include. */
#ifndef STORE_STATEMENTS_ASK_H
#define STORE_STATEMENTS_ASK_H

#define REPORT_SELECT_ \
	"SELECT r.id, s.org_name, i.name, s.email, r.report_id, d.name, " \
	"r.begin_time, r.end_time, r.messages, r.pass, r.records, r.day, " \
	"r.outcome, r.provenance, r.dialect, r.part, r.coarse, r.late, " \
	"r.repairs, r.received, r.digest"
#define REPORT_FROM_ \
	" FROM report r JOIN submitter s ON s.id = r.submitter " \
	"JOIN reporter i ON i.id = r.reporter " \
	"JOIN domain d ON d.id = r.domain "
/* Newest end first, behind ($1, $2); $6: reporter, 0 for any; $8: domain. */
#define REPORT_PAGE_ \
	"r.end_time <= $1 AND (r.end_time < $1 OR r.id < $2) " \
	"AND r.end_time >= $3 AND r.day BETWEEN $4 AND $5 " \
	"AND ($6 = 0 OR r.reporter = $6) " \
	"ORDER BY r.end_time DESC, r.id DESC LIMIT $7"
/* $4: reporter, 0 for any; $7: domain. */
#define REPORT_COUNT_ \
	"r.end_time BETWEEN $1 AND $6 AND r.day BETWEEN $2 AND $3 " \
	"AND ($4 = 0 OR r.reporter = $4) LIMIT $5) AS page"
/*
 * Newest first, behind ($1, $2): received from $3 to $4, outcome from $5 to
 * $6; $7: reporter, 0 for any.
 */
#define INTAKE_OF_ \
	"FROM intake_document l JOIN intake n ON n.id = l.intake " \
	"LEFT JOIN report r ON r.id = l.report "
#define INTAKE_PAGE_(outcome) \
	"SELECT l.intake, l.seq, n.received, l.outcome, l.reason, o.name, " \
	"n.file, l.member, l.size, coalesce(l.digest, r.digest), " \
	"n.message_id, m.name, n.provenance, coalesce(i.name, j.name), " \
	"l.report, l.member_cut, v.name, p.name, r.begin_time, r.end_time " \
	INTAKE_OF_ "LEFT JOIN domain p ON p.id = r.domain " \
	"LEFT JOIN domain v ON v.id = l.receiver " \
	"JOIN folder o ON o.id = n.folder " \
	"LEFT JOIN domain m ON m.id = n.mail_from " \
	"LEFT JOIN reporter i ON i.id = l.reporter " \
	"LEFT JOIN reporter j ON j.id = r.reporter " \
	"WHERE l.intake <= $1 AND (l.intake < $1 OR l.seq < $2) " \
	"AND n.received BETWEEN $3 AND $4 AND " outcome " " \
	"AND ($7 = 0 OR l.reporter = $7 OR r.reporter = $7) " \
	"ORDER BY l.intake DESC, l.seq DESC LIMIT $8"
/* Whether the provenance of a row is one of a set of bits (store.h, TRUST). */
#define TRUSTED_(bits, column) \
	"(CAST(" bits " AS bigint) >> CAST(" column " AS integer)) & 1 = 1 "
#define PERIODS_OF_ \
	"FROM source_period p JOIN period_sums s " \
	"ON s.domain = p.domain AND s.period = p.period " \
	"WHERE p.domain = $1 AND p.period BETWEEN $2 AND $3 "
#define STATEMENTS_ASK(X) \
	X(SQL_SEARCH_REPORTERS, \
	    "SELECT name FROM reporter WHERE name LIKE $1 ESCAPE '!' " \
	    "ORDER BY name LIMIT $2") \
	X(SQL_SEARCH_HOST_NAMES, \
	    "SELECT source_ip, name FROM host_name " \
	    "WHERE name LIKE $1 ESCAPE '!' ORDER BY name LIMIT $2") \
	X(SQL_SEARCH_SOURCES, \
	    "SELECT s.source_ip, h.name FROM source s " \
	    "LEFT JOIN host_name h ON h.source_ip = s.source_ip " \
	    "WHERE s.source_ip BETWEEN $1 AND $2 " \
	    "AND length(s.source_ip) = $3 ORDER BY s.source_ip LIMIT $4") \
	X(SQL_LAST_DAY, "SELECT day FROM day_policy WHERE domain = $1 AND " \
	    TRUSTED_("$2", "provenance") "ORDER BY day DESC LIMIT 1") \
	X(SQL_FIRST_DAY, "SELECT day FROM day_policy WHERE domain = $1 AND " \
	    TRUSTED_("$2", "provenance") "ORDER BY day LIMIT 1") \
	X(SQL_NEXT_DOMAIN, "SELECT domain FROM day_policy WHERE domain > $1 " \
	    "AND " TRUSTED_("$2", "provenance") "ORDER BY domain LIMIT 1") \
	X(SQL_DOMAIN_IN_SPAN, "SELECT 1 FROM day_policy WHERE domain = $1 " \
	    "AND day BETWEEN $2 AND $3 AND " \
	    TRUSTED_("$4", "provenance") "LIMIT 1") \
	X(SQL_DAY_TOTALS, \
	    "SELECT day, provenance, reports, coarse, messages, pass, " \
	    "fail_none, fail_quarantine, fail_reject, fail_unknown, " \
	    "dkim_pass, spf_pass, both_pass FROM day_total " \
	    "WHERE domain = $1 AND day BETWEEN $2 AND $3 ORDER BY day") \
	X(SQL_MONTH_REPORTERS, \
	    "SELECT reporter, provenance FROM month_reporter " \
	    "WHERE domain = $1 AND month BETWEEN $2 AND $3") \
	X(SQL_DAY_REPORTERS, \
	    "SELECT reporter, provenance FROM day_policy " \
	    "WHERE domain = $1 AND day BETWEEN $2 AND $3") \
	X(SQL_DAY_POLICIES, \
	    "SELECT day, reporter, policy, reports, coarse, messages, pass, " \
	    "fail_none, fail_quarantine, fail_reject, fail_unknown, " \
	    "provenance FROM day_policy WHERE domain = $1 AND day BETWEEN $2 AND $3") \
	X(SQL_PERIOD_DAYS, "SELECT period, days FROM source_period " \
	    "WHERE domain = $1 AND period BETWEEN $2 AND $3 ORDER BY period") \
	X(SQL_SET_ASIDE, \
	    "SELECT CAST(coalesce(sum(documents), 0) AS bigint) " \
	    "FROM intake_day WHERE outcome > 4") \
	X(SQL_NEWEST_END, "SELECT end_time FROM report WHERE end_time >= $1 " \
	                  "AND day BETWEEN $2 AND $3 AND outcome = 2 AND " \
	    TRUSTED_("$4", "provenance") "ORDER BY end_time DESC LIMIT 1") \
	X(SQL_NEWEST_END_OF_DOMAIN, \
	    "SELECT end_time FROM report WHERE domain = $5 AND end_time >= $1 " \
	    "AND day BETWEEN $2 AND $3 AND outcome = 2 AND " \
	    TRUSTED_("$4", "provenance") \
	    "ORDER BY end_time DESC LIMIT 1") \
	X(SQL_NEWEST_REPORT, \
	    "SELECT policy, end_time FROM report WHERE domain = $1 " \
	    "AND outcome = 2 AND " TRUSTED_("$2", "provenance") \
	    "ORDER BY end_time DESC, digest DESC LIMIT 1") \
	X(SQL_REPORTER_NAME, "SELECT name FROM reporter WHERE id = $1") \
	X(SQL_REPORTER_NEWEST, \
	    "SELECT s.org_name FROM report r JOIN submitter s " \
	    "ON s.id = r.submitter WHERE r.reporter = $1 AND r.outcome = 2 " \
	    "AND " TRUSTED_("$2", "r.provenance") \
	    "ORDER BY r.end_time DESC, r.id DESC LIMIT 1") \
	X(SQL_FROM_PERIODS, \
	    "SELECT p.period, s.froms, 0 " PERIODS_OF_ "AND p.summed = 1 " \
	    "ORDER BY p.period") \
	X(SQL_SOURCE_PERIODS, \
	    "SELECT p.period, CASE WHEN p.summed = 1 THEN s.sums " \
	    "ELSE s.pruned END, 1 - p.summed " PERIODS_OF_ \
	    "AND (p.summed = 1 OR p.pruned = 1) ORDER BY p.period") \
	X(SQL_SUMMED_PERIODS_NEWEST, \
	    "SELECT p.period, s.sums " PERIODS_OF_ "AND p.summed = 1 " \
	    "ORDER BY p.period DESC") \
	X(SQL_SENDINGS, \
	    "SELECT DISTINCT domain FROM source_domain WHERE source = $1 " \
	    "ORDER BY domain") \
	X(SQL_REPORTER_OF, \
	    "SELECT i.name FROM report r JOIN reporter i " \
	    "ON i.id = r.reporter WHERE r.id = $1") \
	X(SQL_REPORTS_OF_DOMAIN, \
	    "SELECT id, reporter FROM report WHERE domain = $1 " \
	    "AND end_time BETWEEN $2 AND $5 AND day BETWEEN $3 AND $4") \
	X(SQL_COARSE_LATEST_END, "SELECT max(end_time) FROM report " \
	                         "WHERE coarse = 1 AND day BETWEEN $1 AND $2") \
	X(SQL_REPORT_PAGE, REPORT_SELECT_ REPORT_FROM_ "WHERE " REPORT_PAGE_) \
	X(SQL_REPORT_PAGE_OF_REPORTER, REPORT_SELECT_ REPORT_FROM_ \
	    "WHERE r.reporter = $6 AND " REPORT_PAGE_) \
	X(SQL_REPORT_PAGE_OF_DOMAIN, REPORT_SELECT_ REPORT_FROM_ \
	    "WHERE r.domain = $8 AND " REPORT_PAGE_) \
	X(SQL_REPORT_COUNT, "SELECT count(*) FROM (SELECT 1 FROM report r " \
	                    "WHERE " REPORT_COUNT_) \
	X(SQL_REPORT_COUNT_OF_REPORTER, \
	    "SELECT count(*) FROM (SELECT 1 FROM report r " \
	    "WHERE r.reporter = $4 AND " REPORT_COUNT_) \
	X(SQL_REPORT_COUNT_OF_DOMAIN, \
	    "SELECT count(*) FROM (SELECT 1 FROM report r " \
	    "WHERE r.domain = $7 AND " REPORT_COUNT_) \
	X(SQL_REPORT_BY_ID, REPORT_SELECT_ \
	    ", s.extra_contact_info, s.generator, s.version, " \
	    "s.xml_namespace, r.policy, n.file, o.name, n.message_id, " \
	    "m.name, l.member, x.size, c.accepted_by, " \
	    "c.accepted_at, u.name, l.member_cut, v.name" REPORT_FROM_ \
	    "JOIN intake n ON n.id = r.intake " \
	    "JOIN folder o ON o.id = n.folder " \
	    "LEFT JOIN domain m ON m.id = n.mail_from " \
	    "LEFT JOIN domain u ON u.id = n.auth_from " \
	    "LEFT JOIN intake_document l " \
	    "ON l.intake = r.intake AND l.seq = r.document " \
	    "LEFT JOIN domain v ON v.id = l.receiver " \
	    "LEFT JOIN document x ON x.report = r.id " \
	    "LEFT JOIN acceptance c ON c.report = r.id WHERE r.id = $1") \
	X(SQL_REPORT_REPAIRS, \
	    "SELECT code, detail FROM report_repair WHERE report = $1 " \
	    "ORDER BY seq") \
	X(SQL_REPORT_ERRORS, \
	    "SELECT detail FROM report_error WHERE report = $1 ORDER BY seq") \
	X(SQL_AUTH_ENTRIES, "SELECT entries FROM auth WHERE id = $1") \
	X(SQL_DETAIL_ENTRIES, "SELECT entries FROM detail WHERE id = $1") \
	X(SQL_REPAIR_SUMS, \
	    "SELECT reporter, repairs FROM report WHERE repairs > 0 " \
	    "AND outcome = 2 AND day BETWEEN $1 AND $2 " \
	    "AND ($3 = 0 OR domain = $3)") \
	X(SQL_REPAIRS, \
	    "SELECT r.reporter, p.code, r.id, r.day FROM report r " \
	    "JOIN report_repair p ON p.report = r.id " \
	    "WHERE r.repairs > 0 AND r.outcome = 2 " \
	    "AND r.day BETWEEN $1 AND $2 AND ($3 = 0 OR r.domain = $3) " \
	    "AND ($4 = 0 OR r.reporter = $4)") \
	X(SQL_INTAKE_COUNTS, \
	    "SELECT outcome, CAST(sum(documents) AS bigint) " \
	    "FROM intake_day WHERE outcome BETWEEN $1 AND $2 " \
	    "AND day BETWEEN $3 AND $4 AND ($5 = 0 OR reporter = $5) " \
	    "GROUP BY outcome") \
	X(SQL_INTAKE_PAGE, INTAKE_PAGE_("l.outcome BETWEEN $5 AND $6")) \
	X(SQL_INTAKE_PAGE_SET_ASIDE, \
	    INTAKE_PAGE_("l.outcome > 4 AND l.outcome BETWEEN $5 AND $6")) \
	X(SQL_INTAKE_PAGE_OF_OUTCOME, \
	    INTAKE_PAGE_("l.outcome = $5 AND l.outcome <= $6")) \
	X(SQL_DOCUMENT_NEXT, \
	    "SELECT r.id, r.received, r.provenance, r.digest " \
	    "FROM document x JOIN report r ON r.id = x.report " \
	    "WHERE x.report > $1 ORDER BY x.report LIMIT 1") \
	X(SQL_DOCUMENT_OF, "SELECT deflated FROM document WHERE report = $1")

#endif
