/*
 * Where mails are filed: Maildir++ folders beside the maildir's own.  They are
 * made when the first mail goes there, with the maildir's permissions, whole
 * before the first mail lies in them, and synced at once.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/acknowledge.h"

static const char *const filed_in[ACKNOWLEDGE_FOLDERS] = { "Processed",
	"Failed" };

/* Whether root/.. is a maildir, too, of which this is a folder. */
static bool
is_subfolder(const char *folder, int root)
{
	const char *slash = strrchr(folder, '/');
	struct stat st;

	return slash != NULL && slash[1] == '.' &&
	       fstatat(root, "../cur", &st, 0) == 0 && S_ISDIR(st.st_mode) &&
	       fstatat(root, "../new", &st, 0) == 0 && S_ISDIR(st.st_mode);
}

/* A folder for filed mails, seen from the maildir, whose root is open. */
static int
place_name(const char *folder, int root, int filed, char name[PATH_MAX])
{
	if (is_subfolder(folder, root))
		return snprintf(name, PATH_MAX, "../%s.%s",
		    strrchr(folder, '/') + 1, filed_in[filed]);
	return snprintf(name, PATH_MAX, ".%s", filed_in[filed]);
}

static int
make_directory(int parent, const char *name, mode_t mode)
{
	if (mkdirat(parent, name, mode) != 0 && errno != EEXIST)
		return -1;
	return openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* A file that says what the directory is; -1 if there is none. */
static int
make_mark(int folder, mode_t mode)
{
	int fd = openat(folder, "maildirfolder", O_WRONLY | O_CREAT | O_CLOEXEC,
	    mode);

	return fd < 0 ? -1 : close(fd);
}

/* All that a Maildir++ folder has, cur/ last; its descriptor, or -1. */
static int
make_parts(int folder, mode_t mode)
{
	static const char *const parts[] = { "tmp", "new", "cur" };
	int fd = -1;

	if (make_mark(folder, mode & 0666) != 0)
		return -1;
	for (int i = 0; i < 3; i++) {
		if (fd >= 0)
			close(fd);
		fd = make_directory(folder, parts[i], mode);
		if (fd < 0)
			return -1;
	}
	return fd;
}

/* The descriptor of the folder's cur/, or -1. */
static int
make_folder(int root, const char *name)
{
	int folder, fd, error;
	struct stat st;

	if (fstat(root, &st) != 0)
		return -1;
	folder = make_directory(root, name, st.st_mode & 0777);
	if (folder < 0)
		return -1;
	fd = make_parts(folder, st.st_mode & 0777);
	error = errno;
	if (fd >= 0) {
		fsync(folder);
		fsync(root);
	}
	close(folder);
	errno = error;
	return fd;
}

int
acknowledge_folder_open(const char *folder, int root, int filed)
{
	char name[PATH_MAX];

	if (place_name(folder, root, filed, name) < PATH_MAX)
		return make_folder(root, name);
	errno = ENAMETOOLONG;
	return -1;
}

const char *
acknowledge_folder_name(int filed)
{
	return filed_in[filed];
}

void
acknowledge_folders(const char *folder, char *ret[ACKNOWLEDGE_FOLDERS])
{
	int root = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);

	for (int i = 0; i < ACKNOWLEDGE_FOLDERS; i++) {
		char name[PATH_MAX];
		struct buf path;

		place_name(folder, root, i, name);
		buf_init(&path, 16 * KIB);
		buf_printf(&path, "%s/%s", folder, name);
		ret[i] = xstrdup(path.data);
		buf_free(&path);
	}
	if (root >= 0)
		close(root);
}
