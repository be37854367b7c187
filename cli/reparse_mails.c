/*
 * Mails that were set aside are looked for where mails lie: each maildir that
 * the database remembers is gone through as ingest does, and so are the
 * folders to which its mails are filed; a mail is told by its name, inode,
 * time and size.  Files are looked for by their paths (reparse_files.c).  An
 * item's tag is its id in the ledger.
 */
#include "cli/reparse_mails.h"

#include <stdlib.h>
#include <unistd.h>

#include "cli/pipeline.h"
#include "core/text_json.h"

static enum err
on_begin(void *ctx, const struct source_item *item, struct error *e)
{
	struct mails_run *m = ctx;

	m->id = item->tag;
	return store_begin(m->r->store, e);
}

static enum err
on_source(void *ctx, const struct intake_source *s, struct error *e)
{
	struct mails_run *m = ctx;

	return store_item_again(m->r->store, m->id, s, e);
}

static enum err
on_record(void *ctx, const struct record *rec, struct error *e)
{
	struct mails_run *m = ctx;

	return store_record(m->r->store, rec, e);
}

static void
on_restart(void *ctx)
{
	struct mails_run *m = ctx;

	store_restart(m->r->store);
}

static enum err
on_document(void *ctx, const struct document *d, struct error *e)
{
	struct mails_run *m = ctx;
	struct saved unused;

	return store_document(m->r->store, d, &unused, e);
}

static json_t *
outcomes_to_json(const struct ledger_row *v, size_t n)
{
	json_t *a = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(a,
		    text_to_json(word_text(VOCAB_OUTCOME, (int)v[i].outcome)));
	return a;
}

static void
print_outcomes(const struct ledger_row *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		printf("%s%s", i > 0 ? ", " : "",
		    word_text(VOCAB_OUTCOME, (int)v[i].outcome));
}

static void
say(const struct mails_run *m, const char *path, const struct item_again *a)
{
	json_t *o;

	if (!m->r->mails) {
		cli_print_text(path);
		printf(": ");
		print_outcomes(a->was, a->n_was);
		printf(" -> ");
		print_outcomes(a->is, a->n_is);
		putchar('\n');
		return;
	}
	o = json_object();
	json_put(o, "path", text_to_json(path));
	json_put(o, "was", outcomes_to_json(a->was, a->n_was));
	json_put(o, "is", outcomes_to_json(a->is, a->n_is));
	json_array_append_new(m->r->mails, o);
}

static int64_t
count_reports(const struct ledger_row *v, size_t n)
{
	int64_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += v[i].outcome == OUTCOME_REPORT;
	return count;
}

static enum err
on_end(void *ctx, const struct source_item *item, struct error *e)
{
	struct mails_run *m = ctx;
	struct reparse_counts *c = &m->r->counts;
	struct item_again a;
	enum err err = store_item_again_end(m->r->store, &a, e);

	if (err != OK)
		return err;
	if (a.lost) {
		cli_warn("%s: a report that came from it is not in it any "
		         "more; its entries in the ledger stay as they were",
		    item->path);
		c->mails_unreadable++;
	} else if (a.changed) {
		c->mails_changed++;
		c->reports +=
		    count_reports(a.is, a.n_is) - count_reports(a.was, a.n_was);
		say(m, item->path, &a);
	}
	return reparse_settle(m->r, a.changed && !a.lost, e);
}

static void
unreadable(struct mails_run *m, const char *why)
{
	cli_warn("%s; its entry in the ledger stays as it was", why);
	m->r->counts.mails_unreadable++;
}

static enum err
on_unread(void *ctx, const struct source_item *item, const struct error *why,
    struct error *e)
{
	struct error full = *why;

	(void)e;
	error_prefix(&full, "%s", item->path);
	unreadable(ctx, full.text);
	return OK;
}

enum err
reparse_submit(struct mails_run *m, struct source *s,
    const struct source_item *item, const struct set_aside *was,
    struct error *e)
{
	enum provenance provenance = was->provenance == PROVENANCE_IMPORTED
	                                 ? PROVENANCE_IMPORTED
	                                 : PROVENANCE_UNVERIFIED;
	struct source_item own = *item;
	struct error why;
	size_t n;
	int fd;
	enum err err = pipeline_item(&m->r->args->settings->limits, s, item,
	    &fd, &n, &why);

	own.tag = was->id;
	if (err == ERR_NOTFOUND)
		return OK; /* counted as gone */
	if (err == OK && (int64_t)n != was->size) {
		close(fd);
		return OK; /* another file has got the name */
	}
	m->r->counts.found++;
	if (err == OK)
		return pool_submit(m->r->pool, &own, fd, n, provenance,
		    was->received, e);
	if (err == ERR_LIMIT)
		return pool_refuse(m->r->pool, &own, provenance, OUTCOME_LIMIT,
		    why.text, e);
	unreadable(m, why.text);
	return OK;
}

static enum err
read_items(struct mails_run *m, struct source *s, const char *folder,
    struct error *e)
{
	struct source_item item;
	struct set_aside was;
	bool more = true;
	enum err err;

	while ((err = source_next(s, &item, &more, e)) == OK && more) {
		/* It is known by the folder that it came in to. */
		const struct mail_name name = { folder, item.base, item.inode,
			item.mtime_ns, item.size };

		err = store_mail_set_aside(m->r->store, &name, &was, e);
		if (err == OK)
			err = reparse_submit(m, s, &item, &was, e);
		if (err != OK && err != ERR_NOTFOUND)
			break;
	}
	return err;
}

/* The mails of the maildir `folder` that lie in `place`. */
static enum err
read_place(struct mails_run *m, const char *place, const char *folder,
    struct error *e)
{
	struct source *s;
	enum err err = source_open(place, &s, e);

	if (err == ERR_NOTFOUND)
		return OK;
	if (err != OK) {
		unreadable(m, e->text);
		m->r->counts.found++;
		return OK;
	}
	if (source_kind(s) == SOURCE_MAILDIR)
		err = read_items(m, s, folder, e);
	source_close(s);
	return err;
}

static enum err
read_maildir(struct mails_run *m, const char *folder, struct error *e)
{
	char *filed[ACKNOWLEDGE_FOLDERS];
	enum err err = read_place(m, folder, folder, e);

	acknowledge_folders(folder, filed);
	for (int i = 0; i < ACKNOWLEDGE_FOLDERS; i++) {
		if (err == OK)
			err = read_place(m, filed[i], folder, e);
		free(filed[i]);
	}
	return err;
}

static enum err
read_maildirs(struct mails_run *m, struct error *e)
{
	const char *folder;
	struct arena a;
	int64_t id = 0;
	enum err err;

	arena_init(&a, MIB);
	while ((err = store_maildir_next(m->r->store, id, &a, &id, &folder,
	            e)) == OK) {
		if ((err = read_maildir(m, folder, e)) != OK)
			break;
		arena_reset(&a);
	}
	arena_release(&a);
	return err == ERR_NOTFOUND ? OK : err;
}

enum err
reparse_mails(struct reparse *r, struct error *e)
{
	struct mails_run m = { .r = r };
	const struct pool_sink sink = { { &m, on_source, on_record, on_restart,
		                            on_document },
		on_begin, on_end, on_unread, NULL };
	enum err err = store_set_aside_count(r->store, &r->counts.set_aside, e);

	pool_sink_set(r->pool, &sink);
	if (err == OK)
		err = read_maildirs(&m, e);
	if (err == OK)
		err = reparse_files(&m, e);
	return err == OK ? pool_wait(r->pool, e) : err;
}
