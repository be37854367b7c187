/* bench-floor: the loop over a maildir; what it is for says floor.h. */
#include <dirent.h>
#include <err.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "tests/bench/floor.h"

struct floor {
	struct floor_mail *mail;
	struct floor_xml *xml;
	struct floor_store *store;
	char *bytes;
	size_t room;
};

static void
on_document(void *ctx, const char *p, size_t n)
{
	struct floor *f = ctx;

	floor_xml_read(f->xml, p, n, floor_store_add, f->store);
}

static int
is_mail(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

static void
read_mail(struct floor *f, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	size_t n;

	if (fd < 0 || fstat(fd, &st) < 0)
		err(EX_NOINPUT, "%s", path);
	n = (size_t)st.st_size;
	if (f->room < n) {
		f->room = 2 * n;
		f->bytes = floor_grow(f->bytes, f->room);
	}
	if (read(fd, f->bytes, n) != st.st_size)
		err(EX_IOERR, "%s", path);
	close(fd);
	floor_mail_read(f->mail, f->bytes, n, on_document, f);
}

static void
read_folder(struct floor *f, const char *maildir, const char *name)
{
	char path[PATH_MAX];
	struct dirent **names;
	int n;

	snprintf(path, sizeof path, "%s/%s", maildir, name);
	n = scandir(path, &names, is_mail, alphasort);
	if (n < 0)
		err(EX_NOINPUT, "%s", path);
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof path, "%s/%s/%s", maildir, name,
		    names[i]->d_name);
		read_mail(f, path);
		free(names[i]);
	}
	free(names);
}

int
main(int argc, char **argv)
{
	struct floor f = { 0 };
	struct floor_sums total;

	if (argc != 4)
		errx(EX_USAGE, "usage: bench-floor MAILDIR DB SCHEMA.sql");
	f.mail = floor_mail_new();
	f.xml = floor_xml_new();
	f.store = floor_store_new(argv[2], argv[3]);
	read_folder(&f, argv[1], "new");
	read_folder(&f, argv[1], "cur");
	total = floor_store_end(f.store);
	floor_xml_free(f.xml);
	floor_mail_free(f.mail);
	free(f.bytes);
	printf("{ \"reports\": %" PRId64 ", \"records\": %" PRId64
	       ", \"messages\": %" PRId64 ", \"pass\": %" PRId64 " }\n",
	    total.reports, total.records, total.messages, total.pass);
	return 0;
}
