/*
 * Errors.  A sentence is written beside *e first: its arguments may point
 * into e->text, as when a caller words its callee's error anew.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/err.h"
#include "core/utf8.h"

/* Copy a sentence of which vsnprintf() said that it has `length` bytes. */
static void
take_text(struct error *e, const char *text, int length)
{
	size_t n = length < 0 ? 0 : (size_t)length;
	if (n >= sizeof(e->text))
		n = utf8_cut(text, sizeof(e->text) - 1);
	memcpy(e->text, text, n);
	e->text[n] = '\0';
}

enum err
error_set(struct error *e, enum err code, const char *fmt, ...)
{
	if (e == NULL)
		return code;

	char text[sizeof(e->text)];
	va_list args;
	va_start(args, fmt);
	int length = vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);

	e->code = code;
	take_text(e, text, length);
	return code;
}

enum err
error_prefix(struct error *e, const char *fmt, ...)
{
	char prefix[sizeof(e->text)];
	va_list args;
	va_start(args, fmt);
	vsnprintf(prefix, sizeof(prefix), fmt, args);
	va_end(args);

	char text[2 * sizeof(e->text)];
	int length = snprintf(text, sizeof(text), "%s: %s", prefix, e->text);
	take_text(e, text, length);
	return e->code;
}
