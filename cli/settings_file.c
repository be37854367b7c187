/*
 * The file: a setting a line, blank lines, and comments from a # that stands
 * first in its line or behind a blank.
 */
#include "cli/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX (256 * KIB)

/* Cut a comment and the blanks round the rest. */
static char *
strip(char *line)
{
	char *end;

	for (char *p = line; (p = strchr(p, '#')) != NULL; p++)
		if (p == line || p[-1] == ' ' || p[-1] == '\t') {
			*p = '\0';
			break;
		}
	line += strspn(line, " \t\r");
	end = line + strlen(line);
	while (end > line && strchr(" \t\r", end[-1]) != NULL)
		*--end = '\0';
	return line;
}

static enum err
read_line(struct settings *s, char *line, const char *from, struct error *e)
{
	char *name = strip(line), *value = strchr(name, '=');
	char *end;

	if (*name == '\0')
		return OK;
	if (value == NULL || value == name)
		return error_set(e, ERR_INPUT,
		    "a line is `name = value`, not \"%s\"", name);
	end = value++;
	while (end > name && strchr(" \t", end[-1]) != NULL)
		end--;
	*end = '\0';
	return settings_set(s, name, value + strspn(value, " \t"), from, e);
}

enum err
settings_read(struct settings *s, const char *name, const char *p, size_t n,
    struct error *e)
{
	const char *end = p + n, *eol;
	enum err err = OK;

	for (size_t number = 1; p < end && err == OK; number++, p = eol + 1) {
		char *line;
		const char *from =
		    arena_printf(&s->arena, "%s:%zu", name, number);

		eol = memchr(p, '\n', (size_t)(end - p));
		if (eol == NULL)
			eol = end;
		line = strndup(p, (size_t)(eol - p));
		if (line == NULL)
			abort();
		if (strlen(line) != (size_t)(eol - p))
			err = error_set(e, ERR_INPUT, "a NUL in the line");
		else
			err = read_line(s, line, from, e);
		free(line);
		if (err == OK && s->arena.full)
			err = error_set(e, ERR_INPUT, "too much is set");
		if (err != OK)
			error_prefix(e, "%s:%zu", name, number);
	}
	return err;
}

/* ERR_NOTFOUND: there is no such file. */
static enum err
read_file(struct settings *s, const char *path, struct error *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	struct buf b;
	char piece[4096];
	ssize_t got = 0;
	enum err err = OK;

	if (fd < 0)
		return error_set(e,
		    errno == ENOENT || errno == ENOTDIR ? ERR_NOTFOUND
		                                        : ERR_INPUT,
		    "cannot read the settings in %s: %s; see to it, or name "
		    "another with --config FILE",
		    path, strerror(errno));
	buf_init(&b, FILE_MAX);
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		while ((got = read(fd, piece, sizeof(piece))) > 0)
			buf_add(&b, piece, (size_t)got);
	else
		got = -1, errno = EISDIR;
	if (got < 0)
		err = error_set(e, ERR_INPUT,
		    "cannot read the settings in %s: %s; see to it, or name "
		    "another with --config FILE",
		    path, strerror(errno));
	else if (b.overflow)
		err = error_set(e, ERR_INPUT,
		    "%s is too large for settings; name another with "
		    "--config FILE",
		    path);
	close(fd);
	if (err == OK) {
		s->file = arena_strdup(&s->arena, path);
		err = settings_read(s, s->file, b.data, b.len, e);
	}
	buf_free(&b);
	return err;
}

/* Of the person who runs it; NULL: none. */
static char *
own_file(void)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	char *path = NULL;
	int n = 0;

	if (config != NULL && *config == '/')
		n = asprintf(&path, "%s/rampart/rampart.conf", config);
	else if (geteuid() != 0 && home != NULL && *home == '/')
		n = asprintf(&path, "%s/.config/rampart/rampart.conf", home);
	if (n < 0)
		abort();
	return path;
}

enum err
settings_load(struct settings *s, const char *config, struct error *e)
{
	char *own;
	enum err err = ERR_NOTFOUND;

	if (config != NULL) {
		err = read_file(s, config, e);
		return err == ERR_NOTFOUND ? ERR_INPUT : err;
	}
	own = own_file();
	if (own != NULL)
		err = read_file(s, own, e);
	if (err == ERR_NOTFOUND)
		err = read_file(s, "/etc/rampart.conf", e);
	free(own);
	return err == ERR_NOTFOUND ? OK : err;
}
