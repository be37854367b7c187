/*
 * What is asked for is a sum of cells (origins.c) over the parts and the sender
 * that are asked for.  A reporter of two parts of an address counts once.
 */
#include <stdlib.h>
#include <string.h>

#include "advise/addresses.h"
#include "advise/map.h"
#include "core/text_json.h"

#define C(member, title, type, flags) \
	COLUMN(struct advice_address, member, title, type, flags)
#define ADVICE_PART_(part, key, whose) \
	{ key, key, COLUMN_COUNT, \
		offsetof(struct advice_address, parts) + \
		    PART_##part * sizeof(int64_t), \
		COLUMN_HIDDEN },
static const struct column address_columns[] = {
	C(source_ip, "Address", COLUMN_IP, 0),
	C(ptr, "Name", COLUMN_TEXT, 0),
	C(sender, "Key", COLUMN_TEXT, COLUMN_HIDDEN),
	C(name, "Sender", COLUMN_TEXT, 0),
	C(messages, "Messages", COLUMN_COUNT, 0),
	ADVICE_PARTS(ADVICE_PART_) /* titles: nobody sees them */
	C(delivered, "Let through", COLUMN_COUNT, COLUMN_HIDDEN),
	C(reporters, "Reporters", COLUMN_COUNT, 0),
	C(first_day, "First day", COLUMN_DAY, COLUMN_HIDDEN),
	C(last_day, "Last day", COLUMN_DAY, 0),
};
#undef ADVICE_PART_
#undef C
const struct table address_table = { "addresses", address_columns,
	sizeof(address_columns) / sizeof(address_columns[0]) };

json_t *
advice_address_to_json(const struct advice_address *v)
{
	return table_row_json(&address_table, v);
}

json_t *
advice_selector_to_json(const struct advice_selector *v)
{
	json_t *o = json_object();
	char day[DAY_TEXT_MAX];

	json_put(o, "domain", text_to_json(v->domain));
	json_put(o, "selector", text_to_json(v->selector));
	json_put(o, "messages", json_integer(v->messages));
	json_put(o, "pass", json_integer(v->pass));
	json_put(o, "first_day", json_string(day_format(v->first_day, day)));
	json_put(o, "last_day", json_string(day_format(v->last_day, day)));
	return o;
}

struct asked {
	const struct origins *o;
	const struct advice_ask *ask;
	uint32_t *heard; /* by reporter: the last address that it saw, from 1 */
};

static bool
is_asked(const struct asked *q, uint32_t sender, enum advice_part part)
{
	return (q->ask->sender == NULL ||
	           strcmp(q->ask->sender, q->o->senders[sender].key) == 0) &&
	       (q->ask->whose == WORD_UNSET ||
	           (int)advise_part_whose(part) == q->ask->whose);
}

static void
days_join(day_t first, day_t last, bool new, day_t *ret_first, day_t *ret_last)
{
	if (new || first < *ret_first)
		*ret_first = first;
	if (new || last > *ret_last)
		*ret_last = last;
}

static struct advice_address
address_sum(struct asked *q, uint32_t at)
{
	const struct origin_address *from = &q->o->addresses[at];
	struct advice_address v = { .source_ip = from->ip,
		.ptr = from->ptr,
		.sender = q->o->senders[from->sender].key,
		.name = q->o->senders[from->sender].name };

	for (size_t i = 0; i < from->n_cells; i++) {
		const struct origin_cell *c = &from->cells[i];

		if (!is_asked(q, from->sender, c->part))
			continue;
		days_join(c->first_day, c->last_day, v.messages == 0,
		    &v.first_day, &v.last_day);
		v.messages += c->messages;
		v.parts[c->part] += c->messages;
		v.delivered += c->delivered;
		for (size_t r = 0; r < c->n_reporters; r++) {
			v.reporters += q->heard[c->reporters[r]] != at + 1;
			q->heard[c->reporters[r]] = at + 1;
		}
	}
	return v;
}

static bool
addresses_sum(struct asked *q, struct arena *a, struct advice_addresses *ret)
{
	struct advice_address *v = map_array(a, q->o->n_addresses, sizeof(*v));

	q->heard = map_array(a, q->o->n_reporters, sizeof(*q->heard));
	if (v == NULL || q->heard == NULL)
		return false;
	ret->v = v;
	for (uint32_t i = 0; i < q->o->n_addresses; i++) {
		v[ret->n] = address_sum(q, i);
		ret->n += v[ret->n].messages > 0;
	}
	return true;
}

static int
compare_selectors(const void *va, const void *vb)
{
	const struct advice_selector *a = va, *b = vb;
	int d;

	if (a->messages != b->messages)
		return a->messages > b->messages ? -1 : 1;
	d = strcmp(a->domain, b->domain);
	return d != 0 ? d : strcmp(a->selector, b->selector);
}

static bool
selectors_sum(const struct asked *q, struct arena *a,
    struct advice_addresses *ret)
{
	const struct origins *o = q->o;
	struct advice_selector *v = map_array(a, o->n_selectors, sizeof(*v));

	if (v == NULL)
		return false;
	for (size_t i = 0; i < o->n_signatures; i++) {
		const struct origin_signed *s = &o->signatures[i];
		struct advice_selector *to = &v[s->selector];

		if (!is_asked(q, s->sender, s->part))
			continue;
		days_join(s->first_day, s->last_day, to->messages == 0,
		    &to->first_day, &to->last_day);
		to->messages += s->messages;
		to->pass += s->pass;
	}
	ret->selectors = v;
	for (size_t i = 0; i < o->n_selectors; i++) {
		if (v[i].messages == 0)
			continue;
		v[ret->n_selectors] = v[i];
		v[ret->n_selectors].domain = o->selectors[i].domain;
		v[ret->n_selectors++].selector = o->selectors[i].selector;
	}
	qsort(v, ret->n_selectors, sizeof(*v), compare_selectors);
	return true;
}

enum err
advise_addresses(const struct origins *o, const struct advice_ask *ask,
    struct arena *a, struct advice_addresses *ret, struct error *e)
{
	struct asked q = { .o = o, .ask = ask };
	struct advice_addresses found = { .domain = o->domain,
		.from = o->as_of - o->window_days + 1,
		.to = o->as_of };

	if (!addresses_sum(&q, a, &found) || !selectors_sum(&q, a, &found))
		return error_set(e, ERR_LIMIT,
		    "%s has too many addresses to be shown", o->domain);
	*ret = found;
	return OK;
}
