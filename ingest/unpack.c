/*
 * The only door to libarchive.  xz, zstd and bzip2 are read as "raw": an
 * archive with one member.  libarchive gives blocks of its own memory, so
 * nothing is copied.  Its return codes are taken strictly: a warning while
 * reading stands for a wrong check sum (the block is not delivered), so any
 * negative code ends the member.
 */
#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/unpack.h"

struct unpack {
	struct archive *archive;
	struct archive_entry *entry; /* of libarchive */
	size_t count;
	bool archive_kind; /* has members with names */
	char name[1024];
};

static const struct kind {
	enum sniff kind;
	int (*format)(struct archive *);
	int (*filter)(struct archive *); /* NULL: none */
} kinds[] = {
	{ SNIFF_ZIP, archive_read_support_format_zip_seekable, NULL },
	{ SNIFF_7Z, archive_read_support_format_7zip, NULL },
	{ SNIFF_TAR, archive_read_support_format_tar, NULL },
	{ SNIFF_XZ, archive_read_support_format_raw,
	    archive_read_support_filter_xz },
	{ SNIFF_ZSTD, archive_read_support_format_raw,
	    archive_read_support_filter_zstd },
	{ SNIFF_BZIP2, archive_read_support_format_raw,
	    archive_read_support_filter_bzip2 },
};

/* The sentence of libarchive, or a general one. */
static void
say(struct unpack *u, enum err code, const char *what, struct error *e)
{
	const char *why = archive_error_string(u->archive);

	if (why != NULL)
		error_set(e, code, "%s: %s", what, why);
	else
		error_set(e, code, "%s", what);
}

/* What a negative code means; libarchive tells it only in words. */
static enum unpack_end
failed(struct unpack *u, struct error *e)
{
	const char *why = archive_error_string(u->archive);

	if (why == NULL)
		why = "";
	if (strstr(why, "ncrypt") != NULL || strstr(why, "assphrase") != NULL) {
		error_set(e, ERR_INPUT,
		    "the archive is encrypted; ask the sender for a plain one");
		return UNPACK_ENCRYPTED;
	}
	if (strstr(why, "nsupported") != NULL) {
		say(u, ERR_INPUT, "the archive cannot be read", e);
		return UNPACK_UNSUPPORTED;
	}
	say(u, ERR_INPUT, "the archive is damaged", e);
	return UNPACK_DAMAGED;
}

/*
 * A filter that this libarchive lacks would run an external program; it says
 * so with a warning, and is refused.
 */
static bool
select_kind(struct unpack *u, enum sniff kind)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		const struct kind *k = &kinds[i];

		if (k->kind != kind)
			continue;
		u->archive_kind = sniff_is_archive(kind);
		if (k->filter != NULL && k->filter(u->archive) != ARCHIVE_OK)
			return false;
		return k->format(u->archive) == ARCHIVE_OK;
	}
	return false;
}

enum unpack_end
unpack_open(enum sniff kind, const void *p, size_t n, struct unpack **ret,
    struct error *e)
{
	struct unpack *u = xcalloc(1, sizeof(*u));
	enum unpack_end end = UNPACK_OK;

	u->archive = archive_read_new();
	if (u->archive == NULL || !select_kind(u, kind)) {
		error_set(e, ERR_INPUT, "%s cannot be read here",
		    sniff_name(kind));
		end = UNPACK_UNSUPPORTED;
	} else if (archive_read_open_memory(u->archive, p, n) != ARCHIVE_OK) {
		end = failed(u, e);
	}
	if (end != UNPACK_OK) {
		unpack_close(u);
		return end;
	}
	*ret = u;
	return UNPACK_OK;
}

/*
 * libarchive converts names by the locale, which nobody set: a name that it
 * cannot give is none.  Names are for display, never paths.
 */
static const char *
name_of(struct unpack *u)
{
	const char *name = archive_entry_pathname_utf8(u->entry);

	if (name == NULL)
		name = archive_entry_pathname(u->entry);
	if (name == NULL || *name == '\0')
		return NULL;
	strncpy(u->name, name, sizeof(u->name) - 1);
	return u->name;
}

/* What macOS adds to its archives. */
static bool
is_cruft(const char *name)
{
	const char *base = name != NULL ? strrchr(name, '/') : NULL;

	if (name == NULL)
		return false;
	base = base != NULL ? base + 1 : name;
	return strncmp(name, "__MACOSX/", 9) == 0 ||
	       strncmp(base, "._", 2) == 0 || strcmp(base, ".DS_Store") == 0;
}

enum unpack_end
unpack_next(struct unpack *u, const char **ret_name, struct error *e)
{
	for (;;) {
		int r = archive_read_next_header(u->archive, &u->entry);
		const char *name;

		if (r == ARCHIVE_EOF)
			return UNPACK_NO_MORE;
		if (r < ARCHIVE_WARN)
			return failed(u, e);
		if (!u->archive_kind) {
			u->count++;
			*ret_name = NULL;
			return UNPACK_OK;
		}
		name = name_of(u);
		if (archive_entry_filetype(u->entry) != AE_IFREG ||
		    is_cruft(name))
			continue;
		u->count++;
		*ret_name = name;
		return UNPACK_OK;
	}
}

enum unpack_end
unpack_read(struct unpack *u, size_t max, deflate_sink sink, void *ctx,
    struct error *e)
{
	size_t total = 0;

	if (archive_entry_is_encrypted(u->entry)) {
		error_set(e, ERR_INPUT,
		    "the archive is encrypted; ask the sender for a plain one");
		return UNPACK_ENCRYPTED;
	}
	for (;;) {
		const void *p;
		size_t n;
		la_int64_t offset;
		int r = archive_read_data_block(u->archive, &p, &n, &offset);

		if (r == ARCHIVE_EOF)
			return UNPACK_OK;
		if (r < ARCHIVE_OK)
			return failed(u, e);
		if (n > max - total) {
			error_set(e, ERR_LIMIT,
			    "more than %zu bytes when unpacked", max);
			return UNPACK_LIMIT;
		}
		total += n;
		if (n > 0 && sink(ctx, p, n, e) != OK)
			return UNPACK_STOPPED;
	}
}

size_t
unpack_count(const struct unpack *u)
{
	return u->count;
}

void
unpack_close(struct unpack *u)
{
	if (u == NULL)
		return;
	if (u->archive != NULL)
		archive_read_free(u->archive);
	free(u);
}

enum outcome
unpack_outcome(enum unpack_end end)
{
	switch (end) {
	case UNPACK_DAMAGED: return OUTCOME_DAMAGED;
	case UNPACK_ENCRYPTED: return OUTCOME_ENCRYPTED;
	case UNPACK_UNSUPPORTED: return OUTCOME_UNSUPPORTED;
	case UNPACK_LIMIT: return OUTCOME_LIMIT;
	default: return OUTCOME_REPORT;
	}
}

struct library
unpack_library(void)
{
	return library_named("libarchive", "%d.%d.%d",
	    archive_version_number() / 1000000,
	    archive_version_number() / 1000 % 1000,
	    archive_version_number() % 1000);
}
