-- 002: the domain of From that our own MTA vouched for, beside the one that
-- the mail shows; 0: none.  It says why a report is verified, or why not.
ALTER TABLE intake ADD COLUMN auth_from INTEGER NOT NULL DEFAULT 0;

PRAGMA user_version = 2;
