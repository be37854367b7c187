/*
 * Filters.  Each word has one function that reads its value; the table of
 * words in the header says the rest, so that a sentence about a wrong value is
 * made in one place.
 */
#include <string.h>

#include "core/domain.h"
#include "core/filter.h"
#include "core/text.h"
#include "core/utf8.h"
#include "core/words.h"

enum { QUOTE_MAX = 60 }; /* bytes of a wrong value that a sentence repeats */

void
filter_init(struct filter *f)
{
	*f = (struct filter){ .limit = FILTER_LIMIT_DEFAULT };
}

/* Trimmed and not empty, UTF-8 without control characters, not too long. */
static bool
read_text(const char *value, char out[FILTER_TEXT_MAX])
{
	size_t n = text_trim(&value, strlen(value));
	if (n == 0 || n >= FILTER_TEXT_MAX || !text_is_utf8(value, n))
		return false;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)value[i] < 0x20 || value[i] == 0x7f)
			return false;
	memcpy(out, value, n);
	out[n] = '\0';
	return true;
}

static bool
read_word(enum vocabulary v, const char *value, int *ret)
{
	int code = word_code(v, value);
	if (code == WORD_UNSET || code == WORD_UNKNOWN)
		return false;
	*ret = code;
	return true;
}

static bool
set_domain(struct filter *f, const char *value)
{
	return domain_normalize(value, f->domain);
}

static bool
set_from(struct filter *f, const char *value)
{
	return day_parse(value, &f->from);
}

static bool
set_to(struct filter *f, const char *value)
{
	return day_parse(value, &f->to);
}

static bool
set_reporter(struct filter *f, const char *value)
{
	return read_text(value, f->reporter);
}

static bool
set_source_ip(struct filter *f, const char *value)
{
	return ip_parse(value, &f->source_ip);
}

static bool
set_disposition(struct filter *f, const char *value)
{
	return read_word(VOCAB_DISPOSITION, value, &f->disposition);
}

static bool
set_dmarc(struct filter *f, const char *value)
{
	return read_word(VOCAB_ALIGNED, value, &f->dmarc);
}

static bool
set_dkim(struct filter *f, const char *value)
{
	return read_word(VOCAB_ALIGNED, value, &f->dkim);
}

static bool
set_spf(struct filter *f, const char *value)
{
	return read_word(VOCAB_ALIGNED, value, &f->spf);
}

static bool
set_limit(struct filter *f, const char *value)
{
	int64_t limit;
	if (!text_number(value, FILTER_LIMIT_MAX, &limit) || limit < 1)
		return false;
	f->limit = (size_t)limit;
	return true;
}

static bool
set_cursor(struct filter *f, const char *value)
{
	return read_text(value, f->cursor);
}

static bool
set_sort(struct filter *f, const char *value)
{
	f->descending = value[0] == '-';
	return read_text(value + f->descending, f->sort);
}

static bool
set_outcome(struct filter *f, const char *value)
{
	if (strcmp(value, "all") != 0)
		return read_word(VOCAB_OUTCOME, value, &f->outcome);
	f->outcome = WORD_UNSET;
	return true;
}

static bool
set_sender(struct filter *f, const char *value)
{
	return read_text(value, f->sender);
}

static bool
set_whose(struct filter *f, const char *value)
{
	return read_word(VOCAB_WHOSE, value, &f->whose);
}

static bool (*const setters[FILTER_COUNT])(struct filter *, const char *) = {
	[FILTER_DOMAIN_SHIFT] = set_domain,
	[FILTER_FROM_SHIFT] = set_from,
	[FILTER_TO_SHIFT] = set_to,
	[FILTER_REPORTER_SHIFT] = set_reporter,
	[FILTER_SOURCE_IP_SHIFT] = set_source_ip,
	[FILTER_DISPOSITION_SHIFT] = set_disposition,
	[FILTER_DMARC_SHIFT] = set_dmarc,
	[FILTER_DKIM_SHIFT] = set_dkim,
	[FILTER_SPF_SHIFT] = set_spf,
	[FILTER_LIMIT_SHIFT] = set_limit,
	[FILTER_CURSOR_SHIFT] = set_cursor,
	[FILTER_SORT_SHIFT] = set_sort,
	[FILTER_OUTCOME_SHIFT] = set_outcome,
	[FILTER_SENDER_SHIFT] = set_sender,
	[FILTER_WHOSE_SHIFT] = set_whose,
};

#define FILTER_WORD_(bit, word, what) { word, what },
static const struct {
	const char *word, *takes;
} words[FILTER_COUNT] = { FILTERS(FILTER_WORD_) };
#undef FILTER_WORD_

static int
find_word(const char *word)
{
	for (int i = 0; i < FILTER_COUNT; i++)
		if (strcmp(words[i].word, word) == 0)
			return i;
	return -1;
}

/* Hostile text as a sentence may repeat it: short and printable. */
static void
quote(struct buf *out, const char *s)
{
	char text[QUOTE_MAX + 1];
	size_t n = strlen(s);
	bool cut = n > QUOTE_MAX;
	if (cut)
		n = utf8_cut(s, QUOTE_MAX);
	memcpy(text, s, n);
	text[n] = '\0';
	text_to_terminal(out, text);
	if (cut)
		buf_addstr(out, "...");
}

/* "unknown word "foo"; this list takes domain, from" and its like. */
static enum err
refuse_word(unsigned allowed, bool known, const char *word, struct error *e)
{
	struct buf b;
	buf_init(&b, sizeof(e->text));
	buf_addstr(&b,
	    known ? "this list does not take \"" : "unknown word \"");
	quote(&b, word);
	buf_addstr(&b, known ? "\"; it takes" : "\"; this list takes");
	const char *before = " ";
	for (int i = 0; i < FILTER_COUNT; i++) {
		if ((allowed & 1U << i) == 0)
			continue;
		buf_addstr(&b, before);
		buf_addstr(&b, words[i].word);
		before = ", ";
	}
	if (before[0] == ' ')
		buf_addstr(&b, " no filter");
	enum err err = error_set(e, ERR_INPUT, "%s", b.data);
	buf_free(&b);
	return err;
}

static enum err
refuse_value(int i, const char *value, struct error *e)
{
	struct buf b;
	buf_init(&b, sizeof(e->text));
	quote(&b, value);
	enum err err = error_set(e, ERR_INPUT, "%s takes %s, not \"%s\"",
	    words[i].word, words[i].takes, b.data);
	buf_free(&b);
	return err;
}

enum err
filter_set(struct filter *f, unsigned allowed, const char *word,
    const char *value, struct error *e)
{
	if (value == NULL) /* a query's "word" without "=" */
		value = "";
	int i = find_word(word);
	if (i < 0 || (allowed & 1U << i) == 0)
		return refuse_word(allowed, i >= 0, word, e);

	struct filter next = *f;
	if (!setters[i](&next, value))
		return refuse_value(i, value, e);
	next.set |= 1U << i;

	const unsigned both = FILTER_FROM | FILTER_TO;
	if ((next.set & both) == both && next.to < next.from) {
		char from[DAY_TEXT_MAX], to[DAY_TEXT_MAX];
		return error_set(e, ERR_INPUT, "to (%s) is before from (%s)",
		    day_format(next.to, to), day_format(next.from, from));
	}
	*f = next;
	return OK;
}
