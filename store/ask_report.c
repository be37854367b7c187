/* One report: what is said once is joined back, its texts go to the arena. */
#include "store/ask_report.h"

#include <string.h>

#include "core/text_json.h"
#include "store/member.h"

enum { REPAIRS_MAX = 200, ERRORS_MAX = 1000 };

/* Columns of SQL_REPORT_BY_ID behind those of REPORT_SELECT_. */
enum {
	COL_CONTACT = 21,
	COL_GENERATOR,
	COL_VERSION,
	COL_NAMESPACE,
	COL_POLICY,
	COL_FILE,
	COL_FOLDER,
	COL_MESSAGE_ID,
	COL_MAIL_FROM,
	COL_MEMBER,
	COL_DOCUMENT_SIZE,
	COL_ACCEPTED_BY,
	COL_ACCEPTED_AT,
	COL_AUTH_FROM,
	COL_MEMBER_CUT,
	COL_RECEIVER
};

static void
copy_row(const struct store *st, struct stored_report *s, struct query *q,
    struct arena *a)
{
	struct report_row *row = &s->row;
	struct report *r = &s->report;

	*row = report_row_read(st, q);
	row->org_name = ask_copy(a, row->org_name);
	row->reporter = ask_copy(a, row->reporter);
	row->email = ask_copy(a, row->email);
	row->report_id = ask_copy(a, row->report_id);
	row->domain = ask_copy(a, row->domain);
	r->org_name = row->org_name;
	r->email = row->email;
	r->report_id = row->report_id;
	r->begin = row->begin;
	r->end = row->end;
	r->dialect.code = word_code(VOCAB_DIALECT, row->dialect);
	r->dialect.raw = row->dialect;
	r->n_records = (size_t)row->records;
	r->messages = row->messages;
	r->total_repairs = (size_t)row->repairs;
	r->extra_contact_info = ask_copy(a, sql_text(q, COL_CONTACT));
	r->generator = ask_copy(a, sql_text(q, COL_GENERATOR));
	r->version = ask_copy(a, sql_text(q, COL_VERSION));
	r->xml_namespace = ask_copy(a, sql_text(q, COL_NAMESPACE));
}

static void
copy_intake(struct stored_report *s, struct query *q, struct arena *a)
{
	const char *folder = sql_text(q, COL_FOLDER);
	const char *file = sql_text(q, COL_FILE);

	s->path = folder[0] != '\0' ? arena_printf(a, "%s/%s", folder, file)
	                            : ask_copy(a, file);
	s->message_id = ask_copy(a, sql_text(q, COL_MESSAGE_ID));
	s->mail_from = ask_copy(a, sql_text(q, COL_MAIL_FROM));
	s->auth_from = ask_copy(a, sql_text(q, COL_AUTH_FROM));
	s->member =
	    member_whole(a, sql_text(q, COL_MEMBER), sql_int(q, COL_MEMBER_CUT),
	        &(struct member_part){ sql_text(q, COL_RECEIVER), s->row.domain,
	            s->row.begin, s->row.end });
	s->has_document = sql_text(q, COL_DOCUMENT_SIZE) != NULL;
	s->accepted_by = ask_copy(a, sql_text(q, COL_ACCEPTED_BY));
	s->accepted_at = sql_int(q, COL_ACCEPTED_AT);
}

static enum err
read_repairs(struct store *st, struct stored_report *s, struct arena *a,
    struct error *e)
{
	struct repair *v = arena_alloc(a, REPAIRS_MAX * sizeof(*v));
	struct query *q;
	size_t n = 0;
	bool row;
	enum err err =
	    sql_ask(st->sql, SQL_REPORT_REPAIRS, &s->row.id, 1, &q, e);

	while (err == OK && v != NULL && n < REPAIRS_MAX &&
	       (err = sql_step(q, &row, e)) == OK && row) {
		v[n].code = (enum repair_code)sql_int(q, 0);
		v[n++].detail = ask_copy(a, sql_text(q, 1));
	}
	if (err == OK)
		sql_done(q);
	s->report.repairs = v;
	s->report.n_repairs = n;
	return err;
}

