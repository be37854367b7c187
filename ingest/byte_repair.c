/*
 * The bytes are read twice more from where they came.  A survey finds out
 * what is wrong with them, the table of steps says which changes follow, and
 * the rewriting applies all of them while it feeds the parser: what stands
 * before the XML and its declaration are left out (as all instructions are),
 * so the parser takes what it gets as UTF-8.
 *
 * To add a step: what it looks for in struct survey, a line in the table, and
 * what it does to a byte in rewrite(), or to markup in markup_fix.c.
 */
#include <string.h>

#include "ingest/byte_repair.h"
#include "ingest/item.h"
#include "ingest/markup_fix.h"
#include "ingest/utf8_scan.h"
#include "ingest/windows_1252.h"

struct survey {
	char head[4]; /* tell UTF-16 */
	size_t n_head;
	size_t skip; /* bytes before the XML that were not yet seen */
	struct utf8_scan utf8;
	size_t controls; /* characters that XML does not have */
	struct markup_fix fix;
	struct markup_faults markup;
	size_t escapes;   /* at most; more is no text of a person but a bomb */
	enum xml_end end; /* how the first parse ended */
};

struct rewriting {
	struct ingest *in;
	size_t skip;       /* bytes still to leave out at the beginning */
	bool windows_1252; /* else they are UTF-8 */
	struct markup_fix markup;
	char clean[1024]; /* on the way to it */
	size_t n_clean;
	char out[4096];
	size_t n;
};

static bool
wants_windows_1252(const struct survey *s)
{
	return !utf8_scan_valid(&s->utf8);
}

/* The bytes are UTF-8, but the declaration says something else. */
static bool
wants_utf8(const struct survey *s)
{
	return s->end == XML_ENCODING && utf8_scan_valid(&s->utf8) &&
	       s->controls == 0;
}

static bool
wants_no_controls(const struct survey *s)
{
	return s->controls > 0;
}

static bool
wants_no_junk(const struct survey *s)
{
	return s->markup.junk > 0;
}

static bool
wants_escapes(const struct survey *s)
{
	return s->markup.ampersands > 0 || s->markup.brackets > 0 ||
	       markup_names_unclosed(&s->markup.opened, &s->markup.closed);
}

static bool
wants_no_schema(const struct survey *s)
{
	return s->markup.schemas > 0;
}

static const struct step {
	enum repair_code code;
	bool (*wanted)(const struct survey *s);
	const char *what;
} steps[] = {
	{ REPAIR_ENCODING, wants_windows_1252, "read as windows-1252" },
	{ REPAIR_ENCODING, wants_utf8, "read as UTF-8, not as declared" },
	{ REPAIR_CONTROL, wants_no_controls, "control characters left out" },
	{ REPAIR_LEADING, wants_no_junk, "text before the root left out" },
	{ REPAIR_ENTITY, wants_escapes, "bare & or < read as text" },
	{ REPAIR_SCHEMA, wants_no_schema, "unclosed schema tag left out" },
};

