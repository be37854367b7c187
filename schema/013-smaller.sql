-- 013: the same in fewer bytes.

-- Messages by what the advisor took them for, a row for all cells of a domain
-- on a day: a row for each of them was mostly its own key.
ALTER TABLE day_sender RENAME TO day_sender_cell;
CREATE TABLE day_sender (
	domain INTEGER NOT NULL, -- 0: all of them together
	day INTEGER NOT NULL,
	cells BLOB NOT NULL,     -- store/cells.h
	PRIMARY KEY (domain, day)
) STRICT, WITHOUT ROWID;

-- What was in day_sender_cell is packed by the program, which then drops it
-- (store/migrate_cells.c).

PRAGMA user_version = 13;
