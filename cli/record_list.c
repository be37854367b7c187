/* Records for people: one line each, the lists that it holds in one cell. */
#include "cli/cli.h"

struct record_line {
	struct ip source_ip;
	int64_t count;
	const char *disposition, *dkim, *spf, *header_from, *envelope_from;
	const char *auth_dkim, *auth_spf;
};

static const struct column columns[] = {
	COLUMN(struct record_line, source_ip, "Source", COLUMN_IP, 0),
	COLUMN(struct record_line, count, "Messages", COLUMN_COUNT, 0),
	COLUMN(struct record_line, disposition, "Disposition", COLUMN_TEXT, 0),
	COLUMN(struct record_line, dkim, "DKIM", COLUMN_TEXT, 0),
	COLUMN(struct record_line, spf, "SPF", COLUMN_TEXT, 0),
	COLUMN(struct record_line, header_from, "From", COLUMN_TEXT, 0),
	COLUMN(struct record_line, envelope_from, "Envelope from", COLUMN_TEXT,
	    COLUMN_HIDDEN),
	COLUMN(struct record_line, auth_dkim, "DKIM signatures", COLUMN_TEXT,
	    0),
	COLUMN(struct record_line, auth_spf, "SPF checks", COLUMN_TEXT, 0),
};

const struct table record_table = { "records", columns,
	sizeof(columns) / sizeof(*columns) };

/* "example.org pass, mta.example.net fail" */
static void
auth_add(struct buf *b, const char *domain, const struct word *result)
{
	buf_printf(b, "%s%s %s", b->len ? ", " : "", domain ? domain : "-",
	    result->raw ? result->raw : "-");
}

void
record_list_add(struct list *l, const struct record *r)
{
	struct record_line line = { r->source_ip, r->count, r->disposition.raw,
		r->dkim.raw, r->spf.raw, r->header_from, r->envelope_from, NULL,
		NULL };
	struct buf dkim, spf;

	if (list_wants_json(l)) {
		list_add(l, &line, record_to_json(r));
		return;
	}
	buf_init(&dkim, 64 * KIB);
	buf_init(&spf, 64 * KIB);
	for (size_t i = 0; i < r->n_auth_dkim; i++)
		auth_add(&dkim, r->auth_dkim[i].domain,
		    &r->auth_dkim[i].result);
	for (size_t i = 0; i < r->n_auth_spf; i++)
		auth_add(&spf, r->auth_spf[i].domain, &r->auth_spf[i].result);
	line.auth_dkim = dkim.len ? dkim.data : NULL;
	line.auth_spf = spf.len ? spf.data : NULL;
	list_add(l, &line, NULL);
	buf_free(&dkim);
	buf_free(&spf);
}
