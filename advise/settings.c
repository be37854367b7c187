/* Defaults, each from the table of parameters in settings.h. */
#include <string.h>

#include "advise/replay.h"

struct advise_params
advise_params_default(void)
{
#define ADVISE_PARAM_DEFAULT_(type, name, value, why) .name = (value),
	return (struct advise_params){ ADVISE_PARAMS(ADVISE_PARAM_DEFAULT_) };
#undef ADVISE_PARAM_DEFAULT_
}

bool
advise_profile_parse(const char *word, enum advise_profile *ret)
{
	static const char *const words[] = {
		[PROFILE_STANDARD] = "standard",
		[PROFILE_FAST] = "fast",
		[PROFILE_CAUTIOUS] = "cautious",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(word, words[i]) == 0) {
			*ret = (enum advise_profile)i;
			return true;
		}
	return false;
}

struct advise_settings
advise_settings_default(const struct facts *f)
{
	return (struct advise_settings){ .today = f->as_of,
		.params = advise_params_default() };
}
