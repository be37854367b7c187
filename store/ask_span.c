/* Which days a question is about. */
#include "store/ask.h"

enum { SPAN_DEFAULT = 35 };

static enum err
last_day(struct store *st, int64_t domain, day_t fallback, day_t *ret,
    struct error *e)
{
	int64_t v[] = { domain, st->trust }, last;
	struct query *q;
	enum err err = sql_ask(st->sql, SQL_LAST_DAY, v, 2, &q, e);

	if (err == OK)
		err = sql_run_int(q, 0, &last, e);
	if (err == OK)
		*ret = last > 0 ? (day_t)last : fallback;
	return err;
}

enum err
store_span(struct store *st, const struct filter *f, day_t today,
    struct span *ret, struct error *e)
{
	struct span s = { f->from, f->to };
	int64_t domain = 0;
	size_t days;
	enum err err = ask_domain(st, f, &domain, e);

	if (err == OK && !(f->set & FILTER_TO)) {
		err = last_day(st, domain, today - 1, &s.to, e);
		if (s.to > today)
			s.to = today;
		if ((f->set & FILTER_FROM) && s.to < f->from)
			s.to = f->from;
	}
	if (err != OK)
		return err;
	if (!(f->set & FILTER_FROM))
		s.from = s.to - SPAN_DEFAULT + 1;
	err = ask_days(s, &days, e);
	if (err == OK)
		*ret = s;
	return err;
}

enum err
store_as_of(struct store *st, day_t today, day_t *ret, struct error *e)
{
	day_t last;
	enum err err = last_day(st, 0, today - 1, &last, e);

	if (err == OK)
		*ret = last < today - 1 ? last : today - 1;
	return err;
}

enum err
store_domain_as_of(struct store *st, const char *domain, day_t today,
    day_t *ret, struct error *e)
{
	int64_t id;
	day_t last = today - 1;
	enum err err = intern_find_name(st->sql, INTERN_DOMAIN, domain, &id, e);

	if (err == OK && id != 0)
		err = last_day(st, id, today - 1, &last, e);
	if (err == OK)
		*ret = last < today - 1 ? last : today - 1;
	return err;
}
