/*
 * The table is read line by line; of lines with the same id the last stands,
 * in the place of the first.  A name is looked up whole, then without its
 * first label, and so on: the first hit is the longest suffix on a label
 * boundary.
 */
#include <string.h>

#include "advise/names.h"
#include "core/embed.h"

/* schema/services.tsv; the last column names sources and is not kept. */
enum tsv {
	TSV_ID,
	TSV_NAME,
	TSV_ROLE,
	TSV_SHARED,
	TSV_INFRA,
	TSV_PTR,
	TSV_DKIM,
	TSV_RP,
	TSV_CUSTOM_DKIM,
	TSV_CUSTOM_RP,
	TSV_SPF,
	TSV_FIX,
	TSV_COLUMNS
};

static const char *const roles[ROLE_COUNT] = {
	[ROLE_MAILBOX] = "mailbox",
	[ROLE_ESP] = "esp",
	[ROLE_SAAS] = "saas",
	[ROLE_GATEWAY] = "gateway",
	[ROLE_FORWARDER] = "forwarder",
	[ROLE_LIST] = "list",
	[ROLE_HOST] = "host",
};

static struct service *
service_place(struct advise_services *s, struct arena *a, const char *id)
{
	for (uint32_t i = 0; i < s->n; i++)
		if (strcmp(s->v[i].shown.id, id) == 0)
			return &s->v[i];
	if (s->n == s->room) {
		uint32_t room = s->room == 0 ? 128 : s->room * 2;
		struct service *v = map_grow(a, s->v, s->n, room, sizeof(*v));

		if (v == NULL)
			return NULL;
		s->v = v;
		s->room = room;
	}
	return &s->v[s->n++];
}

static enum err
no_room(struct error *e)
{
	return error_set(e, ERR_LIMIT,
	    "the table of mail services needs more memory than is allowed");
}

/* Cut a line at its tabs; how many columns there are. */
static size_t
cut(char *line, char *column[TSV_COLUMNS])
{
	size_t n = 0;
	char *rest = line, *next;

	while (n < TSV_COLUMNS && (next = strsep(&rest, "\t")) != NULL)
		column[n++] = next;
	return n;
}

static enum err
add_line(struct advise_services *s, struct arena *a, char *line, int number,
    struct error *e)
{
	char *c[TSV_COLUMNS];
	size_t role = 0;

	if (cut(line, c) < TSV_COLUMNS)
		return error_set(e, ERR_INPUT,
		    "services: line %d has fewer than %d columns; the table "
		    "is not used; separate columns by one tab",
		    number, TSV_COLUMNS);
	while (role < ROLE_COUNT && strcmp(roles[role], c[TSV_ROLE]) != 0)
		role++;
	if (role == ROLE_COUNT)
		return error_set(e, ERR_INPUT,
		    "services: line %d has the role '%.40s'; the table is not "
		    "used; roles are mailbox, esp, saas, gateway, forwarder, "
		    "list and host",
		    number, c[TSV_ROLE]);

	struct service *place = service_place(s, a, c[TSV_ID]);
	if (place == NULL)
		return no_room(e);
	*place = (struct service){
		.shown = { .id = c[TSV_ID],
		    .name = c[TSV_NAME],
		    .role = roles[role],
		    .custom_dkim = c[TSV_CUSTOM_DKIM],
		    .custom_rp = c[TSV_CUSTOM_RP],
		    .spf = c[TSV_SPF],
		    .fix = c[TSV_FIX] },
		.role = (enum service_role)role,
		.shared = strcmp(c[TSV_SHARED], "1") == 0,
		.infra = strcmp(c[TSV_INFRA], "1") == 0,
		.patterns = { c[TSV_PTR], c[TSV_DKIM], c[TSV_RP] },
	};
	return OK;
}

static enum err
add_text(struct advise_services *s, struct arena *a, const char *text, size_t n,
    struct error *e)
{
	char *rest = arena_memdup(a, text, n), *line;
	enum err err = OK;

	if (rest == NULL)
		return no_room(e);
	for (int number = 1; err == OK && (line = strsep(&rest, "\n")) != NULL;
	     number++) {
		line[strcspn(line, "\r")] = '\0';
		if (line[0] != '\0' && line[0] != '#')
			err = add_line(s, a, line, number, e);
	}
	return err;
}

/* Of two services with one pattern the first has it. */
static enum err
index_patterns(struct advise_services *s, struct arena *a,
    enum service_field field, struct error *e)
{
	size_t room = 0, known = 0;

	strings_init(&s->patterns[field], a);
	for (uint32_t i = 0; i < s->n; i++)
		room += strlen(s->v[i].patterns[field]) / 2 + 1;
	s->service_of[field] = map_array(a, room, sizeof(uint32_t));
	for (uint32_t i = 0; i < s->n; i++) {
		char *rest = arena_strdup(a, s->v[i].patterns[field]), *one;

		while (rest != NULL && (one = strsep(&rest, ",")) != NULL) {
			uint32_t at =
			    one[0] == '\0'
			        ? MAP_NONE
			        : strings_add(&s->patterns[field], one);

			if (a->full)
				return no_room(e);
			if (at == known) {
				s->service_of[field][at] = i;
				known++;
			}
		}
	}
	return a->full ? no_room(e) : OK;
}

enum err
advise_services_load(const char *extra, size_t n, struct arena *a,
    struct advise_services **ret, struct error *e)
{
	struct advise_services *s = arena_alloc(a, sizeof(*s));
	const struct embedded *f = advise_files;

	if (s == NULL)
		return no_room(e);
	enum err err = add_text(s, a, f->begin, (size_t)(f->end - f->begin), e);
	if (err == OK && extra != NULL)
		err = add_text(s, a, extra, n, e);
	for (int field = 0; err == OK && field < SERVICE_FIELDS; field++)
		err = index_patterns(s, a, (enum service_field)field, e);
	if (err == OK)
		*ret = s;
	return err;
}

int
services_match(const struct advise_services *s, enum service_field field,
    const char *domain)
{
	while (s != NULL && domain != NULL && domain[0] != '\0') {
		uint32_t at = strings_find(&s->patterns[field], domain);

		if (at != MAP_NONE)
			return (int)s->service_of[field][at];
		domain = strchr(domain, '.');
		if (domain != NULL)
			domain++;
	}
	return SERVICE_NONE;
}

bool
advise_service(const struct advise_services *s, const char *key,
    struct advise_service *ret)
{
	if (s == NULL || strncmp(key, "svc:", 4) != 0)
		return false;
	for (uint32_t i = 0; i < s->n; i++)
		if (strcmp(s->v[i].shown.id, key + 4) == 0) {
			*ret = s->v[i].shown;
			return true;
		}
	return false;
}

bool
service_sends(const struct service *s)
{
	return s != NULL && (s->role == ROLE_ESP || s->role == ROLE_SAAS);
}

bool
service_relays(const struct service *s)
{
	return s != NULL &&
	       (s->role == ROLE_FORWARDER || s->role == ROLE_LIST ||
	           s->role == ROLE_GATEWAY);
}
