/*
 * Files that were set aside, by the paths that a person gave then.  Those of
 * an mbox ("path#N") stand in the ledger in their order, so the mbox is gone
 * through once for all of them that follow each other.
 */
#include "cli/reparse_mails.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The mbox, or file, that was opened last. */
struct box {
	char *name;
	struct source *s; /* NULL: none is open */
	struct source_item item;
	int64_t number; /* of the mail that item is */
};

static void
box_close(struct box *b)
{
	source_close(b->s);
	free(b->name);
	*b = (struct box){ 0 };
}

static enum err
box_open(struct box *b, const char *name, struct error *e)
{
	box_close(b);
	b->name = xstrdup(name);
	return source_open(name, &b->s, e);
}

static bool
is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* "path#12": the length of path and the number; false for another name. */
static bool
split(const char *path, size_t *ret_n, int64_t *ret_number)
{
	const char *hash = strrchr(path, '#');

	if (hash == NULL || hash == path ||
	    !text_number(hash + 1, INT64_MAX, ret_number))
		return false;
	*ret_n = (size_t)(hash - path);
	return true;
}

/* Go to a mail of an mbox; *ret_there is false when it has none. */
static enum err
box_find(struct box *b, const char *name, int64_t number, bool *ret_there,
    struct error *e)
{
	bool more = true;
	enum err err = OK;

	if (b->s == NULL || strcmp(b->name, name) != 0 || b->number >= number) {
		*ret_there = false;
		if (!is_file(name))
			return OK;
		if ((err = box_open(b, name, e)) != OK)
			return err;
	}
	while (err == OK && more && b->number < number &&
	       (err = source_next(b->s, &b->item, &more, e)) == OK && more)
		b->number++;
	*ret_there = err == OK && more && source_kind(b->s) == SOURCE_MBOX;
	return err;
}

/* The file or mail of that path; *ret_there is false when there is none. */
static enum err
find(struct box *b, const char *path, bool *ret_there, struct error *e)
{
	int64_t number;
	size_t n;
	char *name;
	enum err err;

	*ret_there = is_file(path);
	if (*ret_there) {
		err = box_open(b, path, e);
		if (err == OK && source_kind(b->s) != SOURCE_FILE)
			*ret_there = false; /* an mbox now */
		if (err == OK && *ret_there)
			err = source_next(b->s, &b->item, ret_there, e);
		return err;
	}
	if (!split(path, &n, &number))
		return OK;
	name = xmalloc(n + 1);
	memcpy(name, path, n);
	name[n] = '\0';
	err = box_find(b, name, number, ret_there, e);
	free(name);
	return err;
}

static enum err
read_file(struct mails_run *m, struct box *b, const struct set_aside *was,
    const char *path, struct error *e)
{
	bool there = false;
	enum err err = find(b, path, &there, e);

	if (err == ERR_SYSTEM) {
		m->r->counts.found++;
		m->r->counts.mails_unreadable++;
		cli_warn("%s; its entry in the ledger stays as it was",
		    e->text);
	}
	if (err != OK || !there)
		return OK;
	return reparse_submit(m, b->s, &b->item, was, e);
}

enum err
reparse_files(struct mails_run *m, struct error *e)
{
	struct set_aside was = { 0 };
	struct box b = { 0 };
	const char *path;
	struct arena a;
	enum err err;

	arena_init(&a, MIB);
	while ((err = store_file_set_aside(m->r->store, was.id, &a, &was, &path,
	            e)) == OK) {
		if ((err = read_file(m, &b, &was, path, e)) != OK)
			break;
		arena_reset(&a);
	}
	box_close(&b);
	arena_release(&a);
	return err == ERR_NOTFOUND ? OK : err;
}
