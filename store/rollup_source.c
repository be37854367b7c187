/*
 * The last day on which a source passed mail on cannot be taken back by
 * subtraction, nor that it ever sent in the name of a domain.  It is rare that a report is taken out, so one scan over the records of its
 * domain, for all its sources together, is cheap enough.  What was pruned of
 * them is remembered as a sum, and comes first.
 */
#include "store/rollup_source.h"

#include <stdlib.h>

#include "store/records.h"

/* The rows of source_domain that are made anew for one domain. */
struct renewal {
	int64_t domain;
	struct map keys; /* source, provenance */
	struct source_days {
		int64_t relayed;
		bool sent;
	} * days; /* owned */
	size_t cap;
};

static void
renewal_add(struct renewal *n, const int64_t *key)
{
	bool new;
	size_t i = map_put(&n->keys, (int64_t[]){ key[0], key[2] }, &new);

	n->days = map_room(n->days, &n->cap, i, sizeof(*n->days));
}

static void
add_record(struct renewal *n, const struct records *at, const struct row *row)
{
	ptrdiff_t i =
	    map_get(&n->keys, (int64_t[]){ row->source, at->block.provenance });
	struct source_days *d;

	if (i == MAP_NONE)
		return;
	d = &n->days[i];
	d->sent = true;
	if ((row->flags & ROW_RELAYED) && at->day > d->relayed)
		d->relayed = at->day;
}

/* What of a row was pruned: columns of SQL_SOURCE_PRUNED_OF. */
static void
add_pruned(struct renewal *n, struct query *q)
{
	ptrdiff_t i =
	    map_get(&n->keys, (int64_t[]){ sql_int(q, 0), sql_int(q, 1) });

	if (i != MAP_NONE)
		n->days[i] = (struct source_days){ sql_int(q, 2), true };
}

static enum err
scan_pruned(struct renewal *n, struct sql *sql, struct error *e)
{
	struct query *q;
	bool row;
	enum err err = sql_ask(sql, SQL_SOURCE_PRUNED_OF, &n->domain, 1, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row)
		add_pruned(n, q);
	if (err == OK)
		sql_done(q);
	return err;
}

static enum err
scan(struct renewal *n, struct sql *sql, struct error *e)
{
	struct records at;
	const struct row *row;
	enum err err = records_begin(&at, sql, n->domain, ALL_DAYS, e);

	while (err == OK && (err = records_next(&at, &row, e)) == OK &&
	       row != NULL)
		add_record(n, &at, row);
	return err;
}

static enum err
write(struct renewal *n, struct sql *sql, struct error *e)
{
	enum err err = OK;

	for (size_t i = 0; i < n->keys.n && err == OK; i++) {
		const int64_t *key = map_key(&n->keys, i);
		const struct source_days *d = &n->days[i];
		int64_t v[] = { key[0], n->domain, key[1], d->relayed };

		err = sql_do(sql, SQL_SOURCE_DOMAIN_DELETE, v, 3, e);
		if (err == OK && d->sent)
			err = sql_do(sql, SQL_SOURCE_DOMAIN_ADD, v, 4, e);
	}
	return err;
}

static enum err
renew_domain(const struct rollup_table_sums *sums, int64_t domain,
    struct sql *sql, struct error *e)
{
	struct renewal n = { .domain = domain };
	enum err err;

	map_init(&n.keys, 2);
	for (size_t i = 0; i < sums->keys.n; i++) {
		const int64_t *key = map_key(&sums->keys, i);
		if (key[1] == domain && sums->rows[i].taken)
			renewal_add(&n, key);
	}
	err = scan_pruned(&n, sql, e);
	if (err == OK)
		err = scan(&n, sql, e);
	if (err == OK)
		err = write(&n, sql, e);
	map_free(&n.keys);
	free(n.days);
	return err;
}

enum err
rollup_sources_renew(const struct rollup_table_sums *sums, struct sql *sql,
    struct error *e)
{
	struct map domains;
	bool new;
	enum err err = OK;

	map_init(&domains, 1);
	for (size_t i = 0; i < sums->keys.n && err == OK; i++) {
		int64_t domain = map_key(&sums->keys, i)[1];
		if (!sums->rows[i].taken)
			continue;
		map_put(&domains, &domain, &new);
		if (new)
			err = renew_domain(sums, domain, sql, e);
	}
	map_free(&domains);
	return err;
}
