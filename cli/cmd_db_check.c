/* rampart db check, rampart db rebuild: what is wrong, said and mended. */
#include "cli/judge.h"
#include "cli/pipeline.h"

#include <inttypes.h>
#include <sysexits.h>

#include "core/text_json.h"

struct findings {
	json_t *items; /* NULL: for people */
	int64_t n;
	struct progress progress;
};

static const char *const check_words[] = {
#define WORD_(id, word, what) word,
	CHECKS(WORD_)
#undef WORD_
};

static enum err
on_found(void *ctx, enum check what, const char *sentence, struct error *e)
{
	struct findings *f = ctx;
	json_t *o;
	struct buf b;

	(void)e;
	f->n++;
	progress_end(&f->progress);
	if (f->items) {
		o = json_object();
		json_put(o, "check", text_to_json(check_words[what]));
		json_put(o, "finding", text_to_json(sentence));
		json_array_append_new(f->items, o);
		return OK;
	}
	buf_init(&b, MIB);
	text_to_terminal(&b, sentence);
	printf("%s: %s\n", check_words[what], b.data);
	buf_free(&b);
	return OK;
}

static void
on_progress(void *ctx, enum check what, int64_t done, int64_t total)
{
	struct findings *f = ctx;

	progress_step(&f->progress, check_words[what], done, total);
}

static struct findings
findings_begin(const struct args *a)
{
	struct findings f = { 0 };

	if (a->set & OPT_JSON)
		f.items = json_array();
	progress_begin(&f.progress, (a->set & OPT_QUIET) != 0);
	return f;
}

static enum err
print_check(struct findings *f, const struct horizon *h, struct error *e)
{
	char day[DAY_TEXT_MAX];
	json_t *o;

	if (f->items) {
		o = json_object();
		json_put(o, "sound", json_boolean(f->n == 0));
		json_put(o, "records_from",
		    h->records ? json_string(day_format(h->records, day))
		               : json_null());
		json_put(o, "findings", f->items);
		f->items = NULL;
		return cli_print_json(o, e);
	}
	if (f->n > 0)
		printf("the database is not sound: see KEEPING in "
		       "rampart(1) for what to do\n");
	else if (h->records > 0)
		printf("the database is sound; records before %s were "
		       "pruned\n",
		    day_format(h->records, day));
	else
		printf("the database is sound\n");
	return OK;
}

enum err
cmd_db_check(const struct args *a, int *status, struct error *e)
{
	struct findings f = findings_begin(a);
	const struct check_watch watch = { &f, on_found, on_progress };
	struct horizon h = { 0 };
	struct store *st;
	enum err err = cli_open(a, STORE_READ, &st, e);

	if (err == OK) {
		err = store_verify(st, &watch, e);
		progress_end(&f.progress);
		if (err == OK && f.n == 0)
			err = store_horizon(st, &h, e);
		if (err == OK)
			err = print_check(&f, &h, e);
		store_close(st);
	}
	if (f.n > 0)
		*status = EX_DATAERR;
	json_decref(f.items);
	return err;
}

static enum err
print_rebuild(struct findings *f, int64_t mended, struct error *e)
{
	json_t *o;

	if (f->items) {
		o = json_object();
		json_put(o, "mended", json_integer(mended));
		json_put(o, "findings", f->items);
		f->items = NULL;
		return cli_print_json(o, e);
	}
	if (mended == 0)
		printf("the sums are what the records make\n");
	else
		printf("%" PRId64 " rows of the sums were made anew\n", mended);
	return OK;
}

enum err
cmd_db_rebuild(const struct args *a, int *status, struct error *e)
{
	struct findings f = findings_begin(a);
	const struct check_watch watch = { &f, on_found, on_progress };
	struct store *st;
	int64_t mended;
	enum err err = cli_open_existing(a, &st, e);

	(void)status;
	if (err == OK) {
		err = store_rebuild(st, &watch, &mended, e);
		progress_end(&f.progress);
		if (err == OK && mended > 0)
			cli_judge_due(a, st);
		if (err == OK)
			err = print_rebuild(&f, mended, e);
		store_close(st);
	}
	json_decref(f.items);
	return err;
}
