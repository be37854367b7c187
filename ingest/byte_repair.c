/*
 * The bytes are read twice more from where they came.  A survey finds out
 * what is wrong with them, the table of steps says which changes follow, and
 * the rewriting applies all of them while it feeds the parser: what stands
 * before the XML and its declaration are left out, so the parser takes what
 * it gets as UTF-8.
 *
 * To add a step: what it looks for in struct survey, a line in the table, and
 * what it does to a byte in rewrite().
 */
#include <string.h>

#include "ingest/byte_repair.h"
#include "ingest/item.h"
#include "ingest/utf8_scan.h"

struct survey {
	struct buf head; /* the first bytes: what stands before the root */
	struct utf8_scan utf8;
	size_t controls; /* characters that XML does not have */
	size_t size;
	enum xml_end end; /* how the first parse ended */
};

struct rewriting {
	struct ingest *in;
	size_t skip;       /* bytes still to leave out at the beginning */
	bool windows_1252; /* else they are UTF-8 */
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

static const struct step {
	enum repair_code code;
	bool (*wanted)(const struct survey *s);
	const char *what;
} steps[] = {
	{ REPAIR_ENCODING, wants_windows_1252, "read as windows-1252" },
	{ REPAIR_ENCODING, wants_utf8, "read as UTF-8, not as declared" },
	{ REPAIR_CONTROL, wants_no_controls, "control characters left out" },
};

enum { HEAD_MAX = 4096 };

static bool
is_control(unsigned char c)
{
	return c < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

static enum err
survey_data(void *ctx, const void *data, size_t n, struct error *e)
{
	struct survey *s = ctx;
	const unsigned char *p = data;
	size_t room = HEAD_MAX - s->head.len;

	(void)e;
	buf_add(&s->head, p, n < room ? n : room);
	utf8_scan(&s->utf8, p, n);
	for (size_t i = 0; i < n; i++)
		s->controls += is_control(p[i]);
	s->size += n;
	return OK;
}

/* Where the text begins, behind the declaration. */
static size_t
body_offset(const struct survey *s)
{
	size_t lead = sniff_leading(s->head.data, s->head.len);
	const char *p = s->head.data + lead;
	size_t left = s->head.len - lead;
	const char *end;

	if (left < 6 || memcmp(p, "<?xml", 5) != 0)
		return lead;
	end = memmem(p, left, "?>", 2);
	return end != NULL ? (size_t)(end + 2 - s->head.data) : lead;
}

static void
flush(struct rewriting *w)
{
	report_xml_feed(w->in->xml, w->out, w->n);
	w->n = 0;
}

/* The characters of windows-1252 from 0x80 on that Latin-1 does not have. */
static const uint16_t windows_1252[32] = { 0x20ac, 0x81, 0x201a, 0x0192, 0x201e,
	0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,
	0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013,
	0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178 };

static void
put_windows_1252(struct rewriting *w, unsigned char c)
{
	unsigned u = c < 0xa0 ? windows_1252[c - 0x80] : c;

	if (u < 0x800) {
		w->out[w->n++] = (char)(0xc0 | u >> 6);
	} else {
		w->out[w->n++] = (char)(0xe0 | u >> 12);
		w->out[w->n++] = (char)(0x80 | (u >> 6 & 0x3f));
	}
	w->out[w->n++] = (char)(0x80 | (u & 0x3f));
}

static enum err
rewrite(void *ctx, const void *data, size_t n, struct error *e)
{
	struct rewriting *w = ctx;
	const unsigned char *p = data;
	size_t i = n < w->skip ? n : w->skip;

	(void)e;
	w->skip -= i;
	for (; i < n; i++) {
		if (w->n + 3 > sizeof(w->out))
			flush(w);
		if (is_control(p[i]))
			continue;
		if (p[i] < 0x80 || !w->windows_1252)
			w->out[w->n++] = (char)p[i];
		else
			put_windows_1252(w, p[i]);
	}
	return OK;
}

/* Note what the survey wants; false if that is nothing. */
static bool
plan(struct ingest *in, const struct survey *s, struct rewriting *w)
{
	bool any = false;

	*w = (struct rewriting){ .in = in,
		.skip = body_offset(s),
		.windows_1252 = wants_windows_1252(s) };
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		any = any || steps[i].wanted(s);
	return any;
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

enum xml_end
byte_repair(struct ingest *in, enum xml_end end, struct report **ret_report,
    struct error *e)
{
	struct survey s = { .end = end };
	struct rewriting w;
	struct error unused;
	const struct origin *o = &in->job.origin;

	buf_init(&s.head, HEAD_MAX);
	utf8_scan_init(&s.utf8);
	if (origin_read(o, SIZE_MAX, survey_data, &s, &unused) == OK &&
	    sniff_utf16(s.head.data, s.head.len) == 0 && plan(in, &s, &w)) {
		restart(in);
		note(in, &s);
		if (origin_read(o, SIZE_MAX, rewrite, &w, &unused) == OK)
			flush(&w);
		end = report_xml_end(in->xml, ret_report, e);
	}
	buf_free(&s.head);
	return end;
}
