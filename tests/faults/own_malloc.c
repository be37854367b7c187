/*
 * LD_PRELOAD: the OWN_MALLOC-th request for memory that the program's own code
 * makes (not its libraries) fails.  Each process counts for itself.  A failure
 * leaves a line in the file OWN_MALLOC_LOG.
 */
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t size);

static uintptr_t begin, end; /* of the program's code */
static long when;
static atomic_long count;

/* The first object is the program. */
static int
find_program(struct dl_phdr_info *o, size_t size, void *ctx)
{
	(void)size;
	(void)ctx;
	for (int i = 0; i < o->dlpi_phnum; i++) {
		const ElfW(Phdr) *h = &o->dlpi_phdr[i];

		if (h->p_type != PT_LOAD || !(h->p_flags & PF_X))
			continue;
		begin = o->dlpi_addr + h->p_vaddr;
		end = begin + h->p_memsz;
	}
	return 1;
}

__attribute__((constructor)) static void
start(void)
{
	const char *n = getenv("OWN_MALLOC");

	when = n != NULL ? strtol(n, NULL, 10) : 0;
	dl_iterate_phdr(find_program, NULL);
}

static int
fails(const void *caller)
{
	const char *path;
	int fd;

	if ((uintptr_t)caller < begin || (uintptr_t)caller >= end ||
	    atomic_fetch_add(&count, 1) + 1 != when)
		return 0;
	path = getenv("OWN_MALLOC_LOG");
	fd =
	    path != NULL ? open(path, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
	if (fd >= 0) {
		if (write(fd, "INJECTED\n", 9) != 9)
			abort();
		close(fd);
	}
	errno = ENOMEM;
	return 1;
}

void *
malloc(size_t size)
{
	return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *
calloc(size_t n, size_t size)
{
	return fails(__builtin_return_address(0)) ? NULL
	                                          : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t size)
{
	return fails(__builtin_return_address(0)) ? NULL
	                                          : __libc_realloc(p, size);
}
