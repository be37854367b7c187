/*
 * Reports into the database, by the statements of store/ itself: they are the
 * layout that is measured.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "tests/bench/floor_store.h"

#define TEXT(id, text) [id] = text,
static const char *const texts[SQL_COUNT] = { STATEMENTS_INTERN(TEXT)
	    STATEMENTS_SAVE(TEXT) STATEMENTS_ROLLUP(TEXT) };

static void
run(struct floor_store *s, const char *sql)
{
	if (sqlite3_exec(s->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		errx(EX_SOFTWARE, "%s: %s", sql, sqlite3_errmsg(s->db));
}

static char *
read_file(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text = NULL;
	size_t room = 0;

	if (f == NULL || getdelim(&text, &room, '\0', f) < 0)
		err(EX_NOINPUT, "cannot read %s", path);
	fclose(f);
	return text;
}

struct floor_store *
floor_store_new(const char *path, const char *schema)
{
	struct floor_store *s = floor_grow(NULL, sizeof *s);
	char *text = read_file(schema);

	memset(s, 0, sizeof *s);
	if (sqlite3_open_v2(path, &s->db,
	        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
	            SQLITE_OPEN_NOMUTEX,
	        NULL) != SQLITE_OK)
		errx(EX_CANTCREAT, "%s: %s", path, sqlite3_errmsg(s->db));
	run(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
	       "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;");
	run(s, text);
	free(text);
	run(s, "BEGIN IMMEDIATE");
	return s;
}

sqlite3_stmt *
floor_statement(struct floor_store *s, enum sql_id id)
{
	if (s->stmt[id] == NULL &&
	    sqlite3_prepare_v3(s->db, texts[id], -1, SQLITE_PREPARE_PERSISTENT,
	        &s->stmt[id], NULL) != SQLITE_OK)
		errx(EX_SOFTWARE, "%s: %s", texts[id], sqlite3_errmsg(s->db));
	return s->stmt[id];
}

void
floor_bind_text(sqlite3_stmt *q, int i, const char *text)
{
	sqlite3_bind_text(q, i, text != NULL ? text : "", -1, SQLITE_STATIC);
}

void
floor_step(struct floor_store *s, sqlite3_stmt *q)
{
	int rc = sqlite3_step(q);

	if (rc != SQLITE_DONE)
		errx(EX_SOFTWARE, "%s: %s", sqlite3_sql(q),
		    sqlite3_errmsg(s->db));
	sqlite3_reset(q);
}

void
floor_insert(struct floor_store *s, enum sql_id id, const int64_t *v, int n)
{
	sqlite3_stmt *q = floor_statement(s, id);

	for (int i = 0; i < n; i++)
		sqlite3_bind_int64(q, i + 1, v[i]);
	floor_step(s, q);
}

static int
disposition_of(const char *s)
{
	static const struct {
		const char *text;
		int code;
	} words[] = { { "none", DISPOSITION_NONE },
		{ "pass", DISPOSITION_PASS },
		{ "quarantine", DISPOSITION_QUARANTINE },
		{ "reject", DISPOSITION_REJECT } };

	if (s == NULL)
		return WORD_UNSET;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcasecmp(s, words[i].text) == 0)
			return words[i].code;
	return WORD_UNKNOWN;
}

static int
aligned_of(const char *s)
{
	if (s == NULL)
		return WORD_UNSET;
	return strcasecmp(s, "pass") == 0 ? ALIGNED_PASS : ALIGNED_FAIL;
}

static void
row_of(struct floor_store *s, const struct floor_record *c, int64_t *row)
{
	row[C_SOURCE] = floor_source(s, c->source_ip);
	row[C_MESSAGES] = c->count;
	row[C_VERDICT] = disposition_of(c->disposition) |
	                 aligned_of(c->dkim) << VERDICT_DKIM |
	                 aligned_of(c->spf) << VERDICT_SPF | c->n_reason << 8;
	row[C_HEADER_FROM] = floor_name(s, DOMAIN, c->header_from);
	row[C_ENVELOPE_FROM] = floor_name(s, DOMAIN, c->envelope_from);
	row[C_ENVELOPE_TO] = floor_name(s, DOMAIN, c->envelope_to);
	row[C_AUTH] = floor_auth(s, c);
	row[C_DETAIL] = floor_detail(s, c);
}

/* The head comes after the rows: it holds their sums. */
static void
add_head(struct floor_store *s, const struct floor_report *r,
    const int64_t *head, int64_t reporter, int64_t policy, const int64_t *v)
{
	sqlite3_stmt *q = floor_statement(s, SQL_REPORT_ADD);
	uint64_t mixed[HASH_SIZE / 8];
	const int64_t rest[] = { OUTCOME_REPORT, PROVENANCE_UNVERIFIED,
		DIALECT_7489, 0, 0, 0, r->xml_namespace != NULL, (int64_t)r->n,
		v[V_MESSAGES], v[V_PASS], 0, 0, 0, 0 };

	/* in the place of a digest: as unordered as one */
	for (size_t i = 0; i < HASH_SIZE / 8; i++)
		mixed[i] = ((uint64_t)head[C_REPORT] + i) *
		           UINT64_C(0x9e3779b97f4a7c15);
	sqlite3_bind_blob(q, 1, mixed, HASH_SIZE, SQLITE_STATIC);
	sqlite3_bind_int64(q, 2, (int64_t)mixed[1]);
	sqlite3_bind_int64(q, 3, (int64_t)mixed[2]);
	sqlite3_bind_int64(q, 4, reporter);
	sqlite3_bind_int64(q, 5, head[C_DOMAIN]);
	sqlite3_bind_int64(q, 6, policy);
	sqlite3_bind_int64(q, 7, floor_submitter(s, r));
	floor_bind_text(q, 8, r->report_id);
	sqlite3_bind_int64(q, 9, r->begin);
	sqlite3_bind_int64(q, 10, r->end);
	sqlite3_bind_int64(q, 11, head[C_DAY]);
	for (int i = 0; i < 14; i++)
		sqlite3_bind_int64(q, 12 + i, rest[i]);
	floor_step(s, q);
}

