/* limits.h: the defaults are those of the table. */
#include "tests/unit/core/check.h"

#include "core/core.h"

static void
each_ceiling_has_its_default(void **state)
{
	(void)state;
	struct limits limits = limits_default();
#define CHECK_(name, value, why) \
	check_int(#name, limits.name, value); \
	assert_true(limits.name > 0 && (why)[0] != '\0');
	LIMITS(CHECK_)
#undef CHECK_
}

static void
ceilings_fit_together(void **state)
{
	(void)state;
	struct limits l = limits_default();
	assert_true(l.document_bytes <= l.mail_document_bytes);
	assert_true(l.text_bytes <= l.leaf_bytes);
	assert_true(l.comment_bytes <= l.leaf_bytes);
	assert_true(l.header_bytes < l.mail_bytes);
	assert_true(l.xml_name_bytes < l.xml_markup_bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_ceiling_has_its_default),
		cmocka_unit_test(ceilings_fit_together),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