static bool
is_control(unsigned char c)
{
	return c < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

static enum err
survey_data(void *ctx, const void *data, size_t n, struct error *e)
{
	struct survey *s = ctx;
	const char *p = data;
	size_t i = n < s->skip ? n : s->skip;

	for (size_t k = 0; k < n && s->n_head < sizeof(s->head); k++)
		s->head[s->n_head++] = p[k];
	utf8_scan(&s->utf8, p, n);
	s->skip -= i;
	for (; i < n; i++) {
		if (is_control((unsigned char)p[i]))
			s->controls++;
		else
			markup_fix_feed(&s->fix, p + i, 1);
		if (s->markup.ampersands + s->markup.brackets > s->escapes)
			return error_set(e, ERR_LIMIT, "too many escapes");
	}
	return OK;
}

/* False if nothing can be said of the bytes. */
static bool
survey(const struct ingest *in, struct survey *s)
{
	struct error unused;

	s->skip = in->job.leading;
	s->escapes = in->options.limits.escapes;
	utf8_scan_init(&s->utf8);
	markup_fix_survey(&s->fix, &s->markup);
	if (origin_read(&in->job.origin, in->job.size, survey_data, s,
	        &unused) != OK)
		return false;
	markup_fix_end(&s->fix);
	return sniff_utf16(s->head, s->n_head) == 0;
}

static void
flush(struct rewriting *w)
{
	report_xml_feed(w->in->xml, w->out, w->n);
	w->n = 0;
}

/* What markup_fix makes of it goes to the parser in UTF-8. */
static void
put(void *ctx, const char *p, size_t n)
{
	struct rewriting *w = ctx;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];

		if (w->n + 3 > sizeof(w->out))
			flush(w);
		if (c < 0x80 || !w->windows_1252)
			w->out[w->n++] = p[i];
		else
			w->n += windows_1252_to_utf8(c, w->out + w->n);
	}
}

static void
flush_clean(struct rewriting *w)
{
	markup_fix_feed(&w->markup, w->clean, w->n_clean);
	w->n_clean = 0;
}

static enum err
rewrite(void *ctx, const void *data, size_t n, struct error *e)
{
	struct rewriting *w = ctx;
	const char *p = data;
	size_t i = n < w->skip ? n : w->skip;

	(void)e;
	w->skip -= i;
	for (; i < n; i++) {
		if (is_control((unsigned char)p[i]))
			continue;
		w->clean[w->n_clean++] = p[i];
		if (w->n_clean == sizeof(w->clean))
			flush_clean(w);
	}
	return OK;
}

/*
 * Whether any step can help.  Another root can only be an open schema.  What
 * seems cut off may have a "<" or "&" whose end the parser waited for.
 */
static bool
any_wanted(const struct survey *s)
{
	if (s->end == XML_NOT_FEEDBACK)
		return wants_no_schema(s);
	if (s->end == XML_TRUNCATED)
		return wants_escapes(s);
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if (steps[i].wanted(s))
			return true;
	return false;
}

static void
note(struct ingest *in, const struct survey *s)
{
	struct ledger *l = report_xml_ledger(in->xml);

	if (in->job.leading > 0)
		ledger_add(l, REPAIR_LEADING, "%zu bytes before the XML",
		    in->job.leading);
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if (steps[i].wanted(s))
			ledger_add(l, steps[i].code, "%s", steps[i].what);
}

/* Forget the first parse and begin the second, which reads plain UTF-8. */
static void
restart(struct ingest *in)
{
	if (report_xml_records(in->xml) > 0 && in->sink->restart != NULL)
		in->sink->restart(in->sink->ctx);
	arena_reset(&in->job.arena);
	report_xml_begin(in->xml, &in->job.arena, in->sink, "<xml", 4);
}

/* Read the bytes with all that was noted put right. */
static void
feed_again(struct ingest *in, const struct survey *s)
{
	struct rewriting w = { .in = in,
		.skip = in->job.leading,
		.windows_1252 = wants_windows_1252(s) };
	struct error unused;

	markup_fix_rewrite(&w.markup, &s->markup, put, &w);
	if (origin_read(&in->job.origin, in->job.size, rewrite, &w, &unused) !=
	    OK)
		return;
	flush_clean(&w);
	markup_fix_end(&w.markup);
	flush(&w);
}

enum xml_end
byte_repair(struct ingest *in, enum xml_end end, struct report **ret_report,
    struct error *e)
{
	struct survey s = { .end = end };
	struct error second;

	if (survey(in, &s) && any_wanted(&s)) {
		restart(in);
		note(in, &s);
		feed_again(in, &s);
		end = report_xml_end(in->xml, ret_report, &second);
		/* If it did not help, the first sentence fits the bytes. */
		if (end != s.end)
			*e = second;
	}
	return end;
}
