/*
 * What the commands share.  A command is a row of cli_commands[] (commands.c):
 * its help, its options and its function; parsing, `rampart help` and the
 * completeness test of the manual read the table.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "cli/settings.h"
#include "core/core.h"
#include "store/store.h"

/* Options besides the filters.  X(BIT, "name", "ARG" or NULL, "help") */
#define CLI_OPTIONS(X) \
	X(OPT_DB, "db", "FILE", "the database; default: see FILES") \
	X(OPT_JSON, "json", NULL, "print JSON") \
	X(OPT_CSV, "csv", NULL, "print CSV") \
	X(OPT_NDJSON, "ndjson", NULL, "print a JSON object a line") \
	X(OPT_RAW, "raw", NULL, \
	    "print the original document, its exact bytes") \
	X(OPT_QUIET, "quiet", NULL, "no progress, no summary") \
	X(OPT_VERBOSE, "verbose", NULL, "say what was set aside, and why") \
	X(OPT_STRICT, "strict", NULL, "exit 65 if anything was set aside") \
	X(OPT_LISTEN, "listen", "ADDRESS:PORT", \
	    "where to serve; default 127.0.0.1:8080") \
	X(OPT_INTERVAL, "interval", "SECONDS", \
	    "how often to look for new mail (rampart.conf(5)); default 60") \
	X(OPT_ASSETS, "assets", "DIRECTORY", \
	    "serve the pages from here (for work on them)") \
	X(OPT_SUBFOLDERS, "subfolders", NULL, \
	    "read the folders below a maildir too") \
	X(OPT_NO_SUBFOLDERS, "no-subfolders", NULL, \
	    "do not, whatever the settings say") \
	X(OPT_REPAIRS, "repairs", NULL, "what the parser had to put right") \
	X(OPT_UNDO, "undo", NULL, "take it back") \
	X(OPT_ACKNOWLEDGE, "acknowledge", "HOW", \
	    "mails that were read: leave (default), seen, file") \
	X(OPT_DRY_RUN, "dry-run", NULL, "only say what would change") \
	X(OPT_NOTE, "note", "TEXT", "why, for those who read it later") \
	X(OPT_REVIEW, "review", "DATE", \
	    "ask again from that day on; default: in a year") \
	X(OPT_HISTORY, "history", NULL, \
	    "also what was decided before or taken back") \
	X(OPT_SERVICES, "services", NULL, \
	    "the file is a table of mail services") \
	X(OPT_HTML, "html", "FILE", \
	    "where to write the page; default: standard output") \
	X(OPT_AS_OF, "as-of", "DATE", \
	    "judge on that day, as if nothing had come later") \
	X(OPT_RECORD, "record", "TXT", "the record to try") \
	X(OPT_DAYS, "days", "N", \
	    "on the mail of so many days, 1 to 91; default 35") \
	X(OPT_ALL, "all", NULL, "every domain, one line each") \
	X(OPT_READY, "ready", "STEP", \
	    "is it published or advised: quarantine, reject, or a step as " \
	    "Q25") \
	X(OPT_BEFORE, "before", "DATE", "prune the days before this one") \
	X(OPT_VACUUM, "vacuum", NULL, \
	    "give the unused space back to the disk") \
	X(OPT_CONFIG, "config", "FILE", \
	    "the settings; default: see rampart.conf(5)") \
	X(OPT_HELP, "help", NULL, "this help")

#define CLI_SHIFT_(bit, name, arg, help) bit##_SHIFT,
enum cli_shift { CLI_OPTIONS(CLI_SHIFT_) CLI_OPTION_COUNT };
#undef CLI_SHIFT_
#define CLI_BIT_(bit, name, arg, help) bit = 1 << bit##_SHIFT,
enum cli_option { CLI_OPTIONS(CLI_BIT_) };
#undef CLI_BIT_
/* Forms for programs: rows alone, which come as they are found; and all. */
enum { CLI_ROWS = OPT_CSV | OPT_NDJSON, CLI_FORMS = OPT_JSON | CLI_ROWS };

