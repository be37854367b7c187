/*
 * A report is looked for by the digest of its document, then by its key and
 * content; a new one is stored with the place that content_place() gives it.
 */
#include <stdlib.h>
#include <string.h>

#include "store/records.h"
#include "store/save.h"
#include "store/trust.h"

/* Older than this when it came in: late. */
enum { LATE_SECONDS = 400 * DAY_SECONDS };

/* What parsers see to, checked again: they may not be ours for ever. */
enum outcome
save_check(const struct report *r, const char **ret_reason)
{
	if (r == NULL) {
		*ret_reason = "no report could be read";
		return OUTCOME_MALFORMED;
	}
	if (r->policy_published.domain == NULL) {
		*ret_reason = "policy_published has no domain";
		return OUTCOME_MALFORMED;
	}
	if (r->begin == TIME_UNSET || r->end == TIME_UNSET || r->begin <= 0 ||
	    r->end < r->begin) {
		*ret_reason = "begin and end are no range of time";
		return OUTCOME_BAD_DATES;
	}
	return OUTCOME_REPORT;
}

/* Whether the report shows that its sender follows RFC 9989. */
static bool
has_signs_9990(const struct report *r)
{
	return r->policy_published.testing.code != WORD_UNSET ||
	       r->policy_published.discovery_method.code != WORD_UNSET ||
	       (r->xml_namespace != NULL &&
	           strstr(r->xml_namespace, "dmarc-2.0") != NULL);
}

static enum err
find_by_digest(struct store *st, const struct digest *digest,
    struct content *ret, bool *ret_found, struct error *e)
{
	struct query *q;
	enum err err = sql_get(st->sql, SQL_CONTENT_BY_DIGEST, &q, e);

	if (err != OK)
		return err;
	sql_bind_blob(q, 1, digest->bytes, DIGEST_SIZE);
	err = sql_step(q, ret_found, e);
	if (err != OK)
		return err;
	if (*ret_found)
		*ret = content_read(q);
	sql_done(q);
	return OK;
}

/* A report with the same key and equal rows, counted or not. */
static enum err
find_by_key(struct store *st, const struct content *c, struct content *ret,
    bool *ret_found, struct error *e)
{
	struct query *q;
	bool row = true, found = false;
	enum err err;

	*ret_found = false;
	if (c->key == 0)
		return OK;
	err = content_by_key(st, c, &q, e);
	while (
	    err == OK && !found && (err = sql_step(q, &row, e)) == OK && row) {
		*ret = content_read(q);
		found = ret->hash == c->hash;
	}
	if (err != OK)
		return err;
	sql_done(q);
	*ret_found = found;
	return OK;
}

enum err
save_identify(struct store *st, struct arrival *a, struct error *e)
{
	struct row_keys keys = row_keys_of(&st->rows);
	struct intern *in = &st->intern;
	const struct policy_published *p = &a->r->policy_published;
	enum err err;

	a->c = (struct content){
		.key = report_key(a->reporter, a->r),
		.hash = row_keys_hash(&keys),
		.begin = a->r->begin,
		.end = a->r->end,
		.day = day_of_range(a->r->begin, a->r->end),
		.provenance = trust_provenance(st, a->r),
		.coarse = report_is_coarse(a->r),
		.signs_9990 = has_signs_9990(a->r),
		.policy_p = p->p.code,
		.pct = p->pct,
		.records = (int64_t)st->rows.n,
		.messages = rows_messages(&st->rows),
		.passing = rows_passing(&st->rows),
	};
	free(keys.v);
	a->late = a->r->end < st->item.now - LATE_SECONDS;
	err = intern_name(in, INTERN_REPORTER, a->reporter, &a->c.reporter, e);
	if (err == OK)
		err =
		    intern_name(in, INTERN_DOMAIN, p->domain, &a->c.domain, e);
	if (err == OK)
		err = intern_policy(in, p, &a->c.policy, e);
	if (err == OK)
		err = intern_submitter(in, a->r, &a->submitter, e);
	return err;
}

