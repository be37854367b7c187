/* Every statement: its dialect, its parameters, and how it is answered. */
#include "tests/unit/store/fixture.h"

#include <sqlite3.h>

#include "store/sql.h"

static const struct {
	const char *name, *text;
} statements[] = {
#define NAME_AND_TEXT(id, text) { #id, text },
	STATEMENTS(NAME_AND_TEXT)
#undef NAME_AND_TEXT
};

/* Words and signs that one of the two engines does not take. */
static void
statements_keep_to_the_dialect(void **state)
{
	static const char *const never[] = { "json_each", "total(",
		" OR IGNORE", " OR REPLACE", "rowid", "ifnull(", "group_concat",
		"?", "\"", "datetime(", "strftime(", "GLOB", "REPLACE INTO",
		"IS NOT DISTINCT", "==" };

	(void)state;
	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++)
		for (size_t k = 0; k < sizeof(never) / sizeof(never[0]); k++)
			if (strcasestr(statements[i].text, never[k]) != NULL)
				fail_msg("%s has %s", statements[i].name,
				    never[k]);
}

static bool
is_named_once(const char *text, int n)
{
	char name[16];
	const char *at = text;
	size_t length;

	snprintf(name, sizeof(name), "$%d", n);
	length = strlen(name);
	while ((at = strstr(at, name)) != NULL) {
		if (at[length] < '0' || at[length] > '9')
			return true;
		at += length;
	}
	return false;
}

static void
statements_can_be_prepared(void **state)
{
	struct fixture *x = *state;
	sqlite3 *db;

	assert_int_equal(sqlite3_open_v2(x->path, &db, SQLITE_OPEN_READONLY,
	                     NULL),
	    SQLITE_OK);
	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]);
	     i++) {
		sqlite3_stmt *s;
		int n;

		if (sqlite3_prepare_v2(db, statements[i].text, -1, &s, NULL) !=
		    SQLITE_OK)
			fail_msg("%s: %s", statements[i].name,
			    sqlite3_errmsg(db));
		n = sqlite3_bind_parameter_count(s);
		for (int k = 1; k <= n; k++)
			if (!is_named_once(statements[i].text, k))
				fail_msg("%s has no $%d", statements[i].name,
				    k);
		sqlite3_finalize(s);
	}
	sqlite3_close(db);
}

/*
 * No statement reads a whole table, and none sorts but over the reports of one
 * domain that end at one moment.  "page" and "g" are subqueries.  These do, and
 * why they may:
 */
