-- 013: what is asked for often is kept.

-- Where the mail of a domain came from, of such as take long to judge: judged
-- with its advice_kept, and right as long as that is.
CREATE TABLE advice_origins (
	domain INTEGER PRIMARY KEY,
	content BLOB NOT NULL -- zlib; the form is advise/kept.h's
) STRICT;

PRAGMA user_version = 13;
