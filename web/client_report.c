/*
 * The client report: the page that the pages' build made of one piece, with the
 * advice as JSON in the place of a word.  A < in it is written as \u003c, so
 * that no text of a report can end the element it stands in.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/embed.h"
#include "web/advice.h"
#include "web/web.h"

/*
 * It is a page of its own, without our origin.  The page itself narrows this
 * down to the script and style that were built into it, by their hashes.
 */
static const char policy[] =
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'";

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

/* "bakery.example-2026-11-21.html"; a name of a stranger's in a header. */
static const char *
disposition_of(struct request *r)
{
	char day[DAY_TEXT_MAX];
	char name[FILTER_TEXT_MAX];

	snprintf(name, sizeof(name), "%s", r->filter.domain);
	for (char *s = name; *s; s++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789.-", *s))
			*s = '_';
	return arena_printf(&r->arena, "%s; filename=\"%s-%s.html\"",
	    r->download ? "attachment" : "inline", name,
	    day_format(r->today, day));
}

enum err
api_client_report(struct request *r, struct answer *a, struct error *e)
{
	const struct evaluate_when when = advice_when(r);
	const char *disposition = disposition_of(r);
	enum err err =
	    web_client_report(r->store, r->filter.domain, &when, &a->body, e);

	if (err != OK)
		return err;
	if (!disposition)
		return error_set(e, ERR_LIMIT, "the address is too long");
	answer_field(a, "Content-Type", "text/html; charset=utf-8");
	answer_field(a, "Content-Security-Policy", policy);
	answer_field(a, "Content-Disposition", disposition);
	a->compressible = true;
	return OK;
}
