/*
 * The diary of a domain: each source in turn, then by day.  Lines say what
 * happened in plain words; the codes stand beside them, for programs.
 */
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
	C(code, "Code", COLUMN_TEXT, COLUMN_HIDDEN),
	C(stage, "Stage", COLUMN_TEXT, COLUMN_HIDDEN),
	C(target, "Target", COLUMN_TEXT, COLUMN_HIDDEN),
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
add(struct diary *d, struct diary_entry entry)
{
	if (d->n == d->cap) {
		d->cap = 2 * d->cap + 64;
		d->entries = xrealloc(d->entries, d->cap * sizeof(*d->entries));
	}
	entry.order = d->n;
	d->entries[d->n++] = entry;
}

/* NULL for NULL. */
static const char *
copy(struct diary *d, const char *s)
{
	return s != NULL ? arena_strdup(d->arena, s) : NULL;
}

static enum err
on_policy(void *ctx, const struct policy_row *row, struct error *e)
{
	struct diary *d = ctx;
	char last[DAY_TEXT_MAX];
	struct stage stage;

	(void)e;
	advise_stage(row->p, row->testing, row->pct, &stage);
	add(d, (struct diary_entry){ .day = row->first_day,
	           .kind = "record",
	           .text = arena_printf(d->arena,
	               "receivers see: %s (p=%s), until %s", stage.text,
	               row->p != NULL ? row->p : "?",
	               day_format(row->last_day, last)),
	           .stage = *stage.name != '\0' ? copy(d, stage.name) : NULL });
	return OK;
}

static enum err
on_decision(void *ctx, const struct decision *v, struct error *e)
{
	struct diary *d = ctx;

	(void)e;
	add(d,
	    (struct diary_entry){ .day = day_of(v->decided_at),
	        .kind = "decision",
	        .text = arena_printf(d->arena, "%s: %s, by %s%s%s%s",
	            v->subject, v->value != NULL ? v->value : "taken back",
	            v->decided_by, v->note != NULL ? " (" : "",
	            v->note != NULL ? v->note : "", v->note != NULL ? ")" : ""),
	        .by = copy(d, v->decided_by) });
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
	d->verdict = copy(d, v->verdict);
	add(d, (struct diary_entry){ .day = v->day,
	           .kind = "verdict",
	           .text = advise_text_past(v->verdict, v->stage, v->target,
	               d->arena),
	           .code = d->verdict,
	           .stage = copy(d, v->stage),
	           .target = copy(d, v->target) });
	return OK;
}

static enum err
on_alert(void *ctx, const struct alert *a, struct error *e)
{
	struct diary *d = ctx;

	const char *colon = *a->subject != '\0' ? ": " : "";
	const char *what = advise_text_alert(a->code);
	struct diary_entry entry = { .day = a->opened_day,
		.kind = "alert",
		.text = arena_printf(d->arena, "%s%s%s (%s)", what, colon,
		    a->subject, a->severity),
		.code = copy(d, a->code) };

	(void)e;
	add(d, entry);
	if (a->closed_day == 0)
		return OK;
	entry.day = a->closed_day;
	entry.text =
	    arena_printf(d->arena, "over: %s%s%s", what, colon, a->subject);
	add(d, entry);
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
