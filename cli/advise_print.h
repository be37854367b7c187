/* An advice for people, in the order of what they need first. */
#ifndef CLI_ADVISE_PRINT_H
#define CLI_ADVISE_PRINT_H

#include "advise/advise.h"
#include "cli/cli.h"
#include "cli/page.h"

/* The whole page of one domain. */
void advise_print(const struct advice_context *c);

/* A blocker, question, alert or notice of it (advise_item.c). */
void advise_print_item(const struct advice_context *c,
    const struct advice_item *i, enum page_colour colour, struct arena *a);

/* Whether a record is to be published today, be it known where reports go or
   not (advise_record.c). */
bool advise_is_urgent(const struct advice *a);
/* The next record, if there is one. */
void advise_print_record(const struct advice_context *c, struct arena *a);

/* Its parts that are tables (advise_tables.c). */
void advise_print_whatif(const struct advice_context *c, struct arena *a);
void advise_print_senders(const struct advice_context *c, struct arena *a);
void advise_print_forwarders(const struct advice_context *c, struct arena *a);
void advise_print_forged(const struct advice_context *c, struct arena *a);
void advise_print_basis(const struct advice_context *c, struct arena *a);

#endif
