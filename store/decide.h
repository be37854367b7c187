/*
 * What people decide and know, which no report says.  Included by store.h.
 *
 * A decision is a row of a log: the last one about the same thing holds, and
 * one without a value takes it back.  Nothing is ever changed or removed, so
 * who said what, and when, stays for the diary.
 */
#ifndef STORE_DECIDE_H
#define STORE_DECIDE_H

#include <jansson.h>

#include "core/core.h"

struct store;

/*
 * What a domain can be told.  X(ID, "name", "what it takes", "default", "why")
 * A | parts words, of which the value must be one; other values are free, a
 * NAME up to 80 bytes and a TEXT up to 1,000.
 */
#define DOMAIN_SETTINGS(X)                                                    \
	X(DOMAIN_OWN, "own", "yes|no", "yes", "it is ours to advise on")      \
	X(DOMAIN_PARKED, "parked", "yes|no", "no", "nobody sends from it")    \
	X(DOMAIN_PEOPLE, "people", "yes|no", "yes",                           \
	    "people write from it, and post to lists")                        \
	X(DOMAIN_FINAL, "final", "quarantine|reject", "reject",               \
	    "how far to go: quarantine is spam, reject is refuse")            \
	X(DOMAIN_PROFILE, "profile", "standard|fast|cautious", "standard",    \
	    "how long to wait and see at each step")                          \
	X(DOMAIN_RUA, "rua", "mailto:ADDRESS[,...]", "",                      \
	    "where reports go: rua of the record to publish")                 \
	X(DOMAIN_RECORD, "record", "v=DMARC1;...", "",                        \
	    "the record as it stands in the DNS now")                         \
	X(DOMAIN_GROUP, "group", "NAME", "",                                  \
	    "whose it is: domains of one client have one name")               \
	X(DOMAIN_NOTES, "notes", "TEXT", "", "what colleagues should know")

#define DOMAIN_SETTING_ENUM_(id, name, takes, usual, why) id,
enum domain_setting {
	DOMAIN_SETTINGS(DOMAIN_SETTING_ENUM_) DOMAIN_SETTING_COUNT
};
#undef DOMAIN_SETTING_ENUM_

/* A row of the table above.  Static. */
struct domain_setting_info {
	const char *name, *takes, *usual, *why;
};
const struct domain_setting_info *domain_setting_info(enum domain_setting s);

/* A confirmation is asked again, a sender looked at again, after this. */
enum { DECISION_DAYS = 365 };

/* One decision; strings borrowed (both ways: until the call returns). */
struct decision {
	int64_t id;              /* set by the store */
	const char *domain;      /* normalised; NULL: the whole installation */
	enum decision_kind kind; /* sender, setting, confirmation */
	int match_type;          /* enum sender_match; 0 if no sender */
	const char *subject;     /* as struct decision_subject has it */
	const char *value;       /* NULL: taken back */
	const char *note;        /* NULL: none */
	const char *decided_by;  /* a login name, or "local" */
	int64_t decided_at;      /* UTC seconds */
	day_t due_day;  /* ask again from then on; 0: never */
	bool in_force;  /* set by the store: the last one, and not taken back */
};
extern const struct table decision_table;
json_t *decision_to_json(const struct decision *d);

enum { SUBJECT_MAX = 320 }; /* bytes, with the NUL */

/* What of a sender is meant, in one spelling for each thing. */
struct decision_subject {
	enum sender_match match;
	char text[SUBJECT_MAX]; /* without the word of match, except of a key */
};

/*
 * Read what a person calls a sender: a key as advice shows it (svc:, own:,
 * dom:, net:), an address, a network as 203.0.113.0/24, or ptr:NAME, spf:NAME,
 * dkim:NAME, selector:NAME.  ERR_INPUT names the forms.
 */
enum err decision_subject_read(const char *s, struct decision_subject *ret,
    struct error *e) MUST_CHECK;

/*
 * Whether value may be said of setting s, brought into one spelling (in the
 * arena).  ERR_INPUT says what it takes.
 */
enum err domain_setting_read(enum domain_setting s, const char *value,
    struct arena *a, const char **ret, struct error *e) MUST_CHECK;
/* The setting of that name.  ERR_INPUT lists them all. */
enum err domain_setting_find(const char *name, enum domain_setting *ret,
    struct error *e) MUST_CHECK;

/*
 * Add them to the log, all in one transaction.  ERR_NOTFOUND: one takes back
 * what was never decided, or is taken back already; then none is added.
 */
enum err store_decide(struct store *st, const struct decision *d, size_t n,
    struct error *e) MUST_CHECK;

/*
 * Those about all domains, then those about one (domain NULL: about whatever),
 * of one kind (0: any), in the order in which they were made.  Each
 * row is borrowed until fn returns; an error of fn ends the list.
 */
typedef enum err (*decision_fn)(void *ctx, const struct decision *d,
    struct error *e);
enum err store_decisions(struct store *st, const char *domain, int kind,
    decision_fn fn, void *ctx, struct error *e) MUST_CHECK;

/* What was set for a domain, or is usual; strings from the arena. */
struct domain_settings {
	const char *value[DOMAIN_SETTING_COUNT]; /* "" when nothing is known */
	bool set[DOMAIN_SETTING_COUNT];
};
enum err store_domain_settings(struct store *st, const char *domain,
    struct arena *a, struct domain_settings *ret, struct error *e) MUST_CHECK;

/* ------------------------------------------------------------------ names */

/* Lines of an imported file: what became of them. */
struct names_read {
	int64_t lines, names, removed; /* removed: an address without a name */
};

/*
 * Read lines "ADDRESS TAB NAME" of n bytes, in one transaction: the name that
 * an address has in the DNS.  Blank lines and those with # are passed over; an
 * address without a name forgets it.  ERR_INPUT names the first bad line, and
 * nothing is changed.
 */
enum err store_names_import(struct store *st, const char *text, size_t n,
    int64_t now, struct names_read *ret, struct error *e) MUST_CHECK;

/*
 * Keep a text in the place of one of the program's tables ("services"); NULL
 * goes back to the program's own.  It must have been checked.
 */
enum err store_table_import(struct store *st, const char *name,
    const char *text, const char *who, int64_t now,
    struct error *e) MUST_CHECK;
/* That text, from the arena; NULL when there is none. */
enum err store_table_imported(struct store *st, const char *name,
    struct arena *a, const char **ret, struct error *e) MUST_CHECK;

#endif
