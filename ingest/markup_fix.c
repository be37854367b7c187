/*
 * A state machine over bytes.  From a "<" or "&" on they are held until a ">",
 * another "<", or what cannot belong to an entity decides what they are
 * (markup_judge.c).
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "core/text.h"
#include "ingest/markup_judge.h"

enum state { TEXT, REFERENCE, TAG, COMMENT, CDATA, INSTRUCTION };

void
markup_fix_survey(struct markup_fix *f, struct markup_faults *found)
{
	memset(f, 0, sizeof(*f));
	f->found = found;
}

void
markup_fix_rewrite(struct markup_fix *f, const struct markup_faults *known,
    void (*put)(void *ctx, const char *p, size_t n), void *ctx)
{
	memset(f, 0, sizeof(*f));
	f->known = known;
	f->put = put;
	f->ctx = ctx;
}

static void
put(struct markup_fix *f, const char *p, size_t n)
{
	if (f->put != NULL && n > 0)
		f->put(f->ctx, p, n);
}

/* Text, which has no place before the root. */
static void
put_text(struct markup_fix *f, const char *p, size_t n)
{
	if (f->in_root) {
		put(f, p, n);
		return;
	}
	for (size_t i = 0; i < n && f->found != NULL; i++)
		f->found->junk += !text_is_blank(p[i]);
}

/* The "<" is text, and so is what was held behind it. */
static void
end_bare(struct markup_fix *f)
{
	char rest[MARKUP_FIX_HOLD];
	size_t n = f->n - 1;

	memcpy(rest, f->hold + 1, n);
	f->n = 0;
	put_text(f, "&lt;", 4);
	markup_fix_feed(f, rest, n);
}

static void
end_tag(struct markup_fix *f)
{
	struct markup_name name;
	enum markup_verdict verdict = markup_judge(f->hold, f->n, &name);

	if (verdict == MARKUP_ROOT)
		f->in_root = true;
	if (f->found != NULL)
		markup_tally(f->found, f->hold, f->n, verdict, &name);
	else
		verdict = markup_decide(f->known, verdict, &name);
	f->state = TEXT;
	if (verdict == MARKUP_BARE) {
		end_bare(f);
		return;
	}
	if (verdict != MARKUP_SCHEMA)
		put(f, f->hold, f->n);
	f->n = 0;
}

static void
end_reference(struct markup_fix *f)
{
	if (markup_is_reference(f->hold, f->n)) {
		put_text(f, f->hold, f->n);
	} else {
		if (f->found != NULL)
			f->found->ampersands++;
		put_text(f, "&amp;", 5);
		put_text(f, f->hold + 1, f->n - 1);
	}
	f->n = 0;
	f->state = TEXT;
}

/* "<!--", "<![CDATA[", "<?": what ends elsewhere than at a ">". */
static void
look_at_opening(struct markup_fix *f)
{
	static const struct {
		const char *opening;
		enum state state;
	} openings[] = { { "<!--", COMMENT }, { "<![CDATA[", CDATA },
		{ "<?", INSTRUCTION } };

	for (size_t i = 0; i < sizeof(openings) / sizeof(*openings); i++) {
		size_t n = strlen(openings[i].opening);

		if (f->n != n || memcmp(f->hold, openings[i].opening, n) != 0)
			continue;
		f->state = (int)openings[i].state;
		if (f->state != INSTRUCTION)
			put(f, f->hold, f->n);
		f->n = 0;
		f->matched = 0;
	}
}

static void
in_tag(struct markup_fix *f, char c)
{
	if (c == '<') {
		end_tag(f);
		if (f->n > 0)
			end_reference(f);
		f->state = TAG;
	}
	f->hold[f->n++] = c;
	if (c == '>' || f->n == MARKUP_FIX_HOLD)
		end_tag(f);
	else
		look_at_opening(f);
}

/* Inside what may hold anything until its end. */
static void
in_opaque(struct markup_fix *f, char c)
{
	char twice = f->state == COMMENT ? '-' : ']';
	size_t want = f->state == INSTRUCTION ? 1 : 2;

	if (f->state != INSTRUCTION)
		put(f, &c, 1);
	if (c == (f->state == INSTRUCTION ? '?' : twice)) {
		f->matched += f->matched < want;
	} else if (c == '>' && f->matched == want) {
		f->state = TEXT;
	} else {
		f->matched = 0;
	}
}

static void
in_text(struct markup_fix *f, char c)
{
	if (c == '<' || c == '&') {
		f->state = c == '<' ? TAG : REFERENCE;
		f->hold[f->n++] = c;
	} else {
		put_text(f, &c, 1);
	}
}

/* Longer than any reference to a character needs. */
enum { REFERENCE_MAX = 12 };

static void
in_reference(struct markup_fix *f, char c)
{
	bool more = isalnum((unsigned char)c) || c == '#';

	if (more || c == ';')
		f->hold[f->n++] = c;
	if (more && f->n < REFERENCE_MAX)
		return;
	end_reference(f);
	if (!more && c != ';')
		in_text(f, c);
}

void
markup_fix_feed(struct markup_fix *f, const void *data, size_t n)
{
	const char *p = data;

	for (size_t i = 0; i < n; i++) {
		switch ((enum state)f->state) {
		case TEXT: in_text(f, p[i]); break;
		case REFERENCE: in_reference(f, p[i]); break;
		case TAG: in_tag(f, p[i]); break;
		case COMMENT:
		case CDATA:
		case INSTRUCTION: in_opaque(f, p[i]); break;
		}
	}
}

void
markup_fix_end(struct markup_fix *f)
{
	struct markup_faults *found = f->found;

	if (f->n > 0 && f->state == TAG)
		end_tag(f);
	if (f->n > 0)
		end_reference(f);
	if (found != NULL && found->schemas_opened > found->schemas_closed)
		found->schemas = found->schemas_opened;
}
