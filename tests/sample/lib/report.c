/*
 * The XML of a report, element by element in the order that the style asks
 * for.  A small writer keeps newline and indentation; it never looks back.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/sample/lib/report.h"

struct writer {
	struct out *o;
	const struct xml_style *style;
	int depth;
};

struct sample_record *
sample_record_add(struct sample_report *r)
{
	struct sample_record *c;

	if (r->n_records == r->room) {
		r->room = r->room > 0 ? 2 * r->room : 64;
		r->records = realloc(r->records, r->room * sizeof *c);
		if (r->records == NULL)
			abort();
	}
	c = &r->records[r->n_records++];
	*c = (struct sample_record){ 0 };
	return c;
}

void
sample_report_free(struct sample_report *r)
{
	free(r->records);
	r->records = NULL;
	r->n_records = r->room = 0;
}

static void
line(struct writer *w)
{
	if (w->style->newline[0] == '\0')
		return;
	out_text(w->o, w->style->newline);
	for (int i = 0; i < w->depth; i++)
		out_text(w->o, w->style->indent);
}

static void
open_tag(struct writer *w, const char *name)
{
	line(w);
	out_bytes(w->o, "<", 1);
	out_text(w->o, name);
	out_bytes(w->o, ">", 1);
	w->depth++;
}

static void
close_tag(struct writer *w, const char *name)
{
	w->depth--;
	line(w);
	out_bytes(w->o, "</", 2);
	out_text(w->o, name);
	out_bytes(w->o, ">", 1);
}

static void
leaf(struct writer *w, const char *name, const char *text)
{
	if (text == NULL)
		return;
	line(w);
	out_bytes(w->o, "<", 1);
	out_text(w->o, name);
	out_bytes(w->o, ">", 1);
	out_xml(w->o, text);
	out_bytes(w->o, "</", 2);
	out_text(w->o, name);
	out_bytes(w->o, ">", 1);
}

static void
number(struct writer *w, const char *name, int64_t v, const char *after)
{
	char text[32];

	snprintf(text, sizeof text, "%" PRId64 "%s", v, after);
	leaf(w, name, text);
}

/* A word of a vocabulary, as this reporter spells it. */
static void
word(struct writer *w, const char *name, const char *text)
{
	char capital[32];

	if (text == NULL || !w->style->capitals) {
		leaf(w, name, text);
		return;
	}
	snprintf(capital, sizeof capital, "%s", text);
	capital[0] = (char)toupper((unsigned char)capital[0]);
	leaf(w, name, capital);
}

static void
date_range(struct writer *w, const struct sample_report *r)
{
	const char *after = w->style->blank_dates ? " " : "";

	open_tag(w, "date_range");
	number(w, "begin", r->begin, after);
	number(w, "end", r->end, after);
	close_tag(w, "date_range");
}

static void
metadata(struct writer *w, const struct sample_report *r)
{
	bool reversed = w->style->reversed;

	open_tag(w, "report_metadata");
	if (reversed) {
		leaf(w, "report_id", r->report_id);
		date_range(w, r);
	}
	leaf(w, "org_name", r->org_name);
	leaf(w, "email", r->email);
	leaf(w, "extra_contact_info", r->extra_contact_info);
	if (!reversed) {
		leaf(w, "report_id", r->report_id);
		date_range(w, r);
	}
	leaf(w, "generator", w->style->generator);
	close_tag(w, "report_metadata");
}

static void
policy(struct writer *w, const struct sample_report *r)
{
	const struct sample_policy *p = &r->policy;
	bool rfc9990 = w->style->xmlns != NULL;

	open_tag(w, "policy_published");
	leaf(w, "domain", r->domain);
	if (rfc9990)
		leaf(w, "discovery_method", "psl");
	leaf(w, "adkim", "r");
	leaf(w, "aspf", "r");
	word(w, "p", p->p);
	word(w, "sp", p->sp == NULL && w->style->nil_sp ? "nil" : p->sp);
	if (rfc9990)
		leaf(w, "np", p->np);
	if (rfc9990)
		leaf(w, w->style->t_alias ? "t" : "testing", "n");
	else
		number(w, "pct", p->pct, "");
	if (!rfc9990 && w->style->np)
		leaf(w, "np", p->np);
	leaf(w, "fo", w->style->version == NULL ? NULL : "0");
	close_tag(w, "policy_published");
}

