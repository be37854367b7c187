/*
 * Single values, and the metadata and policy of a report.  Nearly every text
 * of a real report is short printable ASCII: such a text is used as it stands,
 * only others are copied and cleaned.
 */
#include <string.h>

#include "ingest/normalise.h"

/* Printable ASCII of at most max bytes: nothing to clean. */
static bool
is_plain(const char *s, size_t max, size_t *ret_len)
{
	size_t i = 0;

	while (s[i] >= ' ' && s[i] < 0x7f)
		i++;
	*ret_len = i;
	return i <= max && s[i] == '\0';
}

const char *
normalise_text(struct normaliser *nz, char *raw, size_t max, const char *what)
{
	size_t len;
	bool cut = false;
	char *clean;

	if (raw == NULL || *raw == '\0')
		return NULL;
	if (is_plain(raw, max, &len))
		return raw;
	clean = text_clean(nz->arena, raw, strlen(raw), max, &cut);
	if (cut)
		ledger_add(nz->ledger, REPAIR_CUT, "%s longer than %zu bytes",
		    what, max);
	return clean;
}

struct word
normalise_word(struct normaliser *nz, enum vocabulary v, char *raw,
    const char *what)
{
	struct word w = { WORD_UNSET, NULL };

	if (raw == NULL || *raw == '\0')
		return w;
	text_lower(raw);
	w.code = word_code(v, raw);
	w.raw = normalise_text(nz, raw, nz->limits->word_bytes, what);
	if (w.code == WORD_UNKNOWN)
		ledger_add(nz->ledger, REPAIR_WORD, "%s \"%.64s\"", what,
		    w.raw != NULL ? w.raw : "");
	return w;
}

const char *
normalise_domain(struct normaliser *nz, char *raw, const char *what)
{
	char name[DOMAIN_MAX + 1];

	if (raw == NULL || *raw == '\0')
		return NULL;
	if (domain_normalize(raw, name)) {
		if (strcmp(name, raw) == 0)
			return raw;
		return arena_strdup(nz->arena, name);
	}
	ledger_add(nz->ledger, REPAIR_DOMAIN, "%s \"%.128s\"", what, raw);
	return normalise_text(nz, raw, nz->limits->text_bytes, what);
}

const char *
normalise_policy_domain(struct normaliser *nz, const char *raw)
{
	char name[DOMAIN_MAX + 1];

	if (raw == NULL || !domain_normalize(raw, name))
		return NULL;
	return arena_strdup(nz->arena, name);
}

/* A longer id keeps a digest of the whole, so that it stays unique. */
static const char *
report_id(struct normaliser *nz, char *raw)
{
	size_t max = nz->limits->report_id_bytes, n;
	char text[DIGEST_TEXT_MAX];
	struct digest d;
	char *head;

	if (raw == NULL || *raw == '\0')
		return NULL;
	n = strlen(raw);
	if (n <= max || max < DIGEST_TEXT_MAX)
		return normalise_text(nz, raw, max, "report_id");
	digest_of(raw, n, &d);
	head = text_clean(nz->arena, raw, n, max - DIGEST_TEXT_MAX, NULL);
	ledger_add(nz->ledger, REPAIR_CUT, "report_id longer than %zu bytes",
	    max);
	if (head == NULL)
		return NULL;
	return arena_printf(nz->arena, "%s~%s", head, digest_format(&d, text));
}

/* Digits, and a fraction that some write; what follows is not looked at. */
static int64_t
moment(char *raw)
{
	int64_t t;

	if (raw != NULL && strchr(raw, '.') != NULL)
		*strchr(raw, '.') = '\0';

	/* 9999-12-31, the last day that can be written. */
	if (raw == NULL || !text_number(raw, INT64_C(253402300799), &t))
		return TIME_UNSET;
	return t;
}

static int
percentage(struct normaliser *nz, const char *raw)
{
	int64_t n;

	if (raw == NULL || *raw == '\0')
		return -1;
	if (text_number(raw, 100, &n) && n >= 0)
		return (int)n;
	ledger_add(nz->ledger, REPAIR_PCT, "pct \"%.64s\"", raw);
	return -1;
}

static void
policy(struct normaliser *nz, const struct raw_report *raw,
    struct policy_published *ret)
{
	ret->domain = normalise_policy_domain(nz, raw->domain);
	ret->p = normalise_word(nz, VOCAB_POLICY, raw->p, "p");
	ret->sp = normalise_word(nz, VOCAB_POLICY, raw->sp, "sp");
	ret->np = normalise_word(nz, VOCAB_POLICY, raw->np, "np");
	ret->adkim = normalise_word(nz, VOCAB_ALIGNMENT, raw->adkim, "adkim");
	ret->aspf = normalise_word(nz, VOCAB_ALIGNMENT, raw->aspf, "aspf");
	ret->testing =
	    normalise_word(nz, VOCAB_TESTING, raw->testing, "testing");
	ret->discovery_method = normalise_word(nz, VOCAB_DISCOVERY_METHOD,
	    raw->discovery_method, "discovery_method");
	ret->fo = normalise_text(nz, raw->fo, nz->limits->word_bytes, "fo");
	ret->pct = percentage(nz, raw->pct);
}

static bool
errors(struct normaliser *nz, const struct raw_report *raw, struct report *ret)
{
	if (raw->n_errors == 0)
		return true;
	ret->errors =
	    arena_alloc(nz->arena, raw->n_errors * sizeof(*ret->errors));
	if (ret->errors == NULL)
		return false;
	for (size_t i = 0; i < raw->n_errors; i++) {
		const char *text = normalise_text(nz, raw->errors[i],
		    nz->limits->comment_bytes, "error");

		if (text != NULL)
			ret->errors[ret->n_errors++] = text;
	}
	return true;
}

/* Specification 3.3: for display only. */
static void
dialect(const struct normaliser *nz, const struct raw_report *raw,
    struct report *ret)
{
	const char *ns = raw->xml_namespace;
	bool new =
	    nz->sign_of_9990 || raw->has_extension ||
	    raw->discovery_method != NULL || raw->testing != NULL ||
	    raw->generator != NULL ||
	    (ns != NULL && strcmp(ns, "urn:ietf:params:xml:ns:dmarc-2.0") == 0);

	ret->dialect.code = new ? DIALECT_9990 : DIALECT_7489;
	ret->dialect.raw = word_text(VOCAB_DIALECT, ret->dialect.code);
}

bool
normalise_report(struct normaliser *nz, const struct raw_report *raw,
    struct report *ret)
{
	size_t max = nz->limits->text_bytes;

	ret->version =
	    normalise_text(nz, raw->version, nz->limits->word_bytes, "version");
	ret->org_name = normalise_text(nz, raw->org_name, max, "org_name");
	ret->email = normalise_text(nz, raw->email, max, "email");
	ret->extra_contact_info = normalise_text(nz, raw->extra_contact_info,
	    max, "extra_contact_info");
	ret->generator = normalise_text(nz, raw->generator, max, "generator");
	ret->xml_namespace =
	    normalise_text(nz, raw->xml_namespace, max, "xmlns");
	ret->report_id = report_id(nz, raw->report_id);
	ret->begin = moment(raw->begin);
	ret->end = moment(raw->end);
	policy(nz, raw, &ret->policy_published);
	dialect(nz, raw, ret);
	return errors(nz, raw, ret) && !nz->arena->full;
}
