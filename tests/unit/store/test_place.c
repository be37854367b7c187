/* Where a database may lie. */
#include <stdbool.h>
#include <string.h>

#include "tests/unit/store/fixture.h"

static bool
nfs_below_mnt(const char *folder, unsigned long *ret)
{
	*ret = strcmp(folder, "/mnt") == 0 ? 0x6969 : 0xef53;
	return true;
}

static bool
smb(const char *folder, unsigned long *ret)
{
	(void)folder;
	*ret = 0xfe534d42;
	return true;
}

static bool
nothing(const char *folder, unsigned long *ret)
{
	(void)folder;
	(void)ret;
	return false;
}

static void
network_file_systems_are_known(void **state)
{
	(void)state;
	assert_string_equal(store_network("/mnt/r.db", nfs_below_mnt), "NFS");
	assert_null(store_network("/var/r.db", nfs_below_mnt));
	assert_null(store_network("/r.db", nfs_below_mnt));
	assert_null(store_network("r.db", nfs_below_mnt));
	assert_string_equal(store_network("r.db", smb), "SMB");
	assert_null(store_network("/no/such/r.db", nothing));
}

static void
the_system_is_asked(void **state)
{
	(void)state;
	/* proc is no network. */
	assert_null(store_network("/proc/r.db", NULL));
	assert_null(store_network("/no/such/folder/r.db", NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(network_file_systems_are_known),
		cmocka_unit_test(the_system_is_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
