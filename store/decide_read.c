/*
 * What people type, in one spelling.  A sender has several names (a key, an
 * address, a signature); the form tells which is meant, and a word before a
 * colon where the form does not.
 */
#include <string.h>

#include "store/internal.h"

static const struct domain_setting_info settings[] = {
#define ROW_(id, name, takes, usual, why) { name, takes, usual, why },
	DOMAIN_SETTINGS(ROW_)
#undef ROW_
};

const struct domain_setting_info *
domain_setting_info(enum domain_setting s)
{
	return &settings[s];
}

/* The bits of a network behind its slash; false when there are none. */
static bool
prefix_read(const char *slash, int64_t max, int64_t *ret)
{
	return slash[1] >= '0' && slash[1] <= '9' &&
	       text_number(slash + 1, max, ret);
}

/* Clear what is behind the first n bits. */
static void
ip_mask(struct ip *ip, int64_t n)
{
	for (int i = 0; i < ip->len; i++, n -= 8)
		if (n < 8)
			ip->bytes[i] =
			    (uint8_t)(n <= 0 ? 0
			                     : ip->bytes[i] & 0xff << (8 - n));
}

/* "203.0.113.9/24" as "203.0.113.0/24". */
static bool
net_read(const char *s, char out[SUBJECT_MAX])
{
	char address[IP_TEXT_MAX];
	const char *slash = strchr(s, '/');
	int64_t bits;
	struct ip ip;

	if (slash == NULL || (size_t)(slash - s) >= sizeof(address))
		return false;
	memcpy(address, s, (size_t)(slash - s));
	address[slash - s] = '\0';
	if (!ip_parse(address, &ip) ||
	    !prefix_read(slash, INT64_C(8) * ip.len, &bits))
		return false;
	ip_mask(&ip, bits);
	snprintf(out, SUBJECT_MAX, "%s/%d", ip_format(&ip, address), (int)bits);
	return true;
}

static bool
ip_read(const char *s, char out[SUBJECT_MAX])
{
	struct ip ip;

	if (!ip_parse(s, &ip) || ip.len == 0)
		return false;
	ip_format(&ip, out);
	return true;
}

static bool
name_read(const char *s, char out[SUBJECT_MAX])
{
	char name[DOMAIN_MAX + 1];

	if (!domain_normalize(s, name))
		return false;
	snprintf(out, SUBJECT_MAX, "%s", name);
	return true;
}

/* A key is of the program's making: its word, a colon and what it names. */
static bool
key_read(const char *s, char out[SUBJECT_MAX])
{
	const char *colon = strchr(s, ':');
	size_t head = (size_t)(colon - s) + 1;
	char rest[SUBJECT_MAX];
	bool good;

	if (strncmp(s, "net:", 4) == 0)
		good = net_read(colon + 1, rest);
	else
		good = name_read(colon + 1, rest);
	if (good)
		snprintf(out, SUBJECT_MAX, "%.*s%.*s", (int)head, s,
		    (int)(SUBJECT_MAX - 5), rest);
	return good;
}

static const struct form {
	const char *word; /* "" for a form that tells by itself */
	bool (*read)(const char *s, char out[SUBJECT_MAX]);
	enum sender_match match;
	bool whole; /* read is given the word, too */
} forms[] = {
	{ "svc:", key_read, SUBJECT_KEY, true },
	{ "own:", key_read, SUBJECT_KEY, true },
	{ "dom:", key_read, SUBJECT_KEY, true },
	{ "net:", key_read, SUBJECT_KEY, true },
	{ "ptr:", name_read, SUBJECT_PTR, false },
	{ "spf:", name_read, SUBJECT_SPF, false },
	{ "dkim:", name_read, SUBJECT_DKIM, false },
	{ "selector:", name_read, SUBJECT_SELECTOR, false },
	{ "", net_read, SUBJECT_NET, false },
	{ "", ip_read, SUBJECT_IP, false },
};

enum err
decision_subject_read(const char *s, struct decision_subject *ret,
    struct error *e)
{
	struct decision_subject r;

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		const struct form *f = &forms[i];
		size_t n = strlen(f->word);

