/*
 * SAX2 with one context for all documents.  Names are looked up in a table
 * that is filled at the start; a stack of them says whose child a leaf is.
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "tests/bench/floor_xml.h"

#define NAME_TEXT(name) #name,
static const char *const names[] = { "", NAMES(NAME_TEXT) };

static size_t
slot_of(const char *name, size_t n)
{
	return (n * 31 + (unsigned char)name[0] * 7 +
	           (unsigned char)name[n - 1] * 13 +
	           (unsigned char)name[n / 2] * 3) %
	       TABLE;
}

static enum element
element_of(const struct floor_xml *x, const char *name)
{
	size_t i = slot_of(name, strlen(name));

	while (x->table[i] != E_NONE) {
		if (strcmp(names[x->table[i]], name) == 0)
			return x->table[i];
		i = (i + 1) % TABLE;
	}
	return E_NONE;
}

static struct floor_record *
current(struct floor_xml *x)
{
	if (x->report.n == 0)
		errx(EX_DATAERR, "a row outside of a record");
	return &x->report.records[x->report.n - 1];
}

static void
add_record(struct floor_report *r)
{
	struct floor_record *c;

	if (r->n == r->room) {
		r->room = r->room > 0 ? 2 * r->room : 64;
		r->records = floor_grow(r->records, r->room * sizeof *c);
	}
	c = &r->records[r->n++];
	/* the entries are set one by one: most are never used */
	memset(c, 0, offsetof(struct floor_record, auth_dkim));
	c->n_dkim = c->n_spf = c->n_reason = 0;
}

static void
add_entry(struct floor_entry *entries, int *n)
{
	if (*n == ENTRIES_MAX)
		errx(EX_DATAERR, "too many entries");
	entries[(*n)++] = (struct floor_entry){ 0 };
}

static void
on_start(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
    int n_attributes, int n_defaulted, const xmlChar **attributes)
{
	struct floor_xml *x = ctx;
	enum element e = element_of(x, (const char *)name);
	enum element parent = x->stack[x->depth];

	(void)prefix, (void)n_namespaces, (void)namespaces;
	(void)n_attributes, (void)n_defaulted, (void)attributes;
	if (++x->depth >= DEPTH)
		errx(EX_DATAERR, "too deep");
	x->stack[x->depth] = e;
	x->n_text = 0;
	if (e == E_feedback && uri != NULL)
		x->report.xml_namespace =
		    floor_keep(x, (const char *)uri, strlen((const char *)uri));
	else if (e == E_record)
		add_record(&x->report);
	else if (e == E_dkim && parent == E_auth_results)
		add_entry(current(x)->auth_dkim, &current(x)->n_dkim);
	else if (e == E_spf && parent == E_auth_results)
		add_entry(current(x)->auth_spf, &current(x)->n_spf);
	else if (e == E_reason)
		add_entry(current(x)->reason, &current(x)->n_reason);
}

static void
on_text(void *ctx, const xmlChar *s, int n)
{
	struct floor_xml *x = ctx;

	if (x->text_room - x->n_text < (size_t)n) {
		x->text_room = 2 * x->text_room + (size_t)n + 256;
		x->text = floor_grow(x->text, x->text_room);
	}
	memcpy(x->text + x->n_text, s, (size_t)n);
	x->n_text += (size_t)n;
}

static void
on_end(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct floor_xml *x = ctx;
	enum element e = x->stack[x->depth--];
	enum element parent = x->stack[x->depth];
	struct floor_record *c;

	(void)name, (void)prefix, (void)uri;
	switch (parent) {
	case E_feedback:
	case E_report_metadata:
	case E_date_range:
	case E_policy_published: floor_end_head(x, e); break;
	case E_row:
	case E_policy_evaluated:
	case E_identities:
	case E_identifiers: floor_end_row(x, current(x), e); break;
	case E_dkim:
		c = current(x);
		floor_end_entry(x, &c->auth_dkim[c->n_dkim - 1], e);
		break;
	case E_spf:
		c = current(x);
		floor_end_entry(x, &c->auth_spf[c->n_spf - 1], e);
		break;
	case E_reason:
		c = current(x);
		floor_end_entry(x, &c->reason[c->n_reason - 1], e);
		break;
	default: break;
	}
	x->n_text = 0;
}

struct floor_xml *
floor_xml_new(void)
{
	struct floor_xml *x = floor_grow(NULL, sizeof *x);

	memset(x, 0, sizeof *x);
	for (size_t e = 1; e < sizeof names / sizeof *names; e++) {
		size_t i = slot_of(names[e], strlen(names[e]));

		while (x->table[i] != E_NONE)
			i = (i + 1) % TABLE;
		x->table[i] = (unsigned char)e;
	}
	x->sax.initialized = XML_SAX2_MAGIC;
	x->sax.startElementNs = on_start;
	x->sax.endElementNs = on_end;
	x->sax.characters = on_text;
	x->sax.cdataBlock = on_text;
	xmlInitParser();
	x->ctxt = xmlCreatePushParserCtxt(&x->sax, x, NULL, 0, NULL);
	if (x->ctxt == NULL)
		errx(EX_SOFTWARE, "libxml2 cannot start");
	xmlCtxtUseOptions(x->ctxt,
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	return x;
}

static void
forget(struct floor_xml *x)
{
	struct floor_record *records = x->report.records;
	size_t room = x->report.room;

	while (x->blocks != NULL && x->blocks->next != NULL) {
		struct block *b = x->blocks;

		x->blocks = b->next;
		free(b);
	}
	if (x->blocks != NULL)
		x->blocks->n = 0;
	x->report = (struct floor_report){ .records = records,
		.room = room,
		.pct = -1 };
	x->depth = 0;
}

void
floor_xml_read(struct floor_xml *x, const char *p, size_t n, floor_report_fn fn,
    void *ctx)
{
	forget(x);
	if (xmlCtxtResetPush(x->ctxt, NULL, 0, NULL, NULL) != 0 ||
	    xmlParseChunk(x->ctxt, p, (int)n, 0) != 0 ||
	    xmlParseChunk(x->ctxt, NULL, 0, 1) != 0)
		errx(EX_DATAERR, "bad XML");
	fn(ctx, &x->report);
}

void
floor_xml_free(struct floor_xml *x)
{
	xmlFreeParserCtxt(x->ctxt);
	while (x->blocks != NULL) {
		struct block *b = x->blocks;

		x->blocks = b->next;
		free(b);
	}
	free(x->report.records);
	free(x->text);
	free(x);
}
