/*
 * An arena is a list of blocks; memory is taken from the front of the newest
 * one.  Blocks double in size up to BLOCK_MAX, so that what is left over at
 * the end of a block stays below what was asked for, and the arena never holds
 * much more than twice what it handed out.
 *
 * Under AddressSanitizer a block is poisoned and each piece of it is opened
 * exactly, with a gap behind it, so that overruns inside a block are seen.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
enum { GAP = _Alignof(max_align_t) };
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
enum { GAP = 0 };
#endif

enum {
	ALIGN = _Alignof(max_align_t),
	BLOCK_MIN = 64 * 1024,
	BLOCK_MAX = 1024 * 1024,
	PRINT_ONCE = 128, /* bytes of a text, and its NUL */
};

struct arena_block {
	struct arena_block *next;
	size_t size, used; /* of data */
	max_align_t data[];
};

void
arena_init(struct arena *a, size_t max)
{
	*a = (struct arena){ .max = max };
}

static struct arena_block *
add_block(struct arena *a, size_t size)
{
	size_t want = a->blocks == NULL ? BLOCK_MIN : 2 * a->blocks->size;
	if (want > BLOCK_MAX)
		want = BLOCK_MAX;
	if (want < size)
		want = size;

	struct arena_block *b = xmalloc(sizeof(*b) + want);
	b->next = a->blocks;
	b->size = want;
	b->used = 0;
	a->blocks = b;
	ASAN_POISON_MEMORY_REGION(b->data, b->size);
	return b;
}

/* Memory with any content; the callers below fill it. */
static void *
take(struct arena *a, size_t size)
{
	size_t room = a->max - a->used;
	size_t wanted = size == 0 ? 1 : size;
	size_t rounded = (wanted + ALIGN - 1) / ALIGN * ALIGN;
	if (a->full || wanted > room || rounded > room || rounded < wanted) {
		a->full = true;
		return NULL;
	}

	struct arena_block *b = a->blocks;
	if (b == NULL || b->size - b->used < rounded + GAP)
		b = add_block(a, rounded + GAP);
	char *p = (char *)b->data + b->used;
	b->used += rounded + GAP;
	a->used += rounded;
	ASAN_UNPOISON_MEMORY_REGION(p, size);
	return p;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	void *p = take(a, size);
	if (p != NULL)
		memset(p, 0, size);
	return p;
}

char *
arena_memdup(struct arena *a, const void *p, size_t n)
{
	char *copy = n == SIZE_MAX ? NULL : take(a, n + 1);
	if (copy == NULL) {
		a->full = true;
		return NULL;
	}
	if (n > 0)
		memcpy(copy, p, n);
	copy[n] = '\0';
	return copy;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return arena_memdup(a, s, strlen(s));
}

/* Mostly a word or a number: only what is longer is formatted twice. */
char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list args, again;
	char text[PRINT_ONCE], *s = NULL;

	va_start(args, fmt);
	va_copy(again, args);
	int length = vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (length >= 0 && length < PRINT_ONCE)
		s = arena_memdup(a, text, (size_t)length);
	else if (length >= 0 && (s = take(a, (size_t)length + 1)) != NULL)
		vsnprintf(s, (size_t)length + 1, fmt, again);
	va_end(again);
	return s;
}

static void
free_block(struct arena_block *b)
{
	ASAN_UNPOISON_MEMORY_REGION(b->data, b->size);
	free(b);
}

void
arena_reset(struct arena *a)
{
	/* The largest ordinary block: one huge mail must not be kept. */
	struct arena_block *keep = NULL, *next;
	for (struct arena_block *b = a->blocks; b != NULL; b = next) {
		next = b->next;
		if (b->size > BLOCK_MAX ||
		    (keep != NULL && b->size <= keep->size)) {
			free_block(b);
			continue;
		}
		if (keep != NULL)
			free_block(keep);
		keep = b;
	}
	if (keep != NULL) {
		keep->next = NULL;
		keep->used = 0;
		ASAN_POISON_MEMORY_REGION(keep->data, keep->size);
	}
	*a = (struct arena){ .blocks = keep, .max = a->max };
}

void
arena_release(struct arena *a)
{
	struct arena_block *next;
	for (struct arena_block *b = a->blocks; b != NULL; b = next) {
		next = b->next;
		free_block(b);
	}
	arena_init(a, a->max);
}

/* The one place where the program ends for want of memory. */
static _Noreturn void
out_of_memory(void)
{
	fputs("rampart: out of memory\n", stderr);
	abort();
}

void *
xmalloc(size_t size)
{
	void *p = malloc(size == 0 ? 1 : size);
	if (p == NULL)
		out_of_memory();
	return p;
}

void *
xcalloc(size_t n, size_t size)
{
	void *p = n == 0 || size == 0 ? calloc(1, 1) : calloc(n, size);
	if (p == NULL)
		out_of_memory();
	return p;
}

void *
xrealloc(void *p, size_t size)
{
	void *q = realloc(p, size == 0 ? 1 : size);
	if (q == NULL)
		out_of_memory();
	return q;
}

char *
xstrdup(const char *s)
{
	size_t n = strlen(s) + 1;
	return memcpy(xmalloc(n), s, n);
}
