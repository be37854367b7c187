/*
 * Errors: seven codes, each of which says what the caller does next, and one
 * sentence that says what happened.  Nothing below cli/ prints; it returns.
 *
 * A function that can fail returns enum err, takes struct error *e last, and
 * does not touch its ret_ pointers on failure.
 */
#ifndef CORE_ERR_H
#define CORE_ERR_H

enum err {
	OK = 0,
	ERR_INPUT,    /* this message or report is bad: set it aside, go on */
	ERR_LIMIT,    /* larger than we accept: likewise */
	ERR_DUP,      /* we already have it: nothing to do, go on */
	ERR_NOTFOUND, /* no such thing: exit 1, or HTTP 404 */
	ERR_AGAIN,    /* locked or busy: stop, leave the work for later */
	ERR_SYSTEM,   /* disk, memory, permission, database: stop */
};

struct error {
	enum err code;
	char text[256]; /* a sentence, no full stop; UTF-8 */
};

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/*
 * Fill *e (which may be NULL) and return code, so that a failure is one line:
 * return error_set(e, ERR_INPUT, "no <%s> in the report", name);
 * A text that is too long is cut at a character.
 */
enum err error_set(struct error *e, enum err code, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/*
 * Put "prefix: " before the sentence of *e, when a caller knows what the
 * callee could not: the file, the member.  e is not NULL.  Returns e->code.
 */
enum err error_prefix(struct error *e, const char *fmt, ...)
    PRINTF_LIKE(2, 3);

#endif
