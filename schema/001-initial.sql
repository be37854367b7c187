-- 001: the first layout.  architecture.md section 4 says why it looks so.
--
-- Codes are the numbers of core/words.h.  Days are UTC, counted from
-- 1970-01-01; times are UTC seconds.  In interned rows '' is a missing text
-- and 0 a missing id, so that plain UNIQUE works.
--
-- The tables with a row per record have no foreign keys: each would cost a
-- look-up per record, and all their ids come out of the same transaction.

PRAGMA application_id = 1380798548; -- 'RMPT'

-- Grows by one with each commit that wrote something.
CREATE TABLE change (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	counter INTEGER NOT NULL
) STRICT;
INSERT INTO change (one, counter) VALUES (1, 0);

-- ------------------------------------------------------------- said once

-- Every domain name: of policies, header_from, envelopes, From of mails.
CREATE TABLE domain (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
) STRICT;

-- The identity of who reports, fixed at ingest.
CREATE TABLE reporter (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
) STRICT;

-- Directories that mails and files came from.
CREATE TABLE folder (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
) STRICT;

-- 4 or 16 bytes; none for "no readable address".
CREATE TABLE source (
	id INTEGER PRIMARY KEY,
	source_ip BLOB NOT NULL UNIQUE CHECK (length(source_ip) IN (0, 4, 16))
) STRICT;

-- policy_published without its domain, the raw words.
CREATE TABLE policy (
	id INTEGER PRIMARY KEY,
	p TEXT NOT NULL,
	sp TEXT NOT NULL,
	np TEXT NOT NULL,
	pct INTEGER NOT NULL, -- -1: missing
	adkim TEXT NOT NULL,
	aspf TEXT NOT NULL,
	testing TEXT NOT NULL,
	discovery_method TEXT NOT NULL,
	fo TEXT NOT NULL,
	UNIQUE (p, sp, np, pct, adkim, aspf, testing, discovery_method, fo)
) STRICT;

-- What a reporter's software says about itself, the same in all its reports.
CREATE TABLE submitter (
	id INTEGER PRIMARY KEY,
	org_name TEXT NOT NULL,
	email TEXT NOT NULL,
	extra_contact_info TEXT NOT NULL,
	generator TEXT NOT NULL,
	version TEXT NOT NULL,
	xml_namespace TEXT NOT NULL,
	UNIQUE (org_name, email, extra_contact_info, generator, version,
	    xml_namespace)
) STRICT;

-- All dkim and spf entries of a record, in order (store/pack.h).  hash: the
-- first 8 bytes of the SHA-256 of entries, to find a set again.
CREATE TABLE auth (
	id INTEGER PRIMARY KEY,
	hash INTEGER NOT NULL,
	entries BLOB NOT NULL
) STRICT;
CREATE INDEX auth_hash ON auth (hash);

-- What few records have: override reasons with their comments, raw words of
-- policy_evaluated outside the vocabulary (store/pack.h).
CREATE TABLE detail (
	id INTEGER PRIMARY KEY,
	hash INTEGER NOT NULL,
	entries BLOB NOT NULL
) STRICT;
CREATE INDEX detail_hash ON detail (hash);

-- ---------------------------------------------------------------- ledger

-- Everything that came in: a row per mail or file ...
CREATE TABLE intake (
	id INTEGER PRIMARY KEY,
	folder INTEGER NOT NULL REFERENCES folder (id),
	file TEXT NOT NULL,       -- path = folder/file; folder '': file alone
	message_id TEXT,
	mail_from INTEGER NOT NULL, -- domain, 0: none
	provenance INTEGER NOT NULL,
	size INTEGER NOT NULL,
	received INTEGER NOT NULL
) STRICT;

-- ... and a row per document in it.
CREATE TABLE intake_document (
	intake INTEGER NOT NULL REFERENCES intake (id),
	seq INTEGER NOT NULL,
	outcome INTEGER NOT NULL,
	report INTEGER NOT NULL, -- the stored or earlier report, 0: none
	size INTEGER NOT NULL,
	member TEXT,
	reason TEXT,
	digest BLOB,             -- NULL: unread, or that of `report`
	PRIMARY KEY (intake, seq)
) STRICT, WITHOUT ROWID;
-- Set aside: what is no report, duplicate or conflict.
CREATE INDEX intake_set_aside ON intake_document (outcome) WHERE outcome > 4;

-- Mails of maildirs that were taken in, known again without opening them.
CREATE TABLE mail (
	folder INTEGER NOT NULL REFERENCES folder (id),
	base TEXT NOT NULL,
	inode INTEGER NOT NULL,
	mtime_ns INTEGER NOT NULL,
	size INTEGER NOT NULL,
	PRIMARY KEY (folder, base)
) STRICT, WITHOUT ROWID;

-- --------------------------------------------------------------- reports

CREATE TABLE report (
	id INTEGER PRIMARY KEY,
	digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
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
	intake INTEGER NOT NULL REFERENCES intake (id),
	document INTEGER NOT NULL -- seq of its intake_document
) STRICT;
CREATE INDEX report_key ON report (key);
-- Lists are in the order of end and id; day and reporter are there to be
-- looked at without fetching the report.
CREATE INDEX report_domain ON report (domain, end_time, id, day, reporter);
CREATE INDEX report_end ON report (end_time, id, day, reporter);
CREATE INDEX report_reporter ON report (reporter, end_time, id);
CREATE INDEX report_coarse ON report (day, end_time) WHERE coarse = 1;

