/* What the owner has decided about addresses and senders (5.5). */
#ifndef ADVISE_RULES_H
#define ADVISE_RULES_H

#include "advise/engine.h"

/* A rule about mail speaks for an address from this share of it on (4.1). */
static const double RULE_COVERS = 0.1;

/* The rule that gives a source a name of its own; NULL without one. */
const struct advise_rule *rules_for_source(const struct engine *g, uint32_t at);

/* The decision about a sender's key; NULL without one. */
const struct advise_rule *rules_for_key(const struct engine *g,
    const char *key);

#endif
