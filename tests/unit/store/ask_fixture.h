/* A small world to ask about, and lists as text. */
#ifndef TESTS_UNIT_STORE_ASK_FIXTURE_H
#define TESTS_UNIT_STORE_ASK_FIXTURE_H

#include "tests/unit/store/fixture.h"

#define TODAY ((day_t)(NOW / DAY_SECONDS))

static inline const char *
or_dash(const char *s)
{
	return s != NULL ? s : "-";
}

static inline struct filter
filter_of(const char *words)
{
	char *text = xstrdup(words), *save, *word;
	struct filter f;

	filter_init(&f);
	for (word = strtok_r(text, " ", &save); word != NULL;
	     word = strtok_r(NULL, " ", &save)) {
		char *value = strchr(word, '=');
		*value++ = '\0';
		ok(filter_set(&f, ~0u, word, value, &e));
	}
	free(text);
	return f;
}

/* Two domains, three reporters, ten days with a gap. */
static inline void
fill(struct fixture *x)
{
	char id[8], rows[256];

	for (int i = 0; i < 10; i++) {
		int64_t begin = DAY0 - (9 - i) * (int64_t)DAY_SECONDS;
		struct fake f = { .org = "Org A",
			.email = "d@a.example",
			.id = id,
			.domain = "example.org",
			.begin = begin,
			.end = begin + DAY_SECONDS - 1,
			.rows = rows,
			.p = i < 5 ? "none" : "quarantine",
			.provenance = PROVENANCE_UNVERIFIED };

		if (i == 3)
			continue;
		snprintf(id, sizeof(id), "%d", i);
		snprintf(rows, sizeof(rows),
		    "192.0.2.1 10 none pass pass; 192.0.2.2 1 quarantine fail "
		    "fail; 192.0.2.%d 2 none pass fail",
		    10 + i);
		fake_save(x->st, &f);
		f.org = "Org B";
		f.email = "d@b.example";
		f.rows = "192.0.2.2 3 reject fail fail; 192.0.2.1 4 none fail "
		         "pass; - 1 pass fail fail";
		f.pct = 100;
		if (i % 2 == 0)
			fake_save(x->st, &f);
		f.domain = "example.net";
		f.p = "reject";
		f.rows = "2001:db8::1 6 none fail fail";
		if (i == 4)
			fake_save(x->st, &f);
	}
}

static inline enum err
see_source(void *ctx, const struct source_row *r, struct error *e)
{
	char ip[IP_TEXT_MAX];

	(void)e;
	say(ctx, "%s %lld %lld by %lld %d..%d\n",
	    r->source_ip.len > 0 ? ip_format(&r->source_ip, ip) : "-",
	    (long long)r->messages, (long long)r->pass, (long long)r->reporters,
	    (int)(r->first_day - TODAY), (int)(r->last_day - TODAY));
	return OK;
}

static inline enum err
see_report(void *ctx, const struct report_row *r, struct error *e)
{
	(void)e;
	say(ctx, "%lld ", (long long)r->id);
	return OK;
}

#endif
