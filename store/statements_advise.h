/* The advisor's part of statements.h, which is what to include. */
#ifndef STORE_STATEMENTS_ADVISE_H
#define STORE_STATEMENTS_ADVISE_H

/* $1: domain, 0 for all; $2: kind, 0 for any. */
#define STATEMENTS_ADVISE(X) \
	X(SQL_DECISION_ADD, \
	    "INSERT INTO decision (domain, kind, match_type, subject, value, " \
	    "note, decided_by, decided_at, due_day) " \
	    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)") \
	X(SQL_DECISION_NEWEST, \
	    "SELECT value FROM decision WHERE domain = $1 AND kind = $2 " \
	    "AND match_type = $3 AND subject = $4 ORDER BY id DESC LIMIT 1") \
	X(SQL_DECISIONS, \
	    "SELECT d.id, n.name, d.kind, d.match_type, d.subject, d.value, " \
	    "d.note, d.decided_by, d.decided_at, d.due_day, " \
	    "(SELECT max(l.id) FROM decision l WHERE l.domain = d.domain " \
	    "AND l.kind = d.kind AND l.match_type = d.match_type " \
	    "AND l.subject = d.subject) " \
	    "FROM decision d LEFT JOIN domain n ON n.id = d.domain " \
	    "WHERE ($1 = 0 OR d.domain = 0 OR d.domain = $1) " \
	    "AND ($2 = 0 OR d.kind = $2) ORDER BY d.id") \
	X(SQL_HOST_NAME_PUT, \
	    "INSERT INTO host_name (source_ip, name, imported_at) " \
	    "VALUES ($1, $2, $3) ON CONFLICT (source_ip) DO UPDATE SET " \
	    "name = excluded.name, imported_at = excluded.imported_at") \
	X(SQL_HOST_NAME_DELETE, "DELETE FROM host_name WHERE source_ip = $1") \
	X(SQL_HOST_NAME, "SELECT name FROM host_name WHERE source_ip = $1") \
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
	X(SQL_FACTS_RECORDS, \
	    "SELECT day, report, source, messages, disposition, dkim, spf, " \
	    "header_from, envelope_from, auth, flags, provenance " \
	    "FROM record WHERE domain = $1 AND day BETWEEN $2 AND $3") \
	X(SQL_FACTS_AUTH, "SELECT entries FROM auth WHERE id = $1") \
	X(SQL_FACTS_ERRORS, \
	    "SELECT r.reporter, x.detail FROM report r " \
	    "JOIN report_error x ON x.report = r.id AND x.seq = 0 " \
	    "WHERE r.domain = $1 AND r.end_time >= $2 " \
	    "AND r.day BETWEEN $3 AND $4 ORDER BY r.end_time") \
	X(SQL_FACTS_ENGINE, \
	    "SELECT provenance, signs_9990, sampled_out, sampled_failing, " \
	    "sampled_full FROM reporter_day " \
	    "WHERE reporter = $1 AND day BETWEEN $2 AND $3") \
	X(SQL_FACTS_RELAYED, \
	    "SELECT r.source, r.domain, d.name, r.provenance " \
	    "FROM source_domain r JOIN domain d ON d.id = r.domain " \
	    "WHERE r.last_relayed > 0 AND r.last_relayed BETWEEN $1 AND $2") \
	X(SQL_ENVELOPE_EMPTY, "SELECT id FROM domain WHERE name = ''")

#endif
