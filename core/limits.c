/* The ceilings, from the one table. */
#include "core/limits.h"

struct limits
limits_default(void)
{
#define LIMIT_VALUE_(name, value, why) .name = (value),
	return (struct limits){ LIMITS(LIMIT_VALUE_) };
#undef LIMIT_VALUE_
}
