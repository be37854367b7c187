/* The part of statements.h for checking, rebuilding and pruning. */
#ifndef STORE_STATEMENTS_UPKEEP_H
#define STORE_STATEMENTS_UPKEEP_H

/* Records in a table whose report is not there, or not of that outcome. */
#define RECORD_ORPHANS_(table, outcome) \
	"SELECT g.domain, g.day, g.report, g.n FROM (SELECT domain, day, " \
	"report, CAST(sum(records) AS bigint) AS n FROM " table \
	" GROUP BY domain, day, report) g LEFT JOIN report r " \
	"ON r.id = g.report AND r.domain = g.domain AND r.day = g.day " \
	"AND r.outcome = " outcome " WHERE r.id IS NULL"
/* Records of a domain by day; the first report of them; the next domain. */
#define RECORD_DAYS_(table) \
	"SELECT day, CAST(sum(records) AS bigint), count(DISTINCT report) " \
	"FROM " table \
	" WHERE domain = $1 AND day < $2 GROUP BY day"
#define RECORD_OLDEST_(table) \
	"SELECT domain, day, report FROM " table \
	" WHERE domain = $1 AND day < $2 " \
	"ORDER BY domain, day, report LIMIT 1"
#define RECORD_NEXT_DOMAIN_(table) \
	"SELECT domain FROM " table " WHERE domain > $1 ORDER BY domain " \
	"LIMIT 1"
/*
 * What no report came in, counted or a conflict; of a mail, which is known by
 * it, its documents.
 */
#define LEDGER_FREE_ \
	"n.received < $2 " \
	"AND NOT EXISTS (SELECT 1 FROM intake_document f " \
	"WHERE f.intake = n.id AND f.outcome IN (2, 4)) " \
	"AND (n.mail = 0 " \
	"OR EXISTS (SELECT 1 FROM intake_document l WHERE l.intake = n.id))"

