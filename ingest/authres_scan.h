/*
 * The words of an Authentication-Results field (RFC 8601 2.2).  Each function
 * begins at p, which ends with a NUL, and returns where it stopped.
 */
#ifndef INGEST_AUTHRES_SCAN_H
#define INGEST_AUTHRES_SCAN_H

/* A word longer than this is no domain, no method and no id of ours. */
enum { AUTHRES_WORD_MAX = 512 };

/* Past blanks, folding and comments. */
const char *authres_skip(const char *p);

/*
 * A word up to a blank, a comment, ";" or one of `ends`; quoted pieces of it
 * stand without their quotes.  One that is too long becomes "".
 */
const char *authres_word(const char *p, const char *ends,
    char word[AUTHRES_WORD_MAX]);

/*
 * "name = value" into both, and the blanks behind; NULL when that is not what
 * stands there.  A name ends at one of `ends`; what is of another version than
 * 1 has the name "".
 */
const char *authres_pair(const char *p, const char *ends,
    char name[AUTHRES_WORD_MAX], char value[AUTHRES_WORD_MAX]);

#endif
