-- 010: records in blocks.  A row per record was two fifths of a database, and
-- most of the time of writing it and of reading it again.

-- Records of counted reports: up to 64 that follow each other in one report
-- are a row, clustered by what is asked, as before.  block: store/pack_records.h;
-- records: how many; first_seq: the place of the first in the report, from 0.
CREATE TABLE record_block (
	domain INTEGER NOT NULL,
	day INTEGER NOT NULL,
	report INTEGER NOT NULL,
	first_seq INTEGER NOT NULL,
	records INTEGER NOT NULL,
	block BLOB NOT NULL,
	PRIMARY KEY (domain, day, report, first_seq)
) STRICT, WITHOUT ROWID;

-- Those of conflicts live apart, so that no range scan can sum them.
CREATE TABLE conflict_block (
	domain INTEGER NOT NULL,
	day INTEGER NOT NULL,
	report INTEGER NOT NULL,
	first_seq INTEGER NOT NULL,
	records INTEGER NOT NULL,
	block BLOB NOT NULL,
	PRIMARY KEY (domain, day, report, first_seq)
) STRICT, WITHOUT ROWID;

-- What was in record and record_conflict is packed by the program, which then
-- drops the two (store/migrate_records.c).

PRAGMA user_version = 10;
