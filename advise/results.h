/* Names seen in authentication results and elsewhere (results.c). */
#ifndef ADVISE_RESULTS_H
#define ADVISE_RESULTS_H

#include "advise/engine.h"

/* Index of a domain in g->names and g->name; MAP_NONE: the arena is full. */
uint32_t names_add(struct engine *g, const char *domain);

/*
 * Its group: the registrable name by the ICANN part of the suffix list, an
 * index into g->names.  Looked up when it is first asked for, for that costs
 * more than all else that is done with a name.
 */
uint32_t names_group(struct engine *g, uint32_t at);

/* The same of a source's PTR; MAP_NONE without one. */
uint32_t names_ptr_group(struct engine *g, uint32_t source);

/* Whether a name is of the judged domain's organization. */
bool names_own(const struct engine *g, const char *domain);

#endif