static void
row(struct writer *w, const struct sample_record *c, int64_t count)
{
	open_tag(w, "row");
	if (w->style->reversed)
		number(w, "count", count, "");
	leaf(w, "source_ip", c->source_ip[0] != '\0' ? c->source_ip : NULL);
	if (!w->style->reversed)
		number(w, "count", count, "");
	open_tag(w, "policy_evaluated");
	word(w, "disposition", c->disposition);
	word(w, "dkim", c->dkim);
	word(w, "spf", c->spf);
	for (int i = 0; i < c->n_reason; i++) {
		open_tag(w, "reason");
		leaf(w, "type", c->reason[i].type);
		leaf(w, "comment", c->reason[i].comment);
		close_tag(w, "reason");
	}
	close_tag(w, "policy_evaluated");
	close_tag(w, "row");
}

static void
identifiers(struct writer *w, const struct sample_record *c)
{
	const char *name = w->style->identities ? "identities" : "identifiers";

	open_tag(w, name);
	if (w->style->envelope_to)
		leaf(w, "envelope_to", c->envelope_to);
	if (w->style->reversed)
		leaf(w, "header_from", c->header_from);
	if (!w->style->no_envelope_from)
		leaf(w, "envelope_from", c->envelope_from);
	if (!w->style->reversed)
		leaf(w, "header_from", c->header_from);
	close_tag(w, name);
}

static void
auth_spf(struct writer *w, const struct sample_record *c)
{
	const char *result = c->spf_result;

	if (c->spf_domain == NULL)
		return;
	if (w->style->hardfail && strcmp(result, "fail") == 0)
		result = "hardfail";
	open_tag(w, "spf");
	leaf(w, "domain", c->spf_domain);
	leaf(w, "scope", w->style->scope ? "mfrom" : NULL);
	word(w, "result", result);
	close_tag(w, "spf");
}

static void
auth_results(struct writer *w, const struct sample_record *c)
{
	open_tag(w, "auth_results");
	if (w->style->spf_first)
		auth_spf(w, c);
	for (int i = 0; i < c->n_dkim; i++) {
		const struct sample_dkim *d = &c->auth_dkim[i];

		open_tag(w, "dkim");
		leaf(w, "domain", d->domain);
		leaf(w, "selector", w->style->selector ? d->selector : NULL);
		word(w, "result", d->result);
		if (w->style->human_result)
			leaf(w, "human_result", d->human_result);
		close_tag(w, "dkim");
	}
	if (!w->style->spf_first)
		auth_spf(w, c);
	close_tag(w, "auth_results");
}

static void
record(struct writer *w, const struct sample_record *c, int64_t count)
{
	open_tag(w, "record");
	row(w, c, count);
	identifiers(w, c);
	auth_results(w, c);
	close_tag(w, "record");
}

void
sample_xml(struct out *o, const struct sample_report *r,
    const struct xml_style *style)
{
	struct writer w = { .o = o, .style = style, .depth = 1 };

	if (style->bom)
		out_text(o, "\xef\xbb\xbf");
	if (style->declaration != NULL)
		out_printf(o, "%s%s", style->declaration, style->newline);
	out_text(o, "<feedback");
	if (style->xmlns != NULL)
		out_printf(o, " xmlns=\"%s\"", style->xmlns);
	out_text(o, ">");
	leaf(&w, "version", style->version);
	metadata(&w, r);
	policy(&w, r);
	for (size_t i = 0; i < r->n_records; i++) {
		const struct sample_record *c = &r->records[i];
		int64_t rows = style->row_per_message ? c->count : 1;

		for (int64_t k = 0; k < rows; k++)
			record(&w, c, style->row_per_message ? 1 : c->count);
	}
	close_tag(&w, "feedback");
	out_text(o, style->newline);
}
