/*
 * Domain names.  A name in ASCII, as nearly all are, is lower-cased and
 * checked in one pass; only others go through libidn2 first, and its result
 * takes the same pass.
 *
 * libpsl wants clean names (domain_normalize() first) and takes addresses for
 * names, so those are told apart here: no top-level domain is a number.
 */
#include <idn2.h>
#include <libpsl.h>
#include <string.h>

#include "core/domain.h"
#include "core/text.h"

/* Longest name looked at: 253 characters of four bytes, and some. */
enum { NAME_MAX_BYTES = 1100, LABEL_MAX = 63 };

/* Take off what surrounds a name in a mail's address. */
static size_t
strip(const char **s, size_t n)
{
	n = text_trim(s, n);
	const char *at = memrchr(*s, '@', n);
	if (at != NULL) {
		n -= (size_t)(at + 1 - *s);
		*s = at + 1;
	}
	if (n > 0 && (*s)[0] == '<') {
		(*s)++;
		n--;
	}
	if (n > 0 && (*s)[n - 1] == '>')
		n--;
	n = text_trim(s, n);
	if (n > 0 && (*s)[n - 1] == '.')
		n--;
	return n;
}

/* Lower case and check; false when the n bytes at s are no host name. */
static bool
copy_ascii(const char *s, size_t n, char out[DOMAIN_MAX + 1])
{
	if (n < 1 || n > DOMAIN_MAX)
		return false;
	size_t label = 0;
	for (size_t i = 0; i < n; i++) {
		char c = s[i];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		out[i] = c;
		if (c == '.') {
			if (label == 0)
				return false;
			label = 0;
			continue;
		}
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		        c == '-' || c == '_') ||
		    ++label > LABEL_MAX)
			return false;
	}
	out[n] = '\0';
	return label > 0;
}

static bool
has_non_ascii(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((s[i] & 0x80) != 0)
			return true;
	return false;
}

/* U-labels to A-labels (RFC 5891), then as any other name. */
static bool
copy_idn(const char *s, size_t n, char out[DOMAIN_MAX + 1])
{
	char name[NAME_MAX_BYTES + 1];
	if (n > NAME_MAX_BYTES)
		return false;
	memcpy(name, s, n);
	name[n] = '\0';

	uint8_t *ascii = NULL;
	if (idn2_lookup_u8((const uint8_t *)name, &ascii,
	        IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK)
		return false;
	bool good =
	    copy_ascii((const char *)ascii, strlen((const char *)ascii), out);
	idn2_free(ascii);
	return good;
}

bool
domain_normalize(const char *s, char out[DOMAIN_MAX + 1])
{
	if (s != NULL) {
		size_t n = strip(&s, strlen(s));
		if (has_non_ascii(s, n) ? copy_idn(s, n, out)
		                        : copy_ascii(s, n, out))
			return true;
	}
	out[0] = '\0';
	return false;
}

/* Whether the last label is a number, as only an address's is. */
static bool
is_address(const char *domain)
{
	const char *dot = strrchr(domain, '.');
	const char *last = dot == NULL ? domain : dot + 1;
	return last[strspn(last, "0123456789")] == '\0';
}

const char *
domain_org(const char *domain)
{
	if (is_address(domain))
		return domain;
	const char *org = psl_registrable_domain(psl_builtin(), domain);
	return org == NULL ? domain : org;
}

const char *
domain_org_icann(const char *domain)
{
	if (is_address(domain))
		return domain;
	const psl_ctx_t *psl = psl_builtin();
	const char *org = domain, *rest = domain;
	while (!psl_is_public_suffix2(psl, rest, PSL_TYPE_ICANN)) {
		const char *dot = strchr(rest, '.');
		if (dot == NULL)
			return domain;
		org = rest;
		rest = dot + 1;
	}
	return org;
}

bool
domain_is_under(const char *name, const char *parent)
{
	if (name == NULL || parent == NULL || parent[0] == '\0')
		return false;
	size_t n = strlen(name), m = strlen(parent);
	if (n < m || strcmp(name + n - m, parent) != 0)
		return false;
	return n == m || name[n - m - 1] == '.';
}

struct library
domain_psl_library(void)
{
	return library_named("libpsl", "%s", psl_get_version());
}

struct library
domain_idn_library(void)
{
	return library_named("libidn2", "%s", idn2_check_version(NULL));
}