CREATE TABLE report_repair (
	report INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	code INTEGER NOT NULL,
	detail TEXT,
	PRIMARY KEY (report, seq)
) STRICT, WITHOUT ROWID;

-- report_metadata/error
CREATE TABLE report_error (
	report INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	detail TEXT NOT NULL,
	PRIMARY KEY (report, seq)
) STRICT, WITHOUT ROWID;

-- The exact bytes, zlib form (RFC 1950).
CREATE TABLE document (
	report INTEGER PRIMARY KEY REFERENCES report (id),
	size INTEGER NOT NULL, -- inflated
	deflated BLOB NOT NULL
) STRICT;

-- Records of counted reports, clustered by what is asked: one range scan
-- answers sources and senders of a domain.  flags: store/rows.h.
CREATE TABLE record (
	domain INTEGER NOT NULL,
	day INTEGER NOT NULL,
	report INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	source INTEGER NOT NULL,
	messages INTEGER NOT NULL,
	disposition INTEGER NOT NULL,
	dkim INTEGER NOT NULL,
	spf INTEGER NOT NULL,
	header_from INTEGER NOT NULL,
	envelope_from INTEGER NOT NULL,
	envelope_to INTEGER NOT NULL,
	auth INTEGER NOT NULL,
	flags INTEGER NOT NULL,
	provenance INTEGER NOT NULL,
	detail INTEGER NOT NULL,
	PRIMARY KEY (domain, day, report, seq)
) STRICT, WITHOUT ROWID;

-- Records of conflicts live apart, so that no range scan can sum them.
CREATE TABLE record_conflict (
	domain INTEGER NOT NULL,
	day INTEGER NOT NULL,
	report INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	source INTEGER NOT NULL,
	messages INTEGER NOT NULL,
	disposition INTEGER NOT NULL,
	dkim INTEGER NOT NULL,
	spf INTEGER NOT NULL,
	header_from INTEGER NOT NULL,
	envelope_from INTEGER NOT NULL,
	envelope_to INTEGER NOT NULL,
	auth INTEGER NOT NULL,
	flags INTEGER NOT NULL,
	provenance INTEGER NOT NULL,
	detail INTEGER NOT NULL,
	PRIMARY KEY (domain, day, report, seq)
) STRICT, WITHOUT ROWID;

-- -------------------------------------------------------------- roll-ups
-- Sums over counted reports, in the same transaction as their records.
-- A row with nothing in it is not there.  In day_total and day_policy
-- domain 0 is all domains together (in day_policy with policy 0).

CREATE TABLE day_total (
	domain INTEGER NOT NULL,
	day INTEGER NOT NULL,
	reporter INTEGER NOT NULL,
	disposition INTEGER NOT NULL,
	dkim INTEGER NOT NULL,
	spf INTEGER NOT NULL,
	provenance INTEGER NOT NULL,
	messages INTEGER NOT NULL,
	PRIMARY KEY (domain, day, reporter, disposition, dkim, spf, provenance)
) STRICT, WITHOUT ROWID;

-- A row per report or so: lists of domains, policies and reporters.
CREATE TABLE day_policy (
	domain INTEGER NOT NULL,
	day INTEGER NOT NULL,
	reporter INTEGER NOT NULL,
	policy INTEGER NOT NULL,
	provenance INTEGER NOT NULL,
	reports INTEGER NOT NULL,
	coarse INTEGER NOT NULL, -- reports of more than 36 hours
	messages INTEGER NOT NULL,
	pass INTEGER NOT NULL,
	fail_none INTEGER NOT NULL,
	fail_quarantine INTEGER NOT NULL,
	fail_reject INTEGER NOT NULL,
	fail_unknown INTEGER NOT NULL,
	PRIMARY KEY (domain, day, reporter, policy, provenance)
) STRICT, WITHOUT ROWID;

CREATE TABLE source_domain (
	source INTEGER NOT NULL,
	domain INTEGER NOT NULL,
	provenance INTEGER NOT NULL,
	first_day INTEGER NOT NULL,
	last_day INTEGER NOT NULL,
	last_relayed INTEGER NOT NULL, -- day, 0: never
	messages INTEGER NOT NULL,
	PRIMARY KEY (source, domain, provenance)
) STRICT, WITHOUT ROWID;

-- What shows which standard a reporter follows.
CREATE TABLE reporter_day (
	reporter INTEGER NOT NULL,
	day INTEGER NOT NULL,
	provenance INTEGER NOT NULL,
	reports INTEGER NOT NULL,
	signs_9990 INTEGER NOT NULL, -- reports with such a sign
	messages INTEGER NOT NULL,
	sampled_out INTEGER NOT NULL, -- messages
	-- Failing messages without forwarding override while pct was 1 to 50,
	-- and those of them that got the whole policy all the same.
	sampled_failing INTEGER NOT NULL,
	sampled_full INTEGER NOT NULL,
	PRIMARY KEY (reporter, day, provenance)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 1;
