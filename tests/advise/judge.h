/*
 * The engine as a program, for tests, in parts: the program itself, what reads
 * its facts and its settings from JSON, and what keeps an advice.  All that is
 * read is in the arena, or borrowed from the JSON.
 */
#ifndef TESTS_ADVISE_JUDGE_H
#define TESTS_ADVISE_JUDGE_H

#include <jansson.h>

#include "advise/advise.h"

/* n things of a size, or the end of the program. */
void *judge_room(size_t n, size_t size);

/* "" for what is no string. */
const char *judge_text(const json_t *v);
const char *judge_text_at(const json_t *list, size_t i);
/* 0 for what is no number. */
int64_t judge_number(const json_t *list, size_t i);
/* The code of o[key] in a vocabulary. */
uint8_t judge_word(const json_t *o, const char *key, enum vocabulary v);

/* A record tried on it, or why it cannot be; new reference. */
json_t *judge_tried(const struct advice *v, struct arena *a, const char *text);

/* Whether what is kept of it says the same; if not, it is told. */
bool judge_is_kept_whole(const struct advice *v,
    const struct advise_services *services, struct arena *a);

void judge_read_facts(const json_t *o, struct facts *f);
void judge_read_settings(const json_t *o, struct advise_settings *s);

#endif
