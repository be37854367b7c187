/* rampart show: one report, its records, its original document. */
#include "cli/cli.h"
#include "cli/settings.h"

#include <errno.h>
#include <string.h>

#include "core/text_json.h"

static enum err
on_record(void *ctx, const struct record *r, struct error *e)
{
	(void)e;
	record_list_add(ctx, r);
	return OK;
}

static void
print_text(const char *value)
{
	struct buf b;

	buf_init(&b, MIB);
	text_to_terminal(&b, value);
	puts(b.data);
	buf_free(&b);
}

static void
print_field(const char *name, const char *value)
{
	if (!value)
		return;
	printf("%-12s", name);
	print_text(value);
}

static void
print_head(const struct stored_report *r)
{
	const struct policy_published *p = &r->report.policy_published;
	char begin[TIME_TEXT_MAX], end[TIME_TEXT_MAX];

	print_field("from", r->row.org_name);
	print_field("email", r->row.email);
	print_field("report id", r->row.report_id);
	print_field("domain", r->row.domain);
	printf("%-12s%s to %s\n", "days", time_format(r->row.begin, begin),
	    time_format(r->row.end, end));
	print_field("p", p->p.raw);
	print_field("sp", p->sp.raw);
	print_field("np", p->np.raw);
	if (p->pct >= 0)
		printf("%-12s%d\n", "pct", p->pct);
	printf("%-12s%s%s%s%s%s\n", "outcome", r->row.outcome,
	    r->row.counted ? "" : ", not counted",
	    r->row.part ? ", a part" : "", r->row.coarse ? ", coarse" : "",
	    r->row.late ? ", late" : "");
	if (r->accepted_by) {
		time_format(r->accepted_at, begin);
		printf("%-12s%s, ", "accepted", begin);
		print_text(r->accepted_by);
	}
	print_field("provenance", r->row.provenance);
	print_field("mail from", r->mail_from);
	print_field("proven", r->auth_from);
	print_field("came in", r->path);
	print_field("as", r->member);
	for (size_t i = 0; i < r->report.n_errors; i++)
		print_field("error", r->report.errors[i]);
	for (size_t i = 0; i < r->report.n_repairs; i++) {
		const struct repair *repair = &r->report.repairs[i];

		printf("%-12s%s", "repair",
		    word_text(VOCAB_REPAIR, (int)repair->code));
		print_field(repair->detail ? ":" : "",
		    repair->detail ? repair->detail : "");
	}
	putchar('\n');
}

static enum err
show_raw(const struct args *a, struct store *st, int64_t id, struct error *e)
{
	const struct limits limits = a->settings->limits;
	struct buf document;
	enum err err;

	buf_init(&document, limits.document_bytes);
	err = store_report_document(st, id, &document, e);
	if (err == OK &&
	    fwrite(document.data, 1, document.len, stdout) != document.len)
		err = error_set(e, ERR_SYSTEM,
		    "cannot write to standard output: %s", strerror(errno));
	buf_free(&document);
	return err;
}

#define C(member, title, type) \
	COLUMN(struct repair_cells, member, title, type, 0)
/* A repair as a row. */
struct repair_cells {
	const char *code, *detail;
};
static const struct column repair_columns[] = {
	C(code, "Repair", COLUMN_TEXT),
	C(detail, "Detail", COLUMN_TEXT),
};
#undef C
static const struct table report_repairs = { "repairs", repair_columns,
	sizeof(repair_columns) / sizeof(repair_columns[0]) };

/* What the parser had to put right, and nothing else. */
static enum err
show_repairs(const struct args *a, const struct stored_report *r,
    struct error *e)
{
	size_t shown = r->report.n_repairs, total = r->report.total_repairs;
	struct list *l = list_begin(a, &report_repairs);
	json_t *items, *answer;

	for (size_t i = 0; i < shown; i++) {
		const struct repair *repair = &r->report.repairs[i];
		const struct repair_cells row = {
			word_text(VOCAB_REPAIR, (int)repair->code),
			repair->detail,
		};
		list_add(l, &row,
		    list_wants_json(l) ? table_row_json(&report_repairs, &row)
		                       : NULL);
	}
	items = list_end(l);
	if (!items) {
		if (a->set & OPT_CSV)
			return OK;
		if (total == 0)
			puts("nothing had to be put right");
		else if (total > shown)
			printf("\nand %zu more\n", total - shown);
		return OK;
	}
	answer = json_object();
	json_put(answer, "id", json_integer(r->row.id));
	json_put(answer, "repairs_total", json_integer((json_int_t)total));
	json_put(answer, "repairs", items);
	return cli_print_json(answer, e);
}

static void
print_below(const struct page *page)
{
	char day[DAY_TEXT_MAX];

	if (page->more)
		printf("\nmore with --cursor '%s'\n", page->next);
	if (page->records_from)
		printf("its records were pruned with all before %s; the sums "
		       "have them\n",
		    day_format(page->records_from, day));
}

static enum err
show_report(const struct args *a, struct store *st,
    const struct stored_report *r, struct error *e)
{
	struct page page = { 0 };
	struct list *l;
	json_t *items, *records, *answer;
	enum err err;

	if (!(a->set & (OPT_JSON | OPT_CSV)))
		print_head(r);
	l = list_begin(a, &record_table);
	err = store_report_records(st, r->row.id, &a->filter, on_record, l,
	    &page, e);
	items = list_end(l);
	if (err != OK || !items) {
		json_decref(items);
		if (err == OK && !(a->set & OPT_CSV))
			print_below(&page);
		return err;
	}
	answer = stored_report_to_json(r);
	records = json_object();
	json_put(records, "items", items);
	page_set_json(records, &page);
	json_put(answer, "records", records);
	return cli_print_json(answer, e);
}

enum err
cmd_show(const struct args *a, int *status, struct error *e)
{
	const struct limits limits = a->settings->limits;
	struct stored_report report;
	struct store *st;
	struct arena arena;
	int64_t id;
	enum err err;

	(void)status;
	if ((err = cli_report_id(a->names[0], &id, e)) != OK ||
	    (err = cli_open(a, STORE_READ, &st, e)) != OK)
		return err;
	arena_init(&arena, limits.arena_bytes);
	err = cli_no_report(store_report(st, id, &arena, &report, e), e);
	if (err == OK)
		err = a->set & OPT_RAW       ? show_raw(a, st, id, e)
		      : a->set & OPT_REPAIRS ? show_repairs(a, &report, e)
		                             : show_report(a, st, &report, e);
	arena_release(&arena);
	store_close(st);
	return err;
}
