/* pages.h: files from a directory, and what is never looked for. */
#include "tests/unit/core/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "web/answer.h"
#include "web/pages.h"

static void
put(const char *dir, const char *name, const char *text)
{
	char path[256];
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static int
set_up(void **state)
{
	char *dir = strdup("/tmp/pages-XXXXXX");
	char path[256];

	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/assets", dir);
	assert_int_equal(mkdir(path, 0700), 0);
	put(dir, "index.html", "<!doctype html>");
	put(dir, "favicon.svg", "<svg/>");
	put(dir, ".built", "secret");
	put(dir, "assets/app-1.js", "let plain");
	put(dir, "assets/app-1.js.gz", "packed");
	snprintf(path, sizeof(path), "%s/link.txt", dir);
	assert_int_equal(symlink("/etc/passwd", path), 0);
	*state = dir;
	return 0;
}

static int
tear_down(void **state)
{
	char command[256];

	snprintf(command, sizeof(command), "rm -r '%s'", (char *)*state);
	free(*state);
	return system(command);
}

static void
files_are_found_by_name(void **state)
{
	static const struct {
		const char *target, *accept, *body; /* NULL: not found */
		const char *type, *cache;
	} cases[] = {
		{ "/", NULL, "<!doctype html>", "text/html; charset=utf-8",
		    "no-cache" },
		{ "/index.html", NULL, "<!doctype html>",
		    "text/html; charset=utf-8", "no-cache" },
		{ "/reports/12", NULL, "<!doctype html>",
		    "text/html; charset=utf-8", "no-cache" },
		{ "/domains/a.example", NULL, "<!doctype html>",
		    "text/html; charset=utf-8", "no-cache" },
		{ "/domains/a.example/trends", NULL, "<!doctype html>",
		    "text/html; charset=utf-8", "no-cache" },
		{ "/favicon.svg", NULL, "<svg/>", "image/svg+xml", "no-cache" },
		{ "/assets/app-1.js", NULL, "let plain",
		    "text/javascript; charset=utf-8",
		    "public, max-age=31536000, immutable" },
		{ "/assets/app-1.js", "br, gzip", "packed",
		    "text/javascript; charset=utf-8",
		    "public, max-age=31536000, immutable" },
		{ "/assets/app-1.js", "gzip;q=0", "let plain",
		    "text/javascript; charset=utf-8",
		    "public, max-age=31536000, immutable" },
		{ "/assets/app-2.js", NULL, NULL, NULL, NULL },
		{ "/assets", NULL, NULL, NULL, NULL },
		{ "/assets/", NULL, NULL, NULL, NULL },
		{ "/robots.txt", NULL, NULL, NULL, NULL },
		{ "/.built", NULL, NULL, NULL, NULL },
		{ "/assets/../.built", NULL, NULL, NULL, NULL },
		{ "/assets%2F..%2F.built", NULL, NULL, NULL, NULL },
		{ "/link.txt", NULL, NULL, NULL, NULL },
		{ "/../../etc/passwd.txt", NULL, NULL, NULL, NULL },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct site site = { .assets = *state };
		struct request r = { .site = &site,
			.method = "GET",
			.target = cases[i].target,
			.headers = { .accept_encoding = cases[i].accept } };
		struct answer a;
		struct error e;
		arena_init(&r.arena, MIB);
		answer_init(&a);
		assert_int_equal(request_read(&r, &e), OK);
		check_int(cases[i].target, pages_answer(&r, &a, &e),
		    cases[i].body ? OK : ERR_NOTFOUND);
		if (cases[i].body) {
			check_text(cases[i].target, a.body.data, cases[i].body);
			check_text(cases[i].target,
			    answer_field_get(&a, "Content-Type"),
			    cases[i].type);
			check_text(cases[i].target,
			    answer_field_get(&a, "Cache-Control"),
			    cases[i].cache);
			check_text(cases[i].target,
			    answer_field_get(&a, "Content-Encoding"),
			    strcmp(cases[i].body, "packed") ? NULL : "gzip");
		}
		answer_free(&a);
		arena_release(&r.arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_found_by_name),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
