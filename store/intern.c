/*
 * First the cache, then a look-up, then an insert.  The cache's key is the
 * value itself or, when that has several members, the packed value.
 */
#include "store/intern.h"

#include <string.h>

#include "store/pack.h"

/* Kinds of the cache besides enum intern_name and those of intern_set.c. */
enum { KIND_SOURCE = INTERN_FOLDER + 1, KIND_POLICY, KIND_SUBMITTER };

/* A set of 100 dkim and 10 spf entries with all texts at their ceilings. */
#define SCRATCH_MAX (2 * MIB)

void
intern_init(struct intern *in, struct sql *sql)
{
	*in = (struct intern){ .sql = sql };
	cache_init(&in->cache);
	buf_init(&in->scratch, SCRATCH_MAX);
}

void
intern_free(struct intern *in)
{
	cache_free(&in->cache);
	buf_free(&in->scratch);
}

void
intern_forget(struct intern *in)
{
	cache_clear(&in->cache);
	in->guarded = in->marked = false;
}

void
intern_guard(struct intern *in)
{
	in->guarded = true;
}

enum err
intern_unguard(struct intern *in, bool undo, struct error *e)
{
	bool marked = in->marked;

	in->guarded = in->marked = false;
	if (!marked)
		return OK;
	if (undo)
		cache_clear(&in->cache);
	return sql_unmark(in->sql, SQL_MARK_DOCUMENT, undo, e);
}

enum err
intern_before_adding(struct intern *in, struct error *e)
{
	enum err err;

	if (!in->guarded || in->marked)
		return OK;
	err = sql_mark(in->sql, SQL_MARK_DOCUMENT, e);
	in->marked = err == OK;
	return err;
}

/* One value: what to look up, what to add, and how to bind it. */
struct value {
	int kind;
	enum sql_id find, add;
	void (*bind)(struct query *q, const void *value);
	const void *value;
	const void *key; /* of the cache */
	size_t n;
};

static enum err
find(struct intern *in, const struct value *v, int64_t *ret, struct error *e)
{
	struct query *q;
	enum err err = sql_get(in->sql, v->find, &q, e);

	if (err != OK)
		return err;
	v->bind(q, v->value);
	return sql_run_int(q, 0, ret, e);
}

static enum err
add(struct intern *in, const struct value *v, int64_t *ret, struct error *e)
{
	struct query *q;
	enum err err = intern_before_adding(in, e);

	if (err == OK)
		err = sql_get(in->sql, v->add, &q, e);
	if (err != OK)
		return err;
	v->bind(q, v->value);
	return sql_add(q, ret, e);
}

static enum err
intern(struct intern *in, const struct value *v, int64_t *ret, struct error *e)
{
	int64_t id = cache_get(&in->cache, v->kind, v->key, v->n);
	enum err err;

	if (id != 0) {
		*ret = id;
		return OK;
	}
	err = find(in, v, &id, e);
	if (err == OK && id == 0)
		err = add(in, v, &id, e);
	if (err != OK)
		return err;
	cache_put(&in->cache, v->kind, v->key, v->n, id);
	*ret = id;
	return OK;
}

static void
bind_text(struct query *q, const void *value)
{
	sql_bind_text(q, 1, value);
}

static const enum sql_id find_name[] = {
	[INTERN_DOMAIN] = SQL_DOMAIN_FIND,
	[INTERN_REPORTER] = SQL_REPORTER_FIND,
	[INTERN_FOLDER] = SQL_FOLDER_FIND,
};

enum err
intern_name(struct intern *in, enum intern_name kind, const char *s,
    int64_t *ret, struct error *e)
{
	static const enum sql_id add[] = {
		[INTERN_DOMAIN] = SQL_DOMAIN_ADD,
		[INTERN_REPORTER] = SQL_REPORTER_ADD,
		[INTERN_FOLDER] = SQL_FOLDER_ADD,
	};

	if (s == NULL) {
		*ret = 0;
		return OK;
	}
	return intern(in,
	    &(struct value){ kind, find_name[kind], add[kind], bind_text, s, s,
	        strlen(s) },
	    ret, e);
}

