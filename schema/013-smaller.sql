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

-- A domain has a row for each period of 16 days in which a report on it counts,
-- with records or without.  When a period is over it is closed, and what is
-- changed in it opens it again.  The rows are small: one that spreads over pages
-- is read whole by whoever looks for its neighbours.
CREATE TABLE source_period_small (
	domain INTEGER NOT NULL,
	period INTEGER NOT NULL,
	records INTEGER NOT NULL,
	days BLOB, -- its day_total (store/period_days.h); NULL: not closed
	summed INTEGER NOT NULL DEFAULT 0, -- period_sums has its froms and sums
	pruned INTEGER NOT NULL DEFAULT 0, -- and what was pruned of it
	PRIMARY KEY (domain, period)
) STRICT, WITHOUT ROWID;
INSERT INTO source_period_small (domain, period, records, pruned)
	SELECT domain, period, records,
	    CASE WHEN pruned IS NULL THEN 0 ELSE 1 END
	FROM source_period ORDER BY domain, period;

-- What source_period says is there; anything else is old.  Each is packed as
-- store/period.h says.  It has row ids, by which a large row is found unread.
CREATE TABLE period_sums (
	domain INTEGER NOT NULL,
	period INTEGER NOT NULL,
	froms BLOB,  -- what was sent in it, by From domain
	pruned BLOB, -- by source, of the records that were pruned
	sums BLOB,   -- by source
	PRIMARY KEY (domain, period)
) STRICT;
INSERT INTO period_sums (domain, period, pruned)
	SELECT domain, period, pruned FROM source_period
	WHERE pruned IS NOT NULL ORDER BY domain, period;
DROP TABLE source_period;
ALTER TABLE source_period_small RENAME TO source_period;
INSERT INTO source_period (domain, period, records)
	SELECT DISTINCT domain, day / 16, 0 FROM day_total
	WHERE domain <> 0 ON CONFLICT (domain, period) DO NOTHING;
CREATE INDEX source_period_open ON source_period (period, domain)
	WHERE days IS NULL;

-- Of all domains together there were no months.
INSERT INTO month_reporter
	SELECT 0, month, reporter, provenance, sum(reports), sum(coarse),
	    sum(messages), sum(pass), sum(fail_none), sum(fail_quarantine),
	    sum(fail_reject), sum(fail_unknown)
	FROM month_reporter WHERE domain <> 0
	GROUP BY month, reporter, provenance;

PRAGMA user_version = 13;
