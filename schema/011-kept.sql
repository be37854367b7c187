-- 011: the newest advice on each domain, whole, and what makes it wrong; and
-- who passes mail on, as the advisor judges.

-- How often something that advice rests on has changed: reports that count,
-- decisions, names.  It only grows.
CREATE TABLE advice_change (
	domain INTEGER PRIMARY KEY, -- 0: all of them
	changes INTEGER NOT NULL
) STRICT;

-- Right while the day is the last full one, the changes are those of the
-- domain and of 0 together, and the engine is the one that asks.
CREATE TABLE advice_kept (
	domain INTEGER PRIMARY KEY,
	day INTEGER NOT NULL,     -- as evaluation.day
	changes INTEGER NOT NULL, -- before anything was read for it
	engine TEXT NOT NULL,     -- which program judged, and what it trusted
	content BLOB NOT NULL     -- zlib; the form is advise/kept.c's
) STRICT;

-- Sources that passed on mail of a domain which still proved whose it is.  One
-- that is judged on a day sees what was noted before that day, so that the
-- order in which domains are judged decides nothing.
CREATE TABLE relay_judged (
	source INTEGER NOT NULL,
	domain INTEGER NOT NULL,
	last_day INTEGER NOT NULL,   -- on which it did; 0: not any more
	noted_day INTEGER NOT NULL,  -- evaluation.day
	before_day INTEGER NOT NULL, -- last_day before it was noted; 0: none
	PRIMARY KEY (source, domain)
) STRICT, WITHOUT ROWID;
CREATE INDEX relay_judged_domain ON relay_judged (domain);

PRAGMA user_version = 11;
