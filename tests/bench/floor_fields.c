/* Texts of leaves into the members of a report. */
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "tests/bench/floor_xml.h"

const char *
floor_keep(struct floor_xml *x, const char *s, size_t n)
{
	struct block *b = x->blocks;
	char *to;

	if (n >= BLOCK)
		errx(EX_DATAERR, "a text too long");
	if (b == NULL || BLOCK - b->n <= n) {
		b = floor_grow(NULL, sizeof *b);
		b->next = x->blocks;
		b->n = 0;
		x->blocks = b;
	}
	to = b->text + b->n;
	memcpy(to, s, n);
	to[n] = '\0';
	b->n += n + 1;
	return to;
}

/* The text of the element that ends, trimmed; NULL when it is empty. */
static const char *
leaf(struct floor_xml *x)
{
	const char *s = x->text;
	size_t n = x->n_text;

	while (n > 0 && (unsigned char)s[n - 1] <= ' ')
		n--;
	while (n > 0 && (unsigned char)*s <= ' ')
		s++, n--;
	return n > 0 ? floor_keep(x, s, n) : NULL;
}

static int64_t
number(struct floor_xml *x)
{
	const char *s = leaf(x);

	return s != NULL ? strtoll(s, NULL, 10) : -1;
}

void
floor_end_head(struct floor_xml *x, enum element e)
{
	struct floor_report *r = &x->report;

	switch (e) {
	case E_version: r->version = leaf(x); break;
	case E_org_name: r->org_name = leaf(x); break;
	case E_email: r->email = leaf(x); break;
	case E_extra_contact_info: r->extra_contact_info = leaf(x); break;
	case E_generator: r->generator = leaf(x); break;
	case E_report_id: r->report_id = leaf(x); break;
	case E_begin: r->begin = number(x); break;
	case E_end: r->end = number(x); break;
	case E_domain: r->domain = leaf(x); break;
	case E_p: r->p = leaf(x); break;
	case E_sp: r->sp = leaf(x); break;
	case E_np: r->np = leaf(x); break;
	case E_pct: r->pct = number(x); break;
	case E_adkim: r->adkim = leaf(x); break;
	case E_aspf: r->aspf = leaf(x); break;
	case E_t:
	case E_testing: r->testing = leaf(x); break;
	case E_discovery_method: r->discovery_method = leaf(x); break;
	case E_fo: r->fo = leaf(x); break;
	default: break;
	}
}

void
floor_end_row(struct floor_xml *x, struct floor_record *c, enum element e)
{
	switch (e) {
	case E_source_ip: c->source_ip = leaf(x); break;
	case E_count: c->count = number(x); break;
	case E_disposition: c->disposition = leaf(x); break;
	case E_dkim: c->dkim = leaf(x); break;
	case E_spf: c->spf = leaf(x); break;
	case E_header_from: c->header_from = leaf(x); break;
	case E_envelope_from: c->envelope_from = leaf(x); break;
	case E_envelope_to: c->envelope_to = leaf(x); break;
	default: break;
	}
}

void
floor_end_entry(struct floor_xml *x, struct floor_entry *to, enum element e)
{
	switch (e) {
	case E_domain: to->domain = leaf(x); break;
	case E_scope:
	case E_selector: to->selector = leaf(x); break;
	case E_type:
	case E_result: to->result = leaf(x); break;
	case E_comment:
	case E_human_result: to->human_result = leaf(x); break;
	default: break;
	}
}
