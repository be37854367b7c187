/*
 * A domain on the board of all: one line, and its place among the others.  It
 * is kept with the verdict of the day, so that a board of hundreds of domains
 * judges none of them.
 */
#ifndef ADVISE_BOARD_H
#define ADVISE_BOARD_H

#include "advise/result.h"
#include "advise/text.h"

/* Days of own mail in a line, up to as_of. */
enum { BOARD_DAYS = 35 };

/* Items that wait for an answer of a person. */
int board_questions(const struct advice *v);

/*
 * The place on the board, 0 first: what burns, what holds, what can be done
 * today, what waits for an answer, what is to be mended, what only waits,
 * what has no data, what is done (advisor/README.md 9.2).
 */
int board_urgency(const struct advice *v);

/*
 * What is on top, in few words, arena; NULL: nothing.  *ret_item: what it is
 * about, NULL when it is the next step.
 */
const char *board_task(const struct advice_context *c, struct arena *a,
    const struct advice_item **ret_item);

/* All of the line (BoardRow of doc/api.yaml); new reference. */
json_t *board_line_to_json(const struct advice_context *c, struct arena *a);

/* Where a line stands on the board, out of its text. */
struct board_place {
	int64_t urgency, score;
	size_t n; /* bytes of the text, which ends in a brace */
};
/*
 * Read it out of the compact text of a line.  false, and *ret untouched: the
 * text was cut, or is none of a line.
 */
bool board_text_read(const char *text, struct board_place *ret);

#endif
