/*
 * A record that somebody typed (RFC 9989 4.7).  What a receiver would pass
 * over in silence is an error here: who tries a record wants to know.
 */
#include <string.h>
#include <strings.h>

#include "advise/record.h"
#include "advise/replay.h"

/* The values that a tag may have; pct is a number. */
static const struct {
	const char *tag;
	const char *values[4];
} allowed[] = {
	{ "p", { "none", "quarantine", "reject" } },
	{ "sp", { "none", "quarantine", "reject" } },
	{ "np", { "none", "quarantine", "reject" } },
	{ "t", { "y", "n" } },
	{ "adkim", { "r", "s" } },
	{ "aspf", { "r", "s" } },
};

enum { PCT_DIGITS = 3, PCT_MAX = 100 };

static bool
is_allowed(size_t i, const struct record_tag *t)
{
	for (const char *const *v = allowed[i].values; *v != NULL; v++)
		if ((size_t)t->value_len == strlen(*v) &&
		    strncasecmp(t->value, *v, strlen(*v)) == 0)
			return true;
	return false;
}

static bool
is_pct(const struct record_tag *t)
{
	int pct = 0;

	for (int i = 0; i < t->value_len; i++) {
		if (t->value[i] < '0' || t->value[i] > '9')
			return false;
		pct = pct * 10 + (t->value[i] - '0');
		if (i >= PCT_DIGITS)
			return false;
	}
	return t->value_len > 0 && pct <= PCT_MAX;
}

static enum err
check_tag(const struct record_tag *t, struct error *e)
{
	size_t n = sizeof(allowed) / sizeof(*allowed), i = 0;

	if (record_tag_is(t, "pct") && !is_pct(t))
		return error_set(e, ERR_INPUT,
		    "the record's pct is '%.*s'; it was not tried; pct is a "
		    "number from 0 to 100",
		    t->value_len > 20 ? 20 : t->value_len, t->value);
	while (i < n && !record_tag_is(t, allowed[i].tag))
		i++;
	if (i == n || is_allowed(i, t))
		return OK;
	return error_set(e, ERR_INPUT,
	    "the record's %s is '%.*s'; it was not tried; %s is %s%s%s%s%s",
	    allowed[i].tag, t->value_len > 20 ? 20 : t->value_len, t->value,
	    allowed[i].tag, allowed[i].values[0],
	    allowed[i].values[2] ? ", " : " or ", allowed[i].values[1],
	    allowed[i].values[2] ? " or " : "",
	    allowed[i].values[2] ? allowed[i].values[2] : "");
}

enum err
advise_record_parse(const char *text, struct advise_policy *ret,
    struct error *e)
{
	struct advise_policy p;
	struct record_tag t;
	const char *rest = text;
	bool has_p = false;
	size_t n = strlen(text);

	if (n > REPLAY_RECORD_MAX)
		return error_set(e, ERR_INPUT,
		    "the record has %zu bytes; it was not tried; take one of "
		    "%d bytes at the most",
		    n, REPLAY_RECORD_MAX);
	if (!record_read(text, &p))
		return error_set(e, ERR_INPUT,
		    "'%.60s' is no DMARC record; it was not tried; begin it "
		    "with v=DMARC1;",
		    text);
	while (record_next(&rest, &t)) {
		enum err err = check_tag(&t, e);

		if (err != OK)
			return err;
		has_p = has_p || record_tag_is(&t, "p");
	}
	if (!has_p)
		return error_set(e, ERR_INPUT,
		    "the record has no p; it was not tried; add p=none, "
		    "p=quarantine or p=reject");
	*ret = p;
	return OK;
}
