/*
 * The model as JSON.  Keys are the names of the XML elements; a word is what
 * the reporter wrote; what is missing is null.  Keys come out in the order in
 * which they are put in.
 */
#include <stdlib.h>
#include <string.h>

#include "core/report.h"
#include "core/text_json.h"

static void
put_text(json_t *obj, const char *key, const char *s)
{
	json_put(obj, key, text_to_json(s));
}

static void
put_time(json_t *obj, const char *key, int64_t seconds)
{
	json_put(obj, key,
	    seconds == TIME_UNSET ? json_null() : json_integer(seconds));
}

static void
put_size(json_t *obj, const char *key, size_t n)
{
	json_put(obj, key, json_integer((json_int_t)n));
}

static json_t *
policy_evaluated_to_json(const struct record *r)
{
	json_t *obj = json_object();
	put_text(obj, "disposition", r->disposition.raw);
	put_text(obj, "dkim", r->dkim.raw);
	put_text(obj, "spf", r->spf.raw);
	json_t *reasons = json_array();
	for (size_t i = 0; i < r->n_reasons; i++) {
		json_t *reason = json_object();
		put_text(reason, "type", r->reasons[i].type.raw);
		put_text(reason, "comment", r->reasons[i].comment);
		json_array_append_new(reasons, reason);
	}
	json_put(obj, "reasons", reasons);
	return obj;
}

static json_t *
identifiers_to_json(const struct record *r)
{
	json_t *obj = json_object();
	put_text(obj, "header_from", r->header_from);
	put_text(obj, "envelope_from", r->envelope_from);
	put_text(obj, "envelope_to", r->envelope_to);
	return obj;
}

static json_t *
auth_results_to_json(const struct record *r)
{
	json_t *dkim = json_array();
	for (size_t i = 0; i < r->n_auth_dkim; i++) {
		const struct auth_dkim *a = &r->auth_dkim[i];
		json_t *entry = json_object();
		put_text(entry, "domain", a->domain);
		put_text(entry, "selector", a->selector);
		put_text(entry, "result", a->result.raw);
		put_text(entry, "human_result", a->human_result);
		json_array_append_new(dkim, entry);
	}
	json_t *spf = json_array();
	for (size_t i = 0; i < r->n_auth_spf; i++) {
		const struct auth_spf *a = &r->auth_spf[i];
		json_t *entry = json_object();
		put_text(entry, "domain", a->domain);
		put_text(entry, "scope", a->scope.raw);
		put_text(entry, "result", a->result.raw);
		put_text(entry, "human_result", a->human_result);
		json_array_append_new(spf, entry);
	}
	json_t *obj = json_object();
	json_put(obj, "dkim", dkim);
	json_put(obj, "spf", spf);
	return obj;
}

json_t *
record_to_json(const struct record *r)
{
	char ip[IP_TEXT_MAX];
	json_t *obj = json_object();
	put_text(obj, "source_ip",
	    r->source_ip.len == 0 ? NULL : ip_format(&r->source_ip, ip));
	json_put(obj, "count", json_integer(r->count));
	json_put(obj, "policy_evaluated", policy_evaluated_to_json(r));
	json_put(obj, "identifiers", identifiers_to_json(r));
	json_put(obj, "auth_results", auth_results_to_json(r));
	return obj;
}

json_t *
policy_published_to_json(const struct policy_published *p)
{
	json_t *obj = json_object();
	put_text(obj, "domain", p->domain);
	put_text(obj, "p", p->p.raw);
	put_text(obj, "sp", p->sp.raw);
	put_text(obj, "np", p->np.raw);
	json_put(obj, "pct", p->pct < 0 ? json_null() : json_integer(p->pct));
	put_text(obj, "adkim", p->adkim.raw);
	put_text(obj, "aspf", p->aspf.raw);
	put_text(obj, "fo", p->fo);
	put_text(obj, "testing", p->testing.raw);
	put_text(obj, "discovery_method", p->discovery_method.raw);
	return obj;
}

static json_t *
repairs_to_json(const struct report *r)
{
	json_t *repairs = json_array();
	for (size_t i = 0; i < r->n_repairs; i++) {
		json_t *repair = json_object();
		put_text(repair, "code",
		    word_text(VOCAB_REPAIR, (int)r->repairs[i].code));
		put_text(repair, "detail", r->repairs[i].detail);
		json_array_append_new(repairs, repair);
	}
	return repairs;
}

json_t *
report_to_json(const struct report *r)
{
	json_t *errors = json_array();
	for (size_t i = 0; i < r->n_errors; i++)
		json_array_append_new(errors, text_to_json(r->errors[i]));

	json_t *obj = json_object();
	put_text(obj, "org_name", r->org_name);
	put_text(obj, "email", r->email);
	put_text(obj, "extra_contact_info", r->extra_contact_info);
	put_text(obj, "report_id", r->report_id);
	put_time(obj, "begin", r->begin);
	put_time(obj, "end", r->end);
	json_put(obj, "errors", errors);
	put_text(obj, "generator", r->generator);
	put_text(obj, "dialect", word_text(VOCAB_DIALECT, r->dialect.code));
	put_text(obj, "version", r->version);
	put_text(obj, "xml_namespace", r->xml_namespace);
	json_put(obj, "policy_published",
	    policy_published_to_json(&r->policy_published));
	put_size(obj, "records_total", r->n_records);
	json_put(obj, "messages", json_integer(r->messages));
	json_put(obj, "repairs", repairs_to_json(r));
	put_size(obj, "repairs_total", r->total_repairs);
	return obj;
}

/* NULL for the digest of a document that was not read. */
static const char *
digest_text(const struct digest *d, char out[DIGEST_TEXT_MAX])
{
	static const struct digest unread;
	if (memcmp(d->bytes, unread.bytes, sizeof(unread.bytes)) == 0)
		return NULL;
	return digest_format(d, out);
}

json_t *
document_to_json(const struct document *d, const char *path, json_t *records)
{
	char digest[DIGEST_TEXT_MAX];
	json_t *obj = json_object();
	put_text(obj, "path", path);
	put_text(obj, "member", d->member);
	put_text(obj, "outcome", word_text(VOCAB_OUTCOME, (int)d->outcome));
	put_text(obj, "reason", d->reason);
	put_text(obj, "digest", digest_text(&d->digest, digest));
	put_size(obj, "size", d->size);
	if (d->report == NULL) {
		json_decref(records);
		json_put(obj, "report", json_null());
		return obj;
	}
	json_t *report = report_to_json(d->report);
	json_put(report, "records", records == NULL ? json_array() : records);
	json_put(obj, "report", report);
	return obj;
}
