/*
 * What belongs together but lies apart: records and reports, documents and
 * their digests, the ledger and what came in.  Each is a join that should be
 * empty.
 */
#include <string.h>

#include "store/verify.h"

enum err
verify_each(struct verify *v, enum sql_id id, verify_row_fn fn, struct error *e)
{
	struct query *q;
	bool row;
	enum err err = sql_get(v->st->sql, id, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		err = fn(v, q, e);
		if (err != OK)
			sql_done(q);
	}
	if (err == OK)
		sql_done(q);
	return err;
}

static enum err
orphan(struct verify *v, struct query *q, struct error *e)
{
	char day[DAY_TEXT_MAX];

	return verify_found(v, CHECK_ORPHANS, e,
	    "%lld records of %s belong to report %lld, which is not there or "
	    "of another day, domain or outcome",
	    (long long)sql_int(q, 3), day_format((day_t)sql_int(q, 1), day),
	    (long long)sql_int(q, 2));
}

enum err
verify_orphans(struct verify *v, struct error *e)
{
	enum err err;

	verify_progress(v, CHECK_ORPHANS, 0, 0);
	err = verify_each(v, SQL_CHECK_RECORD_ORPHANS, orphan, e);
	if (err == OK)
		err = verify_each(v, SQL_CHECK_CONFLICT_ORPHANS, orphan, e);
	return err != OK ? err : verify_rest(v, CHECK_ORPHANS, e);
}

struct summed {
	struct digest_stream *digest;
	int64_t size;
};

static enum err
add_piece(void *ctx, const void *p, size_t n, struct error *e)
{
	struct summed *s = ctx;

	(void)e;
	digest_add(s->digest, p, n);
	s->size += (int64_t)n;
	return OK;
}

/* Columns of SQL_CHECK_DOCUMENTS. */
static enum err
document(struct verify *v, struct query *q, struct error *e)
{
	struct summed s = { digest_begin(), 0 };
	struct error damage = { 0 };
	struct digest is;
	const void *deflated, *digest;
	int64_t size = sql_int(q, 1);
	long long id = (long long)sql_int(q, 0);
	size_t n, n_digest;
	enum err err;

	deflated = sql_blob(q, 2, &n);
	digest = sql_blob(q, 3, &n_digest);
	err = inflate_stream(DEFLATE_ZLIB, deflated, n,
	    size > 0 ? (size_t)size : 1, add_piece, &s, NULL, &damage);
	digest_finish(s.digest, &is);
	if (++v->done % 64 == 0)
		verify_progress(v, CHECK_DOCUMENTS, v->done, v->total);
	if (err != OK || s.size != size)
		return verify_found(v, CHECK_DOCUMENTS, e,
		    "the document of report %lld cannot be unpacked: %s", id,
		    err != OK ? damage.text : "it is shorter than it was");
	if (n_digest != DIGEST_SIZE ||
	    memcmp(digest, is.bytes, DIGEST_SIZE) != 0)
		return verify_found(v, CHECK_DOCUMENTS, e,
		    "the document of report %lld is not the one that came in: "
		    "its digest is another",
		    id);
	return OK;
}

enum err
verify_documents(struct verify *v, struct error *e)
{
	enum err err = verify_number(v, SQL_CHECK_DOCUMENT_COUNT, &v->total, e);

	v->done = 0;
	if (err == OK)
		err = verify_each(v, SQL_CHECK_DOCUMENTS, document, e);
	return err != OK ? err : verify_rest(v, CHECK_DOCUMENTS, e);
}

static enum err
arrival(struct verify *v, struct query *q, struct error *e)
{
	return verify_found(v, CHECK_LEDGER, e,
	    "the ledger has no entry for the document of report %lld",
	    (long long)sql_int(q, 0));
}

static enum err
ledger_orphan(struct verify *v, struct query *q, struct error *e)
{
	return verify_found(v, CHECK_LEDGER, e,
	    "document %lld of entry %lld of the ledger names report %lld, "
	    "which is not there",
	    (long long)sql_int(q, 1), (long long)sql_int(q, 0),
	    (long long)sql_int(q, 2));
}

static enum err
sums(struct verify *v, struct query *q, struct error *e)
{
	int64_t reports = sql_int(q, 0), entries = sql_int(q, 1);

	if (reports == entries)
		return OK;
	return verify_found(v, CHECK_LEDGER, e,
	    "the ledger counts %lld stored reports and conflicts, there are "
	    "%lld",
	    (long long)entries, (long long)reports);
}

static enum err
acceptance(struct verify *v, struct query *q, struct error *e)
{
	return verify_found(v, CHECK_LEDGER, e,
	    "report %lld was accepted as a part but is none",
	    (long long)sql_int(q, 0));
}

static enum err
mail(struct verify *v, struct query *q, struct error *e)
{
	return verify_found(v, CHECK_LEDGER, e,
	    "a mail is known by entry %lld of the ledger, which %s: it is "
	    "read once more",
	    (long long)sql_int(q, 0),
	    sql_text(q, 1) == NULL ? "is not there"
	                           : "does not say so and may be pruned");
}

enum err
verify_ledger(struct verify *v, struct error *e)
{
	enum err err;

	verify_progress(v, CHECK_LEDGER, 0, 0);
	err = verify_each(v, SQL_CHECK_REPORT_ARRIVAL, arrival, e);
	if (err == OK)
		err =
		    verify_each(v, SQL_CHECK_LEDGER_ORPHANS, ledger_orphan, e);
	if (err == OK)
		err = verify_each(v, SQL_CHECK_LEDGER_SUMS, sums, e);
	if (err == OK)
		err = verify_each(v, SQL_CHECK_ACCEPTANCES, acceptance, e);
	if (err == OK)
		err = verify_each(v, SQL_CHECK_MAILS, mail, e);
	return err != OK ? err : verify_rest(v, CHECK_LEDGER, e);
}
