/*
 * One report against its records: how many, their sums, the hash of their
 * content, and whether all that they name is there.  What is there is kept as
 * sets of ids, so that a record costs no look-up in the database.
 */
#include <stdlib.h>

#include "store/verify.h"

enum err
verify_ids(struct verify *v, enum sql_id id, struct map *set, struct error *e)
{
	struct query *q;
	bool row, new = false;
	enum err err;

	map_init(set, 1);
	err = sql_get(v->st->sql, id, &q, e);
	while (err == OK && (err = sql_step(q, &row, e)) == OK && row)
		map_put(set, &(int64_t){ sql_int(q, 0) }, &new);
	if (err == OK)
		sql_done(q);
	return err;
}

enum err
verify_ids_load(struct verify *v, struct error *e)
{
	enum err err = verify_ids(v, SQL_CHECK_SOURCE_IDS, &v->ids.source, e);

	if (err == OK)
		err = verify_ids(v, SQL_CHECK_DOMAIN_IDS, &v->ids.domain, e);
	if (err == OK)
		err = verify_ids(v, SQL_CHECK_AUTH_IDS, &v->ids.auth, e);
	if (err == OK)
		err = verify_ids(v, SQL_CHECK_DETAIL_IDS, &v->ids.detail, e);
	return err;
}

void
verify_ids_free(struct verify *v)
{
	map_free(&v->ids.source);
	map_free(&v->ids.domain);
	map_free(&v->ids.auth);
	map_free(&v->ids.detail);
}

/* 0 is "missing", which may be named. */
static bool
is_there(const struct map *set, int64_t id)
{
	return id == 0 || map_get(set, &id) != MAP_NONE;
}

/* What a row names and is not there; NULL: all is. */
static const char *
missing(const struct id_sets *ids, const struct row *row)
{
	if (row->source == 0 || !is_there(&ids->source, row->source))
		return "a source";
	if (!is_there(&ids->domain, row->header_from) ||
	    !is_there(&ids->domain, row->envelope_from) ||
	    !is_there(&ids->domain, row->envelope_to))
		return "a domain";
	if (!is_there(&ids->auth, row->auth))
		return "a set of results";
	return is_there(&ids->detail, row->detail) ? NULL : "a remark";
}

static bool
same_content(const struct content *c, const struct rows *rows)
{
	struct row_keys keys = row_keys_of(rows);
	bool same = row_keys_hash(&keys) == c->hash;

	free(keys.v);
	return same;
}

enum err
verify_records(struct verify *v, const struct content *c,
    const struct rows *rows, struct error *e)
{
	int64_t messages = rows_messages(rows), pass = rows_passing(rows);
	long long id = (long long)c->id;
	const char *what = NULL;
	enum err err = OK;

	if (c->records != (int64_t)rows->n || c->messages != messages ||
	    c->passing != pass)
		err = verify_found(v, CHECK_REPORTS, e,
		    "report %lld says %lld records, %lld messages, %lld of "
		    "them pass; its records are %zu, %lld and %lld",
		    id, (long long)c->records, (long long)c->messages,
		    (long long)c->passing, rows->n, (long long)messages,
		    (long long)pass);
	else if (!same_content(c, rows))
		err = verify_found(v, CHECK_REPORTS, e,
		    "the records of report %lld are not those that came in: "
		    "`rampart reparse` reads its document again",
		    id);
	for (size_t i = 0; i < rows->n && err == OK && what == NULL; i++)
		if ((what = missing(&v->ids, &rows->v[i])) != NULL)
			err = verify_found(v, CHECK_REPORTS, e,
			    "a record of report %lld names %s that is not "
			    "there",
			    id, what);
	return err;
}
