/*
 * What runs here, on which database: for a bug report and the About page.
 * What runs stays the same while it runs, so that it is written once.
 */
#include "web/about.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "core/text_json.h"
#include "web/list.h"
#include "web/spool.h"
#include "web/web.h"

static void
add_library(json_t *array, struct library library)
{
	json_t *o = json_object();

	json_put(o, "name", text_to_json(library.name));
	json_put(o, "version", text_to_json(library.version));
	json_array_append_new(array, o);
}

/* Those that serve; the parsers of mail run elsewhere. */
static json_t *
libraries(void)
{
	struct library core[LIBRARIES_MAX];
	size_t n = core_libraries(core);
	json_t *array = json_array();

	add_library(array, web_library());
	add_library(array, store_library());
	for (size_t i = 0; i < n; i++)
		add_library(array, core[i]);
	return array;
}

void
about_program(struct buf *out)
{
	json_t *o = json_object();

	json_put(o, "version", text_to_json(RAMPART_VERSION));
	json_put(o, "schema_version", json_integer(store_schema_version()));
	json_put(o, "libraries", libraries());
	json_write_members(out, o);
	json_decref(o);
}

static json_int_t
file_bytes(const char *path)
{
	struct stat st;
	return path && stat(path, &st) == 0 ? (json_int_t)st.st_size : 0;
}

/*
 * How large it is, what waits in its write-ahead log and in the spool, and how
 * much room its disk has: what runs full is seen before it is.
 */
static json_t *
database(struct request *r)
{
	const char *path = r->site->db;
	char *spool = web_spool(path);
	struct statvfs fs;
	json_t *o = json_object();

	json_put(o, "path", text_to_json(path));
	json_put(o, "bytes", json_integer(r->db_bytes));
	json_put(o, "wal_bytes",
	    json_integer(file_bytes(arena_printf(&r->arena, "%s-wal", path))));
	json_put(o, "free_bytes",
	    statvfs(path, &fs) == 0 ? json_integer((json_int_t)fs.f_bavail *
	                                           (json_int_t)fs.f_frsize)
	                            : json_null());
	json_put(o, "uploads_waiting",
	    json_integer((json_int_t)spool_waiting(spool)));
	free(spool);
	return o;
}

enum err
api_about(struct request *r, struct answer *a, struct error *e)
{
	json_t *o;
	enum err err = api_head(r, NULL, &o, e);

	if (err != OK)
		return err;
	json_put(o, "database", database(r));
	buf_addch(&a->body, '{');
	json_write_members(&a->body, o);
	buf_addch(&a->body, ',');
	buf_addstr(&a->body, r->site->about);
	buf_addch(&a->body, '}');
	json_decref(o);
	return answer_is_json(a, e);
}