/* The command line, read.  Strings borrowed from argv. */
struct args {
	const struct command *command;
	unsigned set;       /* enum cli_option of what was given */
	const char *db;     /* never NULL once a command runs */
	const char *config; /* NULL: where settings_load() looks */
	const char *listen; /* never NULL once a command runs */
	const struct settings *settings;
	const char *assets;
	/* As given; what holds is in the settings. */
	int64_t interval;            /* seconds */
	int acknowledge;             /* enum acknowledge */
	const char *note;            /* NULL: none */
	day_t review, as_of, before; /* 0: not given */
	const char *html;            /* NULL: standard output */
	const char *ready;           /* NULL: not given */
	const char *record;          /* NULL: not given */
	int64_t days;
	struct filter filter;
	char **names; /* what is no option: sources, domain, id */
	int n_names;
	int64_t now; /* cli_now() when the program began */
};

/* UTC seconds; RAMPART_NOW if that is set, the clock's otherwise. */
int64_t cli_now(void);

struct command {
	const char *name;         /* one word or two */
	const char *operands;     /* "SOURCE..." */
	int min_names, max_names; /* -1: any number */
	const char *summary;      /* one line, no full stop */
	const char *text;         /* paragraphs for `rampart help NAME` */
	unsigned options;         /* enum cli_option */
	unsigned filters;         /* enum filter_bit */
	enum err (
	    *run)(const struct args *a, int *exit_status, struct error *e);
};

extern const struct command cli_commands[]; /* ends with a NULL name */

/*
 * The command (static) of the first word or two of argv, argc > 0; *ret_words:
 * how many they are.  ERR_INPUT: there is no such command.
 */
enum err command_named(int argc, char **argv, const struct command **ret,
    int *ret_words, struct error *e) MUST_CHECK;

/*
 * The options of a->command out of argv[1] and what follows, and what is none
 * into a->names.  ERR_INPUT with a sentence.  For args_read().
 */
enum err args_options(struct args *a, int argc, char **argv,
    struct error *e) MUST_CHECK;

/*
 * Read argv.  ERR_INPUT with a sentence for a wrong usage.  *ret_help is set
 * when help was asked for (ret->command may then be NULL: all of it).
 */
enum err args_read(int argc, char **argv, struct args *ret, bool *ret_help,
    struct error *e) MUST_CHECK;

void help_print(FILE *out, const struct command *c); /* NULL: the overview */

/* exit(3) status of an error, by sysexits.h (architecture.md 3). */
int cli_exit_status(enum err code);

/* $XDG_DATA_HOME/rampart/rampart.db, or /var/lib/rampart/... for root. */
enum err cli_default_db(char **ret_path, struct error *e) MUST_CHECK;

/*
 * Open the database; for writing, its folder is made first.  For reading, a
 * missing one is ERR_NOTFOUND with what to do about it.  The settings about
 * trust are in force.
 */
enum err cli_open(const struct args *a, enum store_mode mode,
    struct store **ret, struct error *e) MUST_CHECK;

/* For writing, but ERR_NOTFOUND as above where there is none yet. */
enum err cli_open_existing(const struct args *a, struct store **ret,
    struct error *e) MUST_CHECK;

/* The login name of who decides; the number of the user without one. */
void cli_who(char *out, size_t size);

/* A word of the command line as a domain.  ERR_INPUT: it is none. */
enum err cli_domain(const char *word, char out[DOMAIN_MAX + 1],
    struct error *e) MUST_CHECK;

/* A word as the id of a report.  ERR_INPUT: it is none. */
enum err cli_report_id(const char *word, int64_t *ret,
    struct error *e) MUST_CHECK;

/* err; if there is no such report, *e says where to find those that are. */
enum err cli_no_report(enum err err, struct error *e) MUST_CHECK;

/* A whole file, at most max bytes.  ERR_NOTFOUND, ERR_SYSTEM, ERR_LIMIT. */
enum err cli_read_file(const char *path, size_t max, struct buf *ret,
    struct error *e) MUST_CHECK;

