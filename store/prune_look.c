/*
 * What a prune would take, found as it finds it, and counted instead of taken.
 */
#include "store/map.h"
#include "store/prune.h"

/* Add the records of one domain; days are met once. */
static enum err
look_domain(struct store *st, enum sql_id id, int64_t domain, day_t before,
    struct map *days, struct pruned *p, struct error *e)
{
	int64_t v[] = { domain, before };
	struct query *q;
	bool row, new = false;
	enum err err = sql_ask(st->sql, id, v, 2, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		map_put(days, &(int64_t){ sql_int(q, 0) }, &new);
		p->days += new;
		p->records += sql_int(q, 1);
		p->reports += sql_int(q, 2);
	}
	if (err == OK)
		sql_done(q);
	return err;
}

static enum err
look_records(struct store *st, enum sql_id next, enum sql_id of, day_t before,
    struct map *days, struct pruned *p, struct error *e)
{
	int64_t domain = INT64_MIN;
	bool found = true;
	enum err err = OK;

	while (err == OK && found) {
		err = prune_next_domain(st, next, &domain, &found, e);
		if (err == OK && found)
			err = look_domain(st, of, domain, before, days, p, e);
	}
	return err;
}

/* Documents and the ledger are found as a prune finds them. */
static enum err
look_rows(struct store *st, struct prune *p, struct error *e)
{
	struct prune_rows f = { .n = PRUNE_ROWS };
	enum err err = OK;

	while (err == OK && p->to.documents > 0 && f.n == PRUNE_ROWS) {
		err = prune_find_documents(st, p, &f, e);
		p->gone.documents += (int64_t)f.n;
		for (size_t i = 0; i < f.n; i++)
			p->gone.bytes += f.bytes[i];
	}
	p->after = 0;
	f.n = PRUNE_ROWS;
	while (err == OK && p->to.ledger > 0 && f.n == PRUNE_ROWS) {
		err = prune_find_ledger(st, p, &f, e);
		p->gone.ledger += (int64_t)f.n;
	}
	return err;
}

enum err
store_prune_look(struct store *st, const struct horizon *to, struct pruned *ret,
    struct error *e)
{
	struct prune p = { .to = *to };
	struct map days;
	bool own = false;
	enum err err = sql_snapshot(st->sql, &own, e);

	map_init(&days, 1);
	if (err == OK && to->records > 0)
		err = look_records(st, SQL_RECORD_NEXT_DOMAIN, SQL_RECORD_DAYS,
		    to->records, &days, &p.gone, e);
	if (err == OK && to->records > 0)
		err = look_records(st, SQL_CONFLICT_NEXT_DOMAIN,
		    SQL_CONFLICT_DAYS, to->records, &days, &p.gone, e);
	if (err == OK)
		err = look_rows(st, &p, e);
	sql_snapshot_end(st->sql, own);
	map_free(&days);
	if (err == OK)
		*ret = p.gone;
	return err;
}
