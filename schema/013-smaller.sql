-- 013: what is asked of each row is asked with less.

-- With IN and three lengths SQLite made a table in memory for each address, to
-- look into.
CREATE TABLE source_checked (
	id INTEGER PRIMARY KEY,
	source_ip BLOB NOT NULL UNIQUE CHECK (length(source_ip) = 4
	    OR length(source_ip) = 16 OR length(source_ip) = 0)
) STRICT;
INSERT INTO source_checked SELECT id, source_ip FROM source ORDER BY id;
DROP TABLE source;
ALTER TABLE source_checked RENAME TO source;

PRAGMA user_version = 13;
