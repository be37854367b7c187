/*
 * A list in the order of the source, so the mails of a maildir stand together
 * and it is opened once for them.
 */
#include "cli/acknowledge_batch.h"

#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

enum { ACKS_MAX = 4096 };

struct ack {
	char *folder, *name; /* owned */
	uint64_t inode;
	bool in_new, failed;
};

/*
 * What went well enough to need no look: understood, used or not.  A mail
 * without any of these goes to .Failed; a person may want to see it.
 */
static const uint32_t PROCESSED =
    1u << OUTCOME_REPORT | 1u << OUTCOME_DUPLICATE | 1u << OUTCOME_CONFLICT |
    1u << OUTCOME_FOREIGN_DOMAIN | 1u << OUTCOME_FAILED_AUTH |
    1u << OUTCOME_TLSRPT | 1u << OUTCOME_FAILURE_REPORT | 1u << OUTCOME_NOTICE |
    1u << OUTCOME_BOUNCE;

void
ack_batch_add(struct ack_batch *b, const struct source_item *item,
    uint32_t outcomes)
{
	if (b->how == ACKNOWLEDGE_LEAVE || item->folder == NULL)
		return;
	if (b->refused != NULL && strcmp(b->refused, item->folder) == 0)
		return;
	if (b->n == b->cap) {
		b->cap = b->cap ? 2 * b->cap : 64;
		b->list = xrealloc(b->list, b->cap * sizeof(*b->list));
	}
	b->list[b->n++] = (struct ack){ .folder = xstrdup(item->folder),
		.name = xstrdup(item->name),
		.inode = item->inode,
		.in_new = item->in_new,
		.failed = (outcomes & PROCESSED) == 0 };
}

enum err
ack_batch_known(struct ack_batch *b, struct store *st,
    const struct source_item *item, const struct mail_name *name,
    int64_t *count, struct error *e)
{
	struct mail_past past = { 0 };
	enum err err = OK;

	if (b->how != ACKNOWLEDGE_LEAVE)
		err = store_mail_past(st, name, &past, e);
	/* Marked as seen in this run, met again in cur/: no news. */
	if (err != OK || past.ours)
		return err;
	++*count;
	if (past.outcomes != 0 && (b->how == ACKNOWLEDGE_FILE || item->in_new))
		ack_batch_add(b, item, past.outcomes);
	return OK;
}

bool
ack_batch_full(const struct ack_batch *b)
{
	return b->n >= ACKS_MAX;
}

static void
replace(char **at, const char *s)
{
	free(*at);
	*at = xstrdup(s);
}

/* Say it, but not what was said last. */
static void
say(struct ack_batch *b, const struct error *e)
{
	if (b->said != NULL && strcmp(b->said, e->text) == 0)
		return;
	cli_warn("%s", e->text);
	replace(&b->said, e->text);
}

/* The mails of one maildir, from the i-th on; the number of the next one's. */
static size_t
run_folder(struct ack_batch *b, size_t i)
{
	const char *folder = b->list[i].folder;
	struct acknowledger *a = NULL;
	struct error e;
	enum err err = acknowledge_open(folder, b->how, &a, &e);

	for (; i < b->n && strcmp(b->list[i].folder, folder) == 0; i++) {
		const struct ack *k = &b->list[i];
		const struct acknowledge_item item = { k->name, k->inode,
			k->in_new, k->failed };

		if (err == ERR_SYSTEM)
			continue;
		err = acknowledge_mail(a, &item, &e);
		if (err != OK && err != ERR_SYSTEM)
			say(b, &e);
	}
	if (err == ERR_SYSTEM) {
		say(b, &e);
		replace(&b->refused, folder);
	}
	if (a != NULL && acknowledge_sync(a, &e) != OK)
		say(b, &e);
	acknowledge_close(a);
	return i;
}

static void
empty(struct ack_batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		free(b->list[i].folder);
		free(b->list[i].name);
	}
	b->n = 0;
}

void
ack_batch_run(struct ack_batch *b)
{
	size_t i = 0;

	while (i < b->n)
		i = run_folder(b, i);
	empty(b);
}

void
ack_batch_clear(struct ack_batch *b)
{
	empty(b);
	free(b->refused);
	b->refused = NULL;
}

void
ack_batch_free(struct ack_batch *b)
{
	ack_batch_clear(b);
	free(b->said);
	free(b->list);
}
