/*
 * From a request to an answer.  The database is asked several questions for
 * one answer, in one snapshot, so that its sums and rows are of one moment.
 */
#include <stdio.h>
#include <string.h>

#include "web/answer.h"
#include "web/change.h"
#include "web/negotiate.h"
#include "web/pages.h"
#include "web/routes.h"

enum { TAG_HEX = 32, TEXT_MAX = 200 };

/* What an answer depends on besides the database's content, as a tag. */
static void
make_tag(const struct request *r, const struct pooled *c, int64_t change,
    char out[ETAG_MAX])
{
	struct digest d;
	struct buf b;
	char hex[DIGEST_TEXT_MAX];

	buf_init(&b, 4 * REQUEST_TARGET_MAX);
	buf_printf(&b, "%lld\n%d\n%s\n%llu\n%s\n%d", (long long)change,
	    (int)r->today, r->site->build, (unsigned long long)c->ino,
	    r->target, (int)r->form);
	digest_of(b.data, b.len, &d);
	buf_free(&b);
	memcpy(out, digest_format(&d, hex), TAG_HEX);
	out[TAG_HEX] = '\0';
}

/* The headers that let a cache ask whether its copy is still right. */
static enum err
set_cache_fields(struct request *r, struct answer *a, const char *tag,
    struct error *e)
{
	bool packed = answer_field_get(a, "Content-Encoding") != NULL;
	const char *value =
	    arena_printf(&r->arena, "\"%s%s\"", tag, packed ? "-gz" : "");

	if (!value)
		return error_set(e, ERR_LIMIT, "the answer needs much memory");
	answer_field(a, "ETag", value);
	answer_field(a, "Cache-Control", "private, no-cache");
	answer_field(a, "Vary", "Accept, Accept-Encoding");
	return OK;
}

/* Whether the client has this answer already; then it is a 304. */
static bool
is_known(struct request *r, struct answer *a, const char *tag, enum err *err,
    struct error *e)
{
	const char *list = r->headers.if_none_match;
	char packed[ETAG_MAX];

	if (!list)
		return false;
	snprintf(packed, sizeof(packed), "%.*s-gz", TAG_HEX, tag);
	bool is_packed = accepts_gzip(r->headers.accept_encoding) &&
	                 etag_listed(list, packed);
	if (!is_packed && !etag_listed(list, tag))
		return false;
	*err = set_cache_fields(r, a, is_packed ? packed : tag, e);
	answer_not_modified(a);
	return true;
}

static enum err
answer_at(struct request *r, struct answer *a, const struct pooled *c,
    struct error *e)
{
	int64_t change;
	char tag[ETAG_MAX];
	enum err err = store_change(r->store, &change, e);

	if (err != OK)
		return err;
	make_tag(r, c, change, tag);
	if (is_known(r, a, tag, &err, e))
		return err;
	err = r->route->answer(r, a, e);
	if (err != OK)
		return err;
	if (a->stream) {
		/* Its pages are of one moment each, it is of none. */
		answer_field(a, "Cache-Control", "no-store");
		return OK;
	}
	answer_compress(a, r);
	return set_cache_fields(r, a, tag, e);
}

static enum err
ask(struct request *r, struct answer *a, const struct pooled *c,
    struct error *e)
{
	enum err err = store_begin(r->store, e);

	if (err != OK)
		return err;
	err = answer_at(r, a, c, e);
	store_rollback(r->store); /* nothing was written */
	return err;
}

/* A database that is not there, or not ours, is no mistake of the client. */
static enum err
database_error(enum err err)
{
	if (err == ERR_NOTFOUND)
		return ERR_AGAIN;
	return err == ERR_INPUT ? ERR_SYSTEM : err;
}

/* A change: once, on a connection of its own, and no cache hears of it. */
static enum err
change(struct request *r, struct answer *a, struct error *e)
{
	enum err err = pool_open_writer(r->site->pool, &r->store, e);
	if (err != OK)
		return database_error(err);
	err = r->route->answer(r, a, e);
	store_close(r->store);
	r->store = NULL;
	answer_field(a, "Cache-Control", "no-store");
	return err;
}

static enum err
answer_api(struct request *r, struct answer *a, struct error *e)
{
	struct pooled c;
	enum err err = route_parameters(r, e);
	if (err == OK)
		err = request_words(r, e);
	if (err != OK)
		return err;
	if (r->route->body != BODY_NONE)
		return change(r, a, e);
	if ((err = pool_take(r->site->pool, &c, e)) != OK)
		return database_error(err);
	r->store = c.store;
	r->db_bytes = c.bytes;
	err = ask(r, a, &c, e);
	r->store = NULL;
	pool_give(r->site->pool, &c, err != ERR_SYSTEM);
	return err;
}

/* The target and the route; 0 or the status for an error. */
static unsigned
look_at_target(struct request *r, struct error *e)
{
	if (strlen(r->target) > REQUEST_TARGET_MAX) {
		error_set(e, ERR_LIMIT, "the address is too long");
		return 414;
	}
	enum err err = request_read(r, e);
	if (err != OK)
		return answer_status(err);
	bool api = request_is_api(r);
	if (api && !(r->route = route_find(r))) {
		error_set(e, ERR_NOTFOUND, "there is no such address");
		return 404;
	}
	if (api ? !route_takes(r->route, r->method)
	        : strcmp(r->method, "GET") != 0 &&
	              strcmp(r->method, "HEAD") != 0) {
		error_set(e, ERR_INPUT, "this address takes %s",
		    route_methods(r->route));
		return 405;
	}
	return api && r->route->body != BODY_NONE ? change_check(r, e) : 0;
}

void
dispatch_look(struct request *r)
{
	if (r->looked)
		return;
	r->looked = true;
	r->refused = request_check(r, &r->why);
	if (r->refused == 0)
		r->refused = look_at_target(r, &r->why);
}

/* The beginning of a stranger's text, harmless. */
static void
add_cut(struct buf *b, const char *s)
{
	char text[TEXT_MAX];

	snprintf(text, sizeof(text), "%s", s);
	text_to_terminal(b, text);
}

static void
log_problem(const struct request *r, const struct answer *a)
{
	struct buf b;

	if (!r->site->log || a->status < 400)
		return;
	buf_init(&b, KIB);
	buf_printf(&b, "%u ", a->status);
	text_to_terminal(&b, a->detail);
	buf_addstr(&b, ": ");
	add_cut(&b, r->method);
	buf_addch(&b, ' ');
	add_cut(&b, r->target);
	r->site->log(b.data);
	buf_free(&b);
}

void
dispatch(struct request *r, struct answer *a)
{
	struct error e = { 0 };
	unsigned status;

	r->today = day_of(r->site->now());
	filter_init(&r->filter);
	dispatch_look(r);
	status = r->refused;
	if (status == 0)
		status = answer_status(
		    r->route ? answer_api(r, a, &e) : pages_answer(r, a, &e));
	if (status >= 400)
		answer_problem(a, status, r->refused ? r->why.text : e.text);
	if (status == 405)
		answer_field(a, "Allow", route_methods(r->route));
	answer_secure(a);
	log_problem(r, a);
}
