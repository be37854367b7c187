-- 009: what the advisor looks up, and what it said.  Its words (verdicts,
-- codes, rungs) are text: the table of them is advise/result.h.

-- One row per domain and day on which it was judged: the history.
CREATE TABLE evaluation (
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
	advice TEXT, -- JSON; NULL when the day after says the same
	board TEXT,  -- JSON, its line on the board; likewise
	PRIMARY KEY (domain, day)
) STRICT, WITHOUT ROWID;

-- What is on fire, from the first day to the last.
CREATE TABLE alert (
	id INTEGER PRIMARY KEY,
	domain INTEGER NOT NULL,
	code TEXT NOT NULL,
	subject TEXT NOT NULL,    -- a sender's key, a selector; '': the domain
	severity TEXT NOT NULL,
	opened_day INTEGER NOT NULL,
	last_day INTEGER NOT NULL,   -- on which it was seen
	closed_day INTEGER NOT NULL, -- 0: it is open
	detail TEXT NOT NULL         -- JSON of the last time
) STRICT;
CREATE INDEX alert_subject ON alert (domain, code, subject, id);
CREATE INDEX alert_domain ON alert (domain, id);

-- Keys of senders, said once.
CREATE TABLE sender (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
) STRICT;

-- Messages by what the advisor took them for; of the days that it judges anew
-- each time the last word, of older ones what was said last.
CREATE TABLE day_sender (
	domain INTEGER NOT NULL,
	day INTEGER NOT NULL,
	sender INTEGER NOT NULL,
	traffic INTEGER NOT NULL, -- enum advice_traffic
	disposition INTEGER NOT NULL,
	passed INTEGER NOT NULL,
	exempt INTEGER NOT NULL,
	messages INTEGER NOT NULL,
	PRIMARY KEY (domain, day, sender, traffic, disposition, passed, exempt)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 9;
