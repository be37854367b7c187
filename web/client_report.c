/*
 * The client report: the page that the pages' build made of one piece, with the
 * advice as JSON in the place of a word.  A < in it is written as \u003c, so
 * that no text of a report can end the element it stands in.
 */
#include <stdlib.h>
#include <string.h>

#include "core/embed.h"
#include "web/advice.h"
#include "web/web.h"

static const char place[] = ">DATA<";

static const struct embedded *
find_page(void)
{
	for (const struct embedded *f = page_files; f->name; f++)
		if (strcmp(f->name, "client.html") == 0)
			return f;
	return NULL;
}

static void
add_data(struct buf *out, const char *json)
{
	for (const char *s = json; *s; s++)
		if (*s == '<')
			buf_addstr(out, "\\u003c");
		else
			buf_addch(out, *s);
}

enum err
web_client_report(struct store *st, const char *domain,
    const struct evaluate_when *when, struct buf *out, struct error *e)
{
	const struct embedded *page = find_page();
	const char *at, *rest;
	json_t *o;

	at = page ? memmem(page->begin, (size_t)(page->end - page->begin),
	                place, sizeof(place) - 1)
	          : NULL;
	if (!at)
		return error_set(e, ERR_NOTFOUND,
		    "the pages are not there; build them with make");
	enum err err = advice_of(st, domain, when, &o, e);
	if (err != OK)
		return err;
	char *json = json_dumps(o, JSON_COMPACT);
	json_decref(o);
	rest = at + sizeof(place) - 2;
	buf_add(out, page->begin, (size_t)(at + 1 - page->begin));
	add_data(out, json ? json : "");
	buf_add(out, rest, (size_t)(page->end - rest));
	free(json);
	return out->overflow
	           ? error_set(e, ERR_LIMIT, "the report is too large")
	           : OK;
}
