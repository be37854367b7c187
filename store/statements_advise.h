/* The advisor's part of statements.h, which is what to include. */
#ifndef STORE_STATEMENTS_ADVISE_H
#define STORE_STATEMENTS_ADVISE_H

#define EVALUATION_SELECT_ \
	"SELECT day, as_of, stage, target, verdict, announced, score, " \
	"n_legit, x_legit, evaluated_at, board FROM evaluation "
#define DECISION_SELECT_ \
	"SELECT d.id, h.name, d.kind, d.match_type, d.subject, d.value, " \
	"d.note, d.decided_by, d.decided_at, d.due_day, " \
	"(SELECT max(l.id) FROM decision l WHERE l.domain = d.domain " \
	"AND l.kind = d.kind AND l.match_type = d.match_type " \
	"AND l.subject = d.subject) " \
	"FROM decision d LEFT JOIN domain h ON h.id = d.domain "
#define ALERT_SELECT_ \
	"SELECT h.name, a.code, a.subject, a.severity, a.opened_day, " \
	"a.last_day, a.closed_day, a.detail FROM alert a " \
	"JOIN domain h ON h.id = a.domain "
/* $1 the domain */
#define CHANGES_OF_ \
	"coalesce((SELECT changes FROM advice_change WHERE domain = 0), 0) " \
	"+ coalesce((SELECT changes FROM advice_change WHERE domain = $1), 0)"
/* ... $2 the day, $3 the engine, $4 when the last mail may have come in */
#define KEPT_WHERE_ \
	"WHERE k.domain = $1 AND k.day = $2 " \
	"AND k.engine = $3 AND (k.changes = " CHANGES_OF_ " OR $4 <= " \
	"(SELECT received FROM intake WHERE id = (SELECT max(id) FROM intake)))"
/*
 * Twenty-four sources at once, for opening a statement costs as much as three
 * look-ups: their places, and in $1 to $24 their ids, 0 for none.  The left
 * side of a CROSS JOIN goes first.
 */
enum { SOURCES_ASKED = 24 };
#define SOURCES_ASKED_ \
	"WITH asked (place, source) AS (VALUES " \
	"(0, CAST($1 AS bigint)), (1, $2), (2, $3), (3, $4), (4, $5), " \
	"(5, $6), (6, $7), (7, $8), (8, $9), (9, $10), " \
	"(10, $11), (11, $12), (12, $13), (13, $14), (14, $15), " \
	"(15, $16), (16, $17), (17, $18), (18, $19), (19, $20), " \
	"(20, $21), (21, $22), (22, $23), (23, $24)) "
