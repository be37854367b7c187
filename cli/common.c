/* What commands need of the system: exit codes, the database, the streams. */
#include "cli/cli.h"

#include <errno.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

int
cli_exit_status(enum err code)
{
	switch (code) {
	case OK:
	case ERR_DUP: return 0;
	case ERR_INPUT:
	case ERR_LIMIT: return EX_DATAERR;
	case ERR_NOTFOUND: return 1;
	case ERR_AGAIN: return EX_TEMPFAIL;
	case ERR_SYSTEM: break;
	}
	return EX_IOERR;
}

void
cli_warn(const char *fmt, ...)
{
	char line[1024];
	struct buf b;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	buf_init(&b, 4 * sizeof(line));
	text_to_terminal(&b, line);
	/* A progress line may stand there. */
	fprintf(stderr, "%srampart: %s\n",
	    isatty(STDERR_FILENO) ? "\r\033[K" : "", b.data);
	buf_free(&b);
}

void
cli_print_text(const char *text)
{
	struct buf b;

	buf_init(&b, MIB);
	text_to_terminal(&b, text);
	fwrite(b.data, 1, b.len, stdout);
	buf_free(&b);
}

enum err
cli_default_db(char **ret_path, struct error *e)
{
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	char *path = NULL;
	int n;

	if (geteuid() == 0)
		n = asprintf(&path, "/var/lib/rampart/rampart.db");
	else if (data && *data == '/')
		n = asprintf(&path, "%s/rampart/rampart.db", data);
	else if (home && *home == '/')
		n = asprintf(&path, "%s/.local/share/rampart/rampart.db", home);
	else
		return error_set(e, ERR_INPUT,
		    "where is the database? neither XDG_DATA_HOME nor HOME is "
		    "set; name it with --db FILE");
	if (n < 0)
		abort();
	*ret_path = path;
	return OK;
}

/* mkdir -p of the folder that path lies in. */
static enum err
make_folder(const char *path, struct error *e)
{
	char *folder = xstrdup(path), *slash = folder;
	enum err err = OK;

	while (err == OK && (slash = strchr(slash + 1, '/')) != NULL) {
		*slash = '\0';
		if (mkdir(folder, 0750) < 0 && errno != EEXIST)
			err = error_set(e, ERR_SYSTEM,
			    "cannot make the folder %s: %s; choose another "
			    "with --db FILE",
			    folder, strerror(errno));
		*slash = '/';
	}
	free(folder);
	return err;
}

enum err
cli_open(const struct args *a, enum store_mode mode, struct store **ret,
    struct error *e)
{
	enum err err;

	if (mode == STORE_WRITE && (err = make_folder(a->db, e)) != OK)
		return err;
	err = store_open(a->db, mode, ret, e);
	if (err == OK) {
		store_trust(*ret, settings_trust(a->settings));
		store_set_rules(*ret, &a->settings->rules);
	}
	if (err == ERR_NOTFOUND)
		error_set(e, ERR_NOTFOUND,
		    "there is no database %s yet; make it with "
		    "`rampart ingest MAILDIR`, or name another with --db FILE",
		    a->db);
	return err;
}

enum err
cli_open_existing(const struct args *a, struct store **ret, struct error *e)
{
	if (access(a->db, F_OK) < 0)
		return cli_open(a, STORE_READ, ret, e);
	return cli_open(a, STORE_WRITE, ret, e);
}

void
cli_warn_network(const struct args *a)
{
	const char *name = store_network(a->db, NULL);

	if (name)
		cli_warn("%s lies on a network file system (%s): use it from "
		         "one machine at a time only, or it is damaged; better "
		         "put it on a disk of this one with --db FILE",
		    a->db, name);
}

enum err
cli_print_json(json_t *j, struct error *e)
{
	int r = json_dumpf(j, stdout, JSON_COMPACT);

	json_decref(j);
	if (r != 0 || putchar('\n') == EOF)
		return error_set(e, ERR_SYSTEM,
		    "cannot write to standard output: %s", strerror(errno));
	return OK;
}

enum err
cli_written(struct error *e)
{
	if (ferror(stdout))
		return error_set(e, ERR_SYSTEM,
		    "cannot write to standard output: %s", strerror(errno));
	return OK;
}

enum err
cli_flush(struct error *e)
{
	if (fflush(stdout) != 0)
		return error_set(e, ERR_SYSTEM,
		    "cannot write to standard output: %s", strerror(errno));
	return cli_written(e);
}

void
cli_who(char *out, size_t size)
{
	const struct passwd *pw = getpwuid(getuid());

	if (pw)
		snprintf(out, size, "%s", pw->pw_name);
	else
		snprintf(out, size, "uid %u", (unsigned)getuid());
}

enum err
cli_domain(const char *word, char out[DOMAIN_MAX + 1], struct error *e)
{
	if (!domain_normalize(word, out))
		return error_set(e, ERR_INPUT,
		    "\"%s\" is no domain name; one looks like example.org",
		    word);
	return OK;
}

#define REPORTS_HINT "`rampart reports` lists them"

enum err
cli_report_id(const char *word, int64_t *ret, struct error *e)
{
	if (!text_number(word, INT64_MAX, ret))
		return error_set(e, ERR_INPUT,
		    "\"%s\" is no report id; " REPORTS_HINT, word);
	return OK;
}

enum err
cli_no_report(enum err err, struct error *e)
{
	if (err == ERR_NOTFOUND)
		error_set(e, err, "%s; " REPORTS_HINT, e->text);
	return err;
}

enum err
cli_read_file(const char *path, size_t max, struct buf *ret, struct error *e)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	char piece[65536];
	struct buf b;
	size_t n;
	int bad;

	if (f == NULL)
		return error_set(e, errno == ENOENT ? ERR_NOTFOUND : ERR_SYSTEM,
		    "%s: cannot be read: %s; nothing was changed", path,
		    strerror(errno));
	buf_init(&b, max);
	while (!b.overflow && (n = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_add(&b, piece, n);
	bad = ferror(f) ? errno : 0;
	if (f != stdin)
		fclose(f);
	if (bad == 0 && !b.overflow) {
		*ret = b;
		return OK;
	}
	buf_free(&b);
	if (bad != 0)
		return error_set(e, ERR_SYSTEM,
		    "%s: cannot be read: %s; nothing was changed", path,
		    strerror(bad));
	return error_set(e, ERR_LIMIT,
	    "%s: larger than %zu bytes; nothing was changed", path, max);
}
