/* Words are put on a line until it is full; a longer one has its own. */
#include "cli/page.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COLUMNS = 80 };

static const char *
colour_begin(enum page_colour c)
{
	static const char *const codes[] = { [PAGE_PLAIN] = "",
		[PAGE_BOLD] = "\033[1m",
		[PAGE_RED] = "\033[1;31m",
		[PAGE_YELLOW] = "\033[1;33m",
		[PAGE_GREEN] = "\033[1;32m" };

	if (c == PAGE_PLAIN || !isatty(STDOUT_FILENO) ||
	    getenv("NO_COLOR") != NULL)
		return "";
	return codes[c];
}

static const char *
colour_end(enum page_colour c)
{
	return *colour_begin(c) != '\0' ? "\033[0m" : "";
}

/* A number is not parted from its percent sign. */
static size_t
word_length(const char *s)
{
	size_t n = strcspn(s, " ");

	if (strncmp(s + n, " %", 2) == 0)
		n += 2 + strcspn(s + n + 2, " ");
	return n;
}

/* The words of s, from column `column` on, lines beginning at `left`. */
static void
put_words(const char *s, size_t column, size_t left, enum page_colour colour)
{
	bool first = true;

	while (*(s += strspn(s, " ")) != '\0') {
		size_t n = word_length(s), width;
		char *word = xmalloc(n + 1);

		memcpy(word, s, n);
		word[n] = '\0';
		width = text_width(word);
		if (!first && column + 1 + width > COLUMNS) {
			printf("\n%*s", (int)left, "");
			column = left;
			first = true;
		}
		printf("%s%s%s%s", first ? "" : " ", colour_begin(colour), word,
		    colour_end(colour));
		column += width + !first;
		first = false;
		s += n;
		free(word);
	}
	putchar('\n');
}

/* A sentence of the advisor comes without its full stop. */
static void
end_sentence(struct buf *b)
{
	if (b->len > 0 && strchr(".?!:]", b->data[b->len - 1]) == NULL)
		buf_addch(b, '.');
}

void
page_text(int indent, const char *head, enum page_colour colour,
    const char *text)
{
	size_t left = (size_t)indent + text_width(head);
	struct buf b;

	buf_init(&b, MIB);
	text_to_terminal(&b, text);
	end_sentence(&b);
	printf("%*s%s", indent, "", head);
	put_words(b.data, left, left, colour);
	buf_free(&b);
}

void
page_heading(const char *text)
{
	printf("\n%s%s%s\n", colour_begin(PAGE_BOLD), text,
	    colour_end(PAGE_BOLD));
}

void
page_line(int indent, const char *text)
{
	struct buf b;

	buf_init(&b, MIB);
	text_to_terminal(&b, text);
	printf("%*s%s\n", indent, "", b.data);
	buf_free(&b);
}

void
page_printf(int indent, const char *fmt, ...)
{
	char text[2048];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	page_text(indent, "", PAGE_PLAIN, text);
}
