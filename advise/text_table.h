/* Between text.c, which fills the sentences, and text_table.c, which has them. */
#ifndef ADVISE_TEXT_TABLE_H
#define ADVISE_TEXT_TABLE_H

#include "advise/text.h"

/*
 * Ways in which a B_FIX is repaired; for other codes FIX_ANY.  The letters are
 * those of the design, section 7.
 */
enum text_fix {
	FIX_ANY,
	FIX_SERVICE, /* F1, F2: the service can sign for the domain */
	FIX_TENANT,  /* F8: signed with the account's own name */
	FIX_VENDOR,  /* F9: the service cannot */
	FIX_KEY,     /* F4: the signature is there, and broken */
	FIX_HOST,    /* F3: a device, a web site, a server of ours */
};

struct text_row {
	enum advice_code code;
	enum text_fix fix;
	/* The parts of struct advice_text; {name} as text_values.c has it. */
	const char *what, *why, *steps, *know, *ask;
};

/* Why, of a sender that fails under a subdomain alone; static. */
const char *text_sub_why(void);

/* The same in few words, static. */
const char *text_task_find(enum advice_code code);

/* The row of a code, and of FIX_ANY when there is none of its own. */
const struct text_row *text_row_find(enum advice_code code, enum text_fix fix);

/* What a sentence can name. */
struct text_values {
	const struct advice_context *context;
	const struct advice_item *item;     /* may be NULL */
	const struct advice_sender *sender; /* of the item; may be NULL */
	struct arena *arena;
};

/* The value of {name}; NULL for a name that is none. */
const char *text_value(const struct text_values *v, const char *name);

/* Those that are names (text_names.c). */
const char *text_v_domain(const struct text_values *v);
const char *text_v_sender(const struct text_values *v);
const char *text_v_senders(const struct text_values *v);
const char *text_v_reporters(const struct text_values *v);
const char *text_v_from_domain(const struct text_values *v);
const char *text_v_fix(const struct text_values *v);
const char *text_v_sender_fix(const struct text_values *v);
const char *text_v_key_name(const struct text_values *v);
const char *text_v_about_since(const struct text_values *v);
const char *text_v_key_step(const struct text_values *v);

/* Those that are parts of sentences (text_phrases.c). */
const char *text_v_spf_saves(const struct text_values *v);
const char *text_v_hit(const struct text_values *v);
const char *text_v_back_step(const struct text_values *v);
const char *text_v_rate_step(const struct text_values *v);
const char *text_v_signed(const struct text_values *v);
const char *text_v_stage_before(const struct text_values *v);
const char *text_v_weaker(const struct text_values *v);
const char *text_v_permerror(const struct text_values *v);

/* The sentence with its values, in the arena; NULL for NULL. */
const char *text_fill(const struct text_values *v, const char *sentence);

/* "1 message", "60 messages" */
const char *text_messages(struct arena *a, double n);
/* "60 messages a day", "2 messages a week", "3 messages in 35 days". */
const char *text_rate(struct arena *a, int64_t n, int days);
/* "23 %", "less than 1 %"; share from 0 to 1. */
const char *text_share(struct arena *a, double share);
/* "26 Nov 2026" */
const char *text_day(struct arena *a, day_t day);
/* 1234.4 as "1,234", 0.6 as "0.6" */
const char *text_number_of(struct arena *a, double n);

#endif
