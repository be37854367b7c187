/*
 * Values that are lists: names apart by blanks or commas.  One that is given
 * again goes on where the list ended.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/settings_value_inside.h"

enum { LIST_MAX = 10000 };

static bool
is_authserv_id(const char *s)
{
	for (; *s != '\0'; s++)
		if (*s <= ' ' || *s > '~' || strchr("\"();=", *s) != NULL)
			return false;
	return true;
}

/* Add what `word` is to the list; NULL when it is none. */
typedef const char *(*word_fn)(struct arena *a, const char *word);

static const char *
word_of_id(struct arena *a, const char *word)
{
	return is_authserv_id(word) ? arena_strdup(a, word) : NULL;
}

static const char *
word_of_domain(struct arena *a, const char *word)
{
	char name[DOMAIN_MAX + 1];

	return domain_normalize(word, name) ? arena_strdup(a, name) : NULL;
}

/* Words apart by blanks or commas. */
static enum err
read_list(const struct value_reading *r, word_fn fn, const char *takes)
{
	struct setting_words *list = r->member;
	char *text = xstrdup(r->value), *save, *word;
	size_t before = list->n;
	enum err err = OK;

	for (word = strtok_r(text, " \t,", &save); word != NULL && err == OK;
	     word = strtok_r(NULL, " \t,", &save)) {
		const char *v = fn(&r->s->arena, word);

		if (v == NULL || list->n == LIST_MAX) {
			err = value_refuse(r, takes);
			break;
		}
		list->v = xrealloc(list->v, (list->n + 1) * sizeof(*list->v));
		list->v[list->n++] = v;
	}
	free(text);
	if (err == OK && list->n == before)
		err = value_refuse(r, takes);
	return err;
}

enum err
value_read_words(const struct value_reading *r)
{
	return read_list(r, word_of_id, "names of mail servers");
}

enum err
value_read_domains(const struct value_reading *r)
{
	return read_list(r, word_of_domain, "domain names");
}

enum err
value_read_pair(const struct value_reading *r)
{
	struct setting_pairs *list = r->member;
	struct setting_words two = { NULL, 0 };
	const struct value_reading domains = { r->s, &two, r->name, r->value,
		r->e };
	enum err err = read_list(&domains, word_of_domain,
	    "two domain names, of a report's email and of its mail's From");

	if (err == OK && two.n != 2)
		err = value_refuse(r,
		    "two domain names, of a report's email and of its mail's "
		    "From");
	else if (err == OK) {
		list->v = xrealloc(list->v, (list->n + 1) * sizeof(*list->v));
		list->v[list->n++] =
		    (struct reporter_pair){ two.v[0], two.v[1] };
	}
	free(two.v);
	return err;
}

void
value_write_list(const void *member, struct buf *out)
{
	const struct setting_words *list = member;

	for (size_t i = 0; i < list->n; i++)
		buf_printf(out, "%s%s", i > 0 ? " " : "", list->v[i]);
}

void
value_write_pair(const void *member, struct buf *out)
{
	const struct setting_pairs *list = member;

	for (size_t i = 0; i < list->n; i++)
		buf_printf(out, "%s%s %s", i > 0 ? ", " : "", list->v[i].email,
		    list->v[i].from);
}
