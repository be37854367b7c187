-- 009: what the advisor looks up, and what it said.

-- Who passed on mail lately, of any domain: few rows of many.
CREATE INDEX source_domain_relayed ON source_domain (last_relayed)
	WHERE last_relayed > 0;

PRAGMA user_version = 9;
