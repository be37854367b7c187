/* The board: a line per domain that is ours, the most urgent first. */
#include "web/advice.h"

enum err
api_board(struct request *r, struct answer *a, struct error *e)
{
	const struct evaluate_when when = advice_when(r);
	json_t *o, *items;
	enum err err = api_head(r, NULL, &o, e);

	if (err != OK)
		return err;
	err = evaluate_board(r->store, &when, &items, e);
	if (err != OK) {
		json_decref(o);
		return err;
	}
	json_put(o, "items", items);
	return answer_json(a, o, e);
}
