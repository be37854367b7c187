/*
 * What is made of the steps of a query: questions of integers, and statements
 * run to their end.  Nothing here knows the engine.
 */
#include "store/sql.h"

enum err
sql_ask(struct sql *sql, enum sql_id id, const int64_t *v, int n,
    struct query **ret, struct error *e)
{
	struct query *q;
	enum err err = sql_get(sql, id, &q, e);

	if (err != OK)
		return err;
	for (int i = 0; i < n; i++)
		sql_bind_int(q, i + 1, v[i]);
	*ret = q;
	return OK;
}

enum err
sql_ask_row(struct sql *sql, enum sql_id id, const int64_t *v, int n,
    struct query **ret, bool *ret_row, struct error *e)
{
	struct query *q;
	enum err err = sql_ask(sql, id, v, n, &q, e);

	if (err == OK)
		err = sql_step(q, ret_row, e);
	if (err == OK)
		*ret = q;
	return err;
}

enum err
sql_run(struct query *q, struct error *e)
{
	int64_t ignored;

	return sql_run_int(q, 0, &ignored, e);
}

enum err
sql_run_int(struct query *q, int64_t fallback, int64_t *ret, struct error *e)
{
	int64_t v = fallback;
	bool row = false, first = true;

	do {
		enum err err = sql_step(q, &row, e);
		if (err != OK)
			return err;
		if (row && first)
			v = sql_int(q, 0);
		first = false;
	} while (row);
	sql_done(q);
	*ret = v;
	return OK;
}

enum err
sql_do(struct sql *sql, enum sql_id id, const int64_t *v, int n,
    struct error *e)
{
	struct query *q;
	enum err err = sql_ask(sql, id, v, n, &q, e);

	return err != OK ? err : sql_run(q, e);
}
