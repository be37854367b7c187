/* What runs here, on which database: for a bug report and the About page. */
#include <sys/stat.h>

#include "web/list.h"
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

static json_t *
database(const struct site *site)
{
	struct stat st;
	json_t *o = json_object();

	json_put(o, "path", text_to_json(site->db));
	json_put(o, "bytes",
	    json_integer(stat(site->db, &st) == 0 ? st.st_size : 0));
	return o;
}

enum err
api_about(struct request *r, struct answer *a, struct error *e)
{
	json_t *o;
	enum err err = api_head(r, NULL, &o, e);
	if (err != OK)
		return err;
	json_put(o, "version", text_to_json(RAMPART_VERSION));
	json_put(o, "schema_version", json_integer(store_schema_version()));
	json_put(o, "libraries", libraries());
	json_put(o, "database", database(r->site));
	return answer_json(a, o, e);
}