#define STATEMENTS_ADVISE(X) \
	X(SQL_ADVICE_CHANGED, \
	    "INSERT INTO advice_change (domain, changes) VALUES ($1, 1) " \
	    "ON CONFLICT (domain) DO UPDATE SET " \
	    "changes = advice_change.changes + 1") \
	X(SQL_ADVICE_CHANGES, "SELECT " CHANGES_OF_) \
	X(SQL_ADVICE_KEPT, "SELECT k.content FROM advice_kept k " KEPT_WHERE_) \
	X(SQL_ADVICE_IS_KEPT, "SELECT 1 FROM advice_kept k " KEPT_WHERE_) \
	X(SQL_ORIGINS_KEPT, \
	    "SELECT o.content FROM advice_kept k " \
	    "JOIN advice_origins o ON o.domain = k.domain " KEPT_WHERE_) \
	X(SQL_ADVICE_KEEP, \
	    "INSERT INTO advice_kept (domain, day, changes, engine, content) " \
	    "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (domain) DO UPDATE SET " \
	    "day = excluded.day, changes = excluded.changes, " \
	    "engine = excluded.engine, content = excluded.content") \
	X(SQL_ORIGINS_KEEP, \
	    "INSERT INTO advice_origins (domain, content) VALUES ($1, $2) " \
	    "ON CONFLICT (domain) DO UPDATE SET content = excluded.content") \
	X(SQL_ORIGINS_FORGET, "DELETE FROM advice_origins WHERE domain = $1") \
	X(SQL_DECISION_ADD, \
	    "INSERT INTO decision (domain, kind, match_type, subject, value, " \
	    "note, decided_by, decided_at, due_day) " \
	    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)") \
	X(SQL_DECISION_NEWEST, \
	    "SELECT value FROM decision WHERE domain = $1 AND kind = $2 " \
	    "AND match_type = $3 AND subject = $4 ORDER BY id DESC LIMIT 1") \
	X(SQL_DECISIONS, DECISION_SELECT_ "WHERE d.id > $1 ORDER BY d.id") \
	X(SQL_DECISIONS_OF, \
	    DECISION_SELECT_ "WHERE d.domain = $1 ORDER BY d.id") \
	X(SQL_HOST_NAME_PUT, \
	    "INSERT INTO host_name (source_ip, name, imported_at) " \
	    "VALUES ($1, $2, $3) ON CONFLICT (source_ip) DO UPDATE SET " \
	    "name = excluded.name, imported_at = excluded.imported_at") \
	X(SQL_HOST_NAME_DELETE, "DELETE FROM host_name WHERE source_ip = $1") \
	X(SQL_SOURCE_IPS, SOURCES_ASKED_ \
	    "SELECT asked.place, s.source_ip " \
	    "FROM asked CROSS JOIN source s WHERE s.id = asked.source") \
	X(SQL_FACTS_SOURCES, SOURCES_ASKED_ \
	    "SELECT asked.place, s.source_ip, h.name " \
	    "FROM asked CROSS JOIN source s " \
	    "LEFT JOIN host_name h ON h.source_ip = s.source_ip " \
	    "WHERE s.id = asked.source") \
	X(SQL_IMPORTED_TABLE_PUT, \
	    "INSERT INTO imported_table (name, content, imported_by, " \
	    "imported_at) VALUES ($1, $2, $3, $4) " \
	    "ON CONFLICT (name) DO UPDATE SET content = excluded.content, " \
	    "imported_by = excluded.imported_by, " \
	    "imported_at = excluded.imported_at") \
	X(SQL_IMPORTED_TABLE_DELETE, \
	    "DELETE FROM imported_table WHERE name = $1") \
	X(SQL_IMPORTED_TABLE, \
	    "SELECT content FROM imported_table WHERE name = $1") \
	X(SQL_FACTS_REPORTS, \
	    "SELECT id, reporter FROM report WHERE domain = $1 " \
	    "AND end_time >= $2 AND day BETWEEN $3 AND $4") \
	X(SQL_FACTS_COARSE, "SELECT id FROM report WHERE coarse = 1 " \
	                    "AND day BETWEEN $1 AND $2") \
	X(SQL_FACTS_ERRORS, \
	    "SELECT r.reporter, x.detail FROM report r " \
	    "JOIN report_error x ON x.report = r.id AND x.seq = 0 " \
	    "WHERE r.domain = $1 AND r.end_time >= $2 " \
	    "AND r.day BETWEEN $3 AND $4 ORDER BY r.end_time") \
	X(SQL_FACTS_POLICIES, \
	    "SELECT provenance, day, reporter, policy, messages, reports " \
	    "FROM day_policy WHERE domain = $1 AND day BETWEEN $2 AND $3") \
	X(SQL_FACTS_ENGINE, \
	    "SELECT provenance, signs_9990, sampled_out, sampled_failing, " \
	    "sampled_full FROM reporter_day " \
	    "WHERE reporter = $1 AND day BETWEEN $2 AND $3") \
	/* What was judged counts as verified does: always (words.h: 2). */ \
	X(SQL_FACTS_RELAYED, SOURCES_ASKED_ \
	    "SELECT asked.place, r.domain, r.provenance " \
	    "FROM asked CROSS JOIN source_domain r " \
	    "WHERE r.source = asked.source " \
	    "AND r.last_relayed BETWEEN $25 AND $26") \
	X(SQL_FACTS_RELAYED_JUDGED, SOURCES_ASKED_ \
	    "SELECT asked.place, j.domain, 2 " /* verified: we judged it */ \
	    "FROM asked CROSS JOIN relay_judged j " \
	    "WHERE j.source = asked.source " \
	    "AND CASE WHEN j.noted_day < $26 " \
	    "THEN j.last_day ELSE j.before_day END BETWEEN $25 AND $26") \
	X(SQL_RELAYS_OF, \
	    "SELECT source, last_day FROM relay_judged WHERE domain = $1") \
	X(SQL_RELAY_PUT, \
	    "INSERT INTO relay_judged (source, domain, last_day, noted_day, " \
	    "before_day) VALUES ($1, $2, $3, $4, 0) " \
	    "ON CONFLICT (source, domain) DO UPDATE SET " \
	    "before_day = CASE WHEN relay_judged.noted_day < " \
	    "excluded.noted_day THEN relay_judged.last_day " \
	    "ELSE relay_judged.before_day END, " \
	    "last_day = excluded.last_day, noted_day = excluded.noted_day") \
	X(SQL_ENVELOPE_EMPTY, "SELECT id FROM domain WHERE name = ''") \
	X(SQL_EVALUATION_PUT, \
	    "INSERT INTO evaluation (domain, day, as_of, stage, target, " \
	    "verdict, announced, score, n_legit, x_legit, evaluated_at, " \
	    "board) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, " \
	    "$12) ON CONFLICT (domain, day) DO UPDATE SET " \
	    "as_of = excluded.as_of, stage = excluded.stage, " \
	    "target = excluded.target, verdict = excluded.verdict, " \
	    "announced = excluded.announced, score = excluded.score, " \
	    "n_legit = excluded.n_legit, x_legit = excluded.x_legit, " \
	    "evaluated_at = excluded.evaluated_at, board = excluded.board") \
	X(SQL_EVALUATION_FORGET, \
	    "UPDATE evaluation SET board = NULL WHERE domain = $1 " \
	    "AND day < $2 AND board IS NOT NULL AND verdict = $3 " \
	    "AND stage = $4 AND coalesce(target, '') = $5 " \
	    "AND day = (SELECT max(p.day) FROM evaluation p " \
	    "WHERE p.domain = $1 AND p.day < $2)") \
	X(SQL_EVALUATION_BEFORE, EVALUATION_SELECT_ \
	    "WHERE domain = $1 AND day < $2 ORDER BY day DESC LIMIT 1") \
	X(SQL_EVALUATIONS, \
	    EVALUATION_SELECT_ "WHERE domain = $1 ORDER BY day") \
	X(SQL_ALERT_LAST, \
	    "SELECT id, closed_day FROM alert WHERE domain = $1 " \
	    "AND code = $2 AND subject = $3 ORDER BY id DESC LIMIT 1") \
	X(SQL_ALERT_OPEN, \
	    "INSERT INTO alert (domain, code, subject, severity, detail, " \
	    "opened_day, last_day, closed_day) " \
	    "VALUES ($1, $2, $3, $4, $5, $6, $6, 0)") \
	X(SQL_ALERT_SEEN, \
	    "UPDATE alert SET severity = $2, detail = $3, last_day = " \
	    "CASE WHEN last_day < $4 THEN CAST($4 AS bigint) " \
	    "ELSE last_day END, closed_day = 0 WHERE id = $1") \
	X(SQL_ALERT_OPEN_IDS, \
	    "SELECT id FROM alert WHERE domain = $1 AND closed_day = 0") \
	X(SQL_ALERT_CLOSE, \
	    "UPDATE alert SET closed_day = CASE WHEN last_day < $2 " \
	    "THEN CAST($2 AS bigint) ELSE last_day END WHERE id = $1") \
	X(SQL_ALERTS, ALERT_SELECT_ "WHERE a.id > $1 ORDER BY a.id") \
	X(SQL_ALERTS_OF, \
	    ALERT_SELECT_ "WHERE a.domain = $1 ORDER BY a.id") \
	X(SQL_SENDER_FIND, "SELECT id FROM sender WHERE name = $1") \
	X(SQL_SENDER_ADD, \
	    "INSERT INTO sender (name) VALUES ($1)") \
	X(SQL_SENDER_NAME, "SELECT name FROM sender WHERE id = $1") \
	X(SQL_DAY_SENDER_NEXT, \
	    "SELECT domain, day, cells FROM day_sender WHERE domain = $1 " \
	    "AND day >= $2 ORDER BY day LIMIT 1") \
	X(SQL_DAY_SENDER_PUT, \
	    "INSERT INTO day_sender (domain, day, cells) " \
	    "VALUES ($1, $2, $3) " \
	    "ON CONFLICT (domain, day) DO UPDATE SET cells = excluded.cells") \
	X(SQL_DAY_SENDER_DELETE, \
	    "DELETE FROM day_sender WHERE domain = $1 AND day = $2") \
	X(SQL_DAY_SENDER_HAS_SUMS, \
	    "SELECT day FROM day_sender WHERE domain = 0 LIMIT 1") \
	X(SQL_DAY_SENDER_ALL, "SELECT domain, day, cells FROM day_sender") \
	X(SQL_DAY_SENDERS, \
	    "SELECT domain, day, cells FROM day_sender WHERE domain = $1 " \
	    "AND day BETWEEN $2 AND $3 ORDER BY day")

#endif
