/*
 * Where a text leads: domains, senders, reporters, addresses.  Domains and
 * their senders are those of the kept lines of the board, one look-up a
 * domain, and of a line the senders alone are read, when the text is in them
 * or in the domain; the rest is asked of tables that say each name once.  No
 * record is read.
 */
#include <stdlib.h>
#include <string.h>

#include "web/advice.h"
#include "web/found.h"

enum { WORDS_MAX = 4, SHOWN = 12, SHOWN_MAX = 50 };

struct search {
	struct request *r;
	const char *text; /* trimmed */
	const char *words[WORDS_MAX];
	size_t n_words;
	struct found *found;
	json_t *senders; /* by key: {"name", "domain", "domains", "rank"} */
};

/* Equal, at the beginning, at the beginning of a word, inside; -1: not. */
static int
rank_in(const char *text, const char *word)
{
	const char *at = text ? strcasestr(text, word) : NULL;

	if (!at)
		return -1;
	if (at == text)
		return strlen(text) == strlen(word) ? 0 : 1;
	return strchr(".:-/ ", at[-1]) ? 2 : 3;
}

static int
better(int a, int b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

static void
search_domain(struct search *s, const char *name)
{
	int rank = s->n_words > 0 ? rank_in(name, s->words[0]) : 3;

	for (size_t i = 1; i < s->n_words && rank >= 0; i++)
		if (rank_in(name, s->words[i]) < 0)
			rank = -1;
	if (rank >= 0)
		found_add(s->found, rank, FOUND_DOMAIN, name, name, NULL, NULL,
		    0);
}

/* Count it among those of its key, which are one line. */
static void
count_sender(struct search *s, const char *key, const char *name,
    const char *domain, int rank)
{
	json_t *o = json_object_get(s->senders, key);

	if (!o) {
		o = json_object();
		json_put(o, "name", json_string(name));
		json_put(o, "domain", json_string(domain));
		json_put(o, "rank", json_integer(rank));
		json_put(o, "domains", json_integer(0));
		json_put(s->senders, key, o);
	}
	json_put(o, "domains",
	    json_integer(
	        json_integer_value(json_object_get(o, "domains")) + 1));
}

/* All words in its name are about it wherever it sends; with some of them in
   the domain's it is this one. */
static void
search_sender(struct search *s, const char *key, const char *name,
    const char *domain)
{
	size_t own = 0;
	int rank = -1;

	for (size_t i = 0; i < s->n_words; i++) {
		int r = better(rank_in(name, s->words[i]),
		    rank_in(key, s->words[i]));

		if (r < 0 && rank_in(domain, s->words[i]) < 0)
			return;
		own += r >= 0;
		rank = better(rank, r);
	}
	if (own == s->n_words)
		count_sender(s, key, name, domain, rank);
	else if (own > 0)
		found_add(s->found, rank, FOUND_SENDER, name, domain, key, NULL,
		    1);
}

/* The senders of a line of the board, as text with what stands behind them.  A
   quotation mark inside a string has a backslash, so this is the member. */
static const char *
senders_in(const char *board)
{
	static const char member[] = "\"senders\":";
	const char *at = strstr(board, member);

	return at ? at + sizeof(member) - 1 : "";
}

static void
search_line(struct search *s, const char *domain, const char *board)
{
	const char *text = senders_in(board);
	json_t *senders, *sender;
	size_t i;

	for (i = 0; i < s->n_words; i++)
		if (!strcasestr(text, s->words[i]) &&
		    !strcasestr(domain, s->words[i]))
			return;
	senders = json_loads(text, JSON_DISABLE_EOF_CHECK, NULL);
	json_array_foreach(senders, i, sender)
	{
		const char *key, *name;
		if (json_unpack(sender, "{s:s, s:s}", "key", &key, "name",
		        &name) == 0)
			search_sender(s, key, name, domain);
	}
	json_decref(senders);
}

static enum err
on_domain(void *ctx, const char *name, struct error *e)
{
	struct search *s = ctx;
	struct evaluation v;
	struct arena arena;

	search_domain(s, name);
	if (s->n_words == 0)
		return OK;
	arena_init(&arena, REQUEST_ARENA_MAX);
	enum err err = store_evaluation_before(s->r->store, name, s->r->today,
	    &arena, &v, e);
	if (err == OK && v.board)
		search_line(s, name, v.board);
	arena_release(&arena);
	return err == ERR_NOTFOUND ? OK : err;
}

static enum err
on_found(void *ctx, const struct found_row *row, struct error *e)
{
	struct search *s = ctx;
	char ip[IP_TEXT_MAX];
	int rank;

	(void)e;
	ip_format(&row->source_ip, ip);
	rank = better(rank_in(row->name, s->text), rank_in(ip, s->text));
	if (row->source_ip.len == 0)
		found_add(s->found, rank, FOUND_REPORTER, row->name, NULL, NULL,
		    NULL, 0);
	else
		found_add(s->found, rank < 0 ? 0 : rank, FOUND_ADDRESS,
		    row->name ? row->name : ip, NULL, NULL, ip, 0);
	return OK;
}

/* One line for each key; that of a single domain leads there. */
static void
add_senders(struct search *s)
{
	const char *key, *name, *domain;
	json_t *o;
	int rank, n;

	json_object_foreach(s->senders, key, o)
	{
		if (json_unpack(o, "{s:s, s:s, s:i, s:i}", "name", &name,
		        "domain", &domain, "rank", &rank, "domains", &n) == 0)
			found_add(s->found, rank, FOUND_SENDER, name,
			    n == 1 ? domain : NULL, key, NULL, n);
	}
}

/* Words without the blanks between them, arena; at most WORDS_MAX. */
static enum err
read_words(struct search *s, struct error *e)
{
	const char *q = s->r->q ? s->r->q : "";
	size_t n = text_trim(&q, strlen(q));
	char *text = text_clean(&s->r->arena, q, n, SEARCH_MAX, NULL);
	char *copy = text ? arena_strdup(&s->r->arena, text) : NULL;
	char *save = NULL;

	if (!copy)
		return error_set(e, ERR_LIMIT, "the search needs much memory");
	s->text = text;
	for (char *w = strtok_r(copy, " ", &save); w && s->n_words < WORDS_MAX;
	     w = strtok_r(NULL, " ", &save))
		s->words[s->n_words++] = w;
	return OK;
}

static enum err
search(struct search *s, struct error *e)
{
	enum err err = store_domain_names(s->r->store, on_domain, s, e);

	if (err == OK && s->n_words > 0)
		err = store_search(s->r->store, s->text, SHOWN_MAX, on_found, s,
		    e);
	add_senders(s);
	return err;
}

enum err
api_search(struct request *r, struct answer *a, struct error *e)
{
	struct search s = { .r = r };
	size_t limit = r->filter.set & FILTER_LIMIT ? r->filter.limit : SHOWN;
	json_t *o;
	enum err err = read_words(&s, e);

	if (err == OK)
		err = api_head(r, NULL, &o, e);
	if (err != OK)
		return err;
	s.found = found_new();
	s.senders = json_object();
	err = search(&s, e);
	json_put(o, "items",
	    found_to_json(s.found, limit < SHOWN_MAX ? limit : SHOWN_MAX));
	found_free(s.found);
	json_decref(s.senders);
	if (err == OK)
		return answer_json(a, o, e);
	json_decref(o);
	return err;
}
