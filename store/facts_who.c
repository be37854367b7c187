/*
 * Who is behind the numbers of the rows: domains of header_from, and reporters
 * with the standard they follow.
 */
#include "store/facts_load.h"

#include <string.h>

/* What a reporter shows of itself counts for so long (advisor/README.md 2). */
enum { ENGINE_DAYS = 30, SAMPLE_MIN = 30, SAMPLE_FULL_PERCENT = 90 };

enum err
facts_load_names(struct facts_load *l, struct error *e)
{
	const char **v = arena_alloc(l->arena, (l->names.n + 1) * sizeof(*v));
	enum err err = OK;

	if (v == NULL)
		return facts_too_many(l, "names", e);
	for (uint32_t i = 0; i < l->names.n && err == OK; i++) {
		err = ask_text(l->st, SQL_DOMAIN_NAME, l->names.ids[i],
		    l->arena, &v[i], e);
		if (err == OK && v[i] == NULL)
			v[i] = "";
	}
	l->facts.names = v;
	l->facts.n_names = l->names.n;
	return err;
}

/* What a reporter showed of itself lately. */
static enum err
read_engine(struct facts_load *l, int64_t reporter, enum facts_engine *ret,
    struct error *e)
{
	int64_t v[] = { reporter, l->as_of - ENGINE_DAYS + 1, l->as_of };
	int64_t signs = 0, out = 0, failing = 0, full = 0;
	struct query *q;
	bool row;
	enum err err = sql_ask(l->st->sql, SQL_FACTS_ENGINE, v, 3, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		if (!store_trusts(l->st, (int)sql_int(q, 0)))
			continue;
		signs += sql_int(q, 1);
		out += sql_int(q, 2);
		failing += sql_int(q, 3);
		full += sql_int(q, 4);
	}
	if (err != OK)
		return err;
	sql_done(q);
	*ret = signs > 0 ? ENGINE_9989 : ENGINE_7489;
	/* What it does counts more than the form of its reports. */
	if (out > 0)
		*ret = ENGINE_7489;
	else if (failing >= SAMPLE_MIN &&
	         100 * full >= SAMPLE_FULL_PERCENT * failing)
		*ret = ENGINE_9989;
	return OK;
}

static enum err
load_errors(struct facts_load *l, struct facts_reporter *v, struct error *e)
{
	struct span span = { l->as_of - ENGINE_DAYS + 1, l->as_of };
	int64_t values[] = { l->id, ask_earliest_end(span), span.from,
		span.to };
	struct query *q;
	bool row;
	enum err err = sql_ask(l->st->sql, SQL_FACTS_ERRORS, values, 4, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		size_t id = (size_t)sql_int(q, 0);
		uint32_t i = id < l->reporters.n_of ? l->reporters.of[id] : 0;

		if (i == 0)
			continue;
		v[i - 1].errors++;
		v[i - 1].error = arena_strdup(l->arena, sql_text(q, 1));
	}
	if (err == OK)
		sql_done(q);
	return err;
}

enum err
facts_load_reporters(struct facts_load *l, struct error *e)
{
	struct facts_reporter *v =
	    arena_alloc(l->arena, (l->reporters.n + 1) * sizeof(*v));
	enum err err = OK;

	if (v == NULL)
		return facts_too_many(l, "reporters", e);
	for (uint32_t i = 0; i < l->reporters.n && err == OK; i++) {
		int64_t id = l->reporters.ids[i];

		err = ask_text(l->st, SQL_REPORTER_NAME, id, l->arena,
		    &v[i].name, e);
		if (err == OK && v[i].name == NULL)
			v[i].name = "";
		if (err == OK)
			err = read_engine(l, id, &v[i].engine, e);
	}
	if (err == OK)
		err = load_errors(l, v, e);
	l->facts.reporters = v;
	l->facts.n_reporters = l->reporters.n;
	return err;
}
