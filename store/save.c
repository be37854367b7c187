/*
 * One item after the other.  Two marks guard what is written: the item's,
 * undone when it is abandoned, and the document's (intern.h), undone when a
 * document turns out to be no report: its names and addresses do not stay.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/internal.h"
#include "store/member.h"
#include "store/save.h"

static void
forget_item(struct store *st)
{
	rollups_clear(&st->sums);
	st->rows.n = 0;
	st->item = (struct item){ 0 };
}

enum err
store_item_abandon(struct store *st, struct error *e)
{
	enum err err;

	if (!st->item.open)
		return OK;
	/* This takes the document's mark away, too. */
	err = sql_unmark(st->sql, SQL_MARK_ITEM, true, e);
	intern_forget(&st->intern);
	forget_item(st);
	return err;
}

/* A path is split: its folder is said once for all its files. */
static enum err
intern_folder(struct store *st, const char *path, int64_t *ret_folder,
    const char **ret_file, struct error *e)
{
	const char *slash = strrchr(path, '/');
	const char *file = slash != NULL && slash > path ? slash + 1 : path;
	char *folder = xstrdup(path);
	enum err err;

	folder[file > path ? file - path - 1 : 0] = '\0';
	err = intern_name(&st->intern, INTERN_FOLDER, folder, ret_folder, e);
	free(folder);
	*ret_file = file;
	return err;
}

static enum err
add_intake(struct store *st, const struct intake_source *s, struct error *e)
{
	const char *path = s->path != NULL ? s->path : "";
	const char *file;
	int64_t folder, mail_from, auth_from;
	struct query *q;
	enum err err = intern_folder(st, path, &folder, &file, e);

	if (err == OK)
		err = intern_name(&st->intern, INTERN_DOMAIN, s->mail_from,
		    &mail_from, e);
	if (err == OK)
		err = intern_name(&st->intern, INTERN_DOMAIN, s->auth_from,
		    &auth_from, e);
	if (err == OK)
		err = sql_get(st->sql, SQL_INTAKE_ADD, &q, e);
	if (err != OK)
		return err;
	sql_bind_int(q, 1, folder);
	sql_bind_text(q, 2, file);
	sql_bind_text(q, 3, s->message_id);
	sql_bind_int(q, 4, mail_from);
	sql_bind_int(q, 5, s->provenance);
	sql_bind_int(q, 6, s->size);
	sql_bind_int(q, 7, st->item.now);
	sql_bind_int(q, 8, auth_from);
	err = sql_add(q, &st->item.intake, e);
	if (err == OK && st->first_intake == 0)
		st->first_intake = st->item.intake;
	return err;
}

enum err
save_item_open(struct store *st, const struct intake_source *s, int64_t now,
    struct error *e)
{
	enum err err = store_item_abandon(st, e);

	if (err == OK)
		err = sql_mark(st->sql, SQL_MARK_ITEM, e);
	if (err != OK)
		return err;
	st->item = (struct item){ .open = true,
		.now = now,
		.provenance = s->provenance };
	snprintf(st->item.mail_from, sizeof(st->item.mail_from), "%s",
	    s->mail_from != NULL ? s->mail_from : "");
	snprintf(st->item.auth_from, sizeof(st->item.auth_from), "%s",
	    s->auth_from != NULL ? s->auth_from : "");
	return OK;
}

enum err
store_item_begin(struct store *st, const struct intake_source *s, int64_t now,
    struct error *e)
{
	enum err err = save_item_open(st, s, now, e);

	return err == OK ? add_intake(st, s, e) : err;
}

static enum err
intern_row(struct store *st, const struct record *r, struct row *ret,
    struct error *e)
{
	struct intern *in = &st->intern;
	enum err err = intern_source(in, &r->source_ip, &ret->source, e);

	if (err == OK)
		err = intern_name(in, INTERN_DOMAIN, r->header_from,
		    &ret->header_from, e);
	if (err == OK)
		err = intern_name(in, INTERN_DOMAIN, r->envelope_from,
		    &ret->envelope_from, e);
	if (err == OK)
		err = intern_name(in, INTERN_DOMAIN, r->envelope_to,
		    &ret->envelope_to, e);
	if (err == OK)
		err = intern_auth(in, r, &ret->auth, e);
	if (err == OK)
		err = intern_detail(in, r, &ret->detail, e);
	return err;
}

