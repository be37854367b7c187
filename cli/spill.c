/* The buffer's ceiling is what decides: what does not fit goes to the file. */
#include "cli/spill.h"

#include <errno.h>
#include <string.h>

#define MEMORY_MAX (4 * MIB)

static enum err
failed(struct error *e)
{
	return error_set(e, ERR_SYSTEM,
	    "a temporary file cannot be used: %s; make some space in /tmp",
	    strerror(errno));
}

void
spill_init(struct spill *s)
{
	buf_init(&s->memory, MEMORY_MAX);
	s->file = NULL;
}

static enum err
flush(struct spill *s, struct error *e)
{
	if (s->file == NULL)
		s->file = tmpfile();
	if (s->file == NULL ||
	    fwrite(s->memory.data, 1, s->memory.len, s->file) != s->memory.len)
		return failed(e);
	buf_reset(&s->memory);
	return OK;
}

enum err
spill_add(struct spill *s, const char *p, size_t n, struct error *e)
{
	enum err err = OK;

	if (s->memory.len + n > MEMORY_MAX)
		err = flush(s, e);
	if (err == OK && n > MEMORY_MAX)
		return fwrite(p, 1, n, s->file) == n ? OK : failed(e);
	if (err == OK)
		buf_add(&s->memory, p, n);
	return err;
}

enum err
spill_copy(struct spill *s, FILE *out, struct error *e)
{
	char piece[16 * 1024];
	size_t n;

	if (s->file != NULL) {
		/* Not rewind(), which forgets that the disk was full. */
		if (fseek(s->file, 0, SEEK_SET) != 0)
			return failed(e);
		while ((n = fread(piece, 1, sizeof(piece), s->file)) > 0)
			fwrite(piece, 1, n, out);
		if (ferror(s->file))
			return failed(e);
	}
	/* Whoever flushes `out` hears that it could not be written. */
	fwrite(s->memory.data, 1, s->memory.len, out);
	return OK;
}

void
spill_reset(struct spill *s)
{
	if (s->file != NULL)
		fclose(s->file);
	s->file = NULL;
	buf_reset(&s->memory);
}

void
spill_free(struct spill *s)
{
	spill_reset(s);
	buf_free(&s->memory);
}
