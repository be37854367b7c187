/*
 * The table of commands.  A new command is a row here, a function cmd_NAME in
 * a file of its own, and its page section in doc/rampart.1 (a test looks).
 */
#include "cli/cli.h"

#include <string.h>

enum {
	COMMON = OPT_CONFIG | OPT_HELP,
	QUERY = COMMON | OPT_DB | OPT_JSON | OPT_CSV,
	LIST = QUERY | OPT_NDJSON,
	RANGE = FILTER_FROM | FILTER_TO,
	PAGE = FILTER_LIMIT | FILTER_CURSOR,
	RESULTS = FILTER_DISPOSITION | FILTER_DMARC | FILTER_DKIM | FILTER_SPF,
};

const struct command cli_commands[] = {
	{ "ingest", "SOURCE...", 1, -1, "read reports into the database",
	    "A source is a maildir, an mbox, a file (a mail, .xml, .xml.gz,\n"
	    ".zip), a directory of such files, or - for standard input.  What\n"
	    "a thing is, its bytes decide.  What was read before is known "
	    "again and\n"
	    "never counted twice; what is no report is set aside, and said.\n"
	    "A maildir stays untouched, unless --acknowledge says otherwise:\n"
	    "seen marks its mails as read, file moves them to its folders\n"
	    ".Processed and .Failed, once their reports are safe.\n"
	    "At the end each domain is judged that was not yet today, or that\n"
	    "has changed since: run it once a day at the least.\n"
	    "rampart.conf(5) can say so for every run.\n",
	    COMMON | OPT_DB | OPT_JSON | OPT_QUIET | OPT_VERBOSE | OPT_STRICT |
	        OPT_SUBFOLDERS | OPT_NO_SUBFOLDERS | OPT_ACKNOWLEDGE,
	    0, cmd_ingest },
	{ "parse", "FILE...", 1, -1, "show what is inside, without a database",
	    "Prints each report found and each thing that is none, with the\n"
	    "reason.  --json prints one object a line (rampart-parse(5)).\n",
	    COMMON | OPT_JSON, 0, cmd_parse },
	{ "domains", "", 0, 0, "the domains, their policy and their volume",
	    "Sums are messages of the range (default: the last 35 days with\n"
	    "reports).\n",
	    LIST, RANGE | PAGE | FILTER_SORT, cmd_domains },
	{ "trend", "DOMAIN", 1, 1, "a domain day by day",
	    "Messages per UTC day: DMARC pass, and failing by what receivers\n"
	    "did with them.  Lines with > say where the published policy\n"
	    "changed.\n",
	    LIST, RANGE, cmd_trend },
	{ "sources", "DOMAIN", 1, 1,
	    "who sends in a domain's name, per address",
	    "Aligned results only: SPF and DKIM count as DMARC sees them.\n",
	    LIST,
	    RANGE | PAGE | RESULTS | FILTER_SORT | FILTER_SOURCE_IP |
	        FILTER_REPORTER,
	    cmd_sources },
	{ "reporters", "[DOMAIN]", 0, 1, "who reports, and how well",
	    "Messages and reports of the range, and how often the parser had\n"
	    "to put a report right.  --repairs says what, per reporter.\n",
	    LIST | OPT_REPAIRS, RANGE | PAGE | FILTER_SORT | FILTER_REPORTER,
	    cmd_reporters },
	{ "reports", "", 0, 0, "the reports themselves, newest first",
	    "The first column is the id that `rampart show` takes.\n", LIST,
	    RANGE | PAGE | FILTER_DOMAIN | FILTER_REPORTER, cmd_reports },
	{ "report", "DOMAIN", 1, 1, "the advice as a page to hand on",
	    "One HTML file with its data inside: it needs no network, and can\n"
	    "be printed.\n",
	    COMMON | OPT_DB | OPT_HTML | OPT_AS_OF, 0, cmd_report },
	{ "show", "ID", 1, 1, "one report, down to its original document",
	    "Without --raw: what it says, row by row, and what the parser had\n"
	    "to put right; --repairs: this alone.\n",
	    QUERY | OPT_RAW | OPT_REPAIRS, PAGE, cmd_show },
	{ "intake", "", 0, 0, "the ledger: what came in, and what became of it",
	    "Without --outcome: what was set aside, last come first, below a\n"
	    "count of every outcome.  --outcome all lists everything.  Days\n"
	    "are those on which things came in (default: all).\n",
	    LIST, RANGE | PAGE | FILTER_REPORTER | FILTER_OUTCOME, cmd_intake },
	{ "accept", "ID", 1, 1, "count a conflict as a part after all",
	    "For a conflict that you know to be another part of the same\n"
	    "report: its messages count from now on.  --undo takes it back.\n",
	    COMMON | OPT_DB | OPT_JSON | OPT_UNDO, 0, cmd_accept },
	{ "advise", "[DOMAIN]", 0, 1, "what to do next, and why",
	    "Says how far a domain has come, whether it may take the next "
	    "step\n"
	    "towards p=reject, what stands in the way and how to mend it, and\n"
	    "which record to publish.  --all, or no DOMAIN: every domain, the\n"
	    "most urgent first.  Nothing is changed; with --as-of nothing "
	    "that\n"
	    "came later is looked at.\n",
	    QUERY | OPT_AS_OF | OPT_ALL, 0, cmd_advise },
	{ "check", "DOMAIN...", 1, -1, "the advice as an exit code",
	    "For cron and monitoring: 0 ready or done, 5 ready if confirmed,\n"
	    "10 not ready, 20 hold, fix the record or look at it, 30 roll\n"
	    "back, 40 no data; of several the worst.  --ready STEP: 0 if that\n"
	    "step is published or advised now, else 10.\n",
	    COMMON | OPT_DB | OPT_JSON | OPT_AS_OF | OPT_READY | OPT_QUIET, 0,
	    cmd_check },
	{ "whatif", "DOMAIN", 1, 1, "try a record on the mail that was seen",
	    "What would have become of each message of the last days if TXT\n"
	    "had been published, by the results that receivers reported:\n"
	    "  rampart whatif example.org --record 'v=DMARC1; p=reject'\n",
	    COMMON | OPT_DB | OPT_JSON | OPT_RECORD | OPT_DAYS | OPT_AS_OF, 0,
	    cmd_whatif },
	{ "diary", "DOMAIN", 1, 1, "what happened to a domain, day by day",
	    "Records as receivers saw them, decisions of people, verdicts "
	    "that\n"
	    "changed, alerts, in plain words.  --json and --csv have their\n"
	    "codes besides.\n",
	    LIST, 0, cmd_diary },
	{ "sender", "VERB [DOMAIN [SENDER]]", 1, 3,
	    "say whose a sender is, and list what was said",
	    "  sender approve DOMAIN SENDER     it is ours\n"
	    "  sender threat DOMAIN SENDER      it is not ours\n"
	    "  sender forwarder DOMAIN SENDER   it passes on mail of others\n"
	    "  sender ignore DOMAIN SENDER      do not ask again\n"
	    "  sender forget DOMAIN SENDER      take back what was said\n"
	    "  sender list [DOMAIN]             what was said\n\n"
	    "SENDER is what `rampart advise` shows in its questions, and with\n"
	    "--json of each (svc:sendgrid), an address, a network\n"
	    "(203.0.113.0/24), or a name after ptr:, spf:, dkim: or "
	    "selector:.\nDOMAIN may be `all`.\n",
	    QUERY | OPT_NOTE | OPT_REVIEW | OPT_HISTORY, 0, cmd_sender },
	{ "domain", "VERB [DOMAIN [NAME=VALUE...]]", 1, -1,
	    "what a domain is for, and how far it should go",
	    "  domain set DOMAIN NAME=VALUE...  an empty VALUE takes it back\n"
	    "  domain show DOMAIN               what holds, and who said so\n"
	    "  domain list                      what was said of any\n\n"
	    "DOMAIN may be `all`.  The names:\n"
	    "  own      yes|no                  it is ours to advise on\n"
	    "  parked   yes|no                  nobody sends from it\n"
	    "  people   yes|no                  people write from it\n"
	    "  final    quarantine|reject       how far to go\n"
	    "  profile  standard|fast|cautious  how long to wait at each step\n"
	    "  rua      mailto:ADDRESS[,...]    where reports should go\n"
	    "  record   v=DMARC1;...            the record as it stands in the "
	    "DNS\n"
	    "  group    NAME                    whose it is: one name a "
	    "client\n"
	    "  notes    TEXT                    what colleagues should know\n",
	    QUERY | OPT_NOTE | OPT_HISTORY, 0, cmd_domain },
	{ "ack", "DOMAIN CODE", 2, 2, "confirm what the advisor asks about",
	    "CODE is the one that `rampart advise` shows, S_MAILING_LISTS "
	    "say.\n"
	    "It is asked again after a year; --undo takes it back.\n",
	    COMMON | OPT_DB | OPT_JSON | OPT_NOTE | OPT_UNDO, 0, cmd_ack },
	{ "names", "VERB [FILE]", 1, 2, "names of addresses, and mail services",
	    "  names import FILE             lines of an address, a TAB and "
	    "its\n"
	    "                                name (PTR); without a name it is\n"
	    "                                forgotten\n"
	    "  names import --services FILE  mail services besides the "
	    "program's\n"
	    "  names forget --services       the program's alone again\n\n"
	    "Names only make advice nicer to read: it is the same without.\n",
	    COMMON | OPT_DB | OPT_JSON | OPT_SERVICES, 0, cmd_names },
	{ "reparse", "", 0, 0, "read again what came in before",
	    "After an update: runs the present parser over the documents that\n"
	    "are kept and says which reports change.  Each report is replaced\n"
	    "as a whole, under its id; one that cannot be read any more stays\n"
	    "as it was.  Mails and files that were set aside are read again,\n"
	    "too, where they still lie; what has become a report is stored.\n",
	    COMMON | OPT_DB | OPT_JSON | OPT_DRY_RUN, 0, cmd_reparse },
	{ "db check", "", 0, 0, "look whether the database is sound",
	    "Looks at the file, at each report with its records, at the sums,\n"
	    "at each document's digest, at the ledger and at what the "
	    "advisor\n"
	    "keeps, and says what is wrong, in one sentence each: then the "
	    "exit\n"
	    "status is 65.  Nothing is changed.\n",
	    COMMON | OPT_DB | OPT_JSON | OPT_QUIET, 0, cmd_db_check },
	{ "db rebuild", "", 0, 0, "make the sums anew from the records",
	    "Says which rows of the sums differed from what the records make,\n"
	    "and puts them right, all at once or none.  Days whose records "
	    "were\n"
	    "pruned stay as they are.\n",
	    COMMON | OPT_DB | OPT_JSON | OPT_QUIET, 0, cmd_db_rebuild },
	{ "db backup", "FILE", 1, 1, "copy the database while it is in use",
	    "Makes FILE, a copy of the database as it is at that moment, also\n"
	    "while reports are read or pages served.  A file that is there is\n"
	    "never overwritten.\n",
	    COMMON | OPT_DB | OPT_JSON | OPT_QUIET, 0, cmd_db_backup },
	{ "db prune", "", 0, 0, "let old records and documents go",
	    "With --before: records and documents of days before that one.\n"
	    "Without: what the settings keep-records, keep-documents and\n"
	    "keep-ledger do not keep.  The sums, and a line of each report,\n"
	    "stay for ever.  --dry-run says what would go.\n",
	    COMMON | OPT_DB | OPT_JSON | OPT_DRY_RUN | OPT_BEFORE | OPT_VACUUM,
	    0, cmd_db_prune },
	{ "serve", "", 0, 0, "the pages and the JSON API, on this machine",
	    "Serves until it is stopped (Ctrl-C).  Only loopback addresses:\n"
	    "put a reverse proxy with a login in front to reach it from\n"
	    "elsewhere.  Files that are uploaded wait for the next ingest.\n"
	    "Each minute it judges what is due, as after a new day.\n",
	    COMMON | OPT_DB | OPT_LISTEN | OPT_ASSETS, 0, cmd_serve },
	{ "run", "SOURCE...", 1, -1, "ingest and serve, in one",
	    "Serves the pages, ingests the sources, and looks for new mail\n"
	    "every minute (--interval) until it is stopped.  Files that are\n"
	    "uploaded are read at once.\n",
	    COMMON | OPT_DB | OPT_LISTEN | OPT_INTERVAL | OPT_QUIET |
	        OPT_ASSETS | OPT_SUBFOLDERS | OPT_NO_SUBFOLDERS |
	        OPT_ACKNOWLEDGE,
	    0, cmd_run },
	{ "limits", "", 0, 0, "the ceilings on what comes in, and why",
	    "What is larger, deeper or more than this is set aside with the\n"
	    "outcome limit, or cut, and the report says so.\n",
	    COMMON | OPT_JSON | OPT_CSV, 0, cmd_limits },
	{ "settings", "", 0, 0, "the settings in force, and where they stand",
	    "Prints every setting of rampart.conf(5) with its value and the\n"
	    "line, the option or the default that it comes from.\n",
	    QUERY | OPT_LISTEN, 0, cmd_settings },
	{ 0 },
};
