/*
 * Files are found by name in a table, or, for those who work on the pages, in
 * a directory.  A name is made of plain letters, digits and ".-_", and no part
 * of it begins with a dot: nothing else was ever built, so nothing else is
 * looked for.  Beside NAME there may be NAME.gz with the same content.
 */
#include "web/pages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/embed.h"
#include "web/answer.h"
#include "web/negotiate.h"

#define FRONT_PAGE "index.html"
enum { NAME_MAX_BYTES = 128, FILE_MAX_BYTES = 16 * 1024 * 1024 };

static const char *
media_type(const char *name)
{
	static const struct {
		const char *ending, *type;
	} types[] = {
		{ ".html", "text/html; charset=utf-8" },
		{ ".js", "text/javascript; charset=utf-8" },
		{ ".css", "text/css; charset=utf-8" },
		{ ".svg", "image/svg+xml" },
		{ ".png", "image/png" },
		{ ".ico", "image/x-icon" },
		{ ".woff2", "font/woff2" },
		{ ".json", "application/json" },
		{ ".txt", "text/plain; charset=utf-8" },
	};
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < sizeof(types) / sizeof(*types); i++)
		if (strcmp(dot, types[i].ending) == 0)
			return types[i].type;
	return "application/octet-stream";
}

static bool
find_embedded(const char *name, struct answer *a)
{
	for (const struct embedded *f = page_files; f->name; f++) {
		if (strcmp(f->name, name) != 0)
			continue;
		a->bytes = f->begin;
		a->n_bytes = (size_t)(f->end - f->begin);
		return true;
	}
	return false;
}

static bool
read_whole(int fd, struct buf *out)
{
	char piece[64 * KIB];
	ssize_t n;

	while ((n = read(fd, piece, sizeof(piece))) > 0)
		buf_add(out, piece, (size_t)n);
	return n == 0 && !out->overflow && out->len <= FILE_MAX_BYTES;
}

static bool
find_on_disk(const char *dir, const char *name, struct answer *a)
{
	struct stat st;
	bool found = false;
	int top = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int fd = top < 0 ? -1
	                 : openat(top, name,
	                       O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		buf_reset(&a->body);
		found = read_whole(fd, &a->body);
	}
	if (fd >= 0)
		close(fd);
	if (top >= 0)
		close(top);
	return found;
}

static bool
find_file(const struct site *site, const char *name, struct answer *a)
{
	if (site->assets)
		return find_on_disk(site->assets, name, a);
	return find_embedded(name, a);
}

enum err
pages_check(const char *assets, struct error *e)
{
	int top, why = 0;

	if (!assets)
		return OK;
	top = open(assets, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (top < 0 || faccessat(top, FRONT_PAGE, R_OK, 0) != 0)
		why = errno;
	if (top >= 0)
		close(top);
	if (why == 0)
		return OK;
	return error_set(e, why == ENOENT ? ERR_NOTFOUND : ERR_SYSTEM,
	    "cannot serve the pages in %s%s: %s; nothing is served; make "
	    "puts them into build/ui, and without --assets the program's "
	    "own are served",
	    assets, top >= 0 ? "/" FRONT_PAGE : "", strerror(why));
}

/* "assets/app.js" from the segments; false when no file is called that. */
static bool
file_name(const struct request *r, char out[NAME_MAX_BYTES])
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
	                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                              "0123456789.-_";
	size_t len = 0;

	for (size_t i = 0; i < r->n_segments; i++) {
		const char *s = r->segments[i];
		size_t n = strlen(s);
		if (n == 0 || *s == '.' || strspn(s, allowed) != n ||
		    len + n + 2 + strlen(".gz") > NAME_MAX_BYTES)
			return false;
		if (i > 0)
			out[len++] = '/';
		memcpy(out + len, s, n + 1);
		len += n;
	}
	return len > 0;
}

/* Find the file, packed if there is such a one and the client takes it. */
static bool
find_encoded(struct request *r, const char *name, struct answer *a)
{
	char packed[NAME_MAX_BYTES + 4];

	answer_field(a, "Vary", "Accept-Encoding");
	snprintf(packed, sizeof(packed), "%s.gz", name);
	if (accepts_gzip(r->headers.accept_encoding) &&
	    find_file(r->site, packed, a)) {
		answer_field(a, "Content-Encoding", "gzip");
		return true;
	}
	return find_file(r->site, name, a);
}

/* The tag is of the bytes: a page changes only when it is built anew. */
static enum err
set_tag(struct request *r, struct answer *a, struct error *e)
{
	struct digest d;
	char hex[DIGEST_TEXT_MAX];

	if (a->bytes)
		digest_of(a->bytes, a->n_bytes, &d);
	else
		digest_of(a->body.data, a->body.len, &d);
	digest_format(&d, hex);
	hex[32] = '\0';
	const char *tag = arena_printf(&r->arena, "\"%s\"", hex);
	if (!tag)
		return error_set(e, ERR_LIMIT, "the address is too long");
	answer_field(a, "ETag", tag);
	if (etag_listed(r->headers.if_none_match, hex))
		answer_not_modified(a);
	return OK;
}

/* Whether a path is a page's; some end in a name or address, with dots. */
static bool
is_page(const struct request *r)
{
	return strcmp(r->segments[0], "domains") == 0 ||
	       strcmp(r->segments[0], "sources") == 0 ||
	       !strchr(r->segments[r->n_segments - 1], '.');
}

enum err
pages_answer(struct request *r, struct answer *a, struct error *e)
{
	char name[NAME_MAX_BYTES];
	bool found = file_name(r, name) && find_encoded(r, name, a);
	bool asset = strcmp(r->segments[0], "assets") == 0;

	if (!found && (asset || !is_page(r)))
		return error_set(e, ERR_NOTFOUND, "there is no such file");
	if (!found) {
		answer_reset(a);
		snprintf(name, sizeof(name), FRONT_PAGE);
		if (!find_encoded(r, name, a))
			return error_set(e, ERR_NOTFOUND,
			    "the pages are not there; build them with make");
	}
	answer_field(a, "Content-Type", media_type(name));
	/* The name of an asset holds a hash of its content. */
	answer_field(a, "Cache-Control",
	    asset ? "public, max-age=31536000, immutable" : "no-cache");
	return set_tag(r, a, e);
}
