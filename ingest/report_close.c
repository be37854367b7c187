/*
 * Elements that close: a leaf's text goes to its slot, an entry to its list, a
 * record to the sink.
 */
#include "ingest/report_build.h"

static bool
in_record(enum element_id id)
{
	return id >= ELEMENT_RECORD;
}

/* Put the text of the closing element into its slot. */
static void
keep_text(struct build *b)
{
	const struct element *el = &grammar[b->at];
	struct arena *a = in_record(b->at) ? &b->row : b->document;
	char **slot = (char **)(void *)((char *)&b->raw + el->slot);
	const char *p = b->text.data;
	size_t n = text_trim(&p, b->text.len);

	if (*slot != NULL || (n == 0 && (el->flags & GRAMMAR_LEAF) == 0))
		return;
	*slot = arena_memdup(a, p, n);
	if (*slot == NULL)
		build_limit(b, "more text than a report may have");
	if (b->cut)
		ledger_add(&b->ledger, REPAIR_CUT, "<%s> longer than %zu bytes",
		    el->name, b->limits->leaf_bytes);
}

/* Add the open entry to a list of the record, or say that it is full. */
static void
close_auth(struct build *b, struct raw_auth *list, size_t *n, size_t max,
    const char *what)
{
	if (*n < max)
		list[(*n)++] = b->raw.auth;
	else
		ledger_add(&b->ledger, REPAIR_AUTH_LIMIT,
		    "record %zu has more than %zu %s entries",
		    b->report.n_records + 1, max, what);
}

static void
close_reason(struct build *b)
{
	struct raw_record *r = &b->raw.record;

	if (r->n_reasons < b->limits->reasons)
		r->reasons[r->n_reasons++] = b->raw.reason;
	else
		ledger_add(&b->ledger, REPAIR_AUTH_LIMIT,
		    "record %zu has more than %zu reasons",
		    b->report.n_records + 1, b->limits->reasons);
}

static void
close_record(struct build *b)
{
	struct record r;
	struct normaliser *nz = &b->nz;

	if (b->stop != BUILD_GO)
		return;
	nz->arena = &b->row;
	nz->record = b->report.n_records + 1;
	if (!normalise_record(nz, &b->raw.record, &r)) {
		build_limit(b, "more text than a record may have");
		return;
	}
	b->report.n_records++;
	b->report.messages += r.count;
	if (b->sink != NULL && b->sink->record != NULL &&
	    b->sink->record(b->sink->ctx, &r, &b->error) != OK)
		b->stop = BUILD_SINK;
}

/* The policy domain is wanted by the records that follow. */
static void
close_policy(struct build *b)
{
	b->nz.arena = b->document;
	b->nz.policy_domain =
	    normalise_policy_domain(&b->nz, b->raw.report.domain);
}

static void
close_element(struct build *b)
{
	struct raw_record *r = &b->raw.record;
	struct raw_report *m = &b->raw.report;

	switch (b->at) {
	case ELEMENT_FEEDBACK: b->closed = true; break;
	case ELEMENT_POLICY: close_policy(b); break;
	case ELEMENT_RECORD: close_record(b); break;
	case ELEMENT_REASON: close_reason(b); break;
	case ELEMENT_DKIM:
		close_auth(b, r->auth_dkim, &r->n_auth_dkim,
		    b->limits->dkim_entries, "dkim");
		break;
	case ELEMENT_SPF:
		close_auth(b, r->auth_spf, &r->n_auth_spf,
		    b->limits->spf_entries, "spf");
		break;
	case ELEMENT_ERROR:
		if (m->n_errors < b->limits->reasons)
			m->errors[m->n_errors++] = b->raw.error;
		else
			ledger_add(&b->ledger, REPAIR_CUT,
			    "more than %zu <error> elements",
			    b->limits->reasons);
		break;
	default: break;
	}
}

void
build_close(struct build *b)
{
	b->depth--;
	if (b->skip > 0) {
		b->skip--;
		return;
	}
	if (grammar[b->at].slot != NO_SLOT)
		keep_text(b);
	close_element(b);
	b->at = grammar[b->at].parent;
	buf_reset(&b->text);
	b->cut = false;
}
