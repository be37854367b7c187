/* The rows of day_total one after the other, and back. */
#include "store/period_days.h"

enum {
	PROVENANCE_SHIFT = 4,
	DAY_MASK = (1 << PROVENANCE_SHIFT) - 1,
	PROVENANCE_MAX = 7
};

struct day_values
day_values_of(struct query *q)
{
	struct day_values d = { .day = (day_t)sql_int(q, 0),
		.provenance = (int)sql_int(q, 1) };

	for (int i = 0; i < DAY_VALUES; i++)
		d.v[i] = sql_int(q, 2 + i);
	return d;
}

enum err
period_days_pack(struct store *st, int64_t domain, int64_t period,
    struct buf *out, struct error *e)
{
	int64_t first = period * PERIOD_DAYS;
	int64_t v[] = { domain, first, first + PERIOD_DAYS - 1 };
	struct query *q;
	bool row;
	enum err err = sql_ask(st->sql, SQL_DAY_TOTALS, v, 3, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		struct day_values d = day_values_of(q);

		pack_number(out,
		    (uint64_t)(d.day - first) | (uint64_t)d.provenance
		                                    << PROVENANCE_SHIFT);
		for (int i = 0; i < DAY_VALUES; i++)
			pack_number(out, (uint64_t)d.v[i]);
	}
	if (err == OK)
		sql_done(q);
	return err;
}

bool
period_days_next(struct pack_reader *in, day_t first, struct day_values *ret)
{
	uint64_t lead;

	if (in->p == in->end || in->bad)
		return false;
	lead = pack_read(in);
	ret->day = first + (day_t)(lead & DAY_MASK);
	ret->provenance = (int)(lead >> PROVENANCE_SHIFT);
	for (int i = 0; i < DAY_VALUES; i++)
		ret->v[i] = (int64_t)pack_read(in);
	in->bad |= lead >> PROVENANCE_SHIFT > PROVENANCE_MAX;
	return !in->bad;
}
