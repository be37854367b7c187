-- 013: the same in fewer bytes, and what is asked for often kept.

-- A report's key has its domain and its end, too: the few reports of a domain
-- that end at one moment are found by report_domain, which also says whose they
-- are.  What was in the order of a hash was the dearest to write.
DROP INDEX report_key;

-- A prune asks of an entry of the ledger whether a mail is known by it: the
-- entry says so, and mails need not be found by their entries.
ALTER TABLE intake ADD COLUMN mail INTEGER NOT NULL DEFAULT 0; -- 1: it is
UPDATE intake SET mail = 1 WHERE id IN (SELECT intake FROM mail);
DROP INDEX mail_intake;

-- Messages by what the advisor took them for, a row for all cells of a domain
-- on a day: a row for each of them was mostly its own key.
ALTER TABLE day_sender RENAME TO day_sender_cell;
CREATE TABLE day_sender (
	domain INTEGER NOT NULL, -- 0: all of them together
	day INTEGER NOT NULL,
	cells BLOB NOT NULL,     -- store/cells.h
	PRIMARY KEY (domain, day)
) STRICT, WITHOUT ROWID;

-- What was in day_sender_cell is packed by the program, which then drops it
-- (store/migrate_cells.c).

-- The receiver, a domain, and a '!' stood right before what was cut out of
-- member (store/member.h); NULL: not so.  Of old names it is taken out where it
-- is known as a domain already; others stay as they are.
ALTER TABLE intake_document ADD COLUMN receiver INTEGER REFERENCES domain (id);
UPDATE intake_document
	SET receiver = (SELECT d.id FROM domain d
	    WHERE d.name = substr(member, 1, CAST(member_cut AS integer) - 2)),
	member = substr(member, CAST(member_cut AS integer)), member_cut = 1
	WHERE member_cut > 2
	AND substr(member, CAST(member_cut AS integer) - 1, 1) = '!'
	AND EXISTS (SELECT 1 FROM domain d
	    WHERE d.name = substr(member, 1, CAST(member_cut AS integer) - 2));

-- Where the mail of a domain came from, of such as take long to judge: judged
-- with its advice_kept, and right as long as that is.
CREATE TABLE advice_origins (
	domain INTEGER PRIMARY KEY,
	content BLOB NOT NULL -- zlib; the form is advise/kept.h's
) STRICT;

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
