-- 006: sums for long spans, and for the ledger.

-- A day of a domain is one row, whoever reported it and whatever the outcome:
-- trends and totals read nothing else.  Domain 0: all together.
CREATE TABLE day_total_whole (
	domain INTEGER NOT NULL,
	day INTEGER NOT NULL,
	provenance INTEGER NOT NULL,
	reports INTEGER NOT NULL,
	coarse INTEGER NOT NULL, -- reports of more than 36 hours
	messages INTEGER NOT NULL,
	pass INTEGER NOT NULL,
	fail_none INTEGER NOT NULL,
	fail_quarantine INTEGER NOT NULL,
	fail_reject INTEGER NOT NULL,
	fail_unknown INTEGER NOT NULL,
	dkim_pass INTEGER NOT NULL,
	spf_pass INTEGER NOT NULL,
	both_pass INTEGER NOT NULL, -- dkim_pass and spf_pass
	PRIMARY KEY (domain, day, provenance)
) STRICT, WITHOUT ROWID;
INSERT INTO day_total_whole
	SELECT p.domain, p.day, p.provenance, sum(p.reports), sum(p.coarse),
	    sum(p.messages), sum(p.pass), sum(p.fail_none),
	    sum(p.fail_quarantine), sum(p.fail_reject), sum(p.fail_unknown),
	    (SELECT coalesce(sum(t.messages), 0) FROM day_total t
		WHERE t.domain = p.domain AND t.day = p.day
		AND t.provenance = p.provenance AND t.dkim = 2),
	    (SELECT coalesce(sum(t.messages), 0) FROM day_total t
		WHERE t.domain = p.domain AND t.day = p.day
		AND t.provenance = p.provenance AND t.spf = 2),
	    (SELECT coalesce(sum(t.messages), 0) FROM day_total t
		WHERE t.domain = p.domain AND t.day = p.day
		AND t.provenance = p.provenance AND t.dkim = 2 AND t.spf = 2)
	FROM day_policy p GROUP BY p.domain, p.day, p.provenance
	ORDER BY p.domain, p.day, p.provenance;
DROP TABLE day_total;
ALTER TABLE day_total_whole RENAME TO day_total;

-- day_policy without its policy, over 32 days: month = day / 32.
CREATE TABLE month_reporter (
	domain INTEGER NOT NULL,
	month INTEGER NOT NULL,
	reporter INTEGER NOT NULL,
	provenance INTEGER NOT NULL,
	reports INTEGER NOT NULL,
	coarse INTEGER NOT NULL,
	messages INTEGER NOT NULL,
	pass INTEGER NOT NULL,
	fail_none INTEGER NOT NULL,
	fail_quarantine INTEGER NOT NULL,
	fail_reject INTEGER NOT NULL,
	fail_unknown INTEGER NOT NULL,
	PRIMARY KEY (domain, month, reporter, provenance)
) STRICT, WITHOUT ROWID;
INSERT INTO month_reporter
	SELECT domain, day / 32, reporter, provenance, sum(reports),
	    sum(coarse), sum(messages), sum(pass), sum(fail_none),
	    sum(fail_quarantine), sum(fail_reject), sum(fail_unknown)
	FROM day_policy WHERE domain <> 0
	GROUP BY domain, day / 32, reporter, provenance;

-- Records of a domain in 16 days: period = day / 16.  sums: what the sources
-- sent in it (store/period.h), made when the period is over and large; NULL:
-- not yet, or not any more.
CREATE TABLE source_period (
	domain INTEGER NOT NULL,
	period INTEGER NOT NULL,
	records INTEGER NOT NULL,
	sums BLOB,
	PRIMARY KEY (domain, period)
) STRICT, WITHOUT ROWID;
INSERT INTO source_period
	SELECT domain, day / 16, count(*), NULL FROM record
	GROUP BY domain, day / 16;
CREATE INDEX source_period_open ON source_period (period, domain)
	WHERE sums IS NULL;

-- Documents of the ledger, by the UTC day on which they came.
CREATE TABLE intake_day (
	outcome INTEGER NOT NULL,
	day INTEGER NOT NULL,
	reporter INTEGER NOT NULL, -- 0: not known
	documents INTEGER NOT NULL,
	PRIMARY KEY (outcome, day, reporter)
) STRICT, WITHOUT ROWID;
INSERT INTO intake_day
	SELECT l.outcome, n.received / 86400,
	    coalesce(r.reporter, l.reporter), count(*)
	FROM intake_document l JOIN intake n ON n.id = l.intake
	LEFT JOIN report r ON r.id = l.report
	GROUP BY l.outcome, n.received / 86400,
	    coalesce(r.reporter, l.reporter);

-- That most documents are reports needs no index.
DROP INDEX intake_outcome;
CREATE INDEX intake_outcome ON intake_document (outcome, intake, seq)
	WHERE outcome <> 2;

-- Reports of a reporter are looked at by day, too.
DROP INDEX report_reporter;
CREATE INDEX report_reporter ON report (reporter, end_time, id, day);

PRAGMA user_version = 6;
