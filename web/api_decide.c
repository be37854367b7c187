/*
 * What people decide on the pages about a domain: whose a sender is, yes to a
 * question, its settings.  Each is answered with the advice as it is after it,
 * so that one sees at once what it changed.
 */
#include <string.h>

#include "web/advice.h"
#include "web/change.h"
#include "web/decide.h"

static enum err
refuse(struct error *e, const char *takes)
{
	return error_set(e, ERR_INPUT,
	    "this address takes %s; nothing was changed", takes);
}

void
decide_sign(const struct request *r, struct decision *d)
{
	d->decided_by = CHANGE_WHO;
	d->decided_at = r->site->now();
	if (!d->value || d->kind == ABOUT_DOMAIN)
		d->due_day = 0;
	else if (d->due_day == 0)
		d->due_day = r->today + DECISION_DAYS;
}

enum err
decide_review(const struct request *r, const json_t *o, day_t *ret,
    struct error *e)
{
	const char *day = json_string_value(o);

	*ret = 0;
	if (!o || json_is_null(o))
		return OK;
	if (!day || !day_parse(day, ret) || *ret <= r->today)
		return error_set(e, ERR_INPUT,
		    "review is a day to come, YYYY-MM-DD (UTC); nothing was "
		    "changed");
	return OK;
}

/* Keep the decisions, judge anew, and answer. */
static enum err
decide(struct request *r, struct answer *a, struct decision *d, size_t n,
    struct error *e)
{
	const struct evaluate_when when = advice_when(r);
	json_t *o;

	for (size_t i = 0; i < n; i++) {
		d[i].domain = r->filter.domain;
		decide_sign(r, &d[i]);
	}
	enum err err = store_decide(r->store, d, n, e);
	if (err == OK)
		err = evaluate_and_save(r->store, r->filter.domain, &when, e);
	if (err == OK)
		err = advice_answer(r, &o, e);
	return err == OK ? answer_json(a, o, e) : err;
}

static bool
is_text_or_null(const json_t *value)
{
	return !value || json_is_null(value) || json_is_string(value);
}

enum err
decide_read_sender(const struct request *r, const json_t *o,
    struct arena *arena, struct decision_subject *subject, struct decision *d,
    struct error *e)
{
	const char *key, *verdict, *note, *domain = NULL;
	json_t *said = NULL, *noted = NULL, *review = NULL;
	day_t due;

	if (json_unpack((json_t *)o, "{s:s, s?:o, s?:o, s?:o, s?:s!}", "sender",
	        &key, "verdict", &said, "note", &noted, "review", &review,
	        "domain", &domain) != 0 ||
	    !is_text_or_null(said) || !is_text_or_null(noted))
		return refuse(e,
		    "{\"sender\": its key, \"verdict\": approved, threat, "
		    "forwarder, ignore or null, \"note\": a text, \"review\": "
		    "a day}");
	verdict = json_string_value(said);
	note = json_string_value(noted);
	if (verdict && word_code(VOCAB_SENDER_VERDICT, verdict) <= WORD_UNKNOWN)
		return refuse(e,
		    "as verdict approved, threat, forwarder, ignore, or null "
		    "to take it back");
	enum err err = decide_review(r, review, &due, e);
	if (err == OK)
		err = decision_subject_read(key, subject, e);
	if (err != OK)
		return err;
	*d = (struct decision){ .kind = ABOUT_SENDER,
		.domain = domain ? arena_strdup(arena, domain) : NULL,
		.match_type = (int)subject->match,
		.subject = subject->text,
		.value = verdict ? arena_strdup(arena, verdict) : NULL,
		.note = note ? arena_strdup(arena, note) : NULL,
		.due_day = due };
	return OK;
}

enum err
api_decide_sender(struct request *r, struct answer *a, struct error *e)
{
	struct decision_subject subject;
	struct decision d = { .domain = NULL };
	json_t *o;
	enum err err = change_json(r, &o, e);
	if (err != OK)
		return err;
	err = decide_read_sender(r, o, &r->arena, &subject, &d, e);
	if (err == OK && d.domain)
		err = refuse(e, "no domain but that of its path");
	json_decref(o);
	return err == OK ? decide(r, a, &d, 1, e) : err;
}

/* {"code": "S_...", "confirmed": true} */
enum err
api_decide_question(struct request *r, struct answer *a, struct error *e)
{
	struct decision d = { .kind = ABOUT_QUESTION };
	const char *code;
	int confirmed;
	json_t *o;
	enum err err = change_json(r, &o, e);
	if (err != OK)
		return err;
	if (json_unpack(o, "{s:s, s:b!}", "code", &code, "confirmed",
	        &confirmed) != 0 ||
	    strncmp(code, "S_", 2) != 0 || strlen(code) > 40 ||
	    code[strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")])
		err = refuse(e, "{\"code\": \"S_...\", \"confirmed\": true}");
	else
		d.subject = arena_strdup(&r->arena, code);
	json_decref(o);
	d.value = err == OK && confirmed ? "yes" : NULL;
	return err == OK ? decide(r, a, &d, 1, e) : err;
}

/* {"parked": "yes", "final": null, ...}: null goes back to what is usual. */
enum err
api_decide_settings(struct request *r, struct answer *a, struct error *e)
{
	struct decision d[DOMAIN_SETTING_COUNT];
	enum domain_setting s;
	const char *name;
	json_t *o, *value;
	size_t n = 0;
	enum err err = change_json(r, &o, e);
	if (err != OK)
		return err;
	json_object_foreach(o, name, value)
	{
		err = domain_setting_find(name, &s, e);
		if (err == OK && !is_text_or_null(value))
			err = refuse(e, "a text or null for each setting");
		if (err != OK)
			break;
		d[n] = (struct decision){ .kind = ABOUT_DOMAIN,
			.subject = domain_setting_info(s)->name };
		if (json_is_string(value))
			err = domain_setting_read(s, json_string_value(value),
			    &r->arena, &d[n].value, e);
		if (err != OK)
			break;
		n++;
	}
	json_decref(o);
	if (err == OK && n == 0)
		err = refuse(e, "at least one setting");
	return err == OK ? decide(r, a, d, n, e) : err;
}
