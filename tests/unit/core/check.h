/*
 * Comparisons for tests that run over a table: a failure names the case's
 * sentence, what came out and what was wanted.
 */
#ifndef TESTS_CORE_CHECK_H
#define TESTS_CORE_CHECK_H

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define check_text(what, got, want) \
	check_text_at(what, got, want, __FILE__, __LINE__)
#define check_int(what, got, want) \
	check_int_at(what, (int64_t)(got), (int64_t)(want), __FILE__, __LINE__)

static inline void
check_text_at(const char *what, const char *got, const char *want,
    const char *file, int line)
{
	if (got == want ||
	    (got != NULL && want != NULL && strcmp(got, want) == 0))
		return;
	print_error("%s\n  got:  %s\n  want: %s\n", what,
	    got == NULL ? "(NULL)" : got, want == NULL ? "(NULL)" : want);
	_fail(file, line);
}

static inline void
check_int_at(const char *what, int64_t got, int64_t want, const char *file,
    int line)
{
	if (got == want)
		return;
	print_error("%s\n  got:  %" PRId64 "\n  want: %" PRId64 "\n", what, got,
	    want);
	_fail(file, line);
}

#endif
