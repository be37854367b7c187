/*
 * The memory of maildirs: which mails were taken in.  A mail points to its row
 * of the ledger, which has its name and size: neither is said twice.
 */
#include "store/save.h"

#include <string.h>

/* Whether a file's name is a base name, with flags of a maildir or without. */
static bool
is_named(const char *file, const char *base)
{
	size_t n = strlen(base);

	return strncmp(file, base, n) == 0 &&
	       (file[n] == '\0' || strncmp(file + n, ":2,", 3) == 0);
}

enum err
save_mail_find(struct store *st, const struct mail_name *m, int64_t *ret,
    struct error *e)
{
	int64_t folder = 0, intake = 0;
	struct query *q;
	bool row;
	enum err err =
	    intern_find_name(st->sql, INTERN_FOLDER, m->folder, &folder, e);

	const int64_t v[] = { folder, (int64_t)m->inode, m->mtime_ns, m->size };
	if (err == OK)
		err = sql_ask(st->sql, SQL_MAIL_FIND, v, 4, &q, e);
	while (err == OK && intake == 0 && (err = sql_step(q, &row, e)) == OK &&
	       row)
		if (is_named(sql_text(q, 1), m->base))
			intake = sql_int(q, 0);
	if (err != OK)
		return err;
	sql_done(q);
	*ret = intake;
	return OK;
}

/* A snapshot that lasts longer would keep the log from being emptied. */
enum { LOOKS_MAX = 256 };

void
store_looks_end(struct store *st)
{
	sql_snapshot_end(st->sql, st->looking);
	st->looking = false;
	st->looks = 0;
}

enum err
store_mail_known(struct store *st, const struct mail_name *m, bool *ret,
    struct error *e)
{
	int64_t intake;
	enum err err = OK;

	if (!st->looking)
		err = sql_snapshot(st->sql, &st->looking, e);
	if (err == OK)
		err = save_mail_find(st, m, &intake, e);
	if (++st->looks == LOOKS_MAX || err != OK)
		store_looks_end(st);
	if (err == OK)
		*ret = intake != 0;
	return err;
}

/* A known mail has an entry in the ledger, and that at least one outcome. */
enum err
store_mail_past(struct store *st, const struct mail_name *m,
    struct mail_past *ret, struct error *e)
{
	struct mail_past past = { 0 };
	int64_t intake;
	struct query *q;
	bool row;
	enum err err = save_mail_find(st, m, &intake, e);

	if (err == OK)
		err = sql_ask(st->sql, SQL_INTAKE_OUTCOMES, &intake, 1, &q, e);
	while (err == OK && (err = sql_step(q, &row, e)) == OK && row)
		past.outcomes |= 1u << sql_int(q, 0);
	if (err != OK)
		return err;
	sql_done(q);
	past.ours = st->first_intake != 0 && intake >= st->first_intake;
	*ret = past;
	return OK;
}

enum err
save_mail(struct store *st, const struct mail_name *name, struct error *e)
{
	int64_t v[] = { 0, (int64_t)name->inode, st->item.intake,
		name->mtime_ns };
	enum err err =
	    intern_name(&st->intern, INTERN_FOLDER, name->folder, &v[0], e);

	if (err == OK)
		err = sql_do(st->sql, SQL_MAIL_ADD, v, 4, e);
	/* So that a prune lets the entry stay. */
	return err != OK ? err : sql_do(st->sql, SQL_INTAKE_MAIL, &v[2], 1, e);
}
