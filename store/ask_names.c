/* What an id in a row stands for: a name, an address, a policy. */
#include <string.h>

#include "store/ask.h"

const char *
ask_or_null(const char *s)
{
	return s != NULL && s[0] != '\0' ? s : NULL;
}

const char *
ask_copy(struct arena *a, const char *s)
{
	return ask_or_null(s) != NULL ? arena_strdup(a, s) : NULL;
}

enum err
ask_text(struct store *st, enum sql_id id, int64_t v, struct arena *a,
    const char **ret, struct error *e)
{
	struct query *q;
	bool row;
	enum err err = sql_ask_row(st->sql, id, &v, 1, &q, &row, e);

	if (err != OK)
		return err;
	*ret = row ? arena_strdup(a, sql_text(q, 0)) : NULL;
	sql_done(q);
	if (a->full)
		return error_set(e, ERR_LIMIT,
		    "the answer is too large, ask for less");
	return OK;
}

static struct ip
read_ip(struct query *q, int column)
{
	struct ip ip = { 0 };
	size_t n;
	const void *p = sql_blob(q, column, &n);

	if (n <= sizeof(ip.bytes)) {
		ip.len = (uint8_t)n;
		memcpy(ip.bytes, p, n);
	}
	return ip;
}

enum err
ask_ip(struct store *st, int64_t id, struct ip *ret, struct error *e)
{
	struct ip ip = { 0 };
	struct query *q;
	bool row;
	enum err err = sql_ask_row(st->sql, SQL_SOURCE_IP, &id, 1, &q, &row, e);

	if (err != OK)
		return err;
	if (row)
		ip = read_ip(q, 0);
	sql_done(q);
	*ret = ip;
	return OK;
}

enum err
ask_ips(struct store *st, const int64_t ids[SOURCES_ASKED],
    struct ip ret[SOURCES_ASKED], struct error *e)
{
	struct ip ips[SOURCES_ASKED] = { 0 };
	struct query *q;
	bool row;
	enum err err =
	    sql_ask(st->sql, SQL_SOURCE_IPS, ids, SOURCES_ASKED, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row)
		ips[sql_int(q, 0)] = read_ip(q, 1);
	if (err != OK)
		return err;
	sql_done(q);
	memcpy(ret, ips, sizeof(ips));
	return OK;
}

static struct word
read_word(struct arena *a, enum vocabulary v, const char *s)
{
	struct word w = { .code = word_code(v, s), .raw = ask_copy(a, s) };

	return w;
}

enum err
ask_policy(struct store *st, int64_t id, struct arena *a,
    struct policy_published *ret, struct error *e)
{
	struct policy_published p = { .pct = -1 };
	struct query *q;
	bool row;
	enum err err =
	    sql_ask_row(st->sql, SQL_POLICY_BY_ID, &id, 1, &q, &row, e);

	if (err != OK)
		return err;
	if (row) {
		p.p = read_word(a, VOCAB_POLICY, sql_text(q, 0));
		p.sp = read_word(a, VOCAB_POLICY, sql_text(q, 1));
		p.np = read_word(a, VOCAB_POLICY, sql_text(q, 2));
		p.pct = (int)sql_int(q, 3);
		p.adkim = read_word(a, VOCAB_ALIGNMENT, sql_text(q, 4));
		p.aspf = read_word(a, VOCAB_ALIGNMENT, sql_text(q, 5));
		p.testing = read_word(a, VOCAB_TESTING, sql_text(q, 6));
		p.discovery_method =
		    read_word(a, VOCAB_DISCOVERY_METHOD, sql_text(q, 7));
		p.fo = ask_copy(a, sql_text(q, 8));
	}
	sql_done(q);
	*ret = p;
	return OK;
}