#define STATEMENTS_UPKEEP(X) \
	X(SQL_HORIZON, \
	    "SELECT records, documents, ledger FROM horizon WHERE one = 1") \
	X(SQL_HORIZON_SET, \
	    "UPDATE horizon SET records = $1, documents = $2, ledger = $3 " \
	    "WHERE one = 1") \
	X(SQL_CHECK_DAY_NEXT, "SELECT min(day) FROM report WHERE day >= $1") \
	X(SQL_CHECK_REPORTS, \
	    "SELECT id FROM report WHERE day BETWEEN $1 AND $2 " \
	    "AND end_time >= $3") \
	X(SQL_CHECK_REPORT_COUNT, "SELECT count(*) FROM report") \
	X(SQL_CHECK_RECORD_ORPHANS, RECORD_ORPHANS_("record_block", "2")) \
	X(SQL_CHECK_CONFLICT_ORPHANS, RECORD_ORPHANS_("conflict_block", "4")) \
	X(SQL_CHECK_DOCUMENTS, \
	    "SELECT x.report, x.size, x.deflated, r.digest FROM document x " \
	    "LEFT JOIN report r ON r.id = x.report") \
	X(SQL_CHECK_DOCUMENT_COUNT, "SELECT count(*) FROM document") \
	X(SQL_CHECK_REPORT_ARRIVAL, \
	    "SELECT r.id FROM report r LEFT JOIN intake_document l " \
	    "ON l.intake = r.intake AND l.seq = r.document " \
	    "WHERE l.report IS NULL OR l.report <> r.id " \
	    "OR l.outcome NOT IN (2, 4)") \
	X(SQL_CHECK_LEDGER_ORPHANS, \
	    "SELECT l.intake, l.seq, l.report FROM intake_document l " \
	    "LEFT JOIN report r ON r.id = l.report " \
	    "WHERE l.report <> 0 AND r.id IS NULL") \
	X(SQL_CHECK_LEDGER_SUMS, \
	    "SELECT (SELECT count(*) FROM report), (SELECT count(*) " \
	    "FROM intake_document WHERE outcome IN (2, 4))") \
	X(SQL_CHECK_ACCEPTANCES, \
	    "SELECT a.report FROM acceptance a LEFT JOIN report r " \
	    "ON r.id = a.report WHERE r.id IS NULL OR r.outcome <> 2 " \
	    "OR r.part <> 1") \
	X(SQL_CHECK_SOURCE_IDS, "SELECT id FROM source") \
	X(SQL_CHECK_DOMAIN_IDS, "SELECT id FROM domain") \
	X(SQL_CHECK_AUTH_IDS, "SELECT id FROM auth") \
	X(SQL_CHECK_DETAIL_IDS, "SELECT id FROM detail") \
	X(SQL_CHECK_SOURCE_LAST, "SELECT max(id) FROM source") \
	X(SQL_DAY_TOTAL_ALL, \
	    "SELECT domain, day, provenance, reports, coarse, messages, " \
	    "pass, fail_none, fail_quarantine, fail_reject, fail_unknown, " \
	    "dkim_pass, spf_pass, both_pass FROM day_total " \
	    "WHERE day BETWEEN $1 AND $2") \
	X(SQL_DAY_TOTAL_DELETE, \
	    "DELETE FROM day_total WHERE domain = $1 AND day = $2 " \
	    "AND provenance = $3") \
	X(SQL_MONTH_REPORTER_ALL, \
	    "SELECT domain, month, reporter, provenance, reports, coarse, " \
	    "messages, pass, fail_none, fail_quarantine, fail_reject, " \
	    "fail_unknown FROM month_reporter WHERE month BETWEEN $1 AND $2") \
	X(SQL_MONTH_REPORTER_DELETE, \
	    "DELETE FROM month_reporter WHERE domain = $1 AND month = $2 " \
	    "AND reporter = $3 AND provenance = $4") \
	X(SQL_SOURCE_PERIOD_ALL, \
	    "SELECT domain, period, records FROM source_period " \
	    "WHERE domain BETWEEN $1 AND $2 AND records <> 0") \
	X(SQL_SOURCE_PERIOD_DELETE, \
	    "UPDATE source_period SET records = 0, days = NULL, summed = 0 " \
	    "WHERE domain = $1 AND period = $2") \
	X(SQL_SOURCE_PERIOD_PRUNED, \
	    "SELECT s.pruned FROM source_period p JOIN period_sums s " \
	    "ON s.domain = p.domain AND s.period = p.period " \
	    "WHERE p.domain = $1 AND p.period = $2 AND p.pruned = 1") \
	X(SQL_SOURCE_PERIOD_PRUNE, \
	    "INSERT INTO source_period (domain, period, records, pruned) " \
	    "VALUES ($1, $2, 0, 1) ON CONFLICT (domain, period) " \
	    "DO UPDATE SET records = source_period.records - $3, " \
	    "days = NULL, summed = 0, pruned = 1") \
	X(SQL_PERIOD_SUMS_PRUNE, \
	    "INSERT INTO period_sums (domain, period, pruned) " \
	    "VALUES ($1, $2, $3) ON CONFLICT (domain, period) " \
	    "DO UPDATE SET froms = NULL, sums = NULL, " \
	    "pruned = excluded.pruned") \
	X(SQL_CHECK_PERIOD_DAYS, \
	    "SELECT day, CAST(sum(records) AS bigint) FROM record_block " \
	    "WHERE domain = $1 GROUP BY day") \
	X(SQL_CHECK_PERIOD_NEXT, \
	    "SELECT p.domain, p.period, " \
	    "CASE WHEN p.days IS NULL THEN 0 ELSE 1 END, p.summed, " \
	    "p.pruned, p.days, s.froms, s.sums FROM source_period p " \
	    "LEFT JOIN period_sums s " \
	    "ON s.domain = p.domain AND s.period = p.period " \
	    "WHERE (p.domain, p.period) > ($1, $2) " \
	    "AND (p.days IS NOT NULL OR p.summed = 1 OR p.pruned = 1) " \
	    "ORDER BY p.domain, p.period LIMIT 1") \
	X(SQL_CHECK_PERIOD_MISSING, \
	    "SELECT t.domain, t.day / 16 FROM day_total t " \
	    "WHERE t.domain <> 0 AND (t.domain > $1 " \
	    "OR (t.domain = $1 AND t.day / 16 > $2)) " \
	    "AND NOT EXISTS (SELECT 1 FROM source_period p " \
	    "WHERE p.domain = t.domain AND p.period = t.day / 16) " \
	    "AND NOT EXISTS (SELECT 1 FROM record_block b " \
	    "WHERE b.domain = t.domain AND b.day BETWEEN t.day / 16 * 16 " \
	    "AND t.day / 16 * 16 + 15) ORDER BY t.domain, t.day LIMIT 1") \
	X(SQL_INTAKE_DAY_ALL, \
	    "SELECT outcome, day, reporter, documents FROM intake_day " \
	    "WHERE day BETWEEN $1 AND $2") \
	X(SQL_INTAKE_DAY_DELETE, \
	    "DELETE FROM intake_day WHERE outcome = $1 AND day = $2 " \
	    "AND reporter = $3") \
	X(SQL_CHECK_INTAKE_LAST, "SELECT max(day) FROM intake_day") \
	X(SQL_CHECK_INTAKE, \
	    "SELECT l.outcome, n.received, coalesce(r.reporter, l.reporter) " \
	    "FROM intake n JOIN intake_document l ON l.intake = n.id " \
	    "LEFT JOIN report r ON r.id = l.report " \
	    "WHERE n.received BETWEEN $1 AND $2") \
	X(SQL_CHECK_MAILS, \
	    "SELECT m.intake, n.id FROM mail m LEFT JOIN intake n " \
	    "ON n.id = m.intake WHERE n.id IS NULL OR n.mail <> 1") \
	X(SQL_CHECK_EVALUATIONS, \
	    "SELECT v.domain, v.day, v.as_of, v.evaluated_at, v.board, " \
	    "d.name FROM evaluation v " \
	    "LEFT JOIN domain d ON d.id = v.domain") \
	X(SQL_CHECK_ORIGINS, \
	    "SELECT o.domain FROM advice_origins o " \
	    "LEFT JOIN advice_kept k ON k.domain = o.domain " \
	    "WHERE k.domain IS NULL") \
	X(SQL_CHECK_ALERTS, \
	    "SELECT a.domain, a.opened_day, a.last_day, a.closed_day, " \
	    "a.detail, d.name, a.id FROM alert a " \
	    "LEFT JOIN domain d ON d.id = a.domain") \
	X(SQL_CHECK_DECISIONS, \
	    "SELECT c.domain, c.id, c.kind, d.name FROM decision c " \
	    "LEFT JOIN domain d ON d.id = c.domain") \
	X(SQL_CHECK_SENDER_DAYS, \
	    "SELECT s.domain, max(s.day) FROM day_sender s " \
	    "WHERE s.domain <> 0 GROUP BY s.domain HAVING max(s.day) > coalesce((SELECT " \
	    "max(v.day) FROM evaluation v WHERE v.domain = s.domain), 0)") \
	X(SQL_SENDER_SUMS_DROP, "DELETE FROM day_sender WHERE domain = 0") \
	X(SQL_CHECK_SENDER_IDS, "SELECT id FROM sender") \
	X(SQL_DAY_POLICY_ALL, \
	    "SELECT domain, day, reporter, policy, provenance, reports, " \
	    "coarse, messages, pass, fail_none, fail_quarantine, " \
	    "fail_reject, fail_unknown FROM day_policy " \
	    "WHERE day BETWEEN $1 AND $2") \
	X(SQL_DAY_POLICY_DELETE, \
	    "DELETE FROM day_policy WHERE domain = $1 AND day = $2 " \
	    "AND reporter = $3 AND policy = $4 AND provenance = $5") \
	X(SQL_SOURCE_DOMAIN_ALL, \
	    "SELECT source, domain, provenance, last_relayed " \
	    "FROM source_domain " \
	    "WHERE source BETWEEN $1 AND $2") \
	X(SQL_SOURCE_PRUNED_ALL, \
	    "SELECT source, domain, provenance, last_relayed " \
	    "FROM source_pruned " \
	    "WHERE source BETWEEN $1 AND $2") \
	X(SQL_SOURCE_PRUNED_OF, \
	    "SELECT source, provenance, last_relayed FROM source_pruned " \
	    "WHERE domain = $1") \
	X(SQL_SOURCE_PRUNED_ADD, \
	    "INSERT INTO source_pruned (source, domain, provenance, " \
	    "last_relayed) VALUES ($1, $2, $3, $4) " \
	    "ON CONFLICT (domain, source, provenance) DO UPDATE SET " \
	    "last_relayed = excluded.last_relayed " \
	    "WHERE excluded.last_relayed > source_pruned.last_relayed") \
	X(SQL_REPORTER_DAY_ALL, \
	    "SELECT reporter, day, provenance, reports, signs_9990, " \
	    "messages, sampled_out, sampled_failing, sampled_full " \
	    "FROM reporter_day WHERE day BETWEEN $1 AND $2") \
	X(SQL_REPORTER_DAY_DELETE, \
	    "DELETE FROM reporter_day WHERE reporter = $1 AND day = $2 " \
	    "AND provenance = $3") \
	X(SQL_RECORD_THERE, "SELECT 1 FROM record_block" BLOCKS_OF_ " LIMIT 1") \
	X(SQL_CONFLICT_THERE, \
	    "SELECT 1 FROM conflict_block" BLOCKS_OF_ " LIMIT 1") \
	X(SQL_RECORD_NEXT_DOMAIN, RECORD_NEXT_DOMAIN_("record_block")) \
	X(SQL_CONFLICT_NEXT_DOMAIN, RECORD_NEXT_DOMAIN_("conflict_block")) \
	X(SQL_RECORD_OLDEST, RECORD_OLDEST_("record_block")) \
	X(SQL_CONFLICT_OLDEST, RECORD_OLDEST_("conflict_block")) \
	X(SQL_RECORD_DAYS, RECORD_DAYS_("record_block")) \
	X(SQL_CONFLICT_DAYS, RECORD_DAYS_("conflict_block")) \
	X(SQL_DOCUMENT_OLD, \
	    "SELECT r.end_time, r.id, r.day, length(x.deflated) " \
	    "FROM report r JOIN document x ON x.report = r.id " \
	    "WHERE r.day < $1 AND r.end_time >= $2 " \
	    "AND (r.end_time > $2 OR r.id > $3) " \
	    "ORDER BY r.end_time, r.id LIMIT $4") \
	X(SQL_DOCUMENT_DELETE, "DELETE FROM document WHERE report = $1") \
	X(SQL_LEDGER_OLD, \
	    "SELECT n.id FROM intake n WHERE n.id > $1 AND " LEDGER_FREE_ \
	    " ORDER BY n.id LIMIT $3") \
	X(SQL_INTAKE_DELETE, \
	    "DELETE FROM intake WHERE id = $1 AND mail = 0")

#endif
