/* What was set aside, to be found and read again. */
#include "store/ask.h"
#include "store/save.h"

static struct set_aside
read_set_aside(struct query *q)
{
	return (struct set_aside){ .id = sql_int(q, 0),
		.received = sql_int(q, 1),
		.provenance = (enum provenance)sql_int(q, 2),
		.size = sql_int(q, 3) };
}

/* The first row of an answer; ERR_NOTFOUND: there is none. */
static enum err
first_row(struct query *q, const char *what, struct error *e)
{
	bool row;
	enum err err = sql_step(q, &row, e);

	if (err != OK || row)
		return err;
	sql_done(q);
	return error_set(e, ERR_NOTFOUND, "there is no %s", what);
}

enum err
store_set_aside_count(struct store *st, int64_t *ret, struct error *e)
{
	struct query *q;
	enum err err = sql_get(st->sql, SQL_SET_ASIDE_COUNT, &q, e);

	return err == OK ? sql_run_int(q, 0, ret, e) : err;
}

enum err
store_maildir_next(struct store *st, int64_t after, struct arena *a,
    int64_t *ret_id, const char **ret_path, struct error *e)
{
	struct query *q;
	enum err err = sql_ask(st->sql, SQL_MAILDIR_NEXT, &after, 1, &q, e);

	if (err == OK)
		err = first_row(q, "further maildir", e);
	if (err != OK)
		return err;
	*ret_id = sql_int(q, 0);
	*ret_path = arena_strdup(a, sql_text(q, 1));
	sql_done(q);
	return OK;
}

enum err
store_mail_set_aside(struct store *st, const struct mail_name *m,
    struct set_aside *ret, struct error *e)
{
	int64_t intake;
	struct query *q;
	enum err err = save_mail_find(st, m, &intake, e);

	if (err == OK)
		err = sql_ask(st->sql, SQL_MAIL_SET_ASIDE, &intake, 1, &q, e);
	if (err == OK)
		err = first_row(q, "such mail that was set aside", e);
	if (err != OK)
		return err;
	*ret = read_set_aside(q);
	sql_done(q);
	return OK;
}

enum err
store_file_set_aside(struct store *st, int64_t after, struct arena *a,
    struct set_aside *ret, const char **ret_path, struct error *e)
{
	int64_t v[] = { after, PROVENANCE_IMPORTED };
	const char *folder;
	struct query *q;
	enum err err = sql_ask(st->sql, SQL_FILE_SET_ASIDE, v, 2, &q, e);

	if (err == OK)
		err = first_row(q, "further file that was set aside", e);
	if (err != OK)
		return err;
	*ret = read_set_aside(q);
	folder = sql_text(q, 4);
	*ret_path = folder[0] == '\0'
	                ? arena_strdup(a, sql_text(q, 5))
	                : arena_printf(a, "%s/%s", folder, sql_text(q, 5));
	sql_done(q);
	return OK;
}
