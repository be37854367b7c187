-- 012: what is there twice, or is looked at by nobody, goes.

-- A report is found by the beginning of its document's digest: the whole of it
-- stood in an index a second time.  No foreign key to intake: each entry that
-- goes would have to be looked for in every report.  Where a report came in is
-- its entry's intake_document, which has that key.
CREATE TABLE report_found (
	id INTEGER PRIMARY KEY,
	digest BLOB NOT NULL CHECK (length(digest) = 32),
	key INTEGER NOT NULL,     -- hash of the key, 0: empty report_id
	content INTEGER NOT NULL, -- hash of its rows, order and splits apart
	reporter INTEGER NOT NULL REFERENCES reporter (id),
	domain INTEGER NOT NULL REFERENCES domain (id),
	policy INTEGER NOT NULL REFERENCES policy (id),
	submitter INTEGER NOT NULL REFERENCES submitter (id),
	report_id TEXT NOT NULL,
	begin_time INTEGER NOT NULL,
	end_time INTEGER NOT NULL,
	day INTEGER NOT NULL,
	outcome INTEGER NOT NULL, -- report: counted; conflict: not
	provenance INTEGER NOT NULL,
	dialect INTEGER NOT NULL,
	part INTEGER NOT NULL,
	coarse INTEGER NOT NULL,
	late INTEGER NOT NULL,
	signs_9990 INTEGER NOT NULL, -- dmarc-2.0, testing or discovery_method
	records INTEGER NOT NULL,
	messages INTEGER NOT NULL,
	pass INTEGER NOT NULL,
	repairs INTEGER NOT NULL, -- all of them, report_repair has some
	received INTEGER NOT NULL,
	intake INTEGER NOT NULL,
	document INTEGER NOT NULL -- seq of its intake_document
) STRICT;
INSERT INTO report_found
	SELECT id, digest, key, content, reporter, domain, policy, submitter,
	    report_id, begin_time, end_time, day, outcome, provenance, dialect,
	    part, coarse, late, signs_9990, records, messages, pass, repairs,
	    received, intake, document
	FROM report ORDER BY id;
DROP TABLE report;
ALTER TABLE report_found RENAME TO report;
CREATE INDEX report_digest ON report (substr(digest, 1, 6));
CREATE INDEX report_key ON report (key);
CREATE INDEX report_domain ON report (domain, end_time, id, day, reporter);
CREATE INDEX report_end ON report (end_time, id, day, reporter);
CREATE INDEX report_reporter ON report (reporter, end_time, id, day);
CREATE INDEX report_coarse ON report (day, end_time) WHERE coarse = 1;
CREATE INDEX report_repaired ON report (day, reporter, domain, outcome, repairs)
	WHERE repairs > 0;

-- In whose name a source ever sent, and when it last passed mail on.  Its first
-- and last day and its messages are in the records, and in the sums of what was
-- pruned (source_period).
CREATE TABLE source_domain_short (
	source INTEGER NOT NULL,
	domain INTEGER NOT NULL,
	provenance INTEGER NOT NULL,
	last_relayed INTEGER NOT NULL, -- day, 0: never
	PRIMARY KEY (source, domain, provenance)
) STRICT, WITHOUT ROWID;
INSERT INTO source_domain_short
	SELECT source, domain, provenance, last_relayed
	FROM source_domain ORDER BY source, domain, provenance;
DROP TABLE source_domain;
ALTER TABLE source_domain_short RENAME TO source_domain;

-- The same of what was pruned.
CREATE TABLE source_pruned_short (
	source INTEGER NOT NULL,
	domain INTEGER NOT NULL,
	provenance INTEGER NOT NULL,
	last_relayed INTEGER NOT NULL, -- day, 0: never
	PRIMARY KEY (domain, source, provenance)
) STRICT, WITHOUT ROWID;
INSERT INTO source_pruned_short
	SELECT source, domain, provenance, last_relayed
	FROM source_pruned ORDER BY domain, source, provenance;
DROP TABLE source_pruned;
ALTER TABLE source_pruned_short RENAME TO source_pruned;

-- What was advised in full is nobody's to read: the newest is in advice_kept, an
-- earlier day is judged again.
CREATE TABLE evaluation_short (
	domain INTEGER NOT NULL,
	day INTEGER NOT NULL,       -- the last full day when it was judged
	as_of INTEGER NOT NULL,     -- the last day with a report, or `day`
	stage TEXT NOT NULL,
	target TEXT,                -- NULL: nothing left to climb
	verdict TEXT NOT NULL,
	announced INTEGER NOT NULL, -- to be told: READY only the second time
	score INTEGER NOT NULL,
	n_legit INTEGER NOT NULL,
	x_legit INTEGER NOT NULL,
	evaluated_at INTEGER NOT NULL,
	board TEXT, -- JSON, its line on the board; NULL: the day after says it
	PRIMARY KEY (domain, day)
) STRICT, WITHOUT ROWID;
INSERT INTO evaluation_short
	SELECT domain, day, as_of, stage, target, verdict, announced, score,
	    n_legit, x_legit, evaluated_at, board
	FROM evaluation ORDER BY domain, day;
DROP TABLE evaluation;
ALTER TABLE evaluation_short RENAME TO evaluation;

-- Where "domain!begin!end" of its report stood in member, which is without it
-- (store/member.h), from 1; 0: member is the whole name.
ALTER TABLE intake_document ADD COLUMN member_cut INTEGER NOT NULL DEFAULT 0;

PRAGMA user_version = 12;
