/*
 * Names that access providers give to all their addresses: the address itself
 * in digits, or a word for the kind of line.
 */
#include <ctype.h>
#include <string.h>

#include "advise/names.h"

static size_t
digits(const char *s)
{
	return strspn(s, "0123456789");
}

/* Four numbers in a row with '-' or '.' between them. */
static bool
holds_address(const char *s)
{
	int numbers = 0; /* so far, each with its mark behind it */

	while (*s != '\0') {
		size_t n = digits(s);

		if (n > 0 && numbers == 3)
			return true;
		if (n == 0 || (s[n] != '-' && s[n] != '.')) {
			numbers = 0;
			s += n > 0 ? n : 1;
			continue;
		}
		/* Of the first number only the last digits need to fit. */
		numbers = n <= 3 ? numbers + 1 : 1;
		s += n + 1;
	}
	return false;
}

bool
ptr_is_generic(const char *ptr)
{
	static const char *const words[] = { "dyn", "dhcp", "pool", "dsl",
		"cable", "ppp", "broadband" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strstr(ptr, words[i]) != NULL)
			return true;
	for (const char *p = ptr; (p = strstr(p, "static")) != NULL;) {
		p += strlen("static");
		if (isdigit((unsigned char)p[*p == '-']))
			return true;
	}
	return holds_address(ptr);
}
