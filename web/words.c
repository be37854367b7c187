/*
 * The words of a query string.  Which there are, and what they take, is
 * core/filter.h's table; this adds those that are not about what is
 * asked: the answer's form, and the name of a file that is sent.
 */
#include "web/request.h"

#include <string.h>

#include "web/negotiate.h"
#include "web/routes.h"

#define FILTER_WORD_(bit, word, what) word,
static const char *const filter_words[] = { FILTERS(FILTER_WORD_) };
#undef FILTER_WORD_

/* Whether this route takes the word. */
static bool
is_allowed(const struct route *route, const char *word)
{
	if (strcmp(word, "format") == 0)
		return route->csv != NULL;
	if (strcmp(word, "download") == 0)
		return route->download;
	if (strcmp(word, "name") == 0)
		return route->body == BODY_FILE;
	if (strcmp(word, "as_of") == 0)
		return route->answer == api_advice;
	for (size_t i = 0; i < FILTER_COUNT; i++)
		if (route->words & 1u << i &&
		    strcmp(word, filter_words[i]) == 0)
			return true;
	return false;
}

/* Leave room in a sentence for what follows a stranger's word. */
static const char *
shorten(struct request *r, const char *word)
{
	const char *s = text_clean(&r->arena, word, strlen(word), 40, NULL);
	return s ? s : "";
}

static enum err
refuse_word(struct request *r, const char *word, struct error *e)
{
	struct buf list;

	buf_init(&list, KIB);
	for (size_t i = 0; i < FILTER_COUNT; i++)
		if (r->route->words & 1u << i)
			buf_printf(&list, ", %s", filter_words[i]);
	if (r->route->csv)
		buf_addstr(&list, ", format");
	if (r->route->download)
		buf_addstr(&list, ", download");
	if (r->route->body == BODY_FILE)
		buf_addstr(&list, ", name");
	if (r->route->answer == api_advice)
		buf_addstr(&list, ", as_of");
	if (list.len > 0)
		error_set(e, ERR_INPUT,
		    "unknown word \"%s\"; this address takes %s",
		    shorten(r, word), list.data + 2);
	else
		error_set(e, ERR_INPUT,
		    "unknown word \"%s\"; this address takes none",
		    shorten(r, word));
	buf_free(&list);
	return ERR_INPUT;
}

static enum err
set_format(struct request *r, const char *value, struct error *e)
{
	static const char *const forms[] = {
		[FORM_JSON] = "json",
		[FORM_CSV] = "csv",
		[FORM_NDJSON] = "ndjson",
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		if (strcmp(value, forms[i]) == 0) {
			r->form = (enum form)i;
			return OK;
		}
	return error_set(e, ERR_INPUT,
	    "format takes json, csv or ndjson, not \"%s\"", value);
}

static enum err
set_download(struct request *r, const char *value, struct error *e)
{
	r->download = strcmp(value, "1") == 0;
	if (!r->download && strcmp(value, "0") != 0)
		return error_set(e, ERR_INPUT,
		    "download takes 0 or 1, not \"%s\"", value);
	return OK;
}

static enum err
set_word(struct request *r, const struct query_word *w, struct error *e)
{
	if (!is_allowed(r->route, w->word))
		return refuse_word(r, w->word, e);
	for (const struct query_word *o = r->words; o < w; o++)
		if (strcmp(o->word, w->word) == 0)
			return error_set(e, ERR_INPUT, "%s is given twice",
			    w->word);
	if (strcmp(w->word, "format") == 0)
		return set_format(r, w->value, e);
	if (strcmp(w->word, "download") == 0)
		return set_download(r, w->value, e);
	if (strcmp(w->word, "as_of") == 0) {
		if (!day_parse(w->value, &r->as_of))
			return error_set(e, ERR_INPUT,
			    "as_of takes a day, YYYY-MM-DD (UTC), not "
			    "\"%.60s\"",
			    shorten(r, w->value));
		return OK;
	}
	if (strcmp(w->word, "name") == 0) {
		r->name = w->value;
		return OK;
	}
	return filter_set(&r->filter, r->route->words, w->word, w->value, e);
}

static enum form
accepted_form(const char *accept)
{
	static const char csv[] = "text/csv", ndjson[] = "application/x-ndjson";

	if (accepts_before_json(accept, ndjson) &&
	    q_of(accept, ndjson) > q_of(accept, csv))
		return FORM_NDJSON;
	return accepts_before_json(accept, csv) ? FORM_CSV : FORM_JSON;
}

enum err
request_words(struct request *r, struct error *e)
{
	r->form = r->route->csv ? accepted_form(r->headers.accept) : FORM_JSON;
	for (size_t i = 0; i < r->n_words; i++) {
		enum err err = set_word(r, &r->words[i], e);
		if (err != OK)
			return err;
	}
	return OK;
}
