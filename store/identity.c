/*
 * The identity is worked out once, at ingest, and never again: a later list of
 * hosting domains or of public suffixes must not split a reporter's past.
 */
#include "store/identity.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/embed.h"

static void
add_hosting(struct reporters *rs, const char *domain)
{
	rs->hosting =
	    xrealloc(rs->hosting, (rs->n_hosting + 1) * sizeof(*rs->hosting));
	snprintf(rs->hosting[rs->n_hosting++], sizeof(*rs->hosting), "%s",
	    domain);
}

void
reporters_add_pair(struct reporters *rs, const char *email, const char *from)
{
	struct reporter_domains *pair;

	rs->pairs = xrealloc(rs->pairs, (rs->n_pairs + 1) * sizeof(*rs->pairs));
	pair = &rs->pairs[rs->n_pairs++];
	snprintf(pair->email, sizeof(pair->email), "%s", domain_org(email));
	snprintf(pair->from, sizeof(pair->from), "%s", domain_org(from));
}

/* kind, domain, value: the columns of reporters.tsv. */
static void
add_line(struct reporters *rs, const char *line, size_t n)
{
	char text[3][DOMAIN_MAX + 1] = { "", "", "" };
	const char *end = line + n;

	for (size_t i = 0; i < 3 && line < end; i++) {
		const char *tab = memchr(line, '\t', (size_t)(end - line));
		size_t length = (size_t)((tab != NULL ? tab : end) - line);

		if (length <= DOMAIN_MAX)
			memcpy(text[i], line, length);
		line += length + 1;
	}
	if (strcmp(text[0], "hosting") == 0 && text[1][0] != '\0')
		add_hosting(rs, text[1]);
	if (strcmp(text[0], "pair") == 0 && text[2][0] != '\0')
		reporters_add_pair(rs, text[1], text[2]);
}

void
reporters_load(struct reporters *rs)
{
	const struct embedded *f = schema_files;
	const char *line, *end;

	*rs = (struct reporters){ 0 };
	while (f->name != NULL && strcmp(f->name, "reporters.tsv") != 0)
		f++;
	if (f->name == NULL)
		return;
	for (line = f->begin; line < f->end; line = end + 1) {
		end = memchr(line, '\n', (size_t)(f->end - line));
		if (end == NULL)
			end = f->end;
		add_line(rs, line, (size_t)(end - line));
	}
}

void
reporters_free(struct reporters *rs)
{
	free(rs->hosting);
	free(rs->pairs);
	*rs = (struct reporters){ 0 };
}

static bool
is_hosting(const struct reporters *rs, const char *domain)
{
	for (size_t i = 0; i < rs->n_hosting; i++)
		if (strcmp(rs->hosting[i], domain) == 0)
			return true;
	return false;
}

/*
 * Trimmed, lower-cased, blanks squeezed, at most max bytes.  A longer one
 * keeps its beginning and ends in a piece of its digest.
 */
static void
squeeze(const char *s, size_t max, struct buf *out)
{
	struct digest digest;
	char hex[DIGEST_TEXT_MAX];
	size_t n = text_trim(&s, strlen(s));
	bool blank, after_blank = false;
	enum { HEX = 8 };

	buf_reset(out);
	for (size_t i = 0; i < n; i++, after_blank = blank) {
		blank = s[i] == ' ' || s[i] == '\t';
		if (!blank || !after_blank)
			buf_add(out, blank ? " " : &s[i], 1);
	}
	if (out->len == 0)
		return;
	text_lower(out->data);
	if (out->len <= max)
		return;
	digest_of(out->data, out->len, &digest);
	n = max - HEX - 1;
	while (n > 0 && ((unsigned char)out->data[n] & 0xc0) == 0x80)
		n--; /* not inside a character */
	out->len = n;
	out->data[n] = '\0';
	buf_printf(out, "~%.*s", HEX, digest_format(&digest, hex));
}

/* The organizational domain of an address or a domain; false if none. */
static bool
org_of(const char *s, char out[DOMAIN_MAX + 1])
{
	char domain[DOMAIN_MAX + 1];

	/* A name without a dot is some machine's, not a reporter's. */
	if (s == NULL || !domain_normalize(s, domain) ||
	    strchr(domain, '.') == NULL)
		return false;
	snprintf(out, DOMAIN_MAX + 1, "%s", domain_org(domain));
	return true;
}

bool
reporter_identity(const struct reporters *rs, const struct report *r,
    const char *mail_from, char out[REPORTER_MAX + 1])
{
	char org[DOMAIN_MAX + 1] = "";
	struct buf name;
	bool found = org_of(r->email, org) || org_of(mail_from, org);
	size_t room = REPORTER_MAX;

	buf_init(&name, 64 * KIB);
	if (found && is_hosting(rs, org))
		room -= strlen(org) + 1;
	if (r->org_name != NULL)
		squeeze(r->org_name, room, &name);
	if (!found && name.len == 0 && r->email != NULL)
		squeeze(r->email, room, &name);
	if (found && is_hosting(rs, org) && name.len > 0)
		snprintf(out, REPORTER_MAX + 1, "%s:%s", org, name.data);
	else
		snprintf(out, REPORTER_MAX + 1, "%s", found ? org : name.data);
	buf_free(&name);
	return out[0] != '\0';
}

bool
reporter_is_authentic(const struct reporters *rs, const struct report *r,
    const char *mail_from, const char *auth_from)
{
	char org[DOMAIN_MAX + 1], auth[DOMAIN_MAX + 1];

	if (!org_of(auth_from, auth))
		return false;
	if (!org_of(r->email, org) && !org_of(mail_from, org))
		return false;
	if (strcmp(org, auth) == 0)
		return true;
	for (size_t i = 0; i < rs->n_pairs; i++)
		if (strcmp(rs->pairs[i].email, org) == 0 &&
		    strcmp(rs->pairs[i].from, auth) == 0)
			return true;
	return false;
}

int64_t
report_key(const char *reporter, const struct report *r)
{
	const char *id = r->report_id != NULL ? r->report_id : "";
	size_t n = text_trim(&id, strlen(id));
	struct digest_stream *d;
	struct digest digest;
	int64_t key;

	if (n >= 2 && id[0] == '<' && id[n - 1] == '>') {
		id++;
		n = text_trim(&id, n - 2);
	}
	if (n == 0)
		return 0;
	/* The NUL behind each text keeps "a" "bc" and "ab" "c" apart. */
	d = digest_begin();
	digest_add(d, reporter, strlen(reporter) + 1);
	digest_add(d, r->policy_published.domain,
	    strlen(r->policy_published.domain) + 1);
	digest_add_int64(d, r->begin);
	digest_add_int64(d, r->end);
	digest_add(d, id, n);
	digest_finish(d, &digest);
	key = digest_int64(&digest);
	return key != 0 ? key : 1;
}
