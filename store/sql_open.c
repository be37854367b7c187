/*
 * Opening and closing.  What can be trusted to be ours is checked before
 * anything in the file is changed, so that a mistyped path never turns
 * somebody else's database into one with a write-ahead log.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/sql_engine.h"
#include "store/store.h"

/* A document of 64 MiB that does not shrink, and some room. */
enum { VALUE_BYTES_MAX = 128 * 1024 * 1024, PROGRESS_STEPS = 2000 };

static void
configure_library(void)
{
	/*
	 * What a savepoint keeps back stays in memory: it is a few pages, and
	 * a process that is locked in has no folder for temporary files.  Says
	 * MISUSE when somebody used SQLite before; then it may spill.
	 */
	sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1);
	/* Nobody asks how much memory it has, and counting takes a lock. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	sqlite3_initialize();
}

/*
 * The path with the links of its directory resolved: those may be links, the
 * file itself may not (SQLITE_OPEN_NOFOLLOW looks at all of it).
 */
static enum err
resolve(const char *path, char out[PATH_MAX], struct error *e)
{
	char directory[PATH_MAX], real[PATH_MAX];
	const char *slash = strrchr(path, '/');
	const char *file = slash != NULL ? slash + 1 : path;
	int n;

	n = slash == NULL   ? snprintf(directory, sizeof(directory), ".")
	    : slash == path ? snprintf(directory, sizeof(directory), "/")
	                    : snprintf(directory, sizeof(directory), "%.*s",
	                          (int)(slash - path), path);
	if (n >= (int)sizeof(directory))
		return error_set(e, ERR_SYSTEM, "%s: the path is too long",
		    path);
	if (realpath(directory, real) == NULL)
		return error_set(e, errno == ENOENT ? ERR_NOTFOUND : ERR_SYSTEM,
		    "%s: %s", directory, strerror(errno));
	if (snprintf(out, PATH_MAX, "%s/%s", real, file) >= PATH_MAX)
		return error_set(e, ERR_SYSTEM, "%s: the path is too long",
		    path);
	return OK;
}

/* Make the file with the mode that it shall have, or see that it is there. */
static enum err
ensure_file(const char *path, bool write, struct error *e)
{
	struct stat st;
	int fd;

	/*
	 * Never open a file that exists: closing it would drop the locks that
	 * another connection of this process holds on it.
	 */
	if (lstat(path, &st) == 0) {
		if (!S_ISREG(st.st_mode))
			return error_set(e, ERR_INPUT,
			    "%s is no regular file, so it is not a database; "
			    "name another with --db FILE",
			    path);
		return OK;
	}
	if (errno != ENOENT)
		return error_set(e, ERR_SYSTEM, "%s: %s", path,
		    strerror(errno));
	if (!write)
		return error_set(e, ERR_NOTFOUND, "no database at %s", path);
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
	    0640);
	if (fd < 0 && errno != EEXIST)
		return error_set(e, ERR_SYSTEM,
		    "cannot make the database %s: %s; choose another place "
		    "with --db FILE",
		    path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return OK;
}

static void
configure(struct sql *sql)
{
	sqlite3 *db = sql->db;
	static const int off[] = { SQLITE_DBCONFIG_TRUSTED_SCHEMA,
		SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL,
		SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION };

	sqlite3_extended_result_codes(db, 1);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	for (size_t i = 0; i < sizeof(off) / sizeof(off[0]); i++)
		sqlite3_db_config(db, off[i], 0, NULL);
	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, VALUE_BYTES_MAX);
	sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 100 * 1024);
	sqlite3_progress_handler(db, PROGRESS_STEPS, sql_engine_progress, sql);
	sql_set_deadline(sql, 0);
}

/* The first column of the first row of a statement of the engine's own. */
static enum err
engine_int(struct sql *sql, const char *text, int64_t *ret, struct error *e)
{
	sqlite3_stmt *stmt;
	int rc = sqlite3_prepare_v2(sql->db, text, -1, &stmt, NULL);

	if (rc == SQLITE_OK) {
		rc = sqlite3_step(stmt);
		if (rc == SQLITE_ROW) {
			*ret = sqlite3_column_int64(stmt, 0);
			rc = SQLITE_OK;
		}
		sqlite3_finalize(stmt);
	}
	if (rc == SQLITE_NOTADB)
		return error_set(e, ERR_INPUT,
		    "it is not a database but another file, and stays "
		    "as it is; name another with --db FILE");
	return rc == SQLITE_OK ? OK : sql_engine_error(sql, rc, e);
}

