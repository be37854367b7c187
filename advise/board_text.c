/*
 * A kept line is handed on as the text that it is: a board of hundreds of
 * lines, read as values and written again, takes several times as long as all
 * else about it.  So the text is walked once, for its end and for the two
 * numbers that it is sorted by.  The walk knows the strings and what is inside
 * of what, by which a text that was cut or is something else is seen; whatever
 * else can be wrong is for `rampart db check`.
 */
#include <stdlib.h>
#include <string.h>

#include "advise/board.h"

/* Behind the closing quote, of what is behind the opening one; NULL: none. */
static const char *
string_end(const char *s)
{
	for (; *s != '"'; s++) {
		if (*s == '\\')
			s++;
		if ((unsigned char)*s < ' ')
			return NULL;
	}
	return s + 1;
}

/* Take the member's number if it is one of those that are looked for. */
static void
take_member(const char *key, const char *value, struct board_place *place,
    bool found[2])
{
	if (strncmp(key, "\"urgency\"", 9) == 0) {
		place->urgency = strtoll(value, NULL, 10);
		found[0] = true;
	} else if (strncmp(key, "\"score\"", 7) == 0) {
		place->score = strtoll(value, NULL, 10);
		found[1] = true;
	}
}

/* What stands between strings: structure, numbers, true, false, null. */
static bool
is_plain(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c != '\0' && strchr(",:-+.E", c) != NULL);
}

bool
board_text_read(const char *text, struct board_place *ret)
{
	struct board_place place;
	bool found[2] = { false, false };
	const char *s = text, *end;
	int depth = 0;

	if (*s != '{')
		return false;
	do {
		if (*s == '"') {
			if ((end = string_end(s + 1)) == NULL)
				return false;
			if (depth == 1 && *end == ':')
				take_member(s, end + 1, &place, found);
			s = end;
			continue;
		}
		if (*s == '{' || *s == '[')
			depth++;
		else if (*s == '}' || *s == ']')
			depth--;
		else if (!is_plain(*s))
			return false;
		s++;
	} while (depth > 0);
	if (*s != '\0' || !found[0] || !found[1])
		return false;
	place.n = (size_t)(s - text);
	*ret = place;
	return true;
}
