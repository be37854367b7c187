/*
 * Settings: `name = value` lines of one file.  The table below is all there
 * is; reading, checking, `rampart settings` and the test of rampart.conf(5)
 * go by it.  The ceilings of core/limits.h are settings of the same name.
 */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#include <stddef.h>

#include "core/core.h"
#include "ingest/ingest.h"
#include "store/store.h"

/* X(MEMBER, "name", TYPE, "default", "help") */
#define SETTINGS(X)                                                           \
	X(db, "db", PATH, "", "the database file")                            \
	X(listen, "listen", TEXT, "127.0.0.1:8080",                           \
	    "where to serve, ADDRESS:PORT")                                   \
	X(authserv_id, "authserv-id", WORDS, "",                              \
	    "how our mail servers sign Authentication-Results")               \
	X(own_domains, "own-domains", DOMAINS, "",                            \
	    "set reports on other domains aside")                             \
	X(trust_unverified, "trust-unverified", CHOICE, "auto",               \
	    "count unverified reports: yes, no, or auto")                     \
	X(trusted_reporter, "trusted-reporter", PAIR, "",                     \
	    "a reporter's email domain, and the one its mails come from")     \
	X(acknowledge, "acknowledge", HOW, "leave",                           \
	    "mails that were read: leave, seen, file")                        \
	X(subfolders, "subfolders", SWITCH, "no",                             \
	    "read the folders below a maildir too")                           \
	X(interval, "interval", SECONDS, "60",                                \
	    "how often `rampart run` looks for new mail")                     \
	X(mail_seconds, "mail-seconds", SECONDS, "30",                        \
	    "how long one mail may take to read")                             \
	X(workers, "workers", COUNT, "0",                                     \
	    "processes that parse; 0: one for each processor")                \
	X(keep_records, "keep-records", DAYS, "",                             \
	    "prune records after so many days")                               \
	X(keep_documents, "keep-documents", KEEP, "",                         \
	    "prune documents after so many days; 0: keep none at all")        \
	X(keep_ledger, "keep-ledger", DAYS, "",                               \
	    "prune what the ledger has besides reports")

/* A list; empty when v is NULL.  Arena of the settings. */
struct setting_words {
	const char **v;
	size_t n;
};
struct setting_pairs {
	struct reporter_pair *v;
	size_t n;
};

/* Of trust-unverified: auto counts them while there is no authserv-id. */
enum trust_unverified { TRUST_AUTO, TRUST_YES, TRUST_NO };

#define SETTING_TYPE_PATH const char * /* absolute */
#define SETTING_TYPE_TEXT const char *
#define SETTING_TYPE_WORDS struct setting_words
#define SETTING_TYPE_DOMAINS struct setting_words /* normalised */
#define SETTING_TYPE_CHOICE enum trust_unverified
#define SETTING_TYPE_PAIR struct setting_pairs
#define SETTING_TYPE_HOW enum acknowledge
#define SETTING_TYPE_SWITCH bool
#define SETTING_TYPE_SECONDS int64_t /* 1 to a day */
#define SETTING_TYPE_COUNT int64_t
#define SETTING_TYPE_DAYS int64_t /* 0: for ever */
#define SETTING_TYPE_KEEP int64_t /* 0: not set; KEEP_NONE */
enum { KEEP_NONE = -1 };

#define SETTING_ID_(member, name, type, value, help) SETTING_##member,
#define SETTING_LIMIT_ID_(name, value, why) SETTING_##name,
enum setting_id {
	SETTINGS(SETTING_ID_) LIMITS(SETTING_LIMIT_ID_) SETTING_COUNT
};
#undef SETTING_ID_
#undef SETTING_LIMIT_ID_

#define SETTING_MEMBER_(member, name, type, value, help)                      \
	SETTING_TYPE_##type member;
struct settings {
	SETTINGS(SETTING_MEMBER_)
	struct limits limits;
	struct store_rules rules;        /* of the above; store_set_rules() */
	const char *from[SETTING_COUNT]; /* "default", "FILE:3", "--db" */
	const char *file;                /* that was read, or NULL */
	struct arena arena;
};
#undef SETTING_MEMBER_

/* The defaults.  s must live as long as what was read from it. */
void settings_init(struct settings *s);
void settings_free(struct settings *s);

/*
 * Read one setting; `from` (borrowed) says where it stands.  Lists grow.
 * ERR_INPUT with a sentence: no such setting, a value that it does not take,
 * or one that was set before.
 */
enum err settings_set(struct settings *s, const char *name, const char *value,
    const char *from, struct error *e) MUST_CHECK;

/*
 * Read n bytes as a file of this name.  ERR_INPUT with "name:line: " and what
 * is wrong there.
 */
enum err settings_read(struct settings *s, const char *name, const char *p,
    size_t n, struct error *e) MUST_CHECK;

/*
 * Read the settings' file: `config` if that is not NULL, else the first that
 * is there of $XDG_CONFIG_HOME/rampart/rampart.conf (~/.config without that
 * variable, but not for root) and /etc/rampart.conf.  ERR_INPUT also for a
 * file that cannot be read.
 */
enum err settings_load(struct settings *s, const char *config,
    struct error *e) MUST_CHECK;

/* The bits for store_trust(). */
unsigned settings_trust(const struct settings *s);
struct authserv settings_authserv(const struct settings *s);

/*
 * What is not kept any more on that day.  Documents go with their records
 * unless keep-documents says otherwise.
 */
struct horizon settings_horizon(const struct settings *s, day_t today);

/* A row of `rampart settings`; text is added to *value. */
struct setting_row {
	const char *name, *value, *from, *help;
};
extern const struct table setting_table;
struct setting_row settings_row(const struct settings *s, enum setting_id id,
    struct buf *value);

#endif
