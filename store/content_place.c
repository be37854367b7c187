/*
 * Which of the reports of one key count: by who sent them, and by the rows that
 * they have in common (architecture.md 4, Identity of a report).
 */
#include "store/content.h"

#include <stdlib.h>

#include "store/internal.h"

/*
 * More counted parts than this have no honest cause (GMO Pepabo sends 3), and
 * each new one is compared with all before it.
 */
enum { PARTS_MAX = 100 };

/* Who wins a key: a verified or imported report over an unverified one. */
static int
rank_of(enum provenance p)
{
	switch (p) {
	case PROVENANCE_VERIFIED:
	case PROVENANCE_IMPORTED: return 2;
	case PROVENANCE_UNVERIFIED: return 1;
	default: return 0;
	}
}

/* Which of two copies says more about where a report came from. */
static int
level_of(enum provenance p)
{
	return p == PROVENANCE_VERIFIED ? 3 : rank_of(p);
}

/* The counted reports with the key of c, but c: at most PARTS_MAX + 1. */
static enum err
load_counted(struct store *st, const struct content *c,
    struct content v[PARTS_MAX + 1], size_t *ret_n, struct error *e)
{
	struct query *q;
	size_t n = 0;
	bool row;
	enum err err = content_by_key(st, c, &q, e);

	while (err == OK && n <= PARTS_MAX &&
	       (err = sql_step(q, &row, e)) == OK && row) {
		v[n] = content_read(q);
		n += v[n].outcome == OUTCOME_REPORT && v[n].id != c->id;
	}
	if (err == OK)
		sql_done(q);
	*ret_n = n;
	return err;
}

/* How the rows stand to those of all n counted reports together. */
static enum err
compare_with_all(struct store *st, const struct content *v, size_t n,
    const struct rows *rows, enum row_overlap *ret, struct error *e)
{
	struct rows all = { 0 };
	struct row_keys a, b;
	enum err err = OK;

	for (size_t i = 0; i < n && err == OK; i++)
		err = content_rows(st, &v[i], &all, e);
	if (err == OK) {
		a = row_keys_of(&all);
		b = row_keys_of(rows);
		*ret = row_keys_compare(&a, &b);
		free(a.v);
		free(b.v);
	}
	rows_free(&all);
	return err;
}

static enum err
any_pruned(struct store *st, const struct content *v, size_t n, bool *ret,
    struct error *e)
{
	bool pruned = false;
	enum err err = OK;

	for (size_t i = 0; i < n && err == OK && !pruned; i++)
		err = content_is_pruned(st, &v[i], &pruned, e);
	if (err == OK)
		*ret = pruned;
	return err;
}

/* v, all of them, stay as conflicts beside a better report. */
static enum err
replace(struct store *st, struct content *v, size_t n, struct error *e)
{
	enum err err = OK;

	for (size_t i = 0; i < n && err == OK; i++) {
		struct content to = v[i];
		to.outcome = OUTCOME_CONFLICT;
		to.part = to.accepted = false;
		err = content_change(st, &v[i], to, e);
	}
	return err;
}

/* All have the same, but those that a person accepted. */
static int
best_rank(const struct content *v, size_t n)
{
	int best = 0;

	for (size_t i = 0; i < n; i++)
		if (rank_of(v[i].provenance) > best)
			best = rank_of(v[i].provenance);
	return best;
}

enum err
content_place(struct store *st, struct content *c, const struct rows *rows,
    int64_t *ret_same, struct error *e)
{
	struct content v[PARTS_MAX + 1];
	enum row_overlap overlap = ROWS_MIXED;
	int rank = rank_of(c->provenance), best;
	bool pruned;
	size_t n;
	enum err err;

	*ret_same = 0;
	c->outcome = OUTCOME_REPORT;
	c->part = false;
	if (c->key == 0)
		return OK;
	err = load_counted(st, c, v, &n, e);
	if (err == OK)
		err = any_pruned(st, v, n, &pruned, e);
	if (err != OK || n == 0)
		return err;
	best = best_rank(v, n);
	if (rank > best && !pruned)
		return replace(st, v, n, e);
	c->outcome = OUTCOME_CONFLICT;
	if (n > PARTS_MAX || pruned)
		return OK;
	err = compare_with_all(st, v, n, rows, &overlap, e);
	if (err != OK)
		return err;
	if (overlap == ROWS_EQUAL)
		*ret_same = v[0].id;
	else if (overlap == ROWS_APART && rank == best) {
		c->outcome = OUTCOME_REPORT;
		c->part = true;
	}
	return OK;
}

void
content_stay_accepted(struct content *to, const struct content *was)
{
	to->accepted = was->accepted && to->outcome == OUTCOME_CONFLICT;
	if (!to->accepted)
		return;
	to->outcome = OUTCOME_REPORT;
	to->part = true;
}

enum err
content_upgrade(struct store *st, struct content *c, enum provenance provenance,
    struct error *e)
{
	struct content to = *c;
	struct rows rows = { 0 };
	int64_t same;
	bool pruned;
	enum err err;

	if (level_of(provenance) <= level_of(c->provenance))
		return OK;
	err = content_is_pruned(st, c, &pruned, e);
	if (err != OK || pruned)
		return err;
	to.provenance = provenance;
	/* What is counted among equals stays so, whatever came after it. */
	if (c->outcome == OUTCOME_REPORT &&
	    rank_of(provenance) == rank_of(c->provenance))
		return content_change(st, c, to, e);
	err = content_rows(st, c, &rows, e);
	if (err == OK)
		err = content_place(st, &to, &rows, &same, e);
	rows_free(&rows);
	content_stay_accepted(&to, c);
	return err != OK ? err : content_change(st, c, to, e);
}
