/* rampart diary: what happened to a domain, from four sources, by day. */
#include "advise/advise.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

#include "core/text_json.h"

struct entry {
	day_t day;
	const char *kind; /* record, decision, verdict, alert */
	const char *text, *by;
	size_t order; /* as it was read */
};

#define C(member, title, type, flags) \
	COLUMN(struct entry, member, title, type, flags)
static const struct column entry_columns[] = {
	C(day, "Day", COLUMN_DAY, 0),
	C(kind, "What", COLUMN_TEXT, 0),
	C(text, "", COLUMN_TEXT, 0),
	C(by, "By", COLUMN_TEXT, COLUMN_HIDDEN),
};
#undef C
static const struct table entry_table = { "diary", entry_columns,
	sizeof(entry_columns) / sizeof(entry_columns[0]) };

struct diary {
	struct arena arena;
	struct entry *entries; /* owned */
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
	d->entries[d->n] = (struct entry){ .day = day,
		.kind = kind,
		.text = text,
		.by = by != NULL ? arena_strdup(&d->arena, by) : NULL,
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
	    arena_printf(&d->arena, "receivers see: %s (p=%s), until %s",
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
	    arena_printf(&d->arena, "%s: %s, by %s%s%s%s", v->subject,
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
	d->verdict = arena_strdup(&d->arena, v->verdict);
	add(d, v->day, "verdict", NULL,
	    arena_printf(&d->arena, "%s at %s%s%s", v->verdict, v->stage,
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
	    arena_printf(&d->arena, "%s %s (%s)", a->code, a->subject,
	        a->severity));
	if (a->closed_day != 0)
		add(d, a->closed_day, "alert", NULL,
		    arena_printf(&d->arena, "%s %s is over", a->code,
		        a->subject));
	return OK;
}

static int
compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static enum err
gather(struct diary *d, struct store *st, const char *domain, day_t today,
    struct error *e)
{
	struct filter f;
	struct span span = { today - 3650, today };
	enum err err;

	filter_init(&f);
	f.set |= FILTER_DOMAIN;
	snprintf(f.domain, sizeof(f.domain), "%s", domain);
	err = store_policies(st, &f, span, on_policy, d, e);
	if (err == OK)
		err = store_decisions(st, domain, 0, on_decision, d, e);
	if (err == OK)
		err = store_evaluations(st, domain, on_evaluation, d, e);
	if (err == OK)
		err = store_alerts(st, domain, false, on_alert, d, e);
	if (err == OK && d->arena.full)
		err = error_set(e, ERR_LIMIT, "the diary of %s is too long",
		    domain);
	if (err == OK && d->n == 0)
		err = error_set(e, ERR_NOTFOUND,
		    "nothing is known of %s; `rampart domains` lists what "
		    "there is",
		    domain);
	if (err == OK)
		qsort(d->entries, d->n, sizeof(*d->entries), compare);
	return err;
}

static enum err
on_seen(void *ctx, const struct policy_seen *s, struct error *e)
{
	(void)e;
	json_array_append_new(ctx, table_row_json(&policy_seen_table, s));
	return OK;
}

static enum err
print(const struct args *a, const struct diary *d, struct store *st,
    const char *domain, struct error *e)
{
	struct list *l = list_begin(a, &entry_table);
	json_t *items, *seen;
	enum err err;

	for (size_t i = 0; i < d->n; i++)
		list_add(l, &d->entries[i],
		    list_wants_json(l)
		        ? table_row_json(&entry_table, &d->entries[i])
		        : NULL);
	if ((items = list_end(l)) == NULL)
		return OK;
	seen = json_array();
	err = store_policies_seen(st, domain, on_seen, seen, e);
	items = json_pack("{s:s,s:o,s:o}", "domain", domain, "items", items,
	    "seen", seen);
	if (err == OK)
		return cli_print_json(items, e);
	json_decref(items);
	return err;
}

enum err
cmd_diary(const struct args *a, int *status, struct error *e)
{
	char domain[DOMAIN_MAX + 1];
	struct diary d = { .n = 0 };
	struct store *st;
	enum err err = cli_domain(a->names[0], domain, e);

	(void)status;
	if (err == OK)
		err = cli_open(a, STORE_READ, &st, e);
	if (err != OK)
		return err;
	arena_init(&d.arena, 64 * MIB);
	err = gather(&d, st, domain, day_of(a->now), e);
	if (err == OK)
		err = print(a, &d, st, domain, e);
	store_close(st);
	arena_release(&d.arena);
	free(d.entries);
	return err;
}