static const struct {
	const char *name, *plan, *why;
} whole[] = {
	{ "SQL_NEWEST_REPORT", "USE TEMP B-TREE", "of one end" },
	{ "SQL_SET_ASIDE_COUNT", "SCAN l", "the index of what was set aside" },
#define CHECKED "a check looks at all there is"
	{ "SQL_CHECK_DAY_NEXT", "SCAN report", CHECKED },
	{ "SQL_CHECK_REPORT_COUNT", "SCAN report", CHECKED },
	{ "SQL_CHECK_RECORD_ORPHANS", "SCAN record_block", CHECKED },
	{ "SQL_CHECK_RECORD_ORPHANS", "SCAN g", CHECKED },
	{ "SQL_CHECK_CONFLICT_ORPHANS", "SCAN conflict_block", CHECKED },
	{ "SQL_CHECK_CONFLICT_ORPHANS", "SCAN g", CHECKED },
	{ "SQL_CHECK_DOCUMENTS", "SCAN x", CHECKED },
	{ "SQL_CHECK_DOCUMENT_COUNT", "SCAN document", CHECKED },
	{ "SQL_CHECK_REPORT_ARRIVAL", "SCAN r", CHECKED },
	{ "SQL_CHECK_LEDGER_ORPHANS", "SCAN l", CHECKED },
	{ "SQL_CHECK_LEDGER_SUMS", "SCAN report", CHECKED },
	{ "SQL_CHECK_LEDGER_SUMS", "SCAN CONSTANT ROW", CHECKED },
	{ "SQL_CHECK_ACCEPTANCES", "SCAN a", CHECKED },
	{ "SQL_CHECK_SOURCE_IDS", "SCAN source", CHECKED },
	{ "SQL_CHECK_DOMAIN_IDS", "SCAN domain", CHECKED },
	{ "SQL_CHECK_AUTH_IDS", "SCAN auth", CHECKED },
	{ "SQL_CHECK_DETAIL_IDS", "SCAN detail", CHECKED },
	{ "SQL_CHECK_LEDGER_SUMS", "SCAN intake_document", CHECKED },
	{ "SQL_CHECK_INTAKE", "SCAN l", CHECKED },
	{ "SQL_CHECK_INTAKE", "SCAN n", CHECKED },
	{ "SQL_CHECK_MAILS", "SCAN m", CHECKED },
	{ "SQL_CHECK_EVALUATIONS", "SCAN v", CHECKED },
	{ "SQL_CHECK_ORIGINS", "SCAN o", CHECKED },
	{ "SQL_CHECK_ALERTS", "SCAN a", CHECKED },
	{ "SQL_CHECK_DECISIONS", "SCAN c", CHECKED },
	{ "SQL_CHECK_SENDER_DAYS", "SCAN s", CHECKED },
	{ "SQL_CHECK_SENDER_IDS", "SCAN sender", CHECKED },
	{ "SQL_DAY_SENDER_ALL", "SCAN day_sender",
	    "a check, and once where there are no sums of all domains yet" },
	{ "SQL_MONTH_REPORTER_ALL", "SCAN month_reporter", CHECKED },
	{ "SQL_INTAKE_DAY_ALL", "SCAN intake_day", CHECKED },
	{ "SQL_DAY_TOTAL_ALL", "SCAN day_total", CHECKED },
	{ "SQL_CHECK_PERIOD_MISSING", "SCAN t", CHECKED },
	{ "SQL_DAY_POLICY_ALL", "SCAN day_policy", CHECKED },
	{ "SQL_REPORTER_DAY_ALL", "SCAN reporter_day", CHECKED },
	{ "SQL_SOURCE_PRUNED_ALL", "SCAN source_pruned", CHECKED },
	{ "SQL_RECORD_DAYS", "USE TEMP B-TREE FOR count(DISTINCT)",
	    "asked before a prune, a day at a time" },
	{ "SQL_CONFLICT_DAYS", "USE TEMP B-TREE FOR count(DISTINCT)",
	    "asked before a prune, a day at a time" },
	{ "SQL_SEARCH_REPORTERS", "SCAN reporter",
	    "a part of a name; each reporter stands there once" },
	{ "SQL_SEARCH_HOST_NAMES", "SCAN host_name",
	    "a part of a name; each address stands there once" },
	{ "SQL_SEARCH_HOST_NAMES", "USE TEMP B-TREE FOR ORDER BY",
	    "keeps the first few of what was found" },
	{ "SQL_SOURCE_IPS", "SCAN 24 CONSTANT ROWS",
	    "the ids that it is given" },
	{ "SQL_SOURCE_IPS", "SCAN asked", "the same" },
	{ "SQL_ADVICE_CHANGES", "SCAN CONSTANT ROW", "a sum of two look-ups" },
	{ "SQL_FACTS_SOURCES", "SCAN 24 CONSTANT ROWS",
	    "the ids that it is given" },
	{ "SQL_FACTS_SOURCES", "SCAN asked", "the same" },
	{ "SQL_FACTS_RELAYED", "SCAN 24 CONSTANT ROWS",
	    "the ids that it is given" },
	{ "SQL_FACTS_RELAYED", "SCAN asked", "the same" },
	{ "SQL_FACTS_RELAYED_JUDGED", "SCAN 24 CONSTANT ROWS",
	    "the ids that it is given" },
	{ "SQL_FACTS_RELAYED_JUDGED", "SCAN asked", "the same" },
};

static bool
may(const char *name, const char *plan)
{
	size_t n;

	for (size_t i = 0; i < sizeof(whole) / sizeof(*whole); i++) {
		n = strlen(whole[i].plan);
		if (strcmp(name, whole[i].name) == 0 &&
		    strncmp(plan, whole[i].plan, n) == 0 &&
		    (plan[n] == '\0' || plan[n] == ' '))
			return true;
	}
	return strcmp(plan, "SCAN page") == 0;
}

/* fn for each line of each statement's plan. */
static void
each_plan(sqlite3 *db, void (*fn)(const char *name, const char *plan))
{
	char text[4096];

	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]);
	     i++) {
		sqlite3_stmt *s;

		snprintf(text, sizeof(text), "EXPLAIN QUERY PLAN %s",
		    statements[i].text);
		assert_int_equal(sqlite3_prepare_v2(db, text, -1, &s, NULL),
		    SQLITE_OK);
		while (sqlite3_step(s) == SQLITE_ROW)
			fn(statements[i].name,
			    (const char *)sqlite3_column_text(s, 3));
		sqlite3_finalize(s);
	}
}

