/* The board: a line per domain that is ours, the most urgent first. */
#include "web/advice.h"

enum err
api_board(struct request *r, struct answer *a, struct error *e)
{
	const struct evaluate_when when = advice_when(r);
	json_t *o;
	enum err err = api_head(r, NULL, &o, e);

	if (err != OK)
		return err;
	buf_addch(&a->body, '{');
	json_write_members(&a->body, o);
	json_decref(o);
	buf_addstr(&a->body, ",\"items\":");
	err = evaluate_board(r->store, &when, &a->body, e);
	buf_addch(&a->body, '}');
	return err == OK ? answer_is_json(a, e) : err;
}
