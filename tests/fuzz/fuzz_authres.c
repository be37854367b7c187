/*
 * Any bytes as Authentication-Results: a line per field.  What comes out is a
 * domain name or nothing, and never both a fail and a domain.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/authres.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct authres *a)
{
	const char *from = authres_from(a, "mail.receiver.example");
	char name[DOMAIN_MAX + 1];

	if (from != NULL &&
	    (authres_failed(a) || !domain_normalize(from, name) ||
	        strcmp(name, from) != 0))
		abort();
	if (a->n_dkim > AUTHRES_DKIM_MAX)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const ids[] = { "mx.example.org" };
	static const struct authserv own = { ids, 1 };
	/* An exact copy: the sanitizer sees a read behind its end. */
	char *text = malloc(size + 1), *line, *save;
	struct authres a;

	if (text == NULL)
		abort();
	memcpy(text, data, size);
	text[size] = '\0';
	authres_init(&a, &own);
	for (line = strtok_r(text, "\n", &save); line != NULL;
	     line = strtok_r(NULL, "\n", &save)) {
		char *field = strdup(line);

		if (field == NULL)
			abort();
		(void)authres_field(&a, "Authentication-Results", field);
		free(field);
		check(&a);
	}
	free(text);
	return 0;
}
