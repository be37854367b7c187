/* What most software means by Latin-1. */
#ifndef INGEST_WINDOWS_1252_H
#define INGEST_WINDOWS_1252_H

#include <stddef.h>

/* The UTF-8 of a character from 0x80 on; returns how many bytes, 2 or 3. */
size_t windows_1252_to_utf8(unsigned char c, char *ret);

#endif
