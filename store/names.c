/*
 * What somebody else looked up, imported: names of addresses, and texts in the
 * place of the program's own tables.  The whole file counts, or nothing of it.
 */
#include <string.h>

#include "store/ask.h"

static enum err
put_name(struct store *st, const struct ip *ip, const char *name, int64_t now,
    struct error *e)
{
	struct query *q;
	enum err err = sql_get(st->sql,
	    *name != '\0' ? SQL_HOST_NAME_PUT : SQL_HOST_NAME_DELETE, &q, e);

	if (err != OK)
		return err;
	sql_bind_blob(q, 1, ip->bytes, ip->len);
	if (*name != '\0') {
		sql_bind_text(q, 2, name);
		sql_bind_int(q, 3, now);
	}
	return sql_run(q, e);
}

/* One line, without its end; it is cut to pieces. */
static enum err
read_line(struct store *st, char *line, int64_t now, struct names_read *r,
    struct error *e)
{
	char name[DOMAIN_MAX + 1] = "";
	char *tab = strchr(line, '\t');
	struct ip ip;

	r->lines++;
	line[strcspn(line, "\r")] = '\0';
	if (*line == '\0' || *line == '#')
		return OK;
	if (tab != NULL)
		*tab++ = '\0';
	if (!ip_parse(line, &ip) || ip.len == 0)
		return error_set(e, ERR_INPUT,
		    "line %lld: \"%.60s\" is no address; a line is an address, "
		    "a TAB and a name; nothing was changed",
		    (long long)r->lines, line);
	if (tab != NULL && *tab != '\0' && !domain_normalize(tab, name))
		return error_set(e, ERR_INPUT,
		    "line %lld: \"%.60s\" is no host name; nothing was changed",
		    (long long)r->lines, tab);
	if (*name != '\0')
		r->names++;
	else
		r->removed++;
	return put_name(st, &ip, name, now, e);
}

static enum err
read_lines(struct store *st, const char *text, size_t n, int64_t now,
    struct names_read *r, struct error *e)
{
	char line[1024];
	enum err err = OK;

	while (n > 0 && err == OK) {
		const char *end = memchr(text, '\n', n);
		size_t length = end != NULL ? (size_t)(end - text) : n;

		if (length >= sizeof(line) || memchr(text, '\0', length))
			return error_set(e, ERR_INPUT,
			    "line %lld is too long, or no text; nothing was "
			    "changed",
			    (long long)r->lines + 1);
		memcpy(line, text, length);
		line[length] = '\0';
		err = read_line(st, line, now, r, e);
		length += end != NULL;
		text += length;
		n -= length;
	}
	return err;
}

/* Begun before, ended here; advice on any domain may be another now. */
static enum err
end(struct store *st, enum err err, struct error *e)
{
	if (err == OK)
		err =
		    sql_do(st->sql, SQL_ADVICE_CHANGED, &(int64_t){ 0 }, 1, e);
	return store_end(st, err, e);
}

enum err
store_names_import(struct store *st, const char *text, size_t n, int64_t now,
    struct names_read *ret, struct error *e)
{
	struct names_read r = { 0 };
	enum err err = store_begin(st, e);

	if (err == OK)
		err = end(st, read_lines(st, text, n, now, &r, e), e);
	if (err == OK)
		*ret = r;
	return err;
}

static enum err
put_table(struct store *st, const char *name, const char *text, const char *who,
    int64_t now, struct error *e)
{
	struct query *q;
	enum err err = sql_get(st->sql,
	    text != NULL ? SQL_IMPORTED_TABLE_PUT : SQL_IMPORTED_TABLE_DELETE,
	    &q, e);

	if (err != OK)
		return err;
	sql_bind_text(q, 1, name);
	if (text != NULL) {
		sql_bind_text(q, 2, text);
		sql_bind_text(q, 3, who);
		sql_bind_int(q, 4, now);
	}
	return sql_run(q, e);
}

enum err
store_table_import(struct store *st, const char *name, const char *text,
    const char *who, int64_t now, struct error *e)
{
	enum err err = store_begin(st, e);

	if (err == OK)
		err = end(st, put_table(st, name, text, who, now, e), e);
	return err;
}

enum err
store_table_imported(struct store *st, const char *name, struct arena *a,
    const char **ret, struct error *e)
{
	struct query *q;
	bool row;
	enum err err = sql_get(st->sql, SQL_IMPORTED_TABLE, &q, e);

	if (err != OK)
		return err;
	sql_bind_text(q, 1, name);
	if ((err = sql_step(q, &row, e)) != OK)
		return err;
	*ret = row ? arena_strdup(a, sql_text(q, 0)) : NULL;
	sql_done(q);
	if (a->full)
		return error_set(e, ERR_LIMIT, "the table %s is too large",
		    name);
	return OK;
}
