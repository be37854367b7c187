/*
 * What an advice says to people.  All sentences stand in one table
 * (text_table.c), keyed by code and ready for another language; codes stay the
 * interface for programs.  Plain words first, the technical term behind them
 * in brackets, so that an expert can search for it.
 */
#ifndef ADVISE_TEXT_H
#define ADVISE_TEXT_H

#include "advise/result.h"

/* One matter in five parts; from the arena; NULL: there is no such part. */
struct advice_text {
	const char *what;  /* one sentence, with its numbers */
	const char *why;   /* why it matters */
	const char *steps; /* what to do, a step a line */
	const char *know;  /* how one will see that it is done */
	const char *ask;   /* answers to choose from, one a line */
};

/* What the texts are about; all borrowed. */
struct advice_context {
	const struct advice *advice;
	const struct advise_services *services; /* may be NULL */
};

/* The text of a blocker, confirmation, alert or notice of the advice. */
void advise_text(const struct advice_context *c, const struct advice_item *i,
    struct arena *a, struct advice_text *ret);

/* The verdict in a sentence, arena. */
const char *advise_text_verdict(const struct advice_context *c,
    struct arena *a);

/* A verdict in a word or three, by its name; static, or verdict itself. */
const char *advise_text_verdict_word(const char *verdict);

/*
 * A verdict of some other day, by the names that were kept of it: "not yet
 * (now: watch, next: 5 % to spam)"; target NULL: none.  Arena.
 */
const char *advise_text_past(const char *verdict, const char *stage,
    const char *target, struct arena *a);

/* What an alert of that code says, in few words; the code itself of one that
   is not known; static or borrowed. */
const char *advise_text_alert(const char *code);

/*
 * What happens to whose mail when the next record is published; NULL when
 * there is none.
 */
const char *advise_text_step(const struct advice_context *c, struct arena *a);

/* The sentence for somebody who asks what it is good for; never NULL. */
const char *advise_text_forged(const struct advice_context *c, struct arena *a);

/* A rung in plain words: "1 in 4 to spam"; static. */
const char *advise_text_rung(enum advice_rung r);

/* A sender in plain words: "the network 203.0.113.0/24"; arena. */
const char *advise_text_sender(const struct advice_context *c, const char *key,
    struct arena *a);

/* An item in few words: "SendGrid not signed, 23 %"; arena. */
const char *advise_text_task(const struct advice_context *c,
    const struct advice_item *i, struct arena *a);

/* "proves it is yours": what a class means; static. */
const char *advise_text_class(enum advice_class c);

/*
 * All of it: verdict, step, forged, and items with the code and the sender of
 * what they are about, in the order alerts, questions, fixes, waiting; new
 * reference.
 */
json_t *advise_texts_to_json(const struct advice_context *c);

/* The items in that order: at most `room` into v, their number returned. */
size_t advise_items(const struct advice *a, const struct advice_item **v,
    size_t room);

/* Nothing to do but wait: B_SPAN and the like. */
bool advise_is_waiting(enum advice_code code);

/* It waits for an answer of a person. */
bool advise_is_question(const struct advice_item *i);

#endif
