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
	parts_clear(p);
	return true;
}

void
parts_clear(struct parts *p)
{
	memset(p->days, 0, p->n * sizeof(*p->days));
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
