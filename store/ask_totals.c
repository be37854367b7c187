/*
 * Totals: sums from day_total, who reports from day_policy.
 */
#include "core/text_json.h"
#include "store/ask.h"

struct sum {
	struct sums sums;
	int64_t reports;
};

static void
add_total(void *ctx, const struct day_total *d)
{
	const struct sums *s = &d->sums;
	struct sum *sum = ctx;
	struct sums *t = &sum->sums;

	sum->reports += d->reports;
	t->messages += s->messages;
	t->pass += s->pass;
	t->fail_none += s->fail_none;
	t->fail_quarantine += s->fail_quarantine;
	t->fail_reject += s->fail_reject;
	t->fail_unknown += s->fail_unknown;
	t->dkim_pass += s->dkim_pass;
	t->spf_pass += s->spf_pass;
	t->both_pass += s->both_pass;
	t->verified += s->verified;
	t->unverified += s->unverified;
	t->failed += s->failed;
	t->imported += s->imported;
}

static enum err
count_domains(struct store *st, struct span span, int64_t *ret, struct error *e)
{
	int64_t v[] = { 0, span.from, span.to, st->trust }, n = 0, seen;
	struct query *q;
	enum err err;

	for (;;) {
		int64_t next[] = { v[0], st->trust };

		err = sql_ask(st->sql, SQL_NEXT_DOMAIN, next, 2, &q, e);
		if (err == OK)
			err = sql_run_int(q, 0, &v[0], e);
		if (err != OK || v[0] == 0)
			break;
		err = sql_ask(st->sql, SQL_DOMAIN_IN_SPAN, v, 4, &q, e);
		if (err == OK)
			err = sql_run_int(q, 0, &seen, e);
		if (err != OK)
			return err;
		n += seen;
	}
	*ret = n;
	return err;
}

/* Numbers that are single look-ups. */
static enum err
read_marks(struct store *st, int64_t domain, struct span span, struct totals *t,
    struct error *e)
{
	int64_t v[] = { ask_earliest_end(span), span.from, span.to, st->trust,
		domain };
	struct query *q;
	enum err err =
	    domain == 0
	        ? sql_ask(st->sql, SQL_NEWEST_END, v, 4, &q, e)
	        : sql_ask(st->sql, SQL_NEWEST_END_OF_DOMAIN, v, 5, &q, e);

	if (err == OK)
		err = sql_run_int(q, TIME_UNSET, &t->newest, e);
	if (err == OK && domain == 0) {
		err = sql_get(st->sql, SQL_SET_ASIDE, &q, e);
		if (err == OK)
			err = sql_run_int(q, 0, &t->set_aside, e);
	}
	return err;
}

enum err
store_totals(struct store *st, const struct filter *f, struct span span,
    struct totals *ret, struct error *e)
{
	struct totals t = { .newest = TIME_UNSET, .trust = st->trust };
	struct map reporters;
	struct sum sum = { 0 };
	int64_t domain = 0;
	bool own = false;
	enum err err = sql_snapshot(st->sql, &own, e);

	map_init(&reporters, 1);
	if (err == OK)
		err = ask_domain(st, f, &domain, e);
	if (err == OK)
		err = ask_day_totals(st, domain, span, add_total, &sum, e);
	if (err == OK)
		err = ask_reporters(st, domain, span, &reporters, e);
	if (err == OK)
		err = read_marks(st, domain, span, &t, e);
	t.sums = sum.sums;
	t.reports = sum.reports;
	t.reporters = (int64_t)reporters.n;
	t.domains = sum.reports > 0;
	map_free(&reporters);
	if (err == OK && domain == 0)
		err = count_domains(st, span, &t.domains, e);
	sql_snapshot_end(st->sql, own);
	if (err == OK)
		*ret = t;
	return err;
}

enum err
store_provenance(struct store *st, const struct filter *f, struct span span,
    struct sums *ret, struct error *e)
{
	struct sum s = { 0 };
	int64_t domain = 0;
	enum err err = ask_domain(st, f, &domain, e);

	if (err == OK)
		err = ask_day_totals(st, domain, span, add_total, &s, e);
	if (err == OK)
		*ret = s.sums;
	return err;
}

void
provenance_set_json(json_t *object, const struct sums *s, unsigned trust)
{
	const struct {
		enum provenance code;
		int64_t messages;
	} sums[] = {
		{ PROVENANCE_VERIFIED, s->verified },
		{ PROVENANCE_UNVERIFIED, s->unverified },
		{ PROVENANCE_FAILED, s->failed },
		{ PROVENANCE_IMPORTED, s->imported },
	};
	json_t *all = json_object(), *counted = json_array();

	for (size_t i = 0; i < sizeof(sums) / sizeof(sums[0]); i++) {
		const char *word = word_text(VOCAB_PROVENANCE, sums[i].code);

		json_put(all, word, json_integer(sums[i].messages));
		if (trust & TRUST(sums[i].code))
			json_array_append_new(counted, json_string(word));
	}
	json_put(object, "provenance", all);
	json_put(object, "counted_provenance", counted);
}

json_t *
totals_to_json(const struct totals *t)
{
	const struct sums *s = &t->sums;
	json_t *obj = json_object();
	const struct {
		const char *key;
		int64_t value;
	} sums[] = {
		{ "messages", s->messages },
		{ "pass", s->pass },
		{ "fail_none", s->fail_none },
		{ "fail_quarantine", s->fail_quarantine },
		{ "fail_reject", s->fail_reject },
		{ "fail_unknown", s->fail_unknown },
		{ "dkim_pass", s->dkim_pass },
		{ "spf_pass", s->spf_pass },
	};

	for (size_t i = 0; i < sizeof(sums) / sizeof(sums[0]); i++)
		json_put(obj, sums[i].key, json_integer(sums[i].value));
	provenance_set_json(obj, s, t->trust);
	json_put(obj, "domains", json_integer(t->domains));
	json_put(obj, "reports", json_integer(t->reports));
	json_put(obj, "reporters", json_integer(t->reporters));
	json_put(obj, "newest",
	    t->newest == TIME_UNSET ? json_null() : json_integer(t->newest));
	json_put(obj, "set_aside", json_integer(t->set_aside));
	return obj;
}
