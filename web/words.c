/*
 * The words of a query string.  Which there are, and what they take, is
 * core/filter.h's table; this adds those that are not about rows: the
 * answer's form, the name of a file that is sent, a record to be tried.
 */
#include "web/request.h"

#include <string.h>

#include "advise/advise.h"
#include "web/negotiate.h"
#include "web/routes.h"

#define FILTER_WORD_(bit, word, what) word,
static const char *const filter_words[] = { FILTERS(FILTER_WORD_) };
#undef FILTER_WORD_

/* Leave room in a sentence for what follows a stranger's word. */
static const char *
shorten(struct request *r, const char *word)
{
	const char *s = text_clean(&r->arena, word, strlen(word), 40, NULL);
	return s ? s : "";
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
set_name(struct request *r, const char *value, struct error *e)
{
	(void)e;
	r->name = value;
	return OK;
}

static enum err
set_as_of(struct request *r, const char *value, struct error *e)
{
	if (day_parse(value, &r->as_of))
		return OK;
	return error_set(e, ERR_INPUT,
	    "as_of takes a day, YYYY-MM-DD (UTC), not \"%s\"",
	    shorten(r, value));
}

static enum err
set_record(struct request *r, const char *value, struct error *e)
{
	(void)e;
	r->record = value;
	return OK;
}

static enum err
set_days(struct request *r, const char *value, struct error *e)
{
	if (text_number(value, REPLAY_DAYS_MAX, &r->days) && r->days > 0)
		return OK;
	return error_set(e, ERR_INPUT,
	    "days takes a number from 1 to %d, not \"%s\"", REPLAY_DAYS_MAX,
	    shorten(r, value));
}

static enum err
set_q(struct request *r, const char *value, struct error *e)
{
	if (strlen(value) > SEARCH_MAX)
		return error_set(e, ERR_INPUT,
		    "q takes at most %d bytes, not \"%s\" and more", SEARCH_MAX,
		    shorten(r, value));
	r->q = value;
	return OK;
}

static bool
is_search(const struct route *route)
{
	return route->answer == api_search;
}

static bool
is_list(const struct route *route)
{
	return route->csv != NULL;
}

static bool
is_download(const struct route *route)
{
	return route->download;
}

static bool
is_file(const struct route *route)
{
	return route->body == BODY_FILE;
}

static bool
is_judged(const struct route *route)
{
	return route->answer == api_advice || route->answer == api_whatif ||
	       route->answer == api_sender;
}

static bool
is_trial(const struct route *route)
{
	return route->answer == api_whatif;
}

/* The words that are no filter: who takes them, what reads their value. */
static const struct own_word {
	const char *word;
	bool (*is_taken)(const struct route *route);
	enum err (*set)(struct request *r, const char *value, struct error *e);
} own_words[] = {
	{ "format", is_list, set_format },
	{ "download", is_download, set_download },
	{ "name", is_file, set_name },
	{ "q", is_search, set_q },
	{ "record", is_trial, set_record },
	{ "days", is_trial, set_days },
	{ "as_of", is_judged, set_as_of },
};
enum { OWN_WORDS = sizeof(own_words) / sizeof(*own_words) };

/* The word that this route takes; NULL: it is a filter, or none. */
static const struct own_word *
own_word(const struct route *route, const char *word)
{
	for (size_t i = 0; i < OWN_WORDS; i++)
		if (strcmp(own_words[i].word, word) == 0 &&
		    own_words[i].is_taken(route))
			return &own_words[i];
	return NULL;
}

static bool
is_filter(const struct route *route, const char *word)
{
	for (size_t i = 0; i < FILTER_COUNT; i++)
		if (route->words & 1u << i &&
		    strcmp(word, filter_words[i]) == 0)
			return true;
	return false;
}

static enum err
refuse_word(struct request *r, const char *word, struct error *e)
{
	struct buf list;

	buf_init(&list, KIB);
	for (size_t i = 0; i < FILTER_COUNT; i++)
		if (r->route->words & 1u << i)
			buf_printf(&list, ", %s", filter_words[i]);
	for (size_t i = 0; i < OWN_WORDS; i++)
		if (own_words[i].is_taken(r->route))
			buf_printf(&list, ", %s", own_words[i].word);
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
set_word(struct request *r, const struct query_word *w, struct error *e)
{
	const struct own_word *own = own_word(r->route, w->word);

	if (own == NULL && !is_filter(r->route, w->word))
		return refuse_word(r, w->word, e);
	for (const struct query_word *o = r->words; o < w; o++)
		if (strcmp(o->word, w->word) == 0)
			return error_set(e, ERR_INPUT, "%s is given twice",
			    w->word);
	if (own != NULL)
		return own->set(r, w->value, e);
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
