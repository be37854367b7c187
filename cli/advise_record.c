/* The record to publish, as `rampart advise` shows it. */
#include "cli/advise_print.h"

#include <string.h>

static void
print_parked_records(const struct advice *a, struct arena *arena)
{
	page_printf(2, "And these, so that nothing else speaks for it:");
	printf("\n");
	page_line(4, arena_printf(arena, "%s TXT \"v=spf1 -all\"", a->domain));
	page_line(4,
	    arena_printf(arena, "*.%s TXT \"v=spf1 -all\"", a->domain));
	page_line(4, arena_printf(arena, "%s MX 0 .", a->domain));
	page_line(4, arena_printf(arena, "*._domainkey.%s TXT \"v=DKIM1; p=\"",
	                 a->domain));
}

bool
advise_is_urgent(const struct advice *a)
{
	return a->verdict == VERDICT_ROLLBACK ||
	       a->verdict == VERDICT_FIX_RECORD;
}

static const char *
record_heading(const struct advice *a)
{
	if (a->publish_now)
		return "Publish this record";
	return advise_is_urgent(a)
	           ? "Publish this record, with your address for reports"
	           : "The next record, not yet to be published";
}

void
advise_print_record(const struct advice_context *c, struct arena *arena)
{
	const struct advice *a = c->advice;
	const char *step = advise_text_step(c, arena);

	if (a->next_record == NULL)
		return;
	page_heading(record_heading(a));
	printf("\n");
	page_line(4, arena_printf(arena, "%s TXT \"%s\"", a->record_name,
	                 a->next_record));
	printf("\n");
	if (step != NULL)
		page_text(2, "", PAGE_PLAIN, step);
	if (strstr(a->next_record, "{{RUA}}") != NULL)
		page_line(2, arena_printf(arena,
		                 "Where should reports go?  rampart domain set "
		                 "%s rua=ADDRESS",
		                 a->domain));
	if (!a->publish_now)
		return;
	page_printf(2,
	    "Replace the TXT record that is there, do not add a second one; "
	    "a TTL of 3600 is good.%s",
	    a->verdict == VERDICT_READY ? " We look again in 7 days." : "");
	if (a->rollback_record != NULL && a->verdict == VERDICT_READY)
		page_printf(2, "The way back, if need be: \"%s\"",
		    a->rollback_record);
	if (a->looks_parked || strstr(a->next_record, "sp=reject; adkim=s"))
		print_parked_records(a, arena);
}
