/*
 * bench-floor: the least that the libraries cost.  It reads a maildir with
 * GMime, zlib, libarchive (zip) and libxml2's SAX2, and writes the tables and
 * roll-ups of store/ into SQLite, with the store's own statements.  It checks
 * nothing, keeps no ledger, digest or document, and believes what it reads:
 * a yardstick, never a model.  Any trouble ends the program.
 */
#ifndef TESTS_BENCH_FLOOR_H
#define TESTS_BENCH_FLOOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BATCH = 256, ENTRIES_MAX = 16 };

struct floor_entry { /* dkim, spf or reason; what is missing is NULL */
	const char *domain, *selector, *result, *human_result;
};

struct floor_record {
	const char *source_ip, *disposition, *dkim, *spf;
	const char *header_from, *envelope_from, *envelope_to;
	int64_t count;
	struct floor_entry auth_dkim[ENTRIES_MAX], auth_spf[ENTRIES_MAX];
	struct floor_entry reason[ENTRIES_MAX]; /* result: type */
	int n_dkim, n_spf, n_reason;
};

/* One report; its strings live in the parser until the next one. */
struct floor_report {
	const char *org_name, *email, *extra_contact_info, *generator;
	const char *report_id, *version, *xml_namespace, *domain;
	const char *p, *sp, *np, *adkim, *aspf, *testing, *discovery_method;
	const char *fo;
	int64_t begin, end, pct;
	struct floor_record *records;
	size_t n, room;
};

typedef void (*floor_document_fn)(void *ctx, const char *p, size_t n);
typedef void (*floor_report_fn)(void *ctx, const struct floor_report *r);

/* Hand every XML document in a mail to fn. */
struct floor_mail;
struct floor_mail *floor_mail_new(void);
void floor_mail_read(struct floor_mail *m, const char *p, size_t n,
    floor_document_fn fn, void *ctx);
void floor_mail_free(struct floor_mail *m);

/* Read a document; its report goes to fn. */
struct floor_xml;
struct floor_xml *floor_xml_new(void);
void floor_xml_read(struct floor_xml *x, const char *p, size_t n,
    floor_report_fn fn, void *ctx);
void floor_xml_free(struct floor_xml *x);

struct floor_sums {
	int64_t reports, records, messages, pass;
};

/* A new database; commits after each BATCH and at the end. */
struct floor_store;
struct floor_store *floor_store_new(const char *path, const char *schema);
void floor_store_add(void *store, const struct floor_report *r);
struct floor_sums floor_store_end(struct floor_store *s);

/* Bytes to a number that is given out once: 0, 1, 2, ... */
struct floor_map {
	struct floor_slot *slots;
	size_t n, room; /* room: a power of two */
	char *bytes;
	size_t n_bytes, bytes_room;
};
/* *ret_new: it was not there. */
size_t floor_map_put(struct floor_map *m, const void *p, size_t n,
    bool *ret_new);
/* Key number i; keys are of one size. */
const void *floor_map_key(const struct floor_map *m, size_t i, size_t size);
void floor_map_clear(struct floor_map *m);
void floor_map_free(struct floor_map *m);

/* realloc() that ends the program instead of failing. */
void *floor_grow(void *p, size_t n);

#endif
