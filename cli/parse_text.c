/*
 * Each is made in memory and written at once: what came from outside goes
 * through text_to_terminal() on its way there.
 */
#include "cli/parse_text.h"

#include <stdio.h>

void
parse_print_head(const char *path, const struct document *d)
{
	const struct report *r = d->report;
	const struct policy_published *pp = &r->policy_published;
	char begin[TIME_TEXT_MAX] = "?", end[TIME_TEXT_MAX] = "?";
	struct buf b;

	if (r->begin != TIME_UNSET)
		time_format(r->begin, begin);
	if (r->end != TIME_UNSET)
		time_format(r->end, end);
	buf_init(&b, MIB);
	text_to_terminal(&b, path);
	buf_addstr(&b, "\n  from        ");
	text_to_terminal(&b, r->org_name ? r->org_name : "-");
	buf_addstr(&b, " <");
	text_to_terminal(&b, r->email ? r->email : "-");
	buf_addstr(&b, ">\n  report id   ");
	text_to_terminal(&b, r->report_id ? r->report_id : "-");
	buf_printf(&b, "\n  days        %s to %s", begin, end);
	buf_addstr(&b, "\n  policy      ");
	text_to_terminal(&b, pp->domain ? pp->domain : "-");
	buf_addstr(&b, ", p=");
	text_to_terminal(&b, pp->p.raw ? pp->p.raw : "-");
	if (pp->pct >= 0)
		buf_printf(&b, ", pct=%d", pp->pct);
	buf_printf(&b, "\n  contents    %zu records, %lld messages\n",
	    r->n_records, (long long)r->messages);
	if (r->total_repairs > 0)
		buf_printf(&b, "  repairs     %zu (--json names them)\n",
		    r->total_repairs);
	fwrite(b.data, 1, b.len, stdout);
	buf_free(&b);
}

void
parse_print_reason(const char *path, const struct document *d)
{
	struct buf b;

	buf_init(&b, MIB);
	text_to_terminal(&b, path);
	if (d->member) {
		buf_addstr(&b, ", ");
		text_to_terminal(&b, d->member);
	}
	buf_printf(&b, "\n  %s", word_text(VOCAB_OUTCOME, (int)d->outcome));
	if (d->reason) {
		buf_addstr(&b, ": ");
		text_to_terminal(&b, d->reason);
	}
	if (d->report && d->report->n_records > 0)
		buf_printf(&b,
		    "\n  it had %zu complete records, %lld messages, which do "
		    "not count:",
		    d->report->n_records, (long long)d->report->messages);
	buf_addstr(&b, "\n");
	fwrite(b.data, 1, b.len, stdout);
	buf_free(&b);
}
