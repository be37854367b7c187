/*
 * Decisions on their way into the log, and out of it.  The answer to a change
 * in JSON is the list of what holds now, so that a script need not ask again.
 */
#include "cli/decide.h"
#include "cli/judge.h"

#include <string.h>

#include "core/text_json.h"

/* "all" is no domain: NULL. */
static enum err
read_word(const char *word, char domain[DOMAIN_MAX + 1], const char **ret,
    struct error *e)
{
	enum err err = OK;

	if (strcmp(word, "all") == 0)
		*ret = NULL;
	else if ((err = cli_domain(word, domain, e)) == OK)
		*ret = domain;
	return err;
}

struct listing {
	const struct args *args;
	struct list *list;
};

/* As a person would have to write it. */
static const char *
subject_text(const struct decision *d, char out[SUBJECT_MAX + 16])
{
	bool said = d->match_type >= SUBJECT_PTR && d->match_type < SUBJECT_NET;

	snprintf(out, SUBJECT_MAX + 16, "%s%s%s",
	    said ? word_text(VOCAB_SENDER_MATCH, d->match_type) : "",
	    said ? ":" : "", d->subject);
	return out;
}

static enum err
on_decision(void *ctx, const struct decision *d, struct error *e)
{
	struct listing *l = ctx;
	char subject[SUBJECT_MAX + 16];
	struct decision row = *d;

	(void)e;
	if (!d->in_force && !(l->args->set & OPT_HISTORY))
		return OK;
	if (list_wants_json(l->list)) {
		list_add(l->list, d, decision_to_json(d));
		return OK;
	}
	row.subject = subject_text(d, subject);
	if (d->domain == NULL)
		row.domain = "all";
	if (d->value == NULL)
		row.value = "taken back";
	list_add(l->list, &row, NULL);
	return OK;
}

static enum err
list(const struct args *a, struct store *st, const char *domain,
    enum decision_kind kind, struct error *e)
{
	struct listing l = { a, list_begin(a, &decision_table) };
	enum err err =
	    store_decisions(st, domain, (int)kind, on_decision, &l, e);
	json_t *items = list_end(l.list), *answer;

	if (err != OK || items == NULL) {
		json_decref(items);
		return err;
	}
	answer = json_object();
	json_put(answer, "domain", text_to_json(domain));
	json_put(answer, "items", items);
	return cli_print_json(answer, e);
}

enum err
decide_list(const struct args *a, const char *word, enum decision_kind kind,
    struct error *e)
{
	char name[DOMAIN_MAX + 1];
	const char *domain = NULL;
	struct store *st;
	enum err err = OK;

	if (word != NULL)
		err = read_word(word, name, &domain, e);
	if (err == OK)
		err = cli_open(a, STORE_READ, &st, e);
	if (err != OK)
		return err;
	err = list(a, st, domain, kind, e);
	store_close(st);
	return err;
}

enum err
decide(const struct args *a, const char *word, struct decision *d, size_t n,
    const char *said, struct error *e)
{
	char name[DOMAIN_MAX + 1], who[256];
	const char *domain;
	struct store *st;
	enum err err = read_word(word, name, &domain, e);

	if (err == OK)
		err = cli_open(a, STORE_WRITE, &st, e);
	if (err != OK)
		return err;
	cli_who(who, sizeof(who));
	for (size_t i = 0; i < n; i++) {
		d[i].domain = domain;
		d[i].note = a->note;
		d[i].decided_by = who;
		d[i].decided_at = a->now;
		if (d[i].value != NULL && d[i].kind != ABOUT_DOMAIN)
			d[i].due_day = a->review != 0
			                   ? a->review
			                   : day_of(a->now) + DECISION_DAYS;
	}
	err = store_decide(st, d, n, e);
	if (err == OK && domain != NULL)
		cli_judge(a, st, domain);
	else if (err == OK)
		cli_judge_due(a, st);
	if (err == OK && (a->set & OPT_JSON))
		err = list(a, st, domain, d->kind, e);
	else if (err == OK)
		printf("%s\n", said);
	store_close(st);
	return err;
}
