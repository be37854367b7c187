/* A mail's bytes before the MIME parser gets them. */
#ifndef INGEST_MAIL_BYTES_H
#define INGEST_MAIL_BYTES_H

#include "core/core.h"

/*
 * Where the header begins: behind a byte order mark, blanks, and an mbox
 * "From " line.
 */
size_t mail_header_start(const char *p, size_t n);

/* Lines end with CR alone, which the parser takes for one line. */
bool mail_is_cr_only(const char *p, size_t n);

/*
 * The header ends at a line of blanks (some program padded each empty line),
 * which the parser takes for a folded one.
 */
bool mail_is_padded(const char *p, size_t n);

/* A copy in which lines are ended by LF and empty ones are empty. */
void mail_make_lines(struct buf *b, const char *p, size_t n);

/*
 * A ceiling that parsing would meet only after taking the memory: a header
 * block, or too many header and boundary lines.  Which, or NULL.  Static.
 */
const char *mail_over_ceiling(const struct limits *l, const char *p, size_t n);

/* Where uuencoded data begin ("begin 644 name"), or NULL. */
const char *mail_find_uuencoded(const char *p, size_t n);

#endif
