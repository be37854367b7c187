/*
 * What is published, out of what reporters say (6.1).  Receivers of RFC 7489
 * show pct and no t, those of RFC 9989 t and no pct, so each tag is taken
 * from the reporters that show it; a tag that nobody shows counts as absent,
 * which is also what they did.  sp equal to p is absent: reporters fill it in.
 *
 * `since` is found backwards from the last day: as long as the record is the
 * majority's, and from the first of those days on which 80 % show it; a
 * reporter with an old copy does not stop the clock.
 */
#include "advise/advise.h"
#include "advise/record.h"

static const double SHOWN = 0.8;

/* What a tag is in a row; -1 when the row does not show it. */
static int
tag_p(const struct facts_policy *row)
{
	return row->p >= POLICY_NONE && row->p <= POLICY_REJECT ? row->p
	                                                        : POLICY_NONE;
}

static int
tag_sp(const struct facts_policy *row)
{
	bool set = row->sp >= POLICY_NONE && row->sp <= POLICY_REJECT &&
	           row->sp != tag_p(row);

	return set ? row->sp : WORD_UNSET;
}

static int
tag_np(const struct facts_policy *row)
{
	return row->np >= POLICY_NONE && row->np <= POLICY_REJECT ? row->np
	                                                          : -1;
}

static int
tag_pct(const struct facts_policy *row)
{
	return row->pct <= 100 ? row->pct : -1;
}

static int
tag_testing(const struct facts_policy *row)
{
	return row->testing > WORD_UNKNOWN ? row->testing : -1;
}

static int
tag_adkim(const struct facts_policy *row)
{
	return row->adkim > WORD_UNKNOWN ? row->adkim : -1;
}

static int
tag_aspf(const struct facts_policy *row)
{
	return row->aspf > WORD_UNKNOWN ? row->aspf : -1;
}

static int64_t
weight(const struct facts_policy *row)
{
	return row->messages > row->reports ? row->messages : row->reports;
}

/* Rows of one day: first to last. */
struct day_rows {
	const struct facts_policy *first, *end;
};

/* What most of the day's volume shows for a tag; p < 0: whatever p it has. */
static int
shown(struct day_rows d, int p, int (*tag)(const struct facts_policy *),
    int otherwise)
{
	int64_t sums[101] = { 0 }, most = 0;
	int best = otherwise;

	for (const struct facts_policy *row = d.first; row < d.end; row++)
		if ((p < 0 || tag_p(row) == p) && tag(row) >= 0)
			sums[tag(row)] += weight(row);
	for (int i = 0; i <= 100; i++)
		if (sums[i] > most) {
			most = sums[i];
			best = i;
		}
	return best;
}

static struct advise_policy
policy_shown(struct day_rows d)
{
	int p = shown(d, -1, tag_p, POLICY_NONE);

	return (struct advise_policy){
		.p = (enum policy)p,
		.sp = shown(d, p, tag_sp, WORD_UNSET),
		.np = shown(d, p, tag_np, WORD_UNSET),
		.pct = shown(d, p, tag_pct, 100),
		.test = shown(d, p, tag_testing, TESTING_NO) == TESTING_YES,
		.strict_dkim = shown(d, p, tag_adkim, ALIGNMENT_RELAXED) ==
		               ALIGNMENT_STRICT,
		.strict_spf = shown(d, p, tag_aspf, ALIGNMENT_RELAXED) ==
		              ALIGNMENT_STRICT,
		.known = true,
	};
}

/* Whether a row shows this record, as far as it can. */
static bool
agrees(const struct facts_policy *row, const struct advise_policy *p)
{
	int sp = p->sp == (int)p->p ? WORD_UNSET : p->sp;

	return tag_p(row) == (int)p->p && tag_sp(row) == sp &&
	       (tag_pct(row) < 0 || tag_pct(row) == p->pct) &&
	       (tag_testing(row) < 0 ||
	           (tag_testing(row) == TESTING_YES) == p->test);
}

/* Whether failing mail is touched at all under this record. */
static bool
enforces(const struct facts_policy *row, const struct advise_policy *p)
{
	(void)p;
	if (tag_p(row) == POLICY_REJECT)
		return true;
	return tag_p(row) == POLICY_QUARANTINE && tag_pct(row) != 0 &&
	       tag_testing(row) != TESTING_YES;
}

/* The rows of the last day before `end` that has any volume. */
static struct day_rows
day_before(const struct facts *f, const struct facts_policy *end)
{
	while (end > f->policies &&
	       (end[-1].day > f->as_of || weight(&end[-1]) <= 0))
		end--;

	const struct facts_policy *first = end;
	while (first > f->policies && first[-1].day == end[-1].day)
		first--;
	return (struct day_rows){ first, end };
}

/* First day of the run that reaches the last day; no run: `otherwise`. */
static day_t
run_begin(const struct facts *f,
    bool (*is)(const struct facts_policy *, const struct advise_policy *),
    const struct advise_policy *p, day_t otherwise)
{
	const struct facts_policy *end = f->policies + f->n_policies;
	day_t begin = otherwise;

	for (;;) {
		struct day_rows d = day_before(f, end);
		int64_t all = 0, yes = 0;

		if (d.first == d.end)
			return begin;
		for (const struct facts_policy *row = d.first; row < d.end;
		     row++) {
			all += weight(row);
			yes += is(row, p) ? weight(row) : 0;
		}
		if (2 * yes < all)
			return begin;
		if ((double)yes >= SHOWN * (double)all)
			begin = d.first->day;
		end = d.first;
	}
}

void
advise_policy_find(const struct facts *f, const char *record,
    struct advise_policy *ret)
{
	struct day_rows last = day_before(f, f->policies + f->n_policies);
	struct advise_policy p = { .p = POLICY_NONE, .pct = 100 };

	if (last.first < last.end)
		p = policy_shown(last);
	record_read(record, &p);
	p.since = run_begin(f, agrees, &p, f->as_of);
	p.qdays = f->as_of - run_begin(f, enforces, &p, f->as_of);
	*ret = p;
}

bool
policy_before(const struct facts *f, const struct advise_policy *now,
    struct advise_policy *ret)
{
	const struct facts_policy *end = f->policies + f->n_policies;
	struct day_rows d;

	while (end > f->policies && end[-1].day >= now->since)
		end--;
	d = day_before(f, end);
	if (d.first == d.end)
		return false;
	*ret = policy_shown(d);
	return true;
}
