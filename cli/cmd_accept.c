/* rampart accept: a person says that a conflict is a part after all. */
#include "cli/cli.h"
#include "cli/judge.h"
#include "cli/settings.h"

#include <inttypes.h>

#include "core/text_json.h"

static enum err
judge_and_say(const struct args *a, struct store *st, int64_t id,
    struct error *e)
{
	const struct limits limits = a->settings->limits;
	bool undone = (a->set & OPT_UNDO) != 0;
	struct stored_report r;
	struct arena arena;
	json_t *o;
	enum err err;

	arena_init(&arena, limits.arena_bytes);
	err = store_report(st, id, &arena, &r, e);
	if (err == OK)
		cli_judge(a, st, r.row.domain);
	if (err == OK && (a->set & OPT_JSON)) {
		o = json_object();
		json_put(o, "id", json_integer(id));
		json_put(o, "outcome", text_to_json(r.row.outcome));
		json_put(o, "messages", json_integer(r.row.messages));
		err = cli_print_json(o, e);
	} else if (err == OK) {
		printf("report %" PRId64 " on %s, %" PRId64 " messages, %s\n",
		    id, r.row.domain, r.row.messages,
		    undone ? "is a conflict again and does not count"
		           : "counts now as a part; undo it with --undo");
	}
	arena_release(&arena);
	return err;
}

enum err
cmd_accept(const struct args *a, int *status, struct error *e)
{
	struct store *st;
	char who[256];
	int64_t id;
	enum err err;

	(void)status;
	if ((err = cli_report_id(a->names[0], &id, e)) != OK ||
	    (err = cli_open_existing(a, &st, e)) != OK)
		return err;
	cli_who(who, sizeof(who));
	if (a->set & OPT_UNDO)
		err = store_accept_undo(st, id, e);
	else
		err = store_accept(st, id, who, a->now, e);
	err = cli_no_report(err, e);
	if (err == OK)
		err = judge_and_say(a, st, id, e);
	store_close(st);
	return err;
}
