/* The memory of maildirs: which mails were taken in. */
#include "store/save.h"

enum err
save_mail_query(struct store *st, enum sql_id id, int64_t folder,
    const struct mail_name *m, struct query **ret, struct error *e)
{
	struct query *q;
	enum err err = sql_get(st->sql, id, &q, e);

	if (err != OK)
		return err;
	sql_bind_int(q, 1, folder);
	sql_bind_text(q, 2, m->base);
	sql_bind_int(q, 3, (int64_t)m->inode);
	sql_bind_int(q, 4, m->mtime_ns);
	sql_bind_int(q, 5, m->size);
	*ret = q;
	return OK;
}

enum err
store_mail_known(struct store *st, const struct mail_name *m, bool *ret,
    struct error *e)
{
	int64_t folder, known = 0;
	struct query *q;
	enum err err =
	    intern_find_name(st->sql, INTERN_FOLDER, m->folder, &folder, e);

	if (err == OK && folder != 0) {
		err = save_mail_query(st, SQL_MAIL_FIND, folder, m, &q, e);
		if (err == OK)
			err = sql_run_int(q, 0, &known, e);
	}
	if (err == OK)
		*ret = known != 0;
	return err;
}

/* A known mail has an entry in the ledger, and that at least one outcome. */
static enum err
read_past(struct store *st, struct query *q, struct mail_past *past,
    struct error *e)
{
	bool row;
	enum err err;

	while ((err = sql_step(q, &row, e)) == OK && row) {
		past->ours =
		    st->first_intake != 0 && sql_int(q, 0) >= st->first_intake;
		past->outcomes |= 1u << sql_int(q, 1);
	}
	if (err == OK)
		sql_done(q);
	return err;
}

enum err
store_mail_past(struct store *st, const struct mail_name *m,
    struct mail_past *ret, struct error *e)
{
	struct mail_past past = { 0 };
	int64_t folder;
	struct query *q;
	enum err err =
	    intern_find_name(st->sql, INTERN_FOLDER, m->folder, &folder, e);

	if (err == OK)
		err = sql_get(st->sql, SQL_MAIL_PAST, &q, e);
	if (err != OK)
		return err;
	sql_bind_int(q, 1, folder);
	sql_bind_text(q, 2, m->base);
	if ((err = read_past(st, q, &past, e)) == OK)
		*ret = past;
	return err;
}

enum err
save_mail(struct store *st, const struct mail_name *name, struct error *e)
{
	struct query *q;
	int64_t folder;
	enum err err =
	    intern_name(&st->intern, INTERN_FOLDER, name->folder, &folder, e);

	if (err == OK)
		err = save_mail_query(st, SQL_MAIL_ADD, folder, name, &q, e);
	if (err != OK)
		return err;
	sql_bind_int(q, 6, st->item.intake);
	return sql_run(q, e);
}