static void
refuse_scans_and_sorts(const char *name, const char *plan)
{
	if ((strncmp(plan, "SCAN ", 5) == 0 ||
	        strstr(plan, "TEMP B-TREE") != NULL) &&
	    !may(name, plan))
		fail_msg("%s: %s", name, plan);
}

/* Of a reporter and one end there are the reports of every domain. */
static void
refuse_keys_of_all_domains(const char *name, const char *plan)
{
	if (strcmp(name, "SQL_CONTENT_BY_KEY") == 0 &&
	    strncmp(plan, "SEARCH r ", 9) == 0 &&
	    strstr(plan, "INDEX report_domain (domain=? AND end_time=?)") ==
	        NULL)
		fail_msg("%s: %s", name, plan);
}

static void
questions_use_indexes(void **state)
{
	struct fixture *x = *state;
	sqlite3 *db;

	assert_int_equal(sqlite3_open_v2(x->path, &db, SQLITE_OPEN_READONLY,
	                     NULL),
	    SQLITE_OK);
	each_plan(db, refuse_scans_and_sorts);
	each_plan(db, refuse_keys_of_all_domains);
	sqlite3_close(db);
}

/*
 * A table in memory costs more than a row that is written; a CHECK with an IN
 * of three values makes one.
 */
static void
rows_are_added_without_a_table_in_memory(void **state)
{
	struct fixture *x = *state;
	char text[4096];
	sqlite3 *db;

	/* Read only it would not know the CHECKs. */
	assert_int_equal(sqlite3_open(x->path, &db), SQLITE_OK);
	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]);
	     i++) {
		sqlite3_stmt *s;

		if (strstr(statements[i].text, "VALUES ($1") == NULL)
			continue;
		snprintf(text, sizeof(text), "EXPLAIN %s", statements[i].text);
		assert_int_equal(sqlite3_prepare_v2(db, text, -1, &s, NULL),
		    SQLITE_OK);
		while (sqlite3_step(s) == SQLITE_ROW)
			if (strcmp((const char *)sqlite3_column_text(s, 1),
			        "OpenEphemeral") == 0)
				fail_msg("%s", statements[i].name);
		sqlite3_finalize(s);
	}
	sqlite3_close(db);
}

/*
 * The tables that grow with the mail, under the names that statements give
 * them; the others are small, and with statistics may well be read whole.
 */
static void
refuse_scans_of_the_large(const char *name, const char *plan)
{
	static const char *const large[] = { "record_block", "conflict_block",
		"document", "x", "report", "r", "intake", "n",
		"intake_document", "l", "mail", "m" };
	char table[64];

	if (sscanf(plan, "SCAN %63s", table) != 1 || may(name, plan))
		return;
	for (size_t i = 0; i < sizeof(large) / sizeof(*large); i++)
		if (strcmp(table, large[i]) == 0)
			fail_msg("%s: %s", name, plan);
}

/* What the planner does once it knows how the rows are spread. */
static void
questions_use_indexes_with_statistics(void **state)
{
	enum { REPORTS = 400 };
	struct fixture *x = *state;
	sqlite3 *db;

	for (int i = 0; i < REPORTS; i++) {
		char id[16], domain[32], rows[64];

		snprintf(id, sizeof(id), "%d", i);
		snprintf(domain, sizeof(domain), "d%d.example", i % 7);
		snprintf(rows, sizeof(rows),
		    "192.0.2.%d 1 none pass fail;192.0.2.1 2 none fail fail",
		    i % 250);
		fake_save(x->st,
		    &(struct fake){ .org = i % 3 ? "R" : "S",
		        .id = id,
		        .domain = domain,
		        .begin = DAY0 - (int64_t)(i % 90) * DAY_SECONDS,
		        .end = DAY0 - (int64_t)(i % 90 - 1) * DAY_SECONDS - 1,
		        .rows = rows });
	}
	store_close(x->st);
	x->st = NULL;
	assert_int_equal(sqlite3_open(x->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "ANALYZE", NULL, NULL, NULL),
	    SQLITE_OK);
	each_plan(db, refuse_scans_of_the_large);
	each_plan(db, refuse_keys_of_all_domains);
	sqlite3_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statements_keep_to_the_dialect),
		WITH_STORE(statements_can_be_prepared),
		WITH_STORE(questions_use_indexes),
		WITH_STORE(rows_are_added_without_a_table_in_memory),
		WITH_STORE(questions_use_indexes_with_statistics),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
