/*
 * A cell of what the advisor said (traffic, passed) falls into one part; the
 * days are the rows of a table that is made at once.
 */
#include "web/parts.h"

#include <string.h>

#include "core/text_json.h"

bool
parts_init(struct parts *p, day_t from, day_t to, struct arena *a)
{
	p->from = from;
	p->n = (size_t)(to - from) + 1;
	p->days = arena_alloc(a, p->n * sizeof(*p->days));
	if (p->days == NULL)
		return false;
	memset(p->days, 0, p->n * sizeof(*p->days));
	return true;
}

void
parts_add(struct parts *p, day_t day, enum advice_traffic traffic, bool passed,
    int64_t messages)
{
	if (day >= p->from && day < p->from + (day_t)p->n)
		p->days[day - p->from][advise_part(traffic, passed)] +=
		    messages;
}

json_t *
parts_to_json(const struct parts *p)
{
	json_t *o = json_object();

	for (int k = 0; k < PART_COUNT; k++) {
		json_t *numbers = json_array();
		for (size_t i = 0; i < p->n; i++)
			json_array_append_new(numbers,
			    json_integer(p->days[i][k]));
		json_put(o, advise_part_name((enum advice_part)k), numbers);
	}
	return o;
}

/* What was judged of the days, and the forged mail that did not get through. */
struct judged {
	struct parts parts;
	int64_t forged_stopped;
};

static enum err
add_judged(void *ctx, const struct sender_day *d, struct error *e)
{
	struct judged *j = ctx;
	enum advice_traffic traffic = (enum advice_traffic)d->traffic;

	(void)e;
	parts_add(&j->parts, d->day, traffic, d->passed, d->messages);
	if (traffic == TRAFFIC_FORGED &&
	    (d->disposition == DISPOSITION_QUARANTINE ||
	        d->disposition == DISPOSITION_REJECT))
		j->forged_stopped += d->messages;
	return OK;
}

enum err
parts_add_kinds(struct request *r, const char *domain, struct span span,
    json_t *o, struct error *e)
{
	struct judged j = { .forged_stopped = 0 };
	enum err err;

	if (!parts_init(&j.parts, span.from, span.to, &r->arena))
		return error_set(e, ERR_LIMIT, "the answer needs much memory");
	err = store_sender_days(r->store, domain, span.from, span.to,
	    add_judged, &j, e);
	if (err != OK)
		return err;
	json_put(o, "kinds", parts_to_json(&j.parts));
	json_put(o, "forged_stopped", json_integer(j.forged_stopped));
	return OK;
}
