/* Each door names its library; jansson alone has none. */
#include "core/library.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>

#include "core/deflate.h"
#include "core/digest.h"
#include "core/domain.h"

struct library
library_named(const char *name, const char *fmt, ...)
{
	struct library l = { .name = name };
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(l.version, sizeof(l.version), fmt, ap);
	va_end(ap);
	return l;
}

size_t
core_libraries(struct library out[LIBRARIES_MAX])
{
	size_t n = 0;

	out[n++] = library_named("jansson", "%s", jansson_version_str());
	out[n++] = domain_psl_library();
	out[n++] = domain_idn_library();
	out[n++] = digest_library();
	out[n++] = deflate_library();
	return n;
}
