/* rampart advise, and rampart check: what to do next, for people and cron. */
#include "cli/advise_print.h"
#include "cli/board.h"

#include <string.h>
#include <sysexits.h>

#include "core/text_json.h"

static struct evaluate_when
when_of(const struct args *a)
{
	return (struct evaluate_when){ .today = day_of(a->now),
		.as_of = a->as_of,
		.now = a->now };
}

static enum err
advise_one(const struct args *a, struct store *st, const char *word,
    struct arena *arena, struct error *e)
{
	const struct evaluate_when when = when_of(a);
	struct advice_context c;
	char domain[DOMAIN_MAX + 1];
	enum err err = cli_domain(word, domain, e);

	if (err == OK)
		err = evaluate(st, domain, &when, arena, &c, e);
	if (err != OK)
		return err;
	if (a->set & OPT_JSON)
		return cli_print_json(evaluate_to_json(&c), e);
	advise_print(&c);
	return OK;
}

enum err
cmd_advise(const struct args *a, int *status, struct error *e)
{
	bool all = (a->set & OPT_ALL) != 0 || a->n_names == 0;
	struct arena arena;
	struct store *st;
	enum err err;

	if (((a->set & OPT_ALL) && a->n_names > 0) ||
	    ((a->set & OPT_CSV) && !all)) {
		cli_warn("--all takes no DOMAIN, and --csv no other; see "
		         "`rampart help advise`");
		*status = EX_USAGE;
		return OK;
	}
	if ((err = cli_open(a, STORE_READ, &st, e)) != OK)
		return err;
	arena_init(&arena, EVALUATE_ARENA_MAX);
	if (all) {
		struct evaluate_when when = when_of(a);
		err = board_print(a, st, &when, e);
	} else {
		err = advise_one(a, st, a->names[0], &arena, e);
	}
	arena_release(&arena);
	store_close(st);
	return err;
}

/* Exit codes of a check, the worst first (architecture.md 9.5). */
static const struct {
	enum advice_verdict verdict;
	int status;
} exits[] = {
	{ VERDICT_ROLLBACK, 30 },
	{ VERDICT_HOLD, 20 },
	{ VERDICT_FIX_RECORD, 20 },
	{ VERDICT_ATTENTION, 20 },
	{ VERDICT_NOT_READY, 10 },
	{ VERDICT_NO_DATA, 40 },
	{ VERDICT_READY_IF_CONFIRMED, 5 },
	{ VERDICT_READY, 0 },
	{ VERDICT_DONE, 0 },
};

enum { N_EXITS = sizeof(exits) / sizeof(*exits) };

static size_t
exit_rank(enum advice_verdict v)
{
	size_t i = 0;

	while (i + 1 < N_EXITS && exits[i].verdict != v)
		i++;
	return i;
}

/* The rung that a word means; RUNG_NONE: it is none. */
static enum advice_rung
step_of(const char *word)
{
	static const struct {
		const char *word;
		enum advice_rung rung;
	} words[] = { { "quarantine", RUNG_Q100 }, { "reject", RUNG_R100 } };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(word, words[i].word) == 0)
			return words[i].rung;
	for (int r = 0; r < RUNG_COUNT; r++)
		if (strcasecmp(word, advise_rung_name((enum advice_rung)r)) ==
		    0)
			return (enum advice_rung)r;
	return RUNG_NONE;
}

/* What is published, or advised now, goes as far. */
static bool
is_ready_for(const struct advice *v, enum advice_rung step)
{
	const double far = advise_rung_reach(step);

	return advise_reach(&v->policy) >= far ||
	       (v->verdict == VERDICT_READY &&
	           advise_rung_reach(v->target) >= far);
}

/* A check of several domains. */
struct checking {
	const struct args *args;
	struct store *store;
	size_t worst;          /* into exits */
	bool unready;          /* of --ready */
	enum advice_rung step; /* of --ready */
	json_t *items;
};

static void
check_say(struct checking *x, const struct advice_context *c,
    struct arena *arena)
{
	const struct advice *v = c->advice;
	const char *verdict = advise_verdict_name(v->verdict);
	const char *text = advise_text_verdict(c, arena);
	json_t *o;

	if (x->items != NULL) {
		o = json_object();
		json_put(o, "domain", json_string(v->domain));
		json_put(o, "verdict", json_string(verdict));
		json_put(o, "stage", text_to_json(v->stage.name));
		json_put(o, "target",
		    v->target == RUNG_NONE
		        ? json_null()
		        : json_string(advise_rung_name(v->target)));
		json_put(o, "text", text_to_json(text));
		json_array_append_new(x->items, o);
	} else if (!(x->args->set & OPT_QUIET)) {
		printf("%s: %s, %s\n", v->domain, verdict, text);
	}
}

static enum err
check_domain(struct checking *x, const char *word, struct error *e)
{
	const struct evaluate_when when = when_of(x->args);
	struct advice_context c;
	char domain[DOMAIN_MAX + 1];
	struct arena arena;
	enum err err = cli_domain(word, domain, e);

	arena_init(&arena, EVALUATE_ARENA_MAX);
	if (err == OK)
		err = evaluate(x->store, domain, &when, &arena, &c, e);
	if (err == OK) {
		size_t rank = exit_rank(c.advice->verdict);

		x->worst = rank < x->worst ? rank : x->worst;
		x->unready |= !is_ready_for(c.advice, x->step);
		check_say(x, &c, &arena);
	} else if (err == ERR_NOTFOUND) {
		/* For a monitor it is a state, not a mistake. */
		size_t rank = exit_rank(VERDICT_NO_DATA);

		x->worst = rank < x->worst ? rank : x->worst;
		x->unready = true;
		cli_warn("%s", e->text);
		err = OK;
	}
	arena_release(&arena);
	return err;
}

enum err
cmd_check(const struct args *a, int *status, struct error *e)
{
	struct checking x = { .args = a, .worst = N_EXITS - 1 };
	enum err err;

	if (a->ready != NULL)
		x.step = step_of(a->ready);
	if (x.step == RUNG_NONE) {
		cli_warn("--ready takes quarantine, reject or a step as Q25, "
		         "not \"%s\"",
		    a->ready);
		*status = EX_USAGE;
		return OK;
	}
	if ((err = cli_open(a, STORE_READ, &x.store, e)) != OK)
		return err;
	x.items = a->set & OPT_JSON ? json_array() : NULL;
	for (int i = 0; i < a->n_names && err == OK; i++)
		err = check_domain(&x, a->names[i], e);
	store_close(x.store);
	if (err == OK && x.items != NULL)
		err = cli_print_json(json_pack("{s:o}", "items", x.items), e);
	if (err == OK && a->ready != NULL)
		*status = x.unready ? 10 : 0;
	else if (err == OK)
		*status = exits[x.worst].status;
	return err;
}
