/* words.h: every word there and back, and what is no word. */
#include "tests/unit/core/check.h"

#include "core/core.h"

/* All words, from the same lists. */
struct case_word {
	int code;
	const char *text;
};

#define WORD_(code, number, text) { code, text },
#define WORDS_OF_(vocab, list, name) \
	static const struct case_word words_##vocab[] = { list(WORD_) };
VOCABULARIES(WORDS_OF_)
#undef WORDS_OF_
#undef WORD_

#define LIST_(vocab, list, name) \
	{ vocab, name, words_##vocab, COUNT(words_##vocab) },
static const struct {
	enum vocabulary v;
	const char *name;
	const struct case_word *words;
	size_t n_words;
} lists[] = { VOCABULARIES(LIST_) };
#undef LIST_

static void
every_word_comes_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(lists); i++) {
		check_text("name", vocabulary_name(lists[i].v), lists[i].name);
		for (size_t j = 0; j < lists[i].n_words; j++) {
			const struct case_word *w = &lists[i].words[j];
			check_int(w->text, word_code(lists[i].v, w->text),
			    w->code);
			check_text(w->text, word_text(lists[i].v, w->code),
			    w->text);
		}
	}
}

/* That no two words of a vocabulary are the same, in number or in text. */
static void
numbers_and_texts_are_unique_in_a_vocabulary(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(lists); i++) {
		const struct case_word *w = lists[i].words;
		for (size_t j = 0; j < lists[i].n_words; j++) {
			assert_true(w[j].code > WORD_UNKNOWN);
			for (size_t k = 0; k < j; k++) {
				assert_int_not_equal(w[k].code, w[j].code);
				assert_string_not_equal(w[k].text, w[j].text);
			}
		}
	}
}

static void
what_is_no_word(void **state)
{
	(void)state;
	static const struct {
		const char *what;
		enum vocabulary v;
		const char *text;
		int want;
	} cases[] = {
		{ "missing", VOCAB_POLICY, NULL, WORD_UNSET },
		{ "empty", VOCAB_POLICY, "", WORD_UNSET },
		{ "of another list", VOCAB_POLICY, "pass", WORD_UNKNOWN },
		{ "the beginning of one", VOCAB_POLICY, "rej", WORD_UNKNOWN },
		{ "one and more", VOCAB_POLICY, "rejected", WORD_UNKNOWN },
		{ "upper case is the caller's", VOCAB_POLICY, "None",
		    WORD_UNKNOWN },
		{ "same length and first byte", VOCAB_ALIGNED, "past",
		    WORD_UNKNOWN },
		{ "unknown itself", VOCAB_ALIGNED, "unknown", WORD_UNKNOWN },
		{ "hardfail", VOCAB_AUTH_RESULT, "hardfail", AUTH_FAIL },
		{ "hardfail elsewhere", VOCAB_ALIGNED, "hardfail",
		    WORD_UNKNOWN },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_int(cases[i].what, word_code(cases[i].v, cases[i].text),
		    cases[i].want);
}

static void
codes_without_a_word(void **state)
{
	(void)state;
	for (int v = 0; v <= VOCAB_REPAIR; v++) {
		check_text("unset", word_text((enum vocabulary)v, WORD_UNSET),
		    NULL);
		check_text("unknown",
		    word_text((enum vocabulary)v, WORD_UNKNOWN), "unknown");
		check_text("too high", word_text((enum vocabulary)v, 1000),
		    "unknown");
		check_text("negative", word_text((enum vocabulary)v, -1),
		    "unknown");
	}
	check_text("a name", vocabulary_name(VOCAB_SPF_SCOPE), "spf_scope");
}

/* Stored numbers never change: a few that a careless hand might renumber. */
static void
stored_numbers_stay(void **state)
{
	(void)state;
	check_int("policy", POLICY_REJECT, 4);
	check_int("disposition", DISPOSITION_PASS, 5);
	check_int("aligned", ALIGNED_PASS, 2);
	check_int("auth_result", AUTH_SOFTFAIL, 9);
	check_int("reason_type", REASON_POLICY_TEST_MODE, 8);
	check_int("provenance", PROVENANCE_IMPORTED, 5);
	check_int("outcome", OUTCOME_TIMEOUT, 21);
	check_int("repair", REPAIR_LATE, 19);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_comes_back),
		cmocka_unit_test(numbers_and_texts_are_unique_in_a_vocabulary),
		cmocka_unit_test(what_is_no_word),
		cmocka_unit_test(codes_without_a_word),
		cmocka_unit_test(stored_numbers_stay),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