static void
bind_ip(struct query *q, const void *value)
{
	const struct ip *ip = value;

	sql_bind_blob(q, 1, ip->bytes, ip->len);
}

enum err
intern_source(struct intern *in, const struct ip *ip, int64_t *ret,
    struct error *e)
{
	return intern(in,
	    &(struct value){ KIND_SOURCE, SQL_SOURCE_FIND, SQL_SOURCE_ADD,
	        bind_ip, ip, ip->bytes, ip->len },
	    ret, e);
}

enum err
intern_find_name(struct sql *sql, enum intern_name kind, const char *s,
    int64_t *ret, struct error *e)
{
	struct query *q;
	enum err err = sql_get(sql, find_name[kind], &q, e);

	if (err != OK)
		return err;
	bind_text(q, s);
	return sql_run_int(q, 0, ret, e);
}

enum err
intern_find_source(struct sql *sql, const struct ip *ip, int64_t *ret,
    struct error *e)
{
	struct query *q;
	enum err err = sql_get(sql, SQL_SOURCE_FIND, &q, e);

	if (err != OK)
		return err;
	bind_ip(q, ip);
	return sql_run_int(q, 0, ret, e);
}

static const char *
or_empty(const char *s)
{
	return s != NULL ? s : "";
}

static void
bind_policy(struct query *q, const void *value)
{
	const struct policy_published *p = value;

	sql_bind_text(q, 1, or_empty(p->p.raw));
	sql_bind_text(q, 2, or_empty(p->sp.raw));
	sql_bind_text(q, 3, or_empty(p->np.raw));
	sql_bind_int(q, 4, p->pct);
	sql_bind_text(q, 5, or_empty(p->adkim.raw));
	sql_bind_text(q, 6, or_empty(p->aspf.raw));
	sql_bind_text(q, 7, or_empty(p->testing.raw));
	sql_bind_text(q, 8, or_empty(p->discovery_method.raw));
	sql_bind_text(q, 9, or_empty(p->fo));
}

static void
pack_texts(struct buf *out, const char *const *texts, size_t n)
{
	buf_reset(out);
	for (size_t i = 0; i < n; i++)
		pack_text(out, or_empty(texts[i]));
}

enum err
intern_policy(struct intern *in, const struct policy_published *p, int64_t *ret,
    struct error *e)
{
	const char *texts[] = { p->p.raw, p->sp.raw, p->np.raw, p->adkim.raw,
		p->aspf.raw, p->testing.raw, p->discovery_method.raw, p->fo };

	pack_texts(&in->scratch, texts, sizeof(texts) / sizeof(texts[0]));
	pack_number(&in->scratch, (uint64_t)p->pct + 1);
	return intern(in,
	    &(struct value){ KIND_POLICY, SQL_POLICY_FIND, SQL_POLICY_ADD,
	        bind_policy, p, in->scratch.data, in->scratch.len },
	    ret, e);
}

static void
bind_submitter(struct query *q, const void *value)
{
	const struct report *r = value;

	sql_bind_text(q, 1, or_empty(r->org_name));
	sql_bind_text(q, 2, or_empty(r->email));
	sql_bind_text(q, 3, or_empty(r->extra_contact_info));
	sql_bind_text(q, 4, or_empty(r->generator));
	sql_bind_text(q, 5, or_empty(r->version));
	sql_bind_text(q, 6, or_empty(r->xml_namespace));
}

enum err
intern_submitter(struct intern *in, const struct report *r, int64_t *ret,
    struct error *e)
{
	const char *texts[] = { r->org_name, r->email, r->extra_contact_info,
		r->generator, r->version, r->xml_namespace };

	pack_texts(&in->scratch, texts, sizeof(texts) / sizeof(texts[0]));
	return intern(in,
	    &(struct value){ KIND_SUBMITTER, SQL_SUBMITTER_FIND,
	        SQL_SUBMITTER_ADD, bind_submitter, r, in->scratch.data,
	        in->scratch.len },
	    ret, e);
}
