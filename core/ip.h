/*
 * Addresses.  IPv4 in 4 bytes, IPv6 in 16; an IPv4-mapped IPv6 address is the
 * IPv4 address that it maps.  "No readable address" is an address of its own
 * (len 0), so that a row with a damaged one can be kept and counted.
 */
#ifndef CORE_IP_H
#define CORE_IP_H

#include <stdbool.h>
#include <stdint.h>

enum { IP_TEXT_MAX = 46 }; /* longest text with its NUL */

struct ip {
	uint8_t len; /* 0, 4 or 16 */
	uint8_t bytes[16];
};

/*
 * Read any textual form, blanks trimmed, [] and %zone taken off (RFC 3986
 * forms and what reporters write).  False, and *ret the empty address, when
 * it is none.
 */
bool ip_parse(const char *s, struct ip *ret);

/* Canonical text (RFC 5952); "" for the empty address.  Returns out. */
char *ip_format(const struct ip *ip, char out[IP_TEXT_MAX]);

/* Order: by length, then by bytes.  <0, 0, >0. */
int ip_compare(const struct ip *a, const struct ip *b);

#endif
