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
	    "SELECT content FROM imported_table WHERE name = $1")

#endif
