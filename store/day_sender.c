/* What is damaged of a domain cannot be made again: days of long ago have no
   records any more.  The days of all domains are sums, which can. */
#include "store/day_sender.h"

/* 2^22 cells of a day are more than any domain has. */
#define CELLS_BYTES_MAX (32 * MIB)

enum err
day_sender_sound(const struct day_sender *d, struct error *e)
{
	char day[DAY_TEXT_MAX];

	if (!d->damaged)
		return OK;
	day_format(d->day, day);
	if (d->domain == 0)
		return error_set(e, ERR_SYSTEM,
		    "the database is damaged: the messages of all domains "
		    "together of %s, by sender, cannot be right; `rampart db "
		    "rebuild` makes them anew",
		    day);
	return error_set(e, ERR_SYSTEM,
	    "the database is damaged: the messages of domain %lld of %s, by "
	    "sender, cannot be read; restore a copy, or ingest the mails into "
	    "a new one with --db FILE",
	    (long long)d->domain, day);
}

void
day_sender_read(struct query *q, struct day_sender *d)
{
	size_t size;
	const void *p = sql_blob(q, 2, &size);

	d->domain = sql_int(q, 0);
	d->day = (day_t)sql_int(q, 1);
	cells_clear(&d->cells);
	d->damaged = !cells_unpack(&d->cells, p, size);
}

enum err
day_sender_each(struct sql *sql, enum sql_id id, const int64_t *v, int n,
    day_sender_fn fn, void *ctx, struct error *e)
{
	struct day_sender d = { 0 };
	struct query *q;
	bool row;
	enum err err = sql_ask(sql, id, v, n, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		day_sender_read(q, &d);
		err = fn(ctx, &d, e);
		if (err != OK)
			sql_done(q);
	}
	if (err == OK)
		sql_done(q);
	cells_free(&d.cells);
	return err;
}

static enum err
put(struct sql *sql, const int64_t place[2], const struct buf *cells,
    struct error *e)
{
	struct query *q;
	enum err err;

	if (cells->overflow)
		return error_set(e, ERR_LIMIT,
		    "domain %lld has too many senders on a day to keep their "
		    "messages, so nothing of its advice is kept",
		    (long long)place[0]);
	err = sql_ask(sql, SQL_DAY_SENDER_PUT, place, 2, &q, e);
	if (err != OK)
		return err;
	sql_bind_blob(q, 3, cells->data, cells->len);
	return sql_run(q, e);
}

enum err
day_sender_put(struct sql *sql, const struct day_sender *d, struct error *e)
{
	const int64_t place[] = { d->domain, d->day };
	struct buf cells;
	enum err err;

	if (d->cells.n == 0)
		return sql_do(sql, SQL_DAY_SENDER_DELETE, place, 2, e);
	buf_init(&cells, CELLS_BYTES_MAX);
	cells_pack(&cells, &d->cells);
	err = put(sql, place, &cells, e);
	buf_free(&cells);
	return err;
}