static void
end_batch(struct floor_store *s)
{
	floor_write_rollups(s);
	run(s, "COMMIT");
	s->in_batch = 0;
}

/* Which sum of a report the messages of a row go to. */
static enum report_sum
sum_of(const int64_t *row)
{
	if (verdict_dkim(row[C_VERDICT]) == ALIGNED_PASS ||
	    verdict_spf(row[C_VERDICT]) == ALIGNED_PASS)
		return V_PASS;
	switch (verdict_disposition(row[C_VERDICT])) {
	case DISPOSITION_NONE: return V_FAIL_NONE;
	case DISPOSITION_QUARANTINE: return V_FAIL_QUARANTINE;
	case DISPOSITION_REJECT: return V_FAIL_REJECT;
	default: return V_FAIL_UNKNOWN;
	}
}

static void
add_records(struct floor_store *s, const struct floor_report *r,
    const int64_t *head, int64_t *v)
{
	for (size_t i = 0; i < r->n; i++) {
		int64_t row[COLUMNS] = { head[C_DOMAIN], head[C_DAY],
			head[C_REPORT], (int64_t)i };
		bool dkim, spf;

		row_of(s, &r->records[i], row);
		floor_pack(s, row);
		floor_sum_record(s, row);
		v[V_MESSAGES] += row[C_MESSAGES];
		v[sum_of(row)] += row[C_MESSAGES];
		dkim = verdict_dkim(row[C_VERDICT]) == ALIGNED_PASS;
		spf = verdict_spf(row[C_VERDICT]) == ALIGNED_PASS;
		if (dkim)
			v[V_DKIM_PASS] += row[C_MESSAGES];
		if (spf)
			v[V_SPF_PASS] += row[C_MESSAGES];
		if (dkim && spf)
			v[V_BOTH_PASS] += row[C_MESSAGES];
	}
	floor_pack_end(s);
}

void
floor_store_add(void *store, const struct floor_report *r)
{
	struct floor_store *s = store;
	const char *at = r->email != NULL ? strrchr(r->email, '@') : NULL;
	const int64_t head[] = { floor_name(s, DOMAIN, r->domain),
		(r->begin + r->end) / 2 / DAY, ++s->last };
	int64_t reporter =
	    floor_name(s, REPORTER, at != NULL ? at + 1 : r->org_name);
	int64_t policy = floor_policy(s, r);
	int64_t v[VALUES_MAX] = { [V_REPORTS] = 1 };

	add_records(s, r, head, v);
	add_head(s, r, head, reporter, policy, v);
	floor_sum_report(s, v, head[C_DOMAIN], head[C_DAY], reporter, policy);
	s->total.reports++;
	s->total.records += (int64_t)r->n;
	s->total.messages += v[V_MESSAGES];
	s->total.pass += v[V_PASS];
	if (++s->in_batch == BATCH) {
		end_batch(s);
		run(s, "BEGIN IMMEDIATE");
	}
}

struct floor_sums
floor_store_end(struct floor_store *s)
{
	struct floor_sums total = s->total;

	end_batch(s);
	for (size_t i = 0; i < SQL_COUNT; i++)
		sqlite3_finalize(s->stmt[i]);
	sqlite3_close(s->db);
	for (int i = 0; i < KINDS; i++)
		floor_map_free(&s->ids[i]);
	for (int i = 0; i < ROLLUPS; i++) {
		floor_map_free(&s->keys[i]);
		free(s->sums[i]);
	}
	free(s->blob);
	free(s);
	return total;
}
