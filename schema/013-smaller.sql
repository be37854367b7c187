-- 013: indexes that another one does the work of go.

-- A report's key has its domain and its end, too: the few reports of a domain
-- that end at one moment are found by report_domain, which also says whose they
-- are.  What was in the order of a hash was the dearest to write.
DROP INDEX report_key;

-- A prune asks of an entry of the ledger whether a mail is known by it: the
-- entry says so, and mails need not be found by their entries.
ALTER TABLE intake ADD COLUMN mail INTEGER NOT NULL DEFAULT 0; -- 1: it is
UPDATE intake SET mail = 1 WHERE id IN (SELECT intake FROM mail);
DROP INDEX mail_intake;

PRAGMA user_version = 13;
