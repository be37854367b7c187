/* What is said once: maps that never forget, and an INSERT for what is new. */
#include <arpa/inet.h>
#include <string.h>

#include "tests/bench/floor_store.h"

int64_t
floor_name(struct floor_store *s, int kind, const char *text)
{
	char name[256];
	size_t n = 0;
	bool new;
	int64_t id;

	if (text == NULL)
		return 0;
	while (text[n] != '\0' && n < sizeof name - 1) {
		char c = text[n];

		name[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	name[n] = '\0';
	id = (int64_t)floor_map_put(&s->ids[kind], name, n, &new) + 1;
	if (new) {
		sqlite3_stmt *q = floor_statement(s,
		    kind == DOMAIN ? SQL_DOMAIN_ADD : SQL_REPORTER_ADD);

		floor_bind_text(q, 1, name);
		floor_step(s, q);
	}
	return id;
}

int64_t
floor_source(struct floor_store *s, const char *text)
{
	unsigned char ip[16];
	size_t n = 0;
	bool new;
	int64_t id;

	if (text != NULL && inet_pton(AF_INET, text, ip) == 1)
		n = 4;
	else if (text != NULL && inet_pton(AF_INET6, text, ip) == 1)
		n = 16;
	id = (int64_t)floor_map_put(&s->ids[SOURCE], ip, n, &new) + 1;
	if (new) {
		sqlite3_stmt *q = floor_statement(s, SQL_SOURCE_ADD);

		sqlite3_bind_blob(q, 1, ip, (int)n, SQLITE_STATIC);
		floor_step(s, q);
	}
	return id;
}

static void
blob_text(struct floor_store *s, const char *text)
{
	size_t n = text != NULL ? strlen(text) + 1 : 0;

	if (s->blob_room - s->n_blob < n + 1) {
		s->blob_room = 2 * s->blob_room + n + 1024;
		s->blob = floor_grow(s->blob, s->blob_room);
	}
	s->blob[s->n_blob++] = (char)n;
	if (n > 1) {
		memcpy(s->blob + s->n_blob, text, n - 1);
		s->n_blob += n - 1;
	}
}

static void
blob_entries(struct floor_store *s, const struct floor_entry *e, int n)
{
	blob_text(s, n > 0 ? "" : NULL);
	for (int i = 0; i < n; i++) {
		blob_text(s, e[i].domain);
		blob_text(s, e[i].selector);
		blob_text(s, e[i].result);
		blob_text(s, e[i].human_result);
	}
}

static int64_t
intern_blob(struct floor_store *s, int kind, enum sql_id add)
{
	bool new;
	int64_t id =
	    (int64_t)floor_map_put(&s->ids[kind], s->blob, s->n_blob, &new) + 1;

	if (new) {
		sqlite3_stmt *q = floor_statement(s, add);

		sqlite3_bind_int64(q, 1,
		    (int64_t)((uint64_t)id * UINT64_C(0x9e3779b97f4a7c15)));
		sqlite3_bind_blob(q, 2, s->blob, (int)s->n_blob, SQLITE_STATIC);
		floor_step(s, q);
	}
	return id;
}

int64_t
floor_auth(struct floor_store *s, const struct floor_record *c)
{
	s->n_blob = 0;
	blob_entries(s, c->auth_dkim, c->n_dkim);
	blob_entries(s, c->auth_spf, c->n_spf);
	return intern_blob(s, AUTH, SQL_AUTH_ADD);
}

int64_t
floor_detail(struct floor_store *s, const struct floor_record *c)
{
	if (c->n_reason == 0)
		return 0;
	s->n_blob = 0;
	blob_entries(s, c->reason, c->n_reason);
	return intern_blob(s, DETAIL, SQL_DETAIL_ADD);
}

static int64_t
intern_texts(struct floor_store *s, int kind, enum sql_id add,
    const char *const *v, int n, int number, int64_t value)
{
	bool new;
	int64_t id;

	s->n_blob = 0;
	for (int i = 0; i < n; i++)
		blob_text(s, v[i]);
	if (number > 0)
		blob_text(s, (char[]){ (char)(value + 2), '\0' });
	id =
	    (int64_t)floor_map_put(&s->ids[kind], s->blob, s->n_blob, &new) + 1;
	if (new) {
		sqlite3_stmt *q = floor_statement(s, add);

		for (int i = 0, at = 1; i < n; i++, at++) {
			if (at == number)
				sqlite3_bind_int64(q, at++, value);
			floor_bind_text(q, at, v[i]);
		}
		floor_step(s, q);
	}
	return id;
}

int64_t
floor_policy(struct floor_store *s, const struct floor_report *r)
{
	const char *v[] = { r->p, r->sp, r->np, r->adkim, r->aspf, r->testing,
		r->discovery_method, r->fo };

	return intern_texts(s, POLICY, SQL_POLICY_ADD, v, 8, 4, r->pct);
}

int64_t
floor_submitter(struct floor_store *s, const struct floor_report *r)
{
	const char *v[] = { r->org_name, r->email, r->extra_contact_info,
		r->generator, r->version, r->xml_namespace };

	return intern_texts(s, SUBMITTER, SQL_SUBMITTER_ADD, v, 6, 0, 0);
}
