/* Print every statement of store/statements.h: its name, TAB, its text. */
#include <stdio.h>

#include "store/statements.h"

int
main(void)
{
#define PRINT_(id, text) printf("%s\t%s\n", #id, text);
	STATEMENTS(PRINT_)
#undef PRINT_
	return 0;
}
