/* The ceilings, from the one table. */
#include "core/limits.h"

struct limits
limits_default(void)
{
#define LIMIT_VALUE_(name, value, why) .name = (value),
	return (struct limits){ LIMITS(LIMIT_VALUE_) };
#undef LIMIT_VALUE_
}

void
limits_rows(const struct limits *l, struct limit_row ret[LIMITS_COUNT])
{
	size_t i = 0;

#define LIMIT_ROW_(field, value, reason) \
	ret[i++] = (struct limit_row){ #field, (int64_t)l->field, reason };
	LIMITS(LIMIT_ROW_)
#undef LIMIT_ROW_
}
