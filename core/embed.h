/* Files inside the program; core/embed.sh writes the tables. */
#ifndef CORE_EMBED_H
#define CORE_EMBED_H

#include <stddef.h>

struct embedded {
	const char *name; /* NULL ends the table */
	const char *begin, *end; /* *end is a NUL that does not count */
};

extern const struct embedded schema_files[]; /* in store */
extern const struct embedded advise_files[]; /* in advise */
extern const struct embedded page_files[];   /* in web */

#endif
