/*
 * The state is the innermost open element that the grammar knows; below an
 * unknown one only the depth is counted.  Texts are copied into an arena when
 * their element closes: those of a record into one that is reset with each
 * record, so that a report of any length takes the same memory.
 */
#include <stdlib.h>
#include <string.h>

#include "ingest/report_build.h"

static const uint64_t one = 1;
_Static_assert(GRAMMAR_SIZE <= 64, "struct build's seen has a bit for each");

void
build_init(struct build *b, const struct limits *limits)
{
	memset(b, 0, sizeof(*b));
	b->limits = limits;
	arena_init(&b->row, limits->arena_bytes);
	buf_init(&b->text, limits->leaf_bytes);
	b->auth_dkim = xcalloc(limits->dkim_entries, sizeof(*b->auth_dkim));
	b->auth_spf = xcalloc(limits->spf_entries, sizeof(*b->auth_spf));
	b->reasons = xcalloc(limits->reasons, sizeof(*b->reasons));
	b->errors = xcalloc(limits->reasons, sizeof(*b->errors));
	for (int id = ELEMENT_DOCUMENT + 1; id < GRAMMAR_SIZE; id++)
		b->below[grammar[id].parent] |= one << id;
}

void
build_free(struct build *b)
{
	arena_release(&b->row);
	buf_free(&b->text);
	free(b->auth_dkim);
	free(b->auth_spf);
	free(b->reasons);
	free(b->errors);
}

void
build_begin(struct build *b, struct arena *document,
    const struct ingest_sink *sink)
{
	b->document = document;
	b->sink = sink;
	b->at = ELEMENT_DOCUMENT;
	b->skip = b->depth = 0;
	b->seen = 0;
	b->closed = false;
	b->stop = BUILD_GO;
	memset(&b->raw, 0, sizeof(b->raw));
	memset(&b->report, 0, sizeof(b->report));
	memset(&b->nz, 0, sizeof(b->nz));
	b->raw.report.errors = b->errors;
	buf_reset(&b->text);
	arena_reset(&b->row);
	ledger_init(&b->ledger, document, b->limits->repairs);
	b->nz.limits = b->limits;
	b->nz.ledger = &b->ledger;
}

void
build_limit(struct build *b, const char *sentence)
{
	if (b->stop != BUILD_GO)
		return;
	error_set(&b->error, ERR_LIMIT, "%s", sentence);
	b->stop = BUILD_LIMIT;
}

static void
open_record(struct build *b)
{
	struct raw_record *r = &b->raw.record;

	if (b->report.n_records >= b->limits->records) {
		build_limit(b, "more records than a report may have");
		return;
	}
	arena_reset(&b->row);
	memset(r, 0, sizeof(*r));
	r->auth_dkim = b->auth_dkim;
	r->auth_spf = b->auth_spf;
	r->reasons = b->reasons;
}

/* What starts anew with an element. */
static void
open_element(struct build *b, enum element_id id, const char *uri)
{
	buf_reset(&b->text);
	b->cut = false;
	switch (id) {
	case ELEMENT_FEEDBACK:
		if (uri != NULL)
			b->raw.report.xml_namespace =
			    arena_strdup(b->document, uri);
		break;
	case ELEMENT_RECORD: open_record(b); break;
	case ELEMENT_DKIM:
	case ELEMENT_SPF: memset(&b->raw.auth, 0, sizeof(b->raw.auth)); break;
	case ELEMENT_REASON:
		memset(&b->raw.reason, 0, sizeof(b->raw.reason));
		break;
	case ELEMENT_ERROR: b->raw.error = NULL; break;
	default: break;
	}
}

bool
build_open(struct build *b, const char *name, const char *uri)
{
	enum element_id id;
	bool alias;

	b->depth++;
	if (b->skip > 0) {
		b->skip++;
		return false;
	}
	id = grammar_child(b->at, name, &alias);
	if (id == GRAMMAR_UNKNOWN) {
		b->skip = 1;
		if (b->at == ELEMENT_DOCUMENT)
			b->stop = BUILD_NOT_FEEDBACK;
		return false;
	}
	if (alias)
		ledger_add(&b->ledger, REPAIR_ALIAS, "<%s> read as <%s>", name,
		    grammar[id].name);
	if (id == ELEMENT_EXTENSION)
		b->raw.report.has_extension = 1;
	if ((grammar[id].flags & GRAMMAR_REPEAT) == 0) {
		if (b->seen & one << id) {
			ledger_add(&b->ledger, REPAIR_REPEATED,
			    "<%s> stands more than once", grammar[id].name);
			b->skip = 1;
			return true;
		}
		b->seen |= one << id;
	}
	if (grammar[id].flags & GRAMMAR_KNOWN) {
		b->skip = 1;
		return true;
	}
	b->at = id;
	b->seen &= ~b->below[id];
	open_element(b, id, uri);
	return true;
}

static bool
is_blank(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != ' ' && p[i] != '\n' && p[i] != '\t' && p[i] != '\r')
			return false;
	return true;
}

void
build_text(struct build *b, const char *p, size_t n)
{
	size_t room = b->text.max - b->text.len;

	if (b->skip > 0)
		return;
	if (grammar[b->at].slot == NO_SLOT) {
		if (!is_blank(p, n))
			ledger_add(&b->ledger, REPAIR_STRAY_TEXT,
			    "text beside the elements of <%s>",
			    grammar[b->at].name);
		return;
	}
	if (n > room) {
		b->cut = true;
		n = room;
	}
	buf_add(&b->text, p, n);
}

bool
build_finish(struct build *b)
{
	b->nz.arena = b->document;
	return normalise_report(&b->nz, &b->raw.report, &b->report);
}
