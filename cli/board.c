/*
 * The board: a line per domain, the most urgent first: what burns, what holds,
 * what can be done today, what waits for an answer, what is to be mended, what
 * only waits, what is done.  Domains that are not ours to advise on are left
 * out.
 */
#include "cli/board.h"

#include <stdlib.h>
#include <string.h>

#include "core/text_json.h"
#include "store/store.h"

struct board_row {
	const char *domain, *stage, *verdict, *task, *earliest;
	int64_t score, questions, forged_day, lost_week, alerts;
	day_t last_report;
	int urgency; /* the place in the list, 0 first */
	int kind;    /* enum advice_verdict */
};

#define C(member, title, type, flags) \
	COLUMN(struct board_row, member, title, type, flags)
static const struct column board_columns[] = {
	C(domain, "Domain", COLUMN_TEXT, 0),
	C(stage, "Stage", COLUMN_TEXT, 0),
	C(verdict, "Verdict", COLUMN_TEXT, 0),
	C(score, "Score", COLUMN_COUNT, COLUMN_HIDDEN),
	C(task, "To do", COLUMN_TEXT, 0),
	C(questions, "Asks", COLUMN_COUNT, 0),
	C(forged_day, "Forged a day", COLUMN_COUNT, COLUMN_HIDDEN),
	C(lost_week, "Lost a week", COLUMN_COUNT, COLUMN_HIDDEN),
	C(alerts, "Alerts", COLUMN_COUNT, COLUMN_HIDDEN),
	C(last_report, "Last report", COLUMN_DAY, COLUMN_HIDDEN),
	C(earliest, "Earliest", COLUMN_TEXT, COLUMN_HIDDEN),
};
#undef C
static const struct table board_table = { "board", board_columns,
	sizeof(board_columns) / sizeof(board_columns[0]) };

struct board {
	struct store *store;
	const struct evaluate_when *when;
	struct arena arena;     /* of the rows */
	struct board_row *rows; /* owned */
	size_t n, cap;
};

static void
add_row(struct board *b, const struct advice_context *c)
{
	const struct advice *v = c->advice;
	int days = v->window_days > 0 ? v->window_days : 1;
	char earliest[DAY_TEXT_MAX];
	const struct advice_item *item;
	struct board_row *r;

	if (b->n == b->cap) {
		b->cap = 2 * b->cap + 64;
		b->rows = xrealloc(b->rows, b->cap * sizeof(*b->rows));
	}
	r = &b->rows[b->n++];
	*r = (struct board_row){
		.domain = arena_strdup(&b->arena, v->domain),
		.stage = arena_strdup(&b->arena, v->stage.text),
		.verdict = advise_verdict_name(v->verdict),
		.kind = (int)v->verdict,
		.score = v->score,
		.forged_day = (v->spoof_n + days / 2) / days,
		.lost_week = 7 * v->forward.failed / days,
		.alerts = (int64_t)v->n_alerts,
		.last_report = v->last_day,
	};
	r->task = board_task(c, &b->arena, &item);
	if (r->task == NULL)
		r->task = "-";
	r->questions = board_questions(v);
	r->urgency = board_urgency(v);
	if (v->has_earliest)
		r->earliest =
		    arena_strdup(&b->arena, day_format(v->earliest, earliest));
}

static enum err
on_name(void *ctx, const char *name, struct error *e)
{
	struct board *b = ctx;
	struct advice_context c;
	struct domain_settings settings;
	struct arena arena;
	enum err err;

	arena_init(&arena, EVALUATE_ARENA_MAX);
	err = store_domain_settings(b->store, name, &arena, &settings, e);
	if (err == OK && strcmp(settings.value[DOMAIN_OWN], "no") != 0) {
		err = evaluate(b->store, name, b->when, &arena, &c, e);
		if (err == OK)
			add_row(b, &c);
	}
	arena_release(&arena);
	return err == ERR_NOTFOUND ? OK : err;
}

static int
compare_rows(const void *a, const void *b)
{
	const struct board_row *x = a, *y = b;

	if (x->urgency != y->urgency)
		return x->urgency < y->urgency ? -1 : 1;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return strcmp(x->domain, y->domain);
}

/* What the rows add up to. */
static json_t *
totals_json(const struct board *b)
{
	json_t *o = json_object();

	for (int v = 0; v < VERDICT_COUNT; v++) {
		json_int_t n = 0;

		for (size_t i = 0; i < b->n; i++)
			n += b->rows[i].kind == v;
		json_put(o, advise_verdict_name((enum advice_verdict)v),
		    json_integer(n));
	}
	return o;
}

static void
print_totals(const struct board *b)
{
	const char *separator = "";

	printf("\n%zu domain%s: ", b->n, b->n == 1 ? "" : "s");
	for (int v = 0; v < VERDICT_COUNT; v++) {
		size_t n = 0;

		for (size_t i = 0; i < b->n; i++)
			n += b->rows[i].kind == v;
		if (n > 0)
			printf("%s%zu %s", separator, n,
			    advise_verdict_name((enum advice_verdict)v));
		separator = n > 0 ? ", " : separator;
	}
	printf("\nMore of one: rampart advise DOMAIN\n");
}

static enum err
print_rows(const struct args *a, const struct board *b, struct error *e)
{
	struct list *l = list_begin(a, &board_table);
	json_t *items;

	for (size_t i = 0; i < b->n; i++)
		list_add(l, &b->rows[i],
		    list_wants_json(l)
		        ? table_row_json(&board_table, &b->rows[i])
		        : NULL);
	if ((items = list_end(l)) != NULL)
		return cli_print_json(json_pack("{s:o,s:o}", "items", items,
		                          "totals", totals_json(b)),
		    e);
	if (!(a->set & OPT_CSV))
		print_totals(b);
	return OK;
}

enum err
board_print(const struct args *a, struct store *st,
    const struct evaluate_when *when, struct error *e)
{
	struct board b = { .store = st, .when = when };
	enum err err;

	arena_init(&b.arena, 256 * MIB);
	err = store_domain_names(st, on_name, &b, e);
	if (err == OK && b.arena.full)
		err = error_set(e, ERR_LIMIT, "there are too many domains");
	if (err == OK && b.n > 0)
		qsort(b.rows, b.n, sizeof(*b.rows), compare_rows);
	if (err == OK)
		err = print_rows(a, &b, e);
	arena_release(&b.arena);
	free(b.rows);
	return err;
}
