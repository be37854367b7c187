/*
 * Addresses are read and written by the C library: inet_pton() takes only
 * whole, strict forms, and inet_ntop() writes what RFC 5952 asks for.
 */
#include <arpa/inet.h>
#include <string.h>

#include "core/ip.h"
#include "core/text.h"

/* An IPv4-mapped address (RFC 4291 2.5.5.2) becomes the one it maps. */
static void
unmap(struct ip *ip)
{
	static const uint8_t prefix[12] = { [10] = 0xff, [11] = 0xff };
	if (memcmp(ip->bytes, prefix, sizeof(prefix)) != 0)
		return;
	memmove(ip->bytes, ip->bytes + 12, 4);
	memset(ip->bytes + 4, 0, 12);
	ip->len = 4;
}

bool
ip_parse(const char *s, struct ip *ret)
{
	*ret = (struct ip){ 0 };
	if (s == NULL)
		return false;

	size_t n = text_trim(&s, strlen(s));
	if (n >= 2 && s[0] == '[' && s[n - 1] == ']') {
		s++;
		n -= 2;
	}
	const char *zone = memchr(s, '%', n);
	if (zone != NULL)
		n = (size_t)(zone - s);

	char text[IP_TEXT_MAX];
	if (n >= sizeof(text))
		return false;
	memcpy(text, s, n);
	text[n] = '\0';

	struct ip ip = { 0 };
	if (inet_pton(AF_INET, text, ip.bytes) == 1) {
		ip.len = 4;
	} else if (inet_pton(AF_INET6, text, ip.bytes) == 1) {
		ip.len = 16;
		unmap(&ip);
	} else {
		return false;
	}
	*ret = ip;
	return true;
}

char *
ip_format(const struct ip *ip, char out[IP_TEXT_MAX])
{
	out[0] = '\0';
	if (ip->len != 0)
		inet_ntop(ip->len == 4 ? AF_INET : AF_INET6, ip->bytes, out,
		    IP_TEXT_MAX);
	return out;
}

int
ip_compare(const struct ip *a, const struct ip *b)
{
	if (a->len != b->len)
		return a->len < b->len ? -1 : 1;
	return memcmp(a->bytes, b->bytes, a->len);
}
