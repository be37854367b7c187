/* A block is unpacked as a whole: then a record costs a step in two arrays. */
#include "store/records.h"

static enum err
begin(struct records *r, struct sql *sql, enum sql_id id, const int64_t *v,
    int n, struct error *e)
{
	r->domain = v[0];
	r->block.n = r->next = 0;
	return sql_ask(sql, id, v, n, &r->q, e);
}

enum err
records_begin(struct records *r, struct sql *sql, int64_t domain,
    struct span span, struct error *e)
{
	int64_t v[] = { domain, span.from, span.to };

	return begin(r, sql, SQL_RECORD_BLOCKS, v, 3, e);
}

enum err
records_begin_newest(struct records *r, struct sql *sql, int64_t domain,
    struct span span, struct error *e)
{
	int64_t v[] = { domain, span.from, span.to };

	return begin(r, sql, SQL_RECORD_BLOCKS_NEWEST, v, 3, e);
}

enum err
records_begin_of(struct records *r, struct sql *sql, const struct content *c,
    int64_t seq, struct error *e)
{
	/* The block that has the record begins before it. */
	int64_t v[] = { c->domain, c->day, c->id, seq - BLOCK_RECORDS + 1 };

	return begin(r, sql,
	    c->outcome == OUTCOME_REPORT ? SQL_RECORD_BLOCKS_OF
	                                 : SQL_CONFLICT_BLOCKS_OF,
	    v, 4, e);
}

static enum err
damaged(struct records *r, struct error *e)
{
	records_end(r);
	return error_set(e, ERR_SYSTEM,
	    "the database is damaged: the records of report %lld cannot be "
	    "read; restore a copy, or ingest the mails into a new one with "
	    "--db FILE",
	    (long long)r->report);
}

enum err
records_next_block(struct records *r, bool *ret, struct error *e)
{
	bool row;
	const void *p;
	int64_t n;
	size_t size;
	enum err err = sql_step(r->q, &row, e);

	if (err != OK)
		return err;
	*ret = row;
	if (!row) {
		sql_done(r->q);
		return OK;
	}
	r->day = (day_t)sql_int(r->q, 0);
	r->report = sql_int(r->q, 1);
	r->first_seq = sql_int(r->q, 2);
	n = sql_int(r->q, 3);
	p = sql_blob(r->q, 4, &size);
	r->next = 0;
	return n > 0 && n <= BLOCK_RECORDS &&
	               records_unpack(p, size, r->domain, (size_t)n, &r->block)
	           ? OK
	           : damaged(r, e);
}

enum err
records_next(struct records *r, const struct row **ret, struct error *e)
{
	bool block;

	if (r->next == r->block.n) {
		enum err err = records_next_block(r, &block, e);

		if (err != OK)
			return err;
		if (!block) {
			*ret = NULL;
			return OK;
		}
	}
	*ret = unpacked_row(&r->block, r->next++);
	return OK;
}

void
records_end(struct records *r)
{
	sql_done(r->q);
}

enum err
records_add_block(struct sql *sql, const struct content *c, int64_t seq,
    const struct row *v, size_t n, size_t *ret_n, struct error *e)
{
	struct packed_block block = { .len = 0 };
	size_t packed = records_pack(&block, c->domain, c->provenance, v, n);
	int64_t values[] = { c->domain, c->day, c->id, seq, (int64_t)packed };
	struct query *q;
	enum err err = sql_ask(sql,
	    c->outcome == OUTCOME_REPORT ? SQL_RECORD_ADD : SQL_CONFLICT_ADD,
	    values, 5, &q, e);

	if (err != OK)
		return err;
	sql_bind_blob(q, 6, block.data, block.len);
	err = sql_run(q, e);
	if (err == OK)
		*ret_n = packed;
	return err;
}

enum err
records_add(struct sql *sql, const struct content *c, const struct rows *rows,
    struct error *e)
{
	enum err err = OK;

	for (size_t i = 0, n = 0; i < rows->n && err == OK; i += n)
		err = records_add_block(sql, c, (int64_t)i, rows->v + i,
		    rows->n - i, &n, e);
	return err;
}
