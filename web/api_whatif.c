/*
 * A record tried on the mail that was seen.  What the record is, and that it is
 * one, is advise/'s to say: its errors name the tag, and what it takes.
 */
#include "web/advice.h"

enum err
api_whatif(struct request *r, struct answer *a, struct error *e)
{
	const struct evaluate_when when = advice_when(r);
	const int days = r->days > 0 ? (int)r->days : REPLAY_DAYS;
	struct replay *tried;
	struct arena arena;

	if (r->record == NULL)
		return error_set(e, ERR_INPUT,
		    "record is missing: say which record is to be tried, as "
		    "record=v=DMARC1; p=quarantine, with %%3B for the ;");
	arena_init(&arena, EVALUATE_ARENA_MAX);
	enum err err = evaluate_replay(r->store, r->filter.domain, &when,
	    r->record, days, &arena, &tried, e);
	if (err == OK)
		err = answer_json(a, replay_to_json(tried), e);
	arena_release(&arena);
	return err;
}
