/*
 * Sets of results are found again by a hash of theirs, for an index over the
 * sets themselves would hold each of them twice.
 */
#include <string.h>

#include "store/intern.h"
#include "store/pack.h"

/* Kinds of the cache, apart from those of intern.c. */
enum { KIND_AUTH = 100, KIND_DETAIL };

/* The set with this hash and these very bytes; 0: none. */
static enum err
find_set(struct sql *sql, enum sql_id find, int64_t hash, const struct buf *set,
    int64_t *ret, struct error *e)
{
	struct query *q;
	bool row = false;
	int64_t id = 0;
	enum err err = sql_ask(sql, find, &hash, 1, &q, e);

	while (err == OK && id == 0) {
		size_t n;
		err = sql_step(q, &row, e);
		if (err != OK || !row)
			break;
		const void *p = sql_blob(q, 1, &n);
		if (n == set->len && memcmp(p, set->data, n) == 0)
			id = sql_int(q, 0);
	}
	if (err != OK)
		return err;
	sql_done(q);
	*ret = id;
	return OK;
}

/* The set in in->scratch. */
static enum err
intern_set(struct intern *in, int kind, enum sql_id find, enum sql_id add,
    int64_t *ret, struct error *e)
{
	const struct buf *set = &in->scratch;
	struct digest digest;
	int64_t hash, id;
	struct query *q;
	enum err err;

	if (set->overflow)
		return error_set(e, ERR_LIMIT,
		    "the results of one record are larger than we accept");
	id = cache_get(&in->cache, kind, set->data, set->len);
	if (id != 0) {
		*ret = id;
		return OK;
	}
	digest_of(set->data, set->len, &digest);
	hash = digest_int64(&digest);
	err = find_set(in->sql, find, hash, set, &id, e);
	if (err == OK && id == 0) {
		err = intern_before_adding(in, e);
		if (err == OK)
			err = sql_ask(in->sql, add, &hash, 1, &q, e);
		if (err != OK)
			return err;
		sql_bind_blob(q, 2, set->data, set->len);
		err = sql_add(q, &id, e);
	}
	if (err != OK)
		return err;
	cache_put(&in->cache, kind, set->data, set->len, id);
	*ret = id;
	return OK;
}

enum err
intern_auth(struct intern *in, const struct record *r, int64_t *ret,
    struct error *e)
{
	buf_reset(&in->scratch);
	pack_auth(&in->scratch, r);
	return intern_set(in, KIND_AUTH, SQL_AUTH_FIND, SQL_AUTH_ADD, ret, e);
}

enum err
intern_detail(struct intern *in, const struct record *r, int64_t *ret,
    struct error *e)
{
	buf_reset(&in->scratch);
	pack_detail(&in->scratch, r);
	if (in->scratch.len == 0) {
		*ret = 0;
		return OK;
	}
	return intern_set(in, KIND_DETAIL, SQL_DETAIL_FIND, SQL_DETAIL_ADD, ret,
	    e);
}
