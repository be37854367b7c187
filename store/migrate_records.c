/*
 * Rows of layout 9 come in the order of the report's records.  They gather
 * until a block has enough of them, or the next is none of its kind: of another
 * report, or with a gap before it, which only damage makes.
 */
#include "store/migrate_records.h"

#include <string.h>

#include "store/records.h"

/* Of tables that no other statement can name. */
static const char *const old_rows[] = {
	"SELECT domain, day, report, seq, source, messages, verdict, "
	"header_from, envelope_from, envelope_to, auth, detail "
	"FROM record ORDER BY domain, day, report, seq",
	"SELECT domain, day, report, seq, source, messages, verdict, "
	"header_from, envelope_from, envelope_to, auth, detail "
	"FROM record_conflict ORDER BY domain, day, report, seq",
};
enum old_column {
	DOMAIN,
	DAY,
	REPORT,
	SEQ,
	SOURCE,
	MESSAGES,
	VERDICT,
	HEADER_FROM,
	ENVELOPE_FROM,
	ENVELOPE_TO,
	AUTH,
	DETAIL
};

struct packing {
	struct sql *sql;
	struct content of; /* whose rows these are */
	int64_t first;     /* seq of the first */
	struct row v[BLOCK_RECORDS];
	size_t n;
};

static struct row
row_of(const int64_t *v)
{
	return (struct row){
		.source = v[SOURCE],
		.messages = (uint32_t)v[MESSAGES],
		.disposition = v[VERDICT] & 15,
		.dkim = v[VERDICT] >> 4 & 3,
		.spf = v[VERDICT] >> 6 & 3,
		.flags = (uint32_t)(v[VERDICT] >> 11),
		.header_from = v[HEADER_FROM],
		.envelope_from = v[ENVELOPE_FROM],
		.envelope_to = v[ENVELOPE_TO],
		.auth = v[AUTH],
		.detail = v[DETAIL],
	};
}

/* A block of what is there; the rest moves up. */
static enum err
write_block(struct packing *p, struct error *e)
{
	size_t n;
	enum err err =
	    records_add_block(p->sql, &p->of, p->first, p->v, p->n, &n, e);

	if (err != OK)
		return err;
	memmove(p->v, p->v + n, (p->n - n) * sizeof(*p->v));
	p->n -= n;
	p->first += (int64_t)n;
	return OK;
}

static enum err
write_all(struct packing *p, struct error *e)
{
	enum err err = OK;

	while (err == OK && p->n > 0)
		err = write_block(p, e);
	return err;
}

static bool
goes_on(const struct packing *p, const int64_t *v, enum provenance provenance)
{
	return v[DOMAIN] == p->of.domain && v[DAY] == p->of.day &&
	       v[REPORT] == p->of.id && provenance == p->of.provenance &&
	       v[SEQ] == p->first + (int64_t)p->n;
}

static enum err
add_row(void *ctx, const int64_t *v, struct error *e)
{
	struct packing *p = ctx;
	enum provenance provenance = (enum provenance)(v[VERDICT] >> 8 & 7);
	enum err err = OK;

	if (!goes_on(p, v, provenance)) {
		err = write_all(p, e);
		p->of.domain = v[DOMAIN];
		p->of.day = (day_t)v[DAY];
		p->of.id = v[REPORT];
		p->of.provenance = provenance;
		p->first = v[SEQ];
	} else if (p->n == BLOCK_RECORDS) {
		err = write_block(p, e);
	}
	if (err == OK)
		p->v[p->n++] = row_of(v);
	return err;
}

enum err
migrate_records(struct sql *sql, struct error *e)
{
	static const enum outcome outcomes[] = { OUTCOME_REPORT,
		OUTCOME_CONFLICT };
	enum err err = OK;

	for (size_t i = 0; i < 2 && err == OK; i++) {
		struct packing p = { .sql = sql,
			.of = { .outcome = outcomes[i] } };

		err = sql_script_rows(sql, old_rows[i], add_row, &p, e);
		if (err == OK)
			err = write_all(&p, e);
	}
	if (err == OK)
		err = sql_script(sql,
		    "DROP TABLE record; DROP TABLE record_conflict;", e);
	return err;
}
