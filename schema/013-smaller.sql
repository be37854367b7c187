-- 013: what long spans are asked for.

-- A domain has a row for each period of 16 days in which a report on it counts,
-- with records or without.  When a period is over it is closed, and what is
-- changed in it opens it again.  The rows are small: one that spreads over pages
-- is read whole by whoever looks for its neighbours.
CREATE TABLE source_period_small (
	domain INTEGER NOT NULL,
	period INTEGER NOT NULL,
	records INTEGER NOT NULL,
	days BLOB, -- its day_total (store/period_days.h); NULL: not closed
	summed INTEGER NOT NULL DEFAULT 0, -- period_sums has its froms and sums
	pruned INTEGER NOT NULL DEFAULT 0, -- and what was pruned of it
	PRIMARY KEY (domain, period)
) STRICT, WITHOUT ROWID;
INSERT INTO source_period_small (domain, period, records, pruned)
	SELECT domain, period, records,
	    CASE WHEN pruned IS NULL THEN 0 ELSE 1 END
	FROM source_period ORDER BY domain, period;

-- What source_period says is there; anything else is old.  Each is packed as
-- store/period.h says.  It has row ids, by which a large row is found unread.
CREATE TABLE period_sums (
	domain INTEGER NOT NULL,
	period INTEGER NOT NULL,
	froms BLOB,  -- what was sent in it, by From domain
	pruned BLOB, -- by source, of the records that were pruned
	sums BLOB,   -- by source
	PRIMARY KEY (domain, period)
) STRICT;
INSERT INTO period_sums (domain, period, pruned)
	SELECT domain, period, pruned FROM source_period
	WHERE pruned IS NOT NULL ORDER BY domain, period;
DROP TABLE source_period;
ALTER TABLE source_period_small RENAME TO source_period;
INSERT INTO source_period (domain, period, records)
	SELECT DISTINCT domain, day / 16, 0 FROM day_total
	WHERE domain <> 0 ON CONFLICT (domain, period) DO NOTHING;
CREATE INDEX source_period_open ON source_period (period, domain)
	WHERE days IS NULL;

-- Of all domains together there were no months.
INSERT INTO month_reporter
	SELECT 0, month, reporter, provenance, sum(reports), sum(coarse),
	    sum(messages), sum(pass), sum(fail_none), sum(fail_quarantine),
	    sum(fail_reject), sum(fail_unknown)
	FROM month_reporter WHERE domain <> 0
	GROUP BY month, reporter, provenance;

PRAGMA user_version = 13;
