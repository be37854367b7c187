/* What an answer of api/v1/about says in every case. */
#ifndef WEB_ABOUT_H
#define WEB_ABOUT_H

#include "core/core.h"

/*
 * Add the program's version, that of its layout and those of its libraries,
 * as members of a JSON object without the braces.
 */
void about_program(struct buf *out);

#endif
