-- 003: the ledger can be looked at, repairs counted per reporter, and a person
-- may accept a conflict.

-- Who sent what was set aside, if its report could be read that far; 0: not
-- known, or that of `report`.
ALTER TABLE intake_document ADD COLUMN reporter INTEGER NOT NULL DEFAULT 0;

-- How many of each outcome, and those of one in order; and what was set aside,
-- last come first.
DROP INDEX intake_set_aside;
CREATE INDEX intake_outcome ON intake_document (outcome);
CREATE INDEX intake_set_aside ON intake_document (intake, seq)
	WHERE outcome > 4;

-- Repairs per reporter, without a look at the many reports that have none.
CREATE INDEX report_repaired ON report (day, reporter, domain, outcome, repairs)
	WHERE repairs > 0;

-- Conflicts that a person knows to be parts, and so are counted.
CREATE TABLE acceptance (
	report INTEGER PRIMARY KEY REFERENCES report (id),
	accepted_by TEXT NOT NULL, -- who said so
	accepted_at INTEGER NOT NULL
) STRICT;

PRAGMA user_version = 3;
