/*
 * RFC 8601 2.2, read from left to right (authres_scan.c):
 *
 *   authserv-id [version] 1*(";" method ["/" version] "=" result
 *       ["reason" "=" value] *(ptype "." property "=" pvalue)) / ";" "none"
 *
 * with comments and folding everywhere.  The world's fields differ from it in
 * small things, which are let pass: properties without a ptype (Microsoft's
 * action=none), values with / and = that are not quoted (header.b of Google).
 * What cannot be read ends the field; what stood before it is used.
 */
#include <string.h>
#include <strings.h>

#include "ingest/authres.h"
#include "ingest/authres_scan.h"

enum method { METHOD_OTHER, METHOD_DMARC, METHOD_DKIM, METHOD_SPF };

struct result {
	enum method method;
	int code; /* VOCAB_AUTH_RESULT */
	char header_from[DOMAIN_MAX + 1], header_d[DOMAIN_MAX + 1],
	    header_i[DOMAIN_MAX + 1], mailfrom[DOMAIN_MAX + 1];
};

static enum method
method_of(const char *word)
{
	static const struct {
		const char *name;
		enum method method;
	} methods[] = { { "dmarc", METHOD_DMARC }, { "dkim", METHOD_DKIM },
		{ "spf", METHOD_SPF } };

	for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++)
		if (strcasecmp(word, methods[i].name) == 0)
			return methods[i].method;
	return METHOD_OTHER;
}

static void
take_property(struct result *r, const char *name, const char *value)
{
	const struct {
		const char *name;
		char *out;
	} properties[] = { { "header.from", r->header_from },
		{ "header.d", r->header_d }, { "header.i", r->header_i },
		{ "smtp.mailfrom", r->mailfrom } };

	for (size_t i = 0; i < sizeof(properties) / sizeof(*properties); i++)
		if (strcasecmp(name, properties[i].name) == 0 &&
		    properties[i].out[0] == '\0')
			domain_normalize(value, properties[i].out);
}

/* One resinfo, up to its ";".  NULL: it cannot be read. */
static const char *
read_result(const char *p, struct result *r)
{
	char name[AUTHRES_WORD_MAX], value[AUTHRES_WORD_MAX];

	*r = (struct result){ .code = WORD_UNSET };
	p = authres_pair(p, "=/", name, value);
	if (p == NULL)
		return NULL;
	r->method = method_of(name);
	text_lower(value);
	r->code = word_code(VOCAB_AUTH_RESULT, value);
	while (*p != '\0' && *p != ';') {
		p = authres_pair(p, "=", name, value);
		if (p == NULL)
			return NULL;
		take_property(r, name, value);
	}
	return p;
}

static void
copy(char out[DOMAIN_MAX + 1], const char *domain)
{
	memcpy(out, domain, strlen(domain) + 1);
}

static void
take_result(struct authres *a, const struct result *r)
{
	const char *dkim = r->header_d[0] != '\0' ? r->header_d : r->header_i;

	/* Of several (a From with several addresses) a fail decides. */
	if (r->method == METHOD_DMARC &&
	    (a->dmarc == WORD_UNSET || r->code == AUTH_FAIL)) {
		a->dmarc = r->code;
		copy(a->dmarc_from, r->header_from);
	}
	if (r->code != AUTH_PASS)
		return;
	if (r->method == METHOD_DKIM && dkim[0] != '\0' &&
	    a->n_dkim < AUTHRES_DKIM_MAX)
		copy(a->dkim[a->n_dkim++], dkim);
	if (r->method == METHOD_SPF && a->spf[0] == '\0')
		copy(a->spf, r->mailfrom);
}

static void
read_results(struct authres *a, const char *p)
{
	unsigned seen = a->seen;
	struct result r;

	while (p != NULL && *(p = authres_skip(p)) == ';') {
		p = authres_skip(p + 1);
		if (*p == '\0')
			return;
		p = read_result(p, &r);
		if (seen & 1u << r.method)
			continue;
		a->seen |= 1u << r.method;
		/* A result that cannot be read to its end proves nothing. */
		if (p != NULL || r.code != AUTH_PASS)
			take_result(a, &r);
	}
}

static bool
is_own(const struct authserv *own, const char *id)
{
	for (size_t i = 0; i < own->n; i++)
		if (strcasecmp(own->ids[i], id) == 0)
			return true;
	return false;
}

void
authres_init(struct authres *a, const struct authserv *own)
{
	*a = (struct authres){ .own = own };
}

bool
authres_field(struct authres *a, const char *name, const char *value)
{
	char word[AUTHRES_WORD_MAX];
	const char *p;

	if (a->ended || a->own->n == 0)
		return false;
	if (strcasecmp(name, "Authentication-Results") == 0) {
		p = authres_word(value, "=", word);
		if (is_own(a->own, word)) {
			a->began = true;
			p = authres_skip(authres_word(p, "", word));
			/* Of another version we know nothing. */
			if (word[0] == '\0' || strcmp(word, "1") == 0)
				read_results(a, p);
			return true;
		}
	}
	a->ended = a->began;
	return !a->ended;
}

static bool
is_aligned(const char *domain, const char *from)
{
	return domain[0] != '\0' && strchr(from, '.') != NULL &&
	       strcmp(domain_org(domain), domain_org(from)) == 0;
}

const char *
authres_from(const struct authres *a, const char *mail_from)
{
	if (a->dmarc == AUTH_FAIL)
		return NULL;
	if (a->dmarc == AUTH_PASS && a->dmarc_from[0] != '\0')
		return a->dmarc_from;
	if (mail_from == NULL || a->dmarc == AUTH_PASS)
		return mail_from;
	if (is_aligned(a->spf, mail_from))
		return mail_from;
	for (size_t i = 0; i < a->n_dkim; i++)
		if (is_aligned(a->dkim[i], mail_from))
			return mail_from;
	return NULL;
}

bool
authres_failed(const struct authres *a)
{
	return a->dmarc == AUTH_FAIL;
}
