/*
 * Random reports, decisions and readings for the roll-ups' tests: the same in
 * each run.
 */
#ifndef TESTS_UNIT_STORE_ROLLUP_RANDOM_H
#define TESTS_UNIT_STORE_ROLLUP_RANDOM_H

#include "tests/unit/store/fixture.h"

/* xorshift64*: the same reports in each run. */
static inline uint64_t
draw(uint64_t *seed, uint64_t n)
{
	*seed ^= *seed >> 12;
	*seed ^= *seed << 25;
	*seed ^= *seed >> 27;
	return (*seed * UINT64_C(0x2545f4914f6cdd1d) >> 32) % n;
}

static inline const char *
pick(uint64_t *seed, const char *const *words, size_t n)
{
	return words[draw(seed, n)];
}

static inline void
random_rows(uint64_t *seed, char *out, size_t size)
{
	static const char *const dispositions[] = { "none", "quarantine",
		"reject", "pass", "nil" };
	static const char *const results[] = { "pass", "fail", "softfail" };
	static const char *const reasons[] = { "", "", "+forwarded",
		"+sampled_out" };
	size_t n = draw(seed, 6);

	out[0] = '\0';
	for (size_t i = 0; i < n; i++)
		snprintf(out + strlen(out), size - strlen(out),
		    "192.0.2.%d %d %s %s %s %s;", (int)draw(seed, 12),
		    (int)draw(seed, 4), pick(seed, dispositions, 5),
		    pick(seed, results, 3), pick(seed, results, 3),
		    pick(seed, reasons, 4));
}

static inline void
random_report(uint64_t *seed, struct fixture *x, char rows[512])
{
	static const char *const domains[] = { "example.org", "example.net",
		"mail.example" };
	static const char *const orgs[] = { "a.example", "b.example" };
	static const char *const ids[] = { "1", "2", "3", "" };
	static const char *const policies[] = { "none", "reject", NULL };
	int64_t begin = DAY0 - (int64_t)draw(seed, 3) * DAY_SECONDS;
	struct fake f = {
		.org = pick(seed, orgs, 2),
		.id = pick(seed, ids, 4),
		.domain = pick(seed, domains, 3),
		.begin = begin,
		.end = begin + DAY_SECONDS * (draw(seed, 8) == 0 ? 2 : 1) - 1,
		.provenance =
		    (enum provenance)(PROVENANCE_VERIFIED + draw(seed, 4)),
		.salt = draw(seed, 2) ? "x" : "y",
		.p = pick(seed, policies, 3),
		.pct = (int)draw(seed, 3) * 30,
	};

	/* Often the rows of the one before: copies and conflicts. */
	if (draw(seed, 3) != 0)
		random_rows(seed, rows, 512);
	else if (draw(seed, 2) == 0)
		strcat(rows, "198.51.100.1 2 none fail fail;");
	f.rows = rows;
	fake_item(x->st, &f);
}

/*
 * A person says something about reports that may be conflicts, or may not;
 * done: how often it was accepted, how often undone.
 */
static inline void
random_decisions(uint64_t *seed, struct fixture *x, int done[2])
{
	for (int i = 0; i < 30; i++) {
		int64_t id = 1 + (int64_t)draw(seed, 150);
		bool undo = draw(seed, 3) == 0;
		struct error wrong;
		enum err err = undo
		                   ? store_accept_undo(x->st, id, &wrong)
		                   : store_accept(x->st, id, "me", NOW, &wrong);

		if (err != ERR_NOTFOUND)
			assert_true(err == OK || err == ERR_INPUT);
		done[undo] += err == OK;
	}
}

/* Another reading of some report: other rows, sometimes another day or id. */
static inline void
random_reading(uint64_t *seed, struct fixture *x, int *done)
{
	int64_t id = 1 + (int64_t)draw(seed, 100);
	struct stored_report s;
	struct replaced replaced;
	struct error wrong;
	struct arena a;
	char rows[512];

	arena_init(&a, MIB);
	if (store_report(x->st, id, &a, &s, &wrong) == OK) {
		struct kept k = { .id = id,
			.received = NOW,
			.provenance =
			    (enum provenance)word_code(VOCAB_PROVENANCE,
			        s.row.provenance) };
		struct document d = { .outcome = OUTCOME_REPORT,
			.report = &s.report };
		struct fake f = { .domain = s.row.domain, .rows = rows };

		if (draw(seed, 4) == 0)
			s.report.report_id = "2";
		if (draw(seed, 4) == 0)
			s.report.end += DAY_SECONDS;
		random_rows(seed, rows, sizeof(rows));
		ok(store_begin(x->st, &e));
		fake_rows(x->st, &f);
		ok(store_replace(x->st, &k, &d, &replaced, &e));
		ok(store_commit(x->st, &e));
		*done += replaced.changed;
	}
	arena_release(&a);
}

#endif
