/* The roll-ups: summed in memory per batch, then written in key order. */
#include <stdlib.h>
#include <string.h>

#include "tests/bench/floor_store.h"

static const struct {
	enum sql_id add;
	int keys, values;
} rollups[ROLLUPS] = {
	[DAY_TOTAL] = { SQL_DAY_TOTAL_ADD, 3, 11 },
	[DAY_POLICY] = { SQL_DAY_POLICY_ADD, 5, 8 },
	[MONTH_REPORTER] = { SQL_MONTH_REPORTER_ADD, 4, 8 },
	[SOURCE_DOMAIN] = { SQL_SOURCE_DOMAIN_ADD, 3, 1 },
	[REPORTER_DAY] = { SQL_REPORTER_DAY_ADD, 3, 6 },
	[SOURCE_PERIOD] = { SQL_SOURCE_PERIOD_ADD, 2, 1 },
};

static int64_t *
sums_of(struct floor_store *s, int rollup, const int64_t *key, bool *ret_new)
{
	size_t i = floor_map_put(&s->keys[rollup], key,
	    (size_t)rollups[rollup].keys * sizeof *key, ret_new);

	if (i >= s->sums_room[rollup]) {
		s->sums_room[rollup] = 2 * i + 256;
		s->sums[rollup] = floor_grow(s->sums[rollup],
		    s->sums_room[rollup] * sizeof(struct sums));
	}
	if (*ret_new)
		s->sums[rollup][i] = (struct sums){ 0 };
	return s->sums[rollup][i].v;
}

static void
sum_up(struct floor_store *s, int rollup, const int64_t *key, const int64_t *v)
{
	bool new;
	int64_t *to = sums_of(s, rollup, key, &new);

	for (int i = 0; i < rollups[rollup].values; i++)
		to[i] += v[i];
}

/* What is summed by record. */
void
floor_sum_record(struct floor_store *s, const int64_t *row)
{
	int64_t domain = row[C_DOMAIN], day = row[C_DAY];
	int64_t v = row[C_VERDICT], one = 1;
	bool new;
	int64_t *to;

	sum_up(s, SOURCE_PERIOD, (int64_t[]){ domain, day / PERIOD_DAYS },
	    &one);
	to = sums_of(s, SOURCE_DOMAIN,
	    (int64_t[]){ row[C_SOURCE], domain, PROVENANCE_UNVERIFIED }, &new);
	if (v >> 8 != 0 && day > to[0])
		to[0] = day;
}

static int
compare_keys(const void *a, const void *b)
{
	const int64_t *x = *(const int64_t *const *)a;
	const int64_t *y = *(const int64_t *const *)b;

	for (int i = 0; i < 3; i++)
		if (x[i] != y[i])
			return x[i] < y[i] ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* In the order of the keys, so that neighbours share pages. */
static void
write_rollup(struct floor_store *s, int rollup)
{
	struct floor_map *keys = &s->keys[rollup];
	int n_keys = rollups[rollup].keys, n = rollups[rollup].values;
	size_t size = (size_t)n_keys * sizeof(int64_t);
	const int64_t **order = floor_grow(NULL, (keys->n + 1) * sizeof *order);
	const int64_t *first = floor_map_key(keys, 0, size);

	for (size_t i = 0; i < keys->n; i++)
		order[i] = first + i * (size_t)n_keys;
	qsort(order, keys->n, sizeof *order, compare_keys);
	for (size_t i = 0; i < keys->n; i++) {
		size_t at = (size_t)(order[i] - first) / (size_t)n_keys;
		int64_t v[KEYS_MAX + VALUES_MAX];

		memcpy(v, order[i], size);
		memcpy(v + n_keys, s->sums[rollup][at].v,
		    (size_t)n * sizeof *v);
		floor_insert(s, rollups[rollup].add, v, n_keys + n);
	}
	free(order);
	floor_map_clear(keys);
}

void
floor_sum_report(struct floor_store *s, const int64_t *v, int64_t domain,
    int64_t day, int64_t reporter, int64_t policy)
{
	const int64_t sampled[VALUES_MAX] = { 1, 0, v[V_MESSAGES] };

	sum_up(s, DAY_POLICY,
	    (int64_t[]){ domain, day, reporter, policy, PROVENANCE_UNVERIFIED },
	    v);
	sum_up(s, DAY_POLICY,
	    (int64_t[]){ 0, day, reporter, 0, PROVENANCE_UNVERIFIED }, v);
	sum_up(s, DAY_TOTAL, (int64_t[]){ domain, day, PROVENANCE_UNVERIFIED },
	    v);
	sum_up(s, DAY_TOTAL, (int64_t[]){ 0, day, PROVENANCE_UNVERIFIED }, v);
	sum_up(s, MONTH_REPORTER,
	    (int64_t[]){ domain, day / MONTH_DAYS, reporter,
	        PROVENANCE_UNVERIFIED },
	    v);
	sum_up(s, MONTH_REPORTER,
	    (int64_t[]){ 0, day / MONTH_DAYS, reporter, PROVENANCE_UNVERIFIED },
	    v);
	sum_up(s, REPORTER_DAY,
	    (int64_t[]){ reporter, day, PROVENANCE_UNVERIFIED }, sampled);
}

void
floor_write_rollups(struct floor_store *s)
{
	for (int i = 0; i < ROLLUPS; i++)
		write_rollup(s, i);
}
