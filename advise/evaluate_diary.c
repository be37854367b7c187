/* The diary of a domain: each source in turn, then by day. */
#include "advise/diary.h"

#include <stdlib.h>
#include <string.h>

#include "advise/advise.h"
#include "store/store.h"

#define C(member, title, type, flags) \
	COLUMN(struct diary_entry, member, title, type, flags)
static const struct column diary_columns[] = {
	C(day, "Day", COLUMN_DAY, 0),
	C(kind, "What", COLUMN_TEXT, 0),
	C(text, "", COLUMN_TEXT, 0),
	C(by, "By", COLUMN_TEXT, COLUMN_HIDDEN),
};
#undef C
const struct table diary_table = { "diary", diary_columns,
	sizeof(diary_columns) / sizeof(diary_columns[0]) };

struct diary {
	struct arena *arena;
	struct diary_entry *entries; /* owned */
	size_t n, cap;
	const char *verdict; /* the last one, to see a change */
};

static void
add(struct diary *d, day_t day, const char *kind, const char *by,
    const char *text)
{
	if (d->n == d->cap) {
		d->cap = 2 * d->cap + 64;
		d->entries = xrealloc(d->entries, d->cap * sizeof(*d->entries));
	}
	d->entries[d->n] = (struct diary_entry){ .day = day,
		.kind = kind,
		.text = text,
		.by = by != NULL ? arena_strdup(d->arena, by) : NULL,
		.order = d->n };
	d->n++;
}

static enum err
on_policy(void *ctx, const struct policy_row *row, struct error *e)
{
	struct diary *d = ctx;
	char last[DAY_TEXT_MAX];
	struct stage stage;

	(void)e;
	advise_stage(row->p, row->testing, row->pct, &stage);
	add(d, row->first_day, "record", NULL,
	    arena_printf(d->arena, "receivers see: %s (p=%s), until %s",
	        stage.text, row->p != NULL ? row->p : "?",
	        day_format(row->last_day, last)));
	return OK;
}

static enum err
on_decision(void *ctx, const struct decision *v, struct error *e)
{
	struct diary *d = ctx;

	(void)e;
	add(d, day_of(v->decided_at), "decision", v->decided_by,
	    arena_printf(d->arena, "%s: %s, by %s%s%s%s", v->subject,
	        v->value != NULL ? v->value : "taken back", v->decided_by,
	        v->note != NULL ? " (" : "", v->note != NULL ? v->note : "",
	        v->note != NULL ? ")" : ""));
	return OK;
}

static enum err
on_evaluation(void *ctx, const struct evaluation *v, struct error *e)
{
	struct diary *d = ctx;
	bool change = d->verdict == NULL || strcmp(d->verdict, v->verdict) != 0;

	(void)e;
	if (!change)
		return OK;
	d->verdict = arena_strdup(d->arena, v->verdict);
	add(d, v->day, "verdict", NULL,
	    arena_printf(d->arena, "%s at %s%s%s", v->verdict, v->stage,
	        v->target != NULL ? ", next " : "",
	        v->target != NULL ? v->target : ""));
	return OK;
}

static enum err
on_alert(void *ctx, const struct alert *a, struct error *e)
{
	struct diary *d = ctx;

	(void)e;
	add(d, a->opened_day, "alert", NULL,
	    arena_printf(d->arena, "%s %s (%s)", a->code, a->subject,
	        a->severity));
	if (a->closed_day != 0)
		add(d, a->closed_day, "alert", NULL,
		    arena_printf(d->arena, "%s %s is over", a->code,
		        a->subject));
	return OK;
}

static int
compare(const void *a, const void *b)
{
	const struct diary_entry *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static enum err
gather(struct diary *d, struct store *st, const char *domain, day_t today,
    struct error *e)
{
	struct filter f;
	struct span span = { today - DIARY_DAYS, today };
	enum err err;

	filter_init(&f);
	err = filter_set(&f, FILTER_DOMAIN, "domain", domain, e);
	if (err == OK)
		err = store_policies(st, &f, span, on_policy, d, e);
	if (err == OK)
		err = store_decisions(st, domain, 0, on_decision, d, e);
	if (err == OK)
		err = store_evaluations(st, domain, on_evaluation, d, e);
	if (err == OK)
		err = store_alerts(st, domain, false, on_alert, d, e);
	return err;
}

enum err
evaluate_diary(struct store *st, const char *domain, day_t today,
    struct arena *a, const struct diary_entry **ret, size_t *ret_n,
    struct error *e)
{
	struct diary d = { .arena = a };
	struct diary_entry *sorted = NULL;
	enum err err = gather(&d, st, domain, today, e);

	if (err == OK && d.n > 0) {
		qsort(d.entries, d.n, sizeof(*d.entries), compare);
		for (size_t i = 0; i < d.n; i++)
			d.entries[i].order = i;
		sorted = arena_alloc(a, d.n * sizeof(*sorted));
		if (sorted != NULL)
			memcpy(sorted, d.entries, d.n * sizeof(*sorted));
	}
	free(d.entries);
	if (err == OK && a->full)
		err = error_set(e, ERR_LIMIT, "the diary of %s is too long",
		    domain);
	if (err != OK)
		return err;
	*ret = sorted;
	*ret_n = d.n;
	return OK;
}
