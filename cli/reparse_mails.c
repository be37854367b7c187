/*
 * Mails that were set aside are looked for where mails lie: each maildir that
 * the database remembers is gone through as ingest does, and so are the
 * folders to which its mails are filed; a mail is told by its name, inode,
 * time and size.  Files are looked for by their paths (reparse_files.c), what
 * comes of both is in reparse_sink.c.
 */
#include "cli/reparse_mails.h"

#include <stdlib.h>
#include <unistd.h>

#include "cli/pipeline.h"

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
	reparse_unreadable(m, why.text);
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
		reparse_unreadable(m, e->text);
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
	struct pool_sink sink;
	enum err err = store_set_aside_count(r->store, &r->counts.set_aside, e);

	reparse_sink(&m, &sink);
	pool_sink_set(r->pool, &sink);
	if (err == OK)
		err = read_maildirs(&m, e);
	if (err == OK)
		err = reparse_files(&m, e);
	return err == OK ? pool_wait(r->pool, e) : err;
}
