/* Numbers and days as people say them. */
#include "advise/text_table.h"

#include <math.h>
#include <stdio.h>

/* Thousands in groups, as "31,500". */
static const char *
grouped(struct arena *a, long long n)
{
	char plain[32], out[48];
	int length = snprintf(plain, sizeof(plain), "%lld", n), k = 0;

	for (int i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			out[k++] = ',';
		out[k++] = plain[i];
	}
	out[k] = '\0';
	return arena_strdup(a, out);
}

const char *
text_number_of(struct arena *a, double n)
{
	if (n >= 10 || fabs(n - round(n)) < 0.05)
		return grouped(a, llround(n));
	return arena_printf(a, "%.1f", n);
}

const char *
text_messages(struct arena *a, double n)
{
	const char *number = text_number_of(a, n);

	return arena_printf(a, "%s message%s", number,
	    number[0] == '1' && number[1] == '\0' ? "" : "s");
}

const char *
text_rate(struct arena *a, int64_t n, int days)
{
	double per_day = days > 0 ? (double)n / days : (double)n;

	if (per_day >= 1)
		return arena_printf(a, "%s a day",
		    text_messages(a, round(per_day)));
	if (7 * per_day >= 2 || days == 7)
		return arena_printf(a, "%s a week",
		    text_messages(a, round(7 * per_day)));
	return arena_printf(a, "%s in %d days", text_messages(a, (double)n),
	    days);
}

const char *
text_share(struct arena *a, double share)
{
	if (share > 0 && share < 0.01)
		return "less than 1 %";
	if (share < 1 && share > 0.99)
		return "more than 99 %";
	if (share < 0.1 && fabs(share * 100 - round(share * 100)) > 0.05)
		return arena_printf(a, "%.1f %%", 100 * share);
	return arena_printf(a, "%.0f %%", 100 * share);
}

const char *
text_day(struct arena *a, day_t day)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	char iso[DAY_TEXT_MAX];
	int y, m, d;

	day_format(day, iso);
	if (sscanf(iso, "%d-%d-%d", &y, &m, &d) != 3 || m < 1 || m > 12)
		return arena_strdup(a, iso);
	return arena_printf(a, "%d %s %d", d, months[m - 1], y);
}
