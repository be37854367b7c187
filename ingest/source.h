/*
 * Where items come from, inside: each kind is a table of functions over a
 * state of its own.
 */
#ifndef INGEST_SOURCE_H
#define INGEST_SOURCE_H

#include <dirent.h>

#include "core/core.h"
#include "ingest/ingest.h"

struct source_kind_ops {
	enum source_kind kind;
	/* *ret_more is false at the end. */
	enum err (*next)(struct source *s, struct source_item *ret,
	    bool *ret_more, struct error *e);
	/* Open what next gave last; -1 and *e when it cannot. */
	int (*open)(struct source *s, struct error *e);
	size_t (*count)(struct source *s);
	void (*close)(struct source *s);
};

/* Names of one directory, sorted; memory of one block. */
struct name_list {
	char **names;
	size_t n, cap;
};

struct source {
	const struct source_kind_ops *ops;
	char *name;  /* as a person gave it; owned */
	void *state; /* of the kind; owned */
	char *data;  /* the bytes of the last item; owned */
	size_t cap;
	struct buf path; /* of the last item */
	size_t max;      /* bytes of the item that is being opened */
	/* source_wait_set() */
	enum err (*wait)(void *ctx, struct error *e);
	void *wait_ctx;
};

extern const struct source_kind_ops source_file_ops;
extern const struct source_kind_ops source_stdin_ops;
extern const struct source_kind_ops source_directory_ops;
extern const struct source_kind_ops source_maildir_ops;
extern const struct source_kind_ops source_mbox_ops;

/*
 * Add up to max names without dot files; true if there may be more.  False
 * with an errno that is not 0: the listing failed.
 */
bool name_list_read(struct name_list *l, DIR *d, size_t max);
void name_list_sort(struct name_list *l);
void name_list_clear(struct name_list *l); /* keeps the memory */
void name_list_free(struct name_list *l);

/*
 * A listing of an open directory from its beginning, by a descriptor of its
 * own; caller closes it.  NULL and errno.
 */
DIR *source_list(int dir);

/* Open for reading without touching the access time where that is allowed. */
int source_open_file(int dir, const char *name, int flags);

/* The members of an item that stat tells. */
struct stat;
void source_item_stat(struct source_item *item, const struct stat *st);

/*
 * n bytes behind a descriptor, to be read from its beginning; nobody can
 * change them.  Caller closes; -1 and errno.
 */
int source_memory(const void *p, size_t n);

/* What a person may do about an errno, " (in brackets)" or "".  Static. */
const char *source_hint(int error);

/* "NAME: cannot be read: why", with the code that errno asks for. */
enum err source_failed(struct error *e, const char *path, int error);

/* What a maildir is: new/ and cur/ in the directory. */
enum err source_is_maildir(const char *name, bool *ret,
    struct error *e) MUST_CHECK;

/* States. */
void *source_file_state(void);
void *source_directory_state(void);
enum err source_maildir_state(const char *name, void **ret, struct error *e);
/* fd, which it owns, is no regular file; the kind, too, is found out. */
enum err source_stream_state(struct source *s, int fd, struct error *e);

#endif