enum err
store_record(struct store *st, const struct record *r, struct error *e)
{
	struct row row = {
		.messages = (uint32_t)r->count,
		.flags = row_flags(r),
		.disposition = (uint8_t)r->disposition.code,
		.dkim = (uint8_t)r->dkim.code,
		.spf = (uint8_t)r->spf.code,
	};
	enum err err;

	if (st->rows.n >= st->rules.records)
		return error_set(e, ERR_LIMIT,
		    "the report has more than %zu records", st->rules.records);
	if (r->count < 0 || r->count > RECORD_COUNT_MAX)
		return error_set(e, ERR_INPUT, "a count is out of range");
	intern_guard(&st->intern);
	err = intern_row(st, r, &row, e);
	if (err == OK)
		rows_add(&st->rows, &row);
	return err;
}

void
store_restart(struct store *st)
{
	st->rows.n = 0;
}

/*
 * Who sent a document that was set aside, if it could be read that far.  Of a
 * stored one its report says so.
 */
static enum err
set_aside_reporter(struct store *st, const struct document *d,
    const struct saved *saved, int64_t *ret, struct error *e)
{
	char name[REPORTER_MAX + 1];

	*ret = 0;
	if (saved->report != 0 || d->report == NULL ||
	    !reporter_identity(&st->reporters, d->report, st->item.mail_from,
	        name))
		return OK;
	return intern_name(&st->intern, INTERN_REPORTER, name, ret, e);
}

static enum err
add_ledger_row(struct store *st, const struct document *d,
    const struct member *m, const struct saved *saved, const char *reason,
    struct error *e)
{
	static const struct digest unread;
	bool digest = saved->outcome != OUTCOME_REPORT &&
	              saved->outcome != OUTCOME_CONFLICT &&
	              memcmp(&d->digest, &unread, sizeof(unread)) != 0;
	int64_t reporter, receiver;
	struct query *q;
	enum err err = set_aside_reporter(st, d, saved, &reporter, e);

	if (err == OK)
		err = intern_name(&st->intern, INTERN_DOMAIN,
		    m->receiver[0] != '\0' ? m->receiver : NULL, &receiver, e);
	if (err == OK)
		err = sql_get(st->sql, SQL_INTAKE_DOCUMENT_ADD, &q, e);
	if (err != OK)
		return err;
	sql_bind_int(q, 1, st->item.intake);
	sql_bind_int(q, 2, st->item.documents);
	sql_bind_int(q, 3, saved->outcome);
	sql_bind_int(q, 4, saved->report);
	sql_bind_int(q, 5, (int64_t)d->size);
	sql_bind_text(q, 6, m->name);
	sql_bind_text(q, 7, reason);
	if (digest)
		sql_bind_blob(q, 8, d->digest.bytes, DIGEST_SIZE);
	sql_bind_int(q, 9, reporter);
	sql_bind_int(q, 10, m->cut);
	if (receiver != 0)
		sql_bind_int(q, 11, receiver);
	rollups_count_document(&st->sums, saved->outcome, day_of(st->item.now),
	    saved->report != 0 ? st->item.reporter : reporter, 1);
	return sql_run(q, e);
}

enum err
store_document(struct store *st, const struct document *d, struct saved *ret,
    struct error *e)
{
	struct saved saved = { .outcome = d->outcome };
	struct member member;
	const char *reason = d->reason;
	enum err err = OK;

	if (d->outcome == OUTCOME_REPORT)
		err = save_report(st, d, &saved, &reason, e);
	if (err == OK)
		err = intern_unguard(&st->intern, saved.report == 0, e);
	if (err != OK)
		return err;
	member = member_kept(d, saved.outcome);
	err = add_ledger_row(st, d, &member, &saved, reason, e);
	member_free(&member);
	if (err != OK)
		return err;
	saved.reason = reason;
	st->rows.n = 0;
	st->item.documents++;
	st->wrote = true;
	*ret = saved;
	return OK;
}

enum err
store_item_end(struct store *st, const struct mail_name *name, struct error *e)
{
	enum err err = intern_unguard(&st->intern, true, e);

	if (err == OK && name != NULL)
		err = save_mail(st, name, e);
	if (err == OK)
		err = sql_unmark(st->sql, SQL_MARK_ITEM, false, e);
	if (err != OK)
		return err;
	rollups_merge(&st->batch, &st->sums);
	st->wrote = true;
	forget_item(st);
	if (rollups_large(&st->batch))
		err = rollups_flush(&st->batch, st->sql, e);
	return err;
}
