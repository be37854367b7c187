-- 005: a record's integers of few values in one, and a mail's name said once.

-- verdict: store/rows.h.  What is looked at most stands first.
CREATE TABLE record_packed (
	domain INTEGER NOT NULL,
	day INTEGER NOT NULL,
	report INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	source INTEGER NOT NULL,
	messages INTEGER NOT NULL,
	verdict INTEGER NOT NULL,
	header_from INTEGER NOT NULL,
	envelope_from INTEGER NOT NULL,
	envelope_to INTEGER NOT NULL,
	auth INTEGER NOT NULL,
	detail INTEGER NOT NULL,
	PRIMARY KEY (domain, day, report, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO record_packed
	SELECT domain, day, report, seq, source, messages,
	    disposition | (dkim << 4) | (spf << 6) | (provenance << 8) |
	    (flags << 11),
	    header_from, envelope_from, envelope_to, auth, detail
	FROM record ORDER BY domain, day, report, seq;
DROP TABLE record;
ALTER TABLE record_packed RENAME TO record;

CREATE TABLE record_conflict_packed (
	domain INTEGER NOT NULL,
	day INTEGER NOT NULL,
	report INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	source INTEGER NOT NULL,
	messages INTEGER NOT NULL,
	verdict INTEGER NOT NULL,
	header_from INTEGER NOT NULL,
	envelope_from INTEGER NOT NULL,
	envelope_to INTEGER NOT NULL,
	auth INTEGER NOT NULL,
	detail INTEGER NOT NULL,
	PRIMARY KEY (domain, day, report, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO record_conflict_packed
	SELECT domain, day, report, seq, source, messages,
	    disposition | (dkim << 4) | (spf << 6) | (provenance << 8) |
	    (flags << 11),
	    header_from, envelope_from, envelope_to, auth, detail
	FROM record_conflict ORDER BY domain, day, report, seq;
DROP TABLE record_conflict;
ALTER TABLE record_conflict_packed RENAME TO record_conflict;

-- A mail's base name and size are those of its intake.  A mail of the time
-- before 004 does not know that: it is read once more, and is a duplicate.
CREATE TABLE mail_named (
	folder INTEGER NOT NULL REFERENCES folder (id),
	inode INTEGER NOT NULL,
	intake INTEGER NOT NULL,
	mtime_ns INTEGER NOT NULL,
	PRIMARY KEY (folder, inode, intake)
) STRICT, WITHOUT ROWID;
INSERT INTO mail_named
	SELECT folder, inode, intake, mtime_ns FROM mail WHERE intake <> 0
	ORDER BY folder, inode, intake;
DROP TABLE mail;
ALTER TABLE mail_named RENAME TO mail;

PRAGMA user_version = 5;
