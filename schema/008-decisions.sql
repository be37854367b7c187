-- 008: what people decide and know, which no report says: whose a sender is,
-- what a domain is for, what was confirmed; and names that were imported.

-- A log that only grows: of the same domain, kind, match_type and subject the
-- last row holds, and one without a value takes the others back.  So nothing
-- that somebody once decided is ever lost.  Codes: core/words.h.
CREATE TABLE decision (
	id INTEGER PRIMARY KEY,
	domain INTEGER NOT NULL,     -- 0: the whole installation
	kind INTEGER NOT NULL,       -- sender, setting, confirmation
	match_type INTEGER NOT NULL, -- of a sender's subject; else 0
	subject TEXT NOT NULL,       -- svc:sendgrid; final; S_MAILING_LISTS
	value TEXT,                  -- approved; quarantine; yes.  NULL: taken back
	note TEXT,
	decided_by TEXT NOT NULL,
	decided_at INTEGER NOT NULL,
	due_day INTEGER NOT NULL     -- ask again from that day on; 0: never
) STRICT;
CREATE INDEX decision_subject ON decision (domain, kind, match_type, subject,
	id);
CREATE INDEX decision_domain ON decision (domain, id);

-- The name that an address has in the DNS (PTR), as somebody looked it up.
CREATE TABLE host_name (
	source_ip BLOB PRIMARY KEY CHECK (length(source_ip) IN (4, 16)),
	name TEXT NOT NULL,
	imported_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Tables of the program that somebody replaced by a file: its text.
CREATE TABLE imported_table (
	name TEXT PRIMARY KEY, -- services
	content TEXT NOT NULL,
	imported_by TEXT NOT NULL,
	imported_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 8;
