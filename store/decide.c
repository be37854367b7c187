/*
 * The log of decisions: written in one transaction each, read in the order in
 * which it was written.  Which row holds is one look-up in an index, so a list
 * of a domain costs a scan of what people ever said, which is little.
 */
#include <string.h>

#include "core/text_json.h"
#include "store/ask.h"

#define C(member, title, type, flags) \
	COLUMN(struct decision, member, title, type, flags)
static const struct column decision_columns[] = {
	C(id, "Id", COLUMN_ID, COLUMN_HIDDEN),
	C(domain, "Domain", COLUMN_TEXT, COLUMN_HIDDEN),
	C(subject, "About", COLUMN_TEXT, 0),
	C(value, "Decided", COLUMN_TEXT, 0),
	C(decided_by, "By", COLUMN_TEXT, 0),
	C(decided_at, "When", COLUMN_TIME, 0),
	C(note, "Note", COLUMN_TEXT, 0),
};
#undef C
const struct table decision_table = { "decisions", decision_columns,
	sizeof(decision_columns) / sizeof(decision_columns[0]) };

static json_t *
day_or_null(day_t day)
{
	char text[DAY_TEXT_MAX];

	return day == 0 ? json_null() : json_string(day_format(day, text));
}

json_t *
decision_to_json(const struct decision *d)
{
	json_t *o = table_row_json(&decision_table, d);

	json_put(o, "kind", text_to_json(word_text(VOCAB_DECISION, d->kind)));
	json_put(o, "match_type",
	    text_to_json(word_text(VOCAB_SENDER_MATCH, d->match_type)));
	json_put(o, "due_day", day_or_null(d->due_day));
	json_put(o, "in_force", json_boolean(d->in_force));
	return o;
}

/* What a decision is about: the first four parameters. */
static void
bind_subject(struct query *q, int64_t domain, const struct decision *d)
{
	sql_bind_int(q, 1, domain);
	sql_bind_int(q, 2, d->kind);
	sql_bind_int(q, 3, d->match_type);
	sql_bind_text(q, 4, d->subject);
}

/* Whether there is something to take back. */
static enum err
check_undo(struct store *st, const struct decision *d, int64_t domain,
    struct error *e)
{
	struct query *q;
	bool row, held;
	enum err err = sql_get(st->sql, SQL_DECISION_NEWEST, &q, e);

	if (err != OK)
		return err;
	bind_subject(q, domain, d);
	if ((err = sql_step(q, &row, e)) != OK)
		return err;
	held = row && sql_text(q, 0) != NULL;
	sql_done(q);
	if (held)
		return OK;
	return error_set(e, ERR_NOTFOUND,
	    "nothing was decided about %s of %s, so there is nothing to take "
	    "back",
	    d->subject, d->domain != NULL ? d->domain : "all domains");
}

static enum err
add(struct store *st, const struct decision *d, struct error *e)
{
	struct query *q;
	int64_t domain = 0;
	enum err err =
	    intern_name(&st->intern, INTERN_DOMAIN, d->domain, &domain, e);

	if (err == OK && d->value == NULL)
		err = check_undo(st, d, domain, e);
	if (err == OK)
		err = sql_get(st->sql, SQL_DECISION_ADD, &q, e);
	if (err != OK)
		return err;
	bind_subject(q, domain, d);
	sql_bind_text(q, 5, d->value);
	sql_bind_text(q, 6, d->note);
	sql_bind_text(q, 7, d->decided_by);
	sql_bind_int(q, 8, d->decided_at);
	sql_bind_int(q, 9, d->due_day);
	err = sql_run(q, e);
	return err != OK ? err
	                 : sql_do(st->sql, SQL_ADVICE_CHANGED, &domain, 1, e);
}

enum err
store_decide(struct store *st, const struct decision *d, size_t n,
    struct error *e)
{
	enum err err = store_begin(st, e);

	for (size_t i = 0; i < n && err == OK; i++)
		err = add(st, &d[i], e);
	return store_end(st, err, e);
}

static struct decision
read_row(struct query *q)
{
	struct decision d = {
		.id = sql_int(q, 0),
		.domain = sql_text(q, 1),
		.kind = (enum decision_kind)sql_int(q, 2),
		.match_type = (int)sql_int(q, 3),
		.subject = sql_text(q, 4),
		.value = sql_text(q, 5),
		.note = sql_text(q, 6),
		.decided_by = sql_text(q, 7),
		.decided_at = sql_int(q, 8),
		.due_day = (day_t)sql_int(q, 9),
	};

	d.in_force = d.id == sql_int(q, 10) && d.value != NULL;
	return d;
}

static enum err
hand_on(struct store *st, enum sql_id id, int64_t value, int kind,
    decision_fn fn, void *ctx, struct error *e)
{
	struct query *q;
	bool row;
	enum err err = sql_ask(st->sql, id, &value, 1, &q, e);

	if (err != OK)
		return err;
	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		struct decision d = read_row(q);

		if (kind == 0 || (int)d.kind == kind)
			err = fn(ctx, &d, e);
	}
	sql_done(q);
	return err;
}

enum err
store_decisions(struct store *st, const char *domain, int kind, decision_fn fn,
    void *ctx, struct error *e)
{
	int64_t id;
	enum err err;

	if (domain == NULL)
		return hand_on(st, SQL_DECISIONS, 0, kind, fn, ctx, e);
	err = intern_find_name(st->sql, INTERN_DOMAIN, domain, &id, e);
	if (err == OK)
		err = hand_on(st, SQL_DECISIONS_OF, 0, kind, fn, ctx, e);
	if (err == OK && id != 0)
		err = hand_on(st, SQL_DECISIONS_OF, id, kind, fn, ctx, e);
	return err;
}
