-- 004: a mail of a maildir knows its row of the ledger, so that one whose
-- acknowledgement was cut short, or not asked for yet, can be filed by what
-- became of it without reading it again.
ALTER TABLE mail ADD COLUMN intake INTEGER NOT NULL DEFAULT 0;

PRAGMA user_version = 4;