static enum err
add_report(struct store *st, struct arrival *a, struct error *e)
{
	const struct report *r = a->r;
	int64_t v[] = { 0, a->c.key, a->c.hash, a->c.reporter, a->c.domain,
		a->c.policy, a->submitter, 0, r->begin, r->end, a->c.day,
		a->c.outcome, a->c.provenance, r->dialect.code, a->c.part,
		a->c.coarse, a->late, a->c.signs_9990, a->c.records,
		a->c.messages, a->c.passing, (int64_t)r->total_repairs,
		st->item.now, st->item.intake, st->item.documents };
	struct query *q;
	enum err err = sql_ask(st->sql, SQL_REPORT_ADD, v,
	    sizeof(v) / sizeof(v[0]), &q, e);

	if (err != OK)
		return err;
	sql_bind_blob(q, 1, a->d->digest.bytes, DIGEST_SIZE);
	sql_bind_text(q, 8, r->report_id != NULL ? r->report_id : "");
	return sql_add(q, &a->c.id, e);
}

/* Repairs, errors, the document itself. */
enum err
save_rest(struct store *st, const struct arrival *a, struct error *e)
{
	const struct report *r = a->r;
	const struct buf *deflated = a->d->deflated;
	struct query *q;
	enum err err = OK;

	for (size_t i = 0; i < r->n_repairs && err == OK; i++) {
		int64_t v[] = { a->c.id, (int64_t)i, r->repairs[i].code };
		err = sql_ask(st->sql, SQL_REPORT_REPAIR_ADD, v, 3, &q, e);
		if (err != OK)
			break;
		sql_bind_text(q, 4, r->repairs[i].detail);
		err = sql_run(q, e);
	}
	for (size_t i = 0; i < r->n_errors && err == OK; i++) {
		int64_t v[] = { a->c.id, (int64_t)i };
		err = sql_ask(st->sql, SQL_REPORT_ERROR_ADD, v, 2, &q, e);
		if (err != OK)
			break;
		sql_bind_text(q, 3, r->errors[i]);
		err = sql_run(q, e);
	}
	if (err == OK && deflated != NULL && !deflated->overflow) {
		int64_t v[] = { a->c.id, (int64_t)a->d->size };
		err = sql_ask(st->sql, SQL_DOCUMENT_ADD, v, 2, &q, e);
		if (err != OK)
			return err;
		sql_bind_blob(q, 3, deflated->data, deflated->len);
		err = sql_run(q, e);
	}
	return err;
}

/*
 * Store a report that is not here yet.  *ret_same: it is here after all, as
 * several parts; nothing of it is stored then.
 */
static enum err
add(struct store *st, struct arrival *a, int64_t *ret_same, struct error *e)
{
	enum err err = content_place(st, &a->c, &st->rows, ret_same, e);

	if (err != OK || *ret_same != 0)
		return err;
	err = add_report(st, a, e);
	if (err == OK)
		err = records_add(st->sql, &a->c, &st->rows, e);
	if (err == OK)
		err = save_rest(st, a, e);
	if (err == OK && a->c.outcome == OUTCOME_REPORT)
		rollups_count(&st->sums, &a->c, &st->rows, 1);
	return err;
}

enum err
save_report(struct store *st, const struct document *d, struct saved *ret,
    const char **ret_reason, struct error *e)
{
	struct arrival a = { .d = d, .r = d->report };
	struct content old;
	bool found;
	int64_t same = 0;
	enum err err;

	ret->outcome = save_check(d->report, ret_reason);
	if (ret->outcome == OUTCOME_REPORT &&
	    !reporter_identity(&st->reporters, d->report, st->item.mail_from,
	        a.reporter)) {
		ret->outcome = OUTCOME_NO_REPORTER;
		*ret_reason =
		    "neither the report nor its mail says who sent it";
	}
	if (ret->outcome == OUTCOME_REPORT)
		ret->outcome = trust_check(st, d->report, ret_reason);
	if (ret->outcome != OUTCOME_REPORT)
		return OK;
	err = find_by_digest(st, &d->digest, &old, &found, e);
	if (err == OK && !found) {
		err = save_identify(st, &a, e);
		if (err == OK)
			err = find_by_key(st, &a.c, &old, &found, e);
	}
	if (err == OK && found)
		err = content_upgrade(st, &old, trust_provenance(st, a.r), e);
	else if (err == OK)
		err = add(st, &a, &same, e);
	if (err != OK)
		return err;
	st->item.reporter = found ? old.reporter : a.c.reporter;
	found |= same != 0;
	ret->outcome = found ? OUTCOME_DUPLICATE : a.c.outcome;
	ret->part = !found && a.c.part;
	ret->report = same != 0 ? same : found ? old.id : a.c.id;
	return OK;
}
