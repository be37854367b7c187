/*
 * A sink that keeps what it gets as JSON text, for tests that compare whole
 * results: one line per document, "outcome member reason report".
 */
#ifndef TESTS_COLLECT_H
#define TESTS_COLLECT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ingest/ingest.h"

/* 2026-11-21 12:00 UTC: the tests' only clock. */
#define TEST_NOW INT64_C(1795262400)

enum { DOCUMENTS_MAX = 32 };

struct collect {
	json_t *records;
	json_t *documents[DOCUMENTS_MAX]; /* with their records */
	size_t n;
	size_t sources, restarts, order; /* order: breaches of it */
	char mail_from[256], message_id[256];
	enum err refuse; /* what record() shall return */
	struct ingest_sink sink;
};

static inline enum err
collect_source(void *ctx, const struct intake_source *s, struct error *e)
{
	struct collect *c = ctx;

	(void)e;
	c->order += c->n > 0 || c->sources > 0;
	c->sources++;
	c->mail_from[0] = c->message_id[0] = '\0';
	if (s->mail_from != NULL)
		strncpy(c->mail_from, s->mail_from, sizeof(c->mail_from) - 1);
	if (s->message_id != NULL)
		strncpy(c->message_id, s->message_id,
		    sizeof(c->message_id) - 1);
	return OK;
}

static inline enum err
collect_record(void *ctx, const struct record *r, struct error *e)
{
	struct collect *c = ctx;

	c->order += c->sources != 1;
	json_array_append_new(c->records, record_to_json(r));
	return c->refuse == OK ? OK : error_set(e, c->refuse, "refused");
}

static inline void
collect_restart(void *ctx)
{
	struct collect *c = ctx;

	c->restarts++;
	json_array_clear(c->records);
}

static inline enum err
collect_document(void *ctx, const struct document *d, struct error *e)
{
	struct collect *c = ctx;

	(void)e;
	assert_true(c->n < DOCUMENTS_MAX);
	assert_true((d->reason == NULL) == (d->outcome == OUTCOME_REPORT));
	c->documents[c->n++] = document_to_json(d, NULL, c->records);
	c->records = json_array();
	return OK;
}

static inline void
collect_reset(struct collect *c)
{
	for (size_t i = 0; i < c->n; i++)
		json_decref(c->documents[i]);
	if (c->records != NULL)
		json_decref(c->records);
	memset(c, 0, sizeof(*c));
	c->records = json_array();
	c->sink = (struct ingest_sink){ c, collect_source, collect_record,
		collect_restart, collect_document };
}

static inline void
collect_free(struct collect *c)
{
	collect_reset(c);
	json_decref(c->records);
	c->records = NULL;
}

static inline struct ingest *
collect_open(void)
{
	struct ingest_options o = { .limits = limits_default(),
		.now = TEST_NOW,
		.keep_documents = true };
	struct ingest *in;
	struct error e;

	assert_int_equal(ingest_open(&o, &in, &e), OK);
	return in;
}

/* Read one item; c is reset before. */
static inline void
collect_item(struct collect *c, struct ingest *in, const void *p, size_t n)
{
	struct error e;

	collect_reset(c);
	assert_int_equal(ingest_item(in, "x", PROVENANCE_IMPORTED, p, n,
	                     &c->sink, &e),
	    OK);
	assert_true(c->n > 0);
	assert_int_equal(c->sources, 1);
	assert_int_equal(c->order, 0);
}

/* A text n times behind what b holds. */
static inline void
repeat(struct buf *b, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_addstr(b, s);
}

/* What stands in document i at a path of keys, "report/org_name"; or NULL. */
static inline json_t *
collect_at(const struct collect *c, size_t i, const char *path)
{
	char keys[128];
	json_t *j = i < c->n ? c->documents[i] : NULL;

	strncpy(keys, path, sizeof(keys) - 1);
	keys[sizeof(keys) - 1] = '\0';
	for (char *k = strtok(keys, "/"); k != NULL; k = strtok(NULL, "/"))
		j = json_is_array(j) ? json_array_get(j, strtoul(k, NULL, 10))
		                     : json_object_get(j, k);
	return j;
}

/* A text there; "" if it is none. */
static inline const char *
collect_text(const struct collect *c, size_t i, const char *path)
{
	json_t *j = collect_at(c, i, path);

	return json_is_string(j) ? json_string_value(j) : "";
}

/* A number there; -1 if it is none. */
static inline json_int_t
collect_number(const struct collect *c, size_t i, const char *path)
{
	json_t *j = collect_at(c, i, path);

	return json_is_integer(j) ? json_integer_value(j) : -1;
}

/* How many repairs of a code document i has. */
static inline size_t
collect_repairs(const struct collect *c, size_t i, const char *code)
{
	json_t *list =
	    json_object_get(json_object_get(c->documents[i], "report"),
	        "repairs");
	size_t found = 0, at;
	json_t *j;

	json_array_foreach(list, at, j)
	{
		const char *have =
		    json_string_value(json_object_get(j, "code"));

		found += have != NULL && strcmp(have, code) == 0;
	}
	return found;
}

#define REPORT_HEAD \
	"<report_metadata><org_name>Receiver Example</org_name>" \
	"<email>dmarc@receiver.example</email><report_id>r-1</report_id>" \
	"<date_range><begin>1795046400</begin><end>1795132799</end>" \
	"</date_range></report_metadata>"
#define REPORT_POLICY \
	"<policy_published><domain>example.org</domain><p>none</p>" \
	"</policy_published>"
#define REPORT_RECORD \
	"<record><row><source_ip>192.0.2.1</source_ip><count>3</count>" \
	"<policy_evaluated><disposition>none</disposition><dkim>pass</dkim>" \
	"<spf>fail</spf></policy_evaluated></row>" \
	"<identifiers><header_from>example.org</header_from></identifiers>" \
	"<auth_results><dkim><domain>example.org</domain>" \
	"<selector>s1</selector><result>pass</result></dkim></auth_results>" \
	"</record>"
#define WITH(meta, policy) "<feedback>" meta policy "</feedback>"
#define REPORT \
	"<feedback>" REPORT_HEAD REPORT_POLICY REPORT_RECORD "</feedback>"

#endif