/*
 * The first operand is a verb, one of words (NULL ends them), and takes
 * min to max more.  *ret is its number; -1: the usage was wrong, which was
 * said, *status set, and there is nothing left to do.
 */
struct cli_verb {
	const char *word;
	int min, max;
	const char *operands; /* "DOMAIN KEY" */
};
int cli_verb(const struct args *a, const struct cli_verb *verbs, int *status);

/* Warn when the database lies where two machines could spoil it. */
void cli_warn_network(const struct args *a);

/* "rampart: sentence" on standard error. */
void cli_warn(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* Text from outside on standard output, safe for a terminal. */
void cli_print_text(const char *text);

/* One JSON value and a newline on standard output; steals j. */
enum err cli_print_json(json_t *j, struct error *e) MUST_CHECK;

/* ERR_SYSTEM when standard output could not be written so far: a list ends. */
enum err cli_written(struct error *e) MUST_CHECK;

/* Standard output is flushed; ERR_SYSTEM when it could not be written. */
enum err cli_flush(struct error *e) MUST_CHECK;

/*
 * A list on its way out, in the form that the options ask for: aligned columns
 * for people, CSV or a JSON object a line as they come, or an array of JSON
 * objects that list_end() returns.
 */
struct list;
/* Its filter: of rows for programs all, unless a limit or cursor was given. */
struct filter list_filter(const struct args *a);
struct list *list_begin(const struct args *a, const struct table *t);
/* row for tables and CSV, j (stolen, made only if list_wants_json) for JSON. */
void list_add(struct list *l, const void *row, json_t *j);
bool list_wants_json(const struct list *l);
/* Drop the rows that people's columns would show. */
void list_forget(struct list *l);
/*
 * Print what is to be printed, free l.  JSON: the items, a new reference to
 * be put into the answer; else NULL.
 */
json_t *list_end(struct list *l);

/* Records in a list of record_table, as `parse` and `show` print them. */
extern const struct table record_table;
void record_list_add(struct list *l, const struct record *r);

/* The commands. */
enum err cmd_ingest(const struct args *a, int *status, struct error *e);
enum err cmd_parse(const struct args *a, int *status, struct error *e);
enum err cmd_domains(const struct args *a, int *status, struct error *e);
enum err cmd_trend(const struct args *a, int *status, struct error *e);
enum err cmd_sources(const struct args *a, int *status, struct error *e);
enum err cmd_reports(const struct args *a, int *status, struct error *e);
enum err cmd_reporters(const struct args *a, int *status, struct error *e);
enum err cmd_intake(const struct args *a, int *status, struct error *e);
enum err cmd_show(const struct args *a, int *status, struct error *e);
enum err cmd_accept(const struct args *a, int *status, struct error *e);
enum err cmd_sender(const struct args *a, int *status, struct error *e);
enum err cmd_domain(const struct args *a, int *status, struct error *e);
enum err cmd_ack(const struct args *a, int *status, struct error *e);
enum err cmd_names(const struct args *a, int *status, struct error *e);
enum err cmd_report(const struct args *a, int *status, struct error *e);
enum err cmd_advise(const struct args *a, int *status, struct error *e);
enum err cmd_check(const struct args *a, int *status, struct error *e);
enum err cmd_whatif(const struct args *a, int *status, struct error *e);
enum err cmd_diary(const struct args *a, int *status, struct error *e);
enum err cmd_reparse(const struct args *a, int *status, struct error *e);
enum err cmd_db_check(const struct args *a, int *status, struct error *e);
enum err cmd_db_rebuild(const struct args *a, int *status, struct error *e);
enum err cmd_db_backup(const struct args *a, int *status, struct error *e);
enum err cmd_db_prune(const struct args *a, int *status, struct error *e);
enum err cmd_serve(const struct args *a, int *status, struct error *e);
enum err cmd_run(const struct args *a, int *status, struct error *e);
enum err cmd_limits(const struct args *a, int *status, struct error *e);
enum err cmd_settings(const struct args *a, int *status, struct error *e);

#endif
