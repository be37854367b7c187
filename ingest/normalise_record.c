/*
 * One record.  Whatever is unreadable in it is written to the ledger with its
 * text, and the record is kept: its messages were counted by somebody.
 */
#include <string.h>

#include "ingest/normalise.h"

static void
source_ip(struct normaliser *nz, const char *raw, struct ip *ret)
{
	if (ip_parse(raw != NULL ? raw : "", ret))
		return;
	if (raw == NULL || *raw == '\0')
		ledger_add(nz->ledger, REPAIR_SOURCE_IP,
		    "record %zu has no source_ip", nz->record);
	else
		ledger_add(nz->ledger, REPAIR_SOURCE_IP,
		    "source_ip \"%.64s\" in record %zu", raw, nz->record);
}

static int64_t
count(struct normaliser *nz, const char *raw)
{
	int64_t n;

	if (raw != NULL && text_number(raw, RECORD_COUNT_MAX, &n) && n >= 0)
		return n;
	if (raw == NULL || *raw == '\0')
		ledger_add(nz->ledger, REPAIR_COUNT, "record %zu has no count",
		    nz->record);
	else
		ledger_add(nz->ledger, REPAIR_COUNT,
		    "count \"%.64s\" in record %zu", raw, nz->record);
	return 0;
}

static bool
reasons(struct normaliser *nz, const struct raw_record *raw, struct record *ret)
{
	if (raw->n_reasons == 0)
		return true;
	ret->reasons =
	    arena_alloc(nz->arena, raw->n_reasons * sizeof(*ret->reasons));
	if (ret->reasons == NULL)
		return false;
	for (size_t i = 0; i < raw->n_reasons; i++) {
		struct reason *r = &ret->reasons[ret->n_reasons];

		r->type = normalise_word(nz, VOCAB_REASON_TYPE,
		    raw->reasons[i].type, "reason type");
		r->comment = normalise_text(nz, raw->reasons[i].comment,
		    nz->limits->comment_bytes, "comment");
		if (r->type.code == REASON_POLICY_TEST_MODE)
			nz->sign_of_9990 = true;
		/* KDDI writes <reason><type/></reason>: no reason given. */
		if (r->type.code != WORD_UNSET || r->comment != NULL)
			ret->n_reasons++;
	}
	return true;
}

static bool
auth_dkim(struct normaliser *nz, const struct raw_record *raw,
    struct record *ret)
{
	if (raw->n_auth_dkim == 0)
		return true;
	ret->auth_dkim =
	    arena_alloc(nz->arena, raw->n_auth_dkim * sizeof(*ret->auth_dkim));
	if (ret->auth_dkim == NULL)
		return false;
	ret->n_auth_dkim = raw->n_auth_dkim;
	for (size_t i = 0; i < raw->n_auth_dkim; i++) {
		const struct raw_auth *a = &raw->auth_dkim[i];
		struct auth_dkim *d = &ret->auth_dkim[i];

		d->domain = normalise_domain(nz, a->domain, "dkim domain");
		d->selector = normalise_text(nz, a->selector,
		    nz->limits->text_bytes, "selector");
		d->result = normalise_word(nz, VOCAB_AUTH_RESULT, a->result,
		    "dkim result");
		d->human_result = normalise_text(nz, a->human_result,
		    nz->limits->comment_bytes, "human_result");
	}
	return true;
}

static bool
auth_spf(struct normaliser *nz, const struct raw_record *raw,
    struct record *ret)
{
	if (raw->n_auth_spf == 0)
		return true;
	ret->auth_spf =
	    arena_alloc(nz->arena, raw->n_auth_spf * sizeof(*ret->auth_spf));
	if (ret->auth_spf == NULL)
		return false;
	ret->n_auth_spf = raw->n_auth_spf;
	for (size_t i = 0; i < raw->n_auth_spf; i++) {
		const struct raw_auth *a = &raw->auth_spf[i];
		struct auth_spf *s = &ret->auth_spf[i];

		s->domain = normalise_domain(nz, a->domain, "spf domain");
		s->scope =
		    normalise_word(nz, VOCAB_SPF_SCOPE, a->scope, "spf scope");
		s->result = normalise_word(nz, VOCAB_AUTH_RESULT, a->result,
		    "spf result");
		s->human_result = normalise_text(nz, a->human_result,
		    nz->limits->comment_bytes, "human_result");
	}
	return true;
}

/* <envelope_from/> and <> are the null reverse path, not a missing one. */
static const char *
envelope_from(struct normaliser *nz, char *raw)
{
	if (raw == NULL)
		return NULL;
	if (*raw == '\0' || strcmp(raw, "<>") == 0)
		return "";
	return normalise_domain(nz, raw, "envelope_from");
}

static void
identifiers(struct normaliser *nz, const struct raw_record *raw,
    struct record *ret)
{
	char name[DOMAIN_MAX + 1];

	ret->header_from =
	    normalise_domain(nz, raw->header_from, "header_from");
	ret->envelope_from = envelope_from(nz, raw->envelope_from);
	ret->envelope_to =
	    normalise_domain(nz, raw->envelope_to, "envelope_to");
	if (nz->policy_domain == NULL || ret->header_from == NULL ||
	    domain_is_under(ret->header_from, nz->policy_domain))
		return;
	ret->outside_domain = true;
	/* What is no host name has its own repair. */
	if (domain_normalize(ret->header_from, name))
		ledger_add(nz->ledger, REPAIR_OUTSIDE_DOMAIN, "header_from %s",
		    name);
}

bool
normalise_record(struct normaliser *nz, const struct raw_record *raw,
    struct record *ret)
{
	*ret = (struct record){ 0 };
	source_ip(nz, raw->source_ip, &ret->source_ip);
	ret->count = count(nz, raw->count);
	ret->disposition = normalise_word(nz, VOCAB_DISPOSITION,
	    raw->disposition, "disposition");
	ret->dkim = normalise_word(nz, VOCAB_ALIGNED, raw->dkim, "dkim");
	ret->spf = normalise_word(nz, VOCAB_ALIGNED, raw->spf, "spf");
	if (ret->disposition.code == DISPOSITION_PASS)
		nz->sign_of_9990 = true;
	identifiers(nz, raw, ret);
	return reasons(nz, raw, ret) && auth_dkim(nz, raw, ret) &&
	       auth_spf(nz, raw, ret) && !nz->arena->full;
}
