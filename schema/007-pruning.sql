-- 007: records, documents and the ledger can be pruned.  What says how far is
-- written before anything goes, so that a prune that was cut short leaves no
-- half of a day behind that is taken for a whole one.

-- Days before these were pruned, and things that came in on days before
-- `ledger`; 0: never.
CREATE TABLE horizon (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	records INTEGER NOT NULL,
	documents INTEGER NOT NULL,
	ledger INTEGER NOT NULL
) STRICT;
INSERT INTO horizon (one, records, documents, ledger) VALUES (1, 0, 0, 0);

-- What the pruned records were to source_domain, which is this and the sums of
-- the records that are kept.  Roll-ups by day are not summed over days and need
-- nothing of the kind; month_reporter is the sum of day_policy, which stays.
CREATE TABLE source_pruned (
	source INTEGER NOT NULL,
	domain INTEGER NOT NULL,
	provenance INTEGER NOT NULL,
	first_day INTEGER NOT NULL,
	last_day INTEGER NOT NULL,
	last_relayed INTEGER NOT NULL, -- day, 0: never
	messages INTEGER NOT NULL,
	PRIMARY KEY (domain, source, provenance)
) STRICT, WITHOUT ROWID;

-- What the pruned records of a period were, in the form of sums: the whole
-- period is that and its records, so what comes late needs nothing that is gone.
-- records and sums go on as before; NULL: nothing of it was pruned.
ALTER TABLE source_period ADD COLUMN pruned BLOB;

-- What came in is let go only when no report came in it first.
CREATE INDEX report_intake ON report (intake);
-- The name of a mail is that of its entry, which stays for it.
CREATE INDEX mail_intake ON mail (intake);

PRAGMA user_version = 7;
