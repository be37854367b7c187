/*
 * The days by sender: each row is read in its turn.  For the sums the days of
 * all domains count up and those of each domain down, so nothing may be left.
 */
#include <stdlib.h>

#include "store/advice_sums.h"
#include "store/verify.h"

struct looking {
	struct verify *v;
	struct advice_sums sums;
	struct map ids;     /* senders that are there */
	struct map missing; /* domain, sender */
	int64_t *cells;     /* owned; of what is missing, by number */
	size_t cap;
};

static enum err
add_row(void *ctx, const struct day_sender *d, struct error *e)
{
	struct looking *l = ctx;
	char day[DAY_TEXT_MAX];

	advice_sums_add(&l->sums, d->day, &d->cells, d->domain == 0 ? 1 : -1);
	if (d->domain != 0 || !d->damaged)
		return day_sender_sound(d, e);
	l->v->mended += l->v->mend;
	return verify_found(l->v, CHECK_ROLLUPS, e,
	    "day_sender: the messages of all domains together of %s cannot be "
	    "read",
	    day_format(d->day, day));
}

/* Each sum that is not what it should be, by day. */
static enum err
tell_sums(struct looking *l, struct error *e)
{
	struct day_cells differ = { .v = NULL };
	char day[DAY_TEXT_MAX];
	enum err err = OK;

	advice_sums_days(&l->sums, 0, &differ);
	for (size_t i = 0; i < differ.n && err == OK; i++) {
		l->v->mended += l->v->mend;
		err = verify_found(l->v, CHECK_ROLLUPS, e,
		    "day_sender: of %s all domains together have %lld messages "
		    "too many of a kind",
		    day_format(differ.v[i].day, day),
		    (long long)differ.v[i].cell.messages);
	}
	day_cells_free(&differ);
	return err;
}

static enum err
check_sums(struct looking *l, struct error *e)
{
	struct sql *sql = l->v->st->sql;
	int64_t before = l->v->findings[CHECK_ROLLUPS];
	enum err err =
	    day_sender_each(sql, SQL_DAY_SENDER_ALL, NULL, 0, add_row, l, e);

	if (err == OK)
		err = tell_sums(l, e);
	if (err == OK && l->v->mend && l->v->findings[CHECK_ROLLUPS] > before)
		err = sql_do(sql, SQL_SENDER_SUMS_DROP, NULL, 0, e);
	return err;
}

enum err
verify_sender_sums(struct verify *v, struct error *e)
{
	struct looking l = { .v = v };
	int64_t any; /* day with sums */
	enum err err = verify_number(v, SQL_DAY_SENDER_HAS_SUMS, &any, e);

	if (err != OK || any == 0)
		return err;
	advice_sums_init(&l.sums);
	err = check_sums(&l, e);
	advice_sums_free(&l.sums);
	return err;
}

static enum err
look_for_senders(void *ctx, const struct day_sender *d, struct error *e)
{
	struct looking *l = ctx;

	for (size_t k = 0; k < d->cells.n; k++) {
		const int64_t key[] = { d->domain, d->cells.v[k].sender };
		bool new;
		size_t i;

		if (map_get(&l->ids, &key[1]) != MAP_NONE)
			continue;
		i = map_put(&l->missing, key, &new);
		l->cells = map_room(l->cells, &l->cap, i, sizeof(*l->cells));
		l->cells[i]++;
	}
	/* Of sums it was told before. */
	return d->domain == 0 ? OK : day_sender_sound(d, e);
}

static enum err
tell_missing(const struct looking *l, struct error *e)
{
	enum err err = OK;

	for (size_t i = 0; i < l->missing.n && err == OK; i++)
		err = verify_found(l->v, CHECK_ADVICE, e,
		    "%lld days by sender of domain %lld are of sender %lld, "
		    "which is not there",
		    (long long)l->cells[i],
		    (long long)map_key(&l->missing, i)[0],
		    (long long)map_key(&l->missing, i)[1]);
	return err;
}

enum err
verify_senders(struct verify *v, struct error *e)
{
	struct looking l = { .v = v };
	enum err err;

	map_init(&l.missing, 2);
	err = verify_ids(v, SQL_CHECK_SENDER_IDS, &l.ids, e);
	if (err == OK)
		err = day_sender_each(v->st->sql, SQL_DAY_SENDER_ALL, NULL, 0,
		    look_for_senders, &l, e);
	if (err == OK)
		err = tell_missing(&l, e);
	map_free(&l.ids);
	map_free(&l.missing);
	free(l.cells);
	return err;
}
