/*
 * A document on its way to the parser.  Every piece goes through
 * markup_scan() first, which holds the ceilings that the parser lacks and says
 * where the root element ends; the parser gets nothing behind that.
 */
#include <stdlib.h>
#include <string.h>

#include "ingest/report_xml_inside.h"
#include "ingest/sniff.h"

enum { PIECE = 32 * 1024 };

void
xml_stop(struct report_xml *x, enum xml_end end)
{
	if (x->ended)
		return;
	x->ended = true;
	x->end = end;
	xml_door_stop(x);
}

void
xml_stop_at_limit(struct report_xml *x, const char *sentence)
{
	build_limit(&x->build, sentence);
	xml_stop(x, XML_LIMIT);
}

void
xml_count_name(struct report_xml *x, const unsigned char *name)
{
	size_t i = ((uintptr_t)name >> 3) * 2654435761u % NAME_SLOTS;

	if (name == NULL)
		return;
	while (x->names[i] != NULL) {
		if (x->names[i] == name)
			return;
		i = (i + 1) % NAME_SLOTS;
	}
	x->names[i] = name;
	if (++x->n_names > x->limits->xml_unknown_names ||
	    x->n_names > NAME_SLOTS / 2)
		xml_stop_at_limit(x, "too many names that no report has");
	else if (strlen((const char *)name) > x->limits->xml_name_bytes)
		xml_stop_at_limit(x, "a name that is too long");
}

struct report_xml *
report_xml_new(const struct limits *limits)
{
	struct report_xml *x = xcalloc(1, sizeof(*x));

	x->limits = limits;
	build_init(&x->build, limits);
	return x;
}

void
report_xml_free(struct report_xml *x)
{
	if (x == NULL)
		return;
	xml_door_close(x);
	build_free(&x->build);
	free(x);
}

void
report_xml_begin(struct report_xml *x, struct arena *document,
    const struct ingest_sink *sink, const void *head, size_t n)
{
	const char *p = head;
	int wide = sniff_utf16(head, n);
	bool plain = n >= 4 && p[0] == '<' && wide == 0 && p[1] != 0;

	xml_door_begin(x, plain);
	build_begin(&x->build, document, sink);
	markup_scan_init(&x->scan, x->limits, wide);
	if (x->n_names > 0)
		memset(x->names, 0, sizeof(x->names));
	x->n_names = 0;
	x->ended = x->terminated = false;
	x->trailing = 0;
	x->code = 0;
}

static void
count_trailing(struct report_xml *x, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != ' ' && p[i] != '\t' && p[i] != '\r' &&
		    p[i] != '\n' && !(x->scan.wide && p[i] == 0))
			x->trailing++;
}

/* The scan saw the end of the root: so must the parser. */
static void
close_root(struct report_xml *x, const char *p, size_t n)
{
	xml_door_push(x, p, n, true);
	if (x->ended)
		return;
	if (!x->build.closed)
		error_set(&x->error, ERR_INPUT,
		    "not well-formed: its tags cannot be followed");
	x->ended = true;
	x->end = x->build.closed ? XML_WHOLE : XML_BROKEN;
}

void
report_xml_feed(struct report_xml *x, const void *data, size_t n)
{
	const char *p = data;

	while (n > 0) {
		size_t piece = n < PIECE ? n : PIECE, take;

		if (x->ended) {
			if (x->end == XML_WHOLE)
				count_trailing(x, p, n);
			return;
		}
		take = markup_scan(&x->scan, p, piece);
		if (x->scan.fault != NULL) {
			xml_stop_at_limit(x, x->scan.fault);
			return;
		}
		if (x->scan.root_closed)
			close_root(x, p, take);
		else
			xml_door_push(x, p, take, false);
		p += take;
		n -= take;
	}
}

/* "</feedback" begun counts as whole: give it its ">". */
static void
finish_cut_tag(struct report_xml *x)
{
	static const char *const brackets[] = { ">", ">\0", "\0>" };

	close_root(x, brackets[x->scan.wide], x->scan.wide ? 2 : 1);
	ledger_add(&x->build.ledger, REPAIR_END_TAG,
	    "the last tag lacks its end");
}

enum xml_end
report_xml_end(struct report_xml *x, struct report **ret_report,
    struct error *e)
{
	if (!x->ended && markup_scan_cut_at_end(&x->scan))
		finish_cut_tag(x);
	if (!x->ended) {
		x->ended = true;
		x->end = XML_TRUNCATED;
		error_set(&x->error, ERR_INPUT,
		    "cut off: it ends before </feedback>");
	}
	if (!build_finish(&x->build) && x->end == XML_WHOLE) {
		x->end = XML_LIMIT;
		build_limit(&x->build, "more text than a report may have");
	}
	*ret_report = &x->build.report;
	if (x->end == XML_LIMIT || x->end == XML_SINK)
		*e = x->build.error;
	else if (x->end == XML_NOT_FEEDBACK)
		error_set(e, ERR_INPUT, "its root element is not <feedback>");
	else if (x->end != XML_WHOLE)
		*e = x->error;
	return x->end;
}

struct ledger *
report_xml_ledger(struct report_xml *x)
{
	return &x->build.ledger;
}

void
report_xml_repairs(struct report_xml *x, struct report *r)
{
	r->repairs = x->build.ledger.list;
	r->n_repairs = x->build.ledger.n;
	r->total_repairs = x->build.ledger.total;
}

size_t
report_xml_records(const struct report_xml *x)
{
	return x->build.report.n_records;
}

size_t
report_xml_trailing(const struct report_xml *x)
{
	return x->trailing;
}