static enum err
read_errors(struct store *st, struct stored_report *s, struct arena *a,
    struct error *e)
{
	const char **v = arena_alloc(a, ERRORS_MAX * sizeof(*v));
	struct query *q;
	size_t n = 0;
	bool row;
	enum err err =
	    sql_ask(st->sql, SQL_REPORT_ERRORS, &s->row.id, 1, &q, e);

	while (err == OK && v != NULL && n < ERRORS_MAX &&
	       (err = sql_step(q, &row, e)) == OK && row)
		v[n++] = ask_copy(a, sql_text(q, 0));
	if (err == OK)
		sql_done(q);
	s->report.errors = v;
	s->report.n_errors = n;
	return err;
}

enum err
store_report(struct store *st, int64_t id, struct arena *a,
    struct stored_report *ret, struct error *e)
{
	struct stored_report s = { 0 };
	struct query *q;
	int64_t policy = 0;
	bool row;
	enum err err =
	    sql_ask_row(st->sql, SQL_REPORT_BY_ID, &id, 1, &q, &row, e);

	if (err != OK)
		return err;
	if (row) {
		copy_row(st, &s, q, a);
		copy_intake(&s, q, a);
		policy = sql_int(q, COL_POLICY);
	}
	sql_done(q);
	if (!row)
		return error_set(e, ERR_NOTFOUND, "no report has the id %lld",
		    (long long)id);
	err = ask_policy(st, policy, a, &s.report.policy_published, e);
	s.report.policy_published.domain = s.row.domain;
	if (err == OK)
		err = read_repairs(st, &s, a, e);
	if (err == OK)
		err = read_errors(st, &s, a, e);
	if (err == OK && a->full)
		err = error_set(e, ERR_LIMIT, "the report is too large");
	if (err == OK)
		*ret = s;
	return err;
}

/* Who accepted a conflict, and when; null for others. */
static json_t *
acceptance(const struct stored_report *s)
{
	json_t *o;

	if (s->accepted_by == NULL)
		return json_null();
	o = json_object();
	json_put(o, "by", text_to_json(s->accepted_by));
	json_put(o, "at", json_integer(s->accepted_at));
	return o;
}

json_t *
stored_report_to_json(const struct stored_report *s)
{
	json_t *obj = report_row_to_json(&s->row);
	json_t *rest = report_to_json(&s->report);

	/* A list's number, which is a list or an object here. */
	json_object_del(obj, "repairs");
	json_object_del(obj, "records");
	json_object_del(rest, "records_total");
	/* Both say the same where they share a key. */
	json_object_update_missing(obj, rest);
	json_decref(rest);
	json_put(obj, "path", text_to_json(s->path));
	json_put(obj, "member", text_to_json(s->member));
	json_put(obj, "message_id", text_to_json(s->message_id));
	json_put(obj, "mail_from", text_to_json(s->mail_from));
	json_put(obj, "auth_from", text_to_json(s->auth_from));
	json_put(obj, "has_document", json_boolean(s->has_document));
	json_put(obj, "accepted", acceptance(s));
	return obj;
}

static enum err
no_document(struct store *st, int64_t id, struct error *e)
{
	char day[DAY_TEXT_MAX];
	struct horizon h;
	enum err err = store_horizon(st, &h, e);

	if (err != OK)
		return err;
	if (h.documents == 0)
		return error_set(e, ERR_NOTFOUND,
		    "no original document is kept for report %lld",
		    (long long)id);
	return error_set(e, ERR_NOTFOUND,
	    "no original document is kept for report %lld: those of days "
	    "before %s were pruned",
	    (long long)id, day_format(h.documents, day));
}

enum err
store_report_document(struct store *st, int64_t id, struct buf *ret,
    struct error *e)
{
	struct query *q;
	bool row;
	const void *p;
	size_t n;
	enum err err =
	    sql_ask_row(st->sql, SQL_DOCUMENT_OF, &id, 1, &q, &row, e);

	if (err != OK)
		return err;
	if (!row) {
		sql_done(q);
		return no_document(st, id, e);
	}
	p = sql_blob(q, 0, &n);
	err = inflate_buf(DEFLATE_ZLIB, p, n, ret, e);
	sql_done(q);
	/* Bytes of our own that cannot be read are no fault of who asks. */
	if (err == ERR_INPUT)
		err = error_set(e, ERR_SYSTEM,
		    "the database is damaged: document of report %lld",
		    (long long)id);
	return err;
}
