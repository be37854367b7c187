/*
 * For the tests of store/: a database in a folder of its own, and reports
 * written in a line or two.  Every function fails the test when the store
 * does not answer OK.
 */
#ifndef TESTS_UNIT_STORE_FIXTURE_H
#define TESTS_UNIT_STORE_FIXTURE_H

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/store.h"

/* 2026-11-20 00:00:00 UTC, and the day after at noon. */
#define DAY0 INT64_C(1795132800)
#define NOW (DAY0 + DAY_SECONDS + DAY_SECONDS / 2)

/* OK or the test fails with what the store said. */
#define ok(call)                                                              \
	do {                                                                  \
		struct error e = { 0 };                                       \
		if ((call) != OK)                                             \
			fail_msg("%s: %s", #call, e.text);                    \
	} while (0)

/* A report in few words. */
struct fake {
	const char *org, *email, *id, *domain;
	int64_t begin, end;    /* 0: the whole of DAY0 */
	const char *rows;      /* see fake_rows() */
	enum provenance provenance; /* 0: imported */
	const char *salt;      /* part of the document's bytes */
	const char *p;         /* published policy, NULL: none */
	const char *mail_from;
	int pct; /* 0: not given */
};

struct fixture {
	char folder[64], path[96];
	struct store *st;
};

static inline int
setup(void **state)
{
	struct fixture *x = xcalloc(1, sizeof(*x));

	snprintf(x->folder, sizeof(x->folder), "/tmp/rampart-store-XXXXXX");
	assert_non_null(mkdtemp(x->folder));
	snprintf(x->path, sizeof(x->path), "%s/r.db", x->folder);
	ok(store_open(x->path, STORE_WRITE, &x->st, &e));
	*state = x;
	return 0;
}

static inline int
teardown(void **state)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	struct fixture *x = *state;
	char path[128];

	store_close(x->st);
	for (size_t i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "%s%s", x->path, ends[i]);
		unlink(path);
	}
	rmdir(x->folder);
	free(x);
	return 0;
}

/* A test with a database of its own. */
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

static inline struct word
word(enum vocabulary v, const char *s)
{
	return (struct word){ word_code(v, s), s };
}

/*
 * Rows are separated by ';': "192.0.2.1 5 none pass fail [header_from]",
 * address, count, disposition, dkim, spf.  "+forwarded" in the place of
 * header_from gives a reason.
 */
static inline void
fake_row(struct store *st, const struct fake *f, const char *text)
{
	char ip[64], disposition[32], dkim[32], spf[32], from[64] = "";
	struct auth_spf auth = { .domain = "bounce.example",
		.result = word(VOCAB_AUTH_RESULT, "pass") };
	struct reason reason = { .comment = "said so" };
	struct record r = { .auth_spf = &auth, .n_auth_spf = 1,
		.reasons = &reason };
	long long count;
	int n = sscanf(text, " %63s %lld %31s %31s %31s %63s", ip, &count,
	    disposition, dkim, spf, from);

	assert_true(n >= 5);
	if (strcmp(ip, "-") != 0)
		assert_true(ip_parse(ip, &r.source_ip));
	r.count = count;
	r.disposition = word(VOCAB_DISPOSITION, disposition);
	r.dkim = word(VOCAB_ALIGNED, dkim);
	r.spf = word(VOCAB_ALIGNED, spf);
	r.header_from = n == 6 && from[0] != '+' ? from : f->domain;
	r.n_reasons = n == 6 && from[0] == '+';
	reason.type = word(VOCAB_REASON_TYPE, from + 1);
	ok(store_record(st, &r, &e));
}

static inline size_t
fake_rows(struct store *st, const struct fake *f)
{
	char *text = xstrdup(f->rows != NULL ? f->rows : ""), *save, *row;
	size_t n = 0;

	for (row = strtok_r(text, ";", &save); row != NULL;
	     row = strtok_r(NULL, ";", &save), n++)
		fake_row(st, f, row);
	free(text);
	return n;
}

static inline const char *
or_none(const char *s)
{
	return s != NULL ? s : "";
}

/* As one document of the open item. */
static inline struct saved
fake_document(struct store *st, const struct fake *f)
{
	struct report r = {
		.org_name = f->org,
		.email = f->email,
		.report_id = f->id,
		.begin = f->end != 0 ? f->begin : DAY0,
		.end = f->end != 0 ? f->end : DAY0 + DAY_SECONDS - 1,
		.dialect = { DIALECT_7489, "7489" },
		.policy_published = { .domain = f->domain,
		    .pct = f->pct != 0 ? f->pct : -1 },
	};
	struct document d = { .outcome = OUTCOME_REPORT, .report = &r };
	struct saved saved;
	char bytes[4096];

	r.policy_published.p = word(VOCAB_POLICY, f->p);
	r.n_records = fake_rows(st, f);
	snprintf(bytes, sizeof(bytes), "%s|%s|%s|%s|%lld|%s|%s",
	    or_none(f->org), or_none(f->email), or_none(f->id),
	    or_none(f->domain), (long long)r.end, or_none(f->rows),
	    or_none(f->salt));
	d.size = strlen(bytes);
	digest_of(bytes, d.size, &d.digest);
	ok(store_document(st, &d, &saved, &e));
	return saved;
}

static inline void
fake_begin(struct store *st, const struct fake *f)
{
	struct intake_source s = {
		.path = "mail/cur/1.x:2,S",
		.mail_from = f->mail_from,
		.provenance = f->provenance != 0 ? f->provenance
		                                 : PROVENANCE_IMPORTED,
		.size = 1000,
	};

	ok(store_item_begin(st, &s, NOW, &e));
}

/* As an item of the open batch. */
static inline struct saved
fake_item(struct store *st, const struct fake *f)
{
	struct saved saved;

	fake_begin(st, f);
	saved = fake_document(st, f);
	ok(store_item_end(st, NULL, &e));
	return saved;
}

/* As a batch of its own. */
static inline struct saved
fake_save(struct store *st, const struct fake *f)
{
	struct saved saved;

	ok(store_begin(st, &e));
	saved = fake_item(st, f);
	ok(store_commit(st, &e));
	return saved;
}

/* The same, of a mail whose From is authenticated as auth_from. */
static inline struct saved
fake_save_from(struct store *st, const struct fake *f, const char *auth_from)
{
	struct intake_source s = { .path = "mail/cur/1.x:2,S",
		.mail_from = f->mail_from,
		.auth_from = auth_from,
		.provenance = f->provenance,
		.size = 1000 };
	struct saved saved;

	ok(store_begin(st, &e));
	ok(store_item_begin(st, &s, NOW, &e));
	saved = fake_document(st, f);
	ok(store_item_end(st, NULL, &e));
	ok(store_commit(st, &e));
	return saved;
}

/* What a list says, row behind row, as one text. */
struct said {
	char text[8192];
	size_t rows; /* calls of say() */
};

static inline void say(struct said *s, const char *fmt, ...) PRINTF_LIKE(2, 3);

static inline void
say(struct said *s, const char *fmt, ...)
{
	size_t n = strlen(s->text);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(s->text + n, sizeof(s->text) - n, fmt, ap);
	va_end(ap);
	s->rows++;
}

/* All that was ever reported. */
static const struct span always = { 1, 30000 };

static inline struct totals
totals_of(struct store *st, const char *domain)
{
	struct filter f;
	struct totals t;

	filter_init(&f);
	if (domain != NULL) {
		f.set |= FILTER_DOMAIN;
		snprintf(f.domain, sizeof(f.domain), "%s", domain);
	}
	ok(store_totals(st, &f, always, &t, &e));
	return t;
}

#endif
