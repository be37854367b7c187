/*
 * Cells come by domain and day.  They gather until the next is of another.
 * Sums of all domains that came to nothing were kept as 0; these go, and with
 * them what no program has written.
 */
#include "store/migrate_cells.h"

#include "store/day_sender.h"

/* Of a table that no other statement can name. */
static const char old_cells[] =
    "SELECT domain, day, sender, traffic, disposition, passed, exempt, "
    "messages FROM day_sender_cell WHERE messages > 0 AND sender > 0 "
    "AND traffic BETWEEN 0 AND 255 AND disposition BETWEEN 0 AND 7 "
    "ORDER BY domain, day";
enum old_column {
	DOMAIN,
	DAY,
	SENDER,
	TRAFFIC,
	DISPOSITION,
	PASSED,
	EXEMPT,
	MESSAGES
};

struct packing {
	struct sql *sql;
	struct day_sender day; /* at hand */
};

static enum err
write_day(struct packing *p, struct error *e)
{
	enum err err;

	if (p->day.cells.n == 0)
		return OK;
	cells_settle(&p->day.cells);
	err = day_sender_put(p->sql, &p->day, e);
	cells_clear(&p->day.cells);
	return err;
}

static enum err
add_cell(void *ctx, const int64_t *v, struct error *e)
{
	struct packing *p = ctx;
	enum err err = OK;

	if (v[DOMAIN] != p->day.domain || v[DAY] != p->day.day)
		err = write_day(p, e);
	p->day.domain = v[DOMAIN];
	p->day.day = (day_t)v[DAY];
	cells_add(&p->day.cells, v[SENDER],
	    cell_kind((int)v[TRAFFIC], (int)v[DISPOSITION], v[PASSED] != 0,
	        v[EXEMPT] != 0),
	    v[MESSAGES]);
	return err;
}

enum err
migrate_cells(struct sql *sql, struct error *e)
{
	struct packing p = { .sql = sql };
	enum err err = sql_script_rows(sql, old_cells, add_cell, &p, e);

	if (err == OK)
		err = write_day(&p, e);
	cells_free(&p.day.cells);
	return err != OK ? err
	                 : sql_script(sql, "DROP TABLE day_sender_cell;", e);
}