enum err
sql_header(struct sql *sql, struct sql_header *ret, struct error *e)
{
	struct sql_header h = { 0 };
	int64_t tables = 0;
	enum err err;

	err = engine_int(sql, "PRAGMA application_id", &h.application, e);
	if (err == OK)
		err = engine_int(sql, "PRAGMA user_version", &h.version, e);
	if (err == OK)
		err = engine_int(sql, "SELECT count(*) FROM sqlite_schema",
		    &tables, e);
	if (err != OK)
		return err;
	h.empty = tables == 0 && h.application == 0 && h.version == 0;
	*ret = h;
	return OK;
}

enum err
sql_open(const char *path, bool write, struct sql **ret,
    struct sql_header *ret_header, struct error *e)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	char real[PATH_MAX];
	struct sql *sql;
	enum err err;
	int rc;

	pthread_once(&once, configure_library);
	err = resolve(path, real, e);
	if (err == OK)
		err = ensure_file(real, write, e);
	if (err != OK)
		return err;
	sql = xcalloc(1, sizeof(*sql));
	sql->write = write;
	rc = sqlite3_open_v2(real, &sql->db,
	    (write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) |
	        SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW,
	    NULL);
	if (rc == SQLITE_OK) {
		configure(sql);
		err = sql_header(sql, ret_header, e);
	} else {
		err = sql_engine_error(sql, rc, e);
	}
	if (err != OK) {
		error_prefix(e, "%s", path);
		sql_close(sql);
		return err;
	}
	*ret = sql;
	return OK;
}

enum err
sql_ready(struct sql *sql, struct error *e)
{
	int keep = 1;
	enum err err = sql_engine_exec(sql,
	    "PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;"
	    "PRAGMA cell_size_check = ON; PRAGMA cache_size = -16000;",
	    e);

	if (err != OK)
		return err;
	if (!sql->write)
		return sql_engine_exec(sql, "PRAGMA query_only = ON", e);
	/* Readers without a right to the directory need the files of the log. */
	sqlite3_file_control(sql->db, "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
	sql_engine_bound_wal(sql);
	/* A writer goes through the days in order and comes back to little. */
	return sql_engine_exec(sql,
	    "PRAGMA cache_size = -4000;"
	    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
	    "PRAGMA foreign_keys = ON; PRAGMA secure_delete = OFF;"
	    "PRAGMA journal_size_limit = 67108864;",
	    e);
}

void
sql_set_deadline(struct sql *sql, unsigned milliseconds)
{
	sql->milliseconds = milliseconds;
	sqlite3_busy_timeout(sql->db,
	    milliseconds != 0 && milliseconds < SQL_BUSY_MILLISECONDS
	        ? (int)milliseconds
	        : SQL_BUSY_MILLISECONDS);
}

void
sql_rest(struct sql *sql)
{
	sqlite3_db_release_memory(sql->db);
}

void
sql_close(struct sql *sql)
{
	if (sql == NULL)
		return;
	for (size_t i = 0; i < SQL_COUNT; i++)
		sqlite3_finalize(sql->queries[i].stmt);
	for (size_t i = 0; i < SQL_MARK_COUNT; i++)
		for (size_t k = 0; k < SQL_MARK_STEPS; k++)
			sqlite3_finalize(sql->marks[i][k]);
	for (size_t i = 0; i < SQL_EDGE_COUNT; i++)
		sqlite3_finalize(sql->edges[i]);
	if (sql->write) {
		/* Best effort: whoever reads on leaves it to the next. */
		sqlite3_busy_timeout(sql->db, SQL_CLOSE_MILLISECONDS);
		sqlite3_exec(sql->db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL,
		    NULL, NULL);
	}
	sqlite3_close(sql->db);
	free(sql);
}

struct library
store_library(void)
{
	return library_named("sqlite", "%s", sqlite3_libversion());
}
