/*
 * Reporters and addresses by a part of their text.  Both tables say each thing
 * once, so that they are small beside the records; a part of an IPv4 address
 * is a range of the index.
 */
#include <stdlib.h>
#include <string.h>

#include "store/ask.h"

enum { PATTERN_MAX = 512 };

/* "a_b" as "%a!_b%". */
static void
make_pattern(const char *text, char out[PATTERN_MAX])
{
	struct buf b;

	buf_init(&b, PATTERN_MAX - 2);
	buf_addch(&b, '%');
	for (; *text != '\0' && b.len < PATTERN_MAX - 6; text++) {
		if (strchr("%_!", *text) != NULL)
			buf_addch(&b, '!');
		buf_addch(&b, *text);
	}
	snprintf(out, PATTERN_MAX, "%s%%", b.data);
	buf_free(&b);
}

/* Two or three numbers up to 255, or one, with a point behind it. */
static bool
read_octets(const char *text, struct ip *low, struct ip *high)
{
	int n = 0;

	*low = (struct ip){ .len = 4 };
	*high = (struct ip){ .len = 4 };
	memset(high->bytes, 0xff, 4);
	while (*text != '\0' && n < 3) {
		char *end;
		unsigned long v = strtoul(text, &end, 10);

		if (*text < '0' || *text > '9' || v > 255 ||
		    (*end != '.' && (*end != '\0' || n == 0)))
			return false;
		low->bytes[n] = high->bytes[n] = (uint8_t)v;
		n++;
		text = *end == '.' ? end + 1 : end;
	}
	return n > 0 && *text == '\0';
}

static enum err
hand_on_addresses(struct query *q, found_fn fn, void *ctx, struct error *e)
{
	enum err err = OK;
	bool row;

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		struct found_row found = { .name = sql_text(q, 1) };
		size_t size;
		const void *ip = sql_blob(q, 0, &size);

		if (ip == NULL || size > sizeof(found.source_ip.bytes))
			continue;
		found.source_ip.len = (uint8_t)size;
		memcpy(found.source_ip.bytes, ip, size);
		err = fn(ctx, &found, e);
	}
	sql_done(q);
	return err;
}

static enum err
search_sources(struct store *st, const char *text, size_t limit, found_fn fn,
    void *ctx, struct error *e)
{
	struct ip low, high;
	struct query *q;
	enum err err;

	if (ip_parse(text, &low) && low.len > 0)
		high = low;
	else if (!read_octets(text, &low, &high))
		return OK;
	err = sql_get(st->sql, SQL_SEARCH_SOURCES, &q, e);
	if (err != OK)
		return err;
	sql_bind_blob(q, 1, low.bytes, low.len);
	sql_bind_blob(q, 2, high.bytes, high.len);
	sql_bind_int(q, 3, low.len);
	sql_bind_int(q, 4, (int64_t)limit);
	return hand_on_addresses(q, fn, ctx, e);
}

static enum err
search_host_names(struct store *st, const char *pattern, size_t limit,
    found_fn fn, void *ctx, struct error *e)
{
	struct query *q;
	enum err err = sql_get(st->sql, SQL_SEARCH_HOST_NAMES, &q, e);

	if (err != OK)
		return err;
	sql_bind_text(q, 1, pattern);
	sql_bind_int(q, 2, (int64_t)limit);
	return hand_on_addresses(q, fn, ctx, e);
}

static enum err
search_reporters(struct store *st, const char *pattern, size_t limit,
    found_fn fn, void *ctx, struct error *e)
{
	struct query *q;
	bool row;
	enum err err = sql_get(st->sql, SQL_SEARCH_REPORTERS, &q, e);

	if (err != OK)
		return err;
	sql_bind_text(q, 1, pattern);
	sql_bind_int(q, 2, (int64_t)limit);
	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		const struct found_row found = { .name = sql_text(q, 0) };
		err = fn(ctx, &found, e);
	}
	sql_done(q);
	return err;
}

enum err
store_search(struct store *st, const char *text, size_t limit, found_fn fn,
    void *ctx, struct error *e)
{
	char pattern[PATTERN_MAX];
	enum err err;

	make_pattern(text, pattern);
	err = search_reporters(st, pattern, limit, fn, ctx, e);
	if (err == OK)
		err = search_sources(st, text, limit, fn, ctx, e);
	if (err == OK)
		err = search_host_names(st, pattern, limit, fn, ctx, e);
	return err;
}