		if (strncmp(s, f->word, n) != 0 ||
		    !f->read(f->whole ? s : s + n, r.text))
			continue;
		r.match = f->match;
		*ret = r;
		return OK;
	}
	return error_set(e, ERR_INPUT,
	    "\"%.60s\" names no sender: take a key that `rampart advise` "
	    "shows (svc:sendgrid), an address, a network as 203.0.113.0/24, "
	    "or ptr:, spf:, dkim: or selector: before a name",
	    s);
}

enum err
domain_setting_find(const char *name, enum domain_setting *ret, struct error *e)
{
	for (int i = 0; i < DOMAIN_SETTING_COUNT; i++)
		if (strcmp(settings[i].name, name) == 0) {
			*ret = (enum domain_setting)i;
			return OK;
		}
	return error_set(e, ERR_INPUT,
	    "a domain has no setting \"%.40s\"; there are own, parked, people, "
	    "final, profile, rua, record, group and notes",
	    name);
}

/* Whether value is one of the words, a | between them. */
static bool
is_one_of(const char *value, const char *words)
{
	size_t n = strlen(value);
	const char *s = n == 0 || strchr(value, '|') ? NULL : words;

	while (s != NULL) {
		if (strncmp(s, value, n) == 0 && (s[n] == '|' || s[n] == '\0'))
			return true;
		s = strchr(s, '|');
		s = s != NULL ? s + 1 : NULL;
	}
	return false;
}

/* "a@b" is taken for "mailto:a@b", what a person means. */
static const char *
rua_read(const char *value, struct arena *a)
{
	if (strchr(value, '@') == NULL || strpbrk(value, "; \t\"") != NULL)
		return NULL;
	if (strncasecmp(value, "mailto:", 7) == 0)
		return arena_strdup(a, value);
	return arena_printf(a, "mailto:%s", value);
}

enum { NAME_MAX_BYTES = 80, TEXT_MAX_BYTES = 1000 };

/* Something, and not too much of it. */
static const char *
free_read(const char *value, size_t max)
{
	size_t n = strlen(value);

	return n > 0 && n <= max ? value : NULL;
}

enum err
domain_setting_read(enum domain_setting s, const char *value, struct arena *a,
    const char **ret, struct error *e)
{
	size_t n = text_trim(&value, strlen(value));
	const char *v = text_clean(a, value, n, 2048, NULL);

	if (v == NULL)
		return error_set(e, ERR_LIMIT, "the value is too long");
	if (s == DOMAIN_RUA)
		v = rua_read(v, a);
	else if (s == DOMAIN_RECORD)
		v = strncasecmp(v, "v=DMARC1", 8) == 0 ? v : NULL;
	else if (s == DOMAIN_GROUP)
		v = free_read(v, NAME_MAX_BYTES);
	else if (s == DOMAIN_NOTES)
		v = free_read(v, TEXT_MAX_BYTES);
	else if (!is_one_of(v, settings[s].takes))
		v = NULL;
	if (v == NULL)
		return error_set(e, ERR_INPUT,
		    "%s takes %s, not \"%.60s\"; nothing was changed",
		    settings[s].name, settings[s].takes, value);
	*ret = v;
	return OK;
}

/* What is said of one domain counts more than what is said of all. */
struct reading {
	struct arena *arena;
	struct domain_settings settings;
	bool own[DOMAIN_SETTING_COUNT];
};

static enum err
on_setting(void *ctx, const struct decision *d, struct error *e)
{
	struct reading *r = ctx;
	enum domain_setting s;

	if (!d->in_force || domain_setting_find(d->subject, &s, e) != OK)
		return OK; /* one that a newer program knows */
	if (d->domain == NULL && r->own[s])
		return OK;
	r->settings.value[s] = arena_strdup(r->arena, d->value);
	r->settings.set[s] = true;
	r->own[s] = d->domain != NULL;
	return r->settings.value[s] != NULL
	           ? OK
	           : error_set(e, ERR_LIMIT, "the settings are too large");
}

enum err
store_domain_settings(struct store *st, const char *domain, struct arena *a,
    struct domain_settings *ret, struct error *e)
{
	struct reading r = { .arena = a };
	enum err err;

	for (int i = 0; i < DOMAIN_SETTING_COUNT; i++)
		r.settings.value[i] = settings[i].usual;
	err = store_decisions(st, domain, ABOUT_DOMAIN, on_setting, &r, e);
	if (err == OK)
		*ret = r.settings;
	return err;
}
