/* What people decide and bring, through the pages. */
#include "web/advice.h"
#include "web/change.h"
#include "web/spool.h"

/* A conflict counts from now on as a part, or no longer. */
enum err
api_accept(struct request *r, struct answer *a, struct error *e)
{
	const struct evaluate_when when = advice_when(r);
	struct stored_report report;
	json_t *o;
	int accept;
	enum err err = change_json(r, &o, e);

	if (err != OK)
		return err;
	if (json_unpack(o, "{s:b!}", "accept", &accept) != 0)
		err = error_set(e, ERR_INPUT,
		    "this address takes {\"accept\": true} or false; nothing "
		    "was changed");
	json_decref(o);
	if (err == OK && accept)
		err = store_accept(r->store, r->id, CHANGE_WHO, r->site->now(),
		    e);
	else if (err == OK)
		err = store_accept_undo(r->store, r->id, e);
	if (err == OK)
		err = store_report(r->store, r->id, &r->arena, &report, e);
	if (err == OK)
		err = evaluate_and_save(r->store, report.row.domain, &when, e);
	if (err == OK)
		err = api_head(r, NULL, &o, e);
	if (err != OK)
		return err;
	json_put(o, "id", json_integer(r->id));
	json_put(o, "outcome", text_to_json(report.row.outcome));
	json_put(o, "counted", json_boolean(report.row.counted));
	return answer_json(a, o, e);
}

/* A file for the ingester; nothing of it is looked at here. */
enum err
api_upload(struct request *r, struct answer *a, struct error *e)
{
	json_t *o;
	enum err err;

	if (r->n_body == 0)
		return error_set(e, ERR_INPUT,
		    "the file is empty; it was not taken");
	err = spool_add(r->site->db, r->name, r->body, r->n_body,
	    r->site->now(), e);
	if (err == OK)
		err = api_head(r, NULL, &o, e);
	if (err != OK)
		return err;
	if (r->site->spooled)
		r->site->spooled();
	json_put(o, "bytes", json_integer((json_int_t)r->n_body));
	json_put(o, "ingests", json_boolean(r->site->spooled != NULL));
	a->status = 202;
	return answer_json(a, o, e);
}
