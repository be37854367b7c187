/*
 * Any bytes as a settings' file: they are taken, or refused with a sentence
 * that names a line.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct settings s;
	struct error e;
	struct buf b;

	settings_init(&s);
	if (settings_read(&s, "f", (const char *)data, size, &e) == OK) {
		buf_init(&b, 64 * MIB);
		for (int i = 0; i < SETTING_COUNT; i++)
			(void)settings_row(&s, (enum setting_id)i, &b);
		buf_free(&b);
	} else if (e.code != ERR_INPUT || strncmp(e.text, "f:", 2) != 0) {
		abort();
	}
	settings_free(&s);
	return 0;
}
