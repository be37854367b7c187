/* Every domain on one line (cli/board.c). */
#ifndef CLI_BOARD_H
#define CLI_BOARD_H

#include "advise/advise.h"
#include "cli/cli.h"

/* Judge and list all domains, the most urgent first. */
enum err board_print(const struct args *a, struct store *st,
    const struct evaluate_when *when, struct error *e) MUST_CHECK;

#endif
