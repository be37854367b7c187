/* What does not fit into memory goes through a file; a full disk is told. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "cli/spill.h"

/* What one piece leaves in the stream's own buffer, behind whole blocks. */
enum { BLOCKS = 1023 * 4096, FIRST = BLOCKS + 3996, SECOND = 200 };

static void
add_both(struct spill *s)
{
	char *p = malloc(FIRST);
	struct error e;

	memset(p, 'a', FIRST);
	assert_int_equal(spill_add(s, p, FIRST, &e), OK);
	memset(p, 'b', SECOND);
	assert_int_equal(spill_add(s, p, SECOND, &e), OK);
	free(p);
	assert_non_null(s->file);
}

static void
all_comes_back_in_order(void **state)
{
	char *text;
	size_t n;
	FILE *out = open_memstream(&text, &n);
	struct spill s;
	struct error e;

	(void)state;
	spill_init(&s);
	add_both(&s);
	assert_int_equal(spill_copy(&s, out, &e), OK);
	fclose(out);
	assert_int_equal(n, FIRST + SECOND);
	assert_int_equal(text[FIRST - 1], 'a');
	assert_int_equal(text[FIRST], 'b');
	free(text);
	spill_free(&s);
}

/* The last bytes meet the disk only when the file is read again. */
static void
a_full_disk_is_told(void **state)
{
	struct rlimit was, small;
	char *text;
	size_t n;
	FILE *out = open_memstream(&text, &n);
	struct spill s;
	struct error e = { 0 };
	enum err err;

	(void)state;
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &was);
	small = was;
	small.rlim_cur = BLOCKS;
	setrlimit(RLIMIT_FSIZE, &small);
	spill_init(&s);
	add_both(&s);
	err = spill_copy(&s, out, &e);
	spill_free(&s);
	setrlimit(RLIMIT_FSIZE, &was);
	assert_int_equal(err, ERR_SYSTEM);
	assert_non_null(strstr(e.text, "temporary file"));
	fclose(out);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_comes_back_in_order),
		cmocka_unit_test(a_full_disk_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
