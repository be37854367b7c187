/*
 * The messages of each day of an advice by what they are, of all and of each
 * sender.  Cells are many and senders few, so the cells are walked once.
 */
#include "web/advice.h"
#include "web/parts.h"

static void
add_day(struct parts *p, const struct advice_day *d)
{
	parts_add(p, d->day, d->traffic, d->passed, d->messages);
}

/* By key, the place among senders; those that are shown with one have its. */
static json_t *
places_of(const json_t *senders)
{
	json_t *places = json_object();
	const json_t *sender, *other;
	size_t i, k;

	json_array_foreach(senders, i, sender)
	{
		json_t *place = json_integer((json_int_t)i);

		json_object_set(places,
		    json_string_value(json_object_get(sender, "key")), place);
		json_array_foreach(json_object_get(sender, "others"), k, other)
		{
			json_object_set(places, json_string_value(other),
			    place);
		}
		json_decref(place);
	}
	return places;
}

/* Of each sender, all in one walk: there are many days. */
static void
fill_each(struct parts *each, const json_t *senders, const struct advice *v)
{
	json_t *places = places_of(senders);
	const json_t *place = NULL;

	for (size_t i = 0; i < v->n_days; i++) {
		const char *sender = v->days[i].sender;

		if (i == 0 || sender != v->days[i - 1].sender)
			place = json_object_get(places, sender);
		if (place != NULL)
			add_day(&each[json_integer_value(place)], &v->days[i]);
	}
	json_decref(places);
}

static bool
parts_init_each(struct parts *each, size_t n, day_t from, day_t to,
    struct arena *a)
{
	for (size_t i = 0; each != NULL && i < n; i++)
		if (!parts_init(&each[i], from, to, a))
			return false;
	return each != NULL;
}

static day_t
first_day(const struct advice *v)
{
	day_t first = v->as_of;

	for (size_t i = 0; i < v->n_days; i++)
		if (v->days[i].day < first)
			first = v->days[i].day;
	return first;
}

enum err
advice_add_days(json_t *o, const struct advice *v, json_t *senders,
    struct arena *a, struct error *e)
{
	const day_t from = first_day(v);
	const size_t n = json_array_size(senders);
	struct parts all, *each = arena_alloc(a, (n + 1) * sizeof(*each));
	char text[DAY_TEXT_MAX];
	json_t *sender;
	size_t i;

	if (!parts_init(&all, from, v->as_of, a) ||
	    !parts_init_each(each, n, from, v->as_of, a))
		return error_set(e, ERR_LIMIT, "the answer needs much memory");
	for (i = 0; i < v->n_days; i++)
		add_day(&all, &v->days[i]);
	fill_each(each, senders, v);
	json_put(o, "days_from", json_string(day_format(from, text)));
	json_put(o, "days", parts_to_json(&all));
	json_array_foreach(senders, i, sender)
	{
		json_put(sender, "days", parts_to_json(&each[i]));
	}
	return OK;
}
