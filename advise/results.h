/* Names seen in authentication results and elsewhere (results.c). */
#ifndef ADVISE_RESULTS_H
#define ADVISE_RESULTS_H

#include "advise/engine.h"

/* Index of a domain in g->names and g->name; MAP_NONE: the arena is full. */
uint32_t names_add(struct engine *g, const char *domain);

#endif
