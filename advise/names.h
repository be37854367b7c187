/* The table of mail services inside (4.3), and what a PTR's name says. */
#ifndef ADVISE_NAMES_H
#define ADVISE_NAMES_H

#include "advise/map.h"
#include "advise/settings.h"

enum service_role {
	ROLE_MAILBOX,
	ROLE_ESP,
	ROLE_SAAS,
	ROLE_GATEWAY,
	ROLE_FORWARDER,
	ROLE_LIST,
	ROLE_HOST,
	ROLE_COUNT
};

/* What a service is recognised by: the columns of the table. */
enum service_field { SERVICE_PTR, SERVICE_DKIM, SERVICE_RP, SERVICE_FIELDS };

struct service {
	struct advise_service shown;
	enum service_role role;
	bool shared; /* strangers use the same addresses */
	bool infra;  /* other services are built on it */
	const char *patterns[SERVICE_FIELDS]; /* "a.example,b.example" */
};

struct advise_services {
	struct service *v;
	uint32_t n, room;
	struct strings patterns[SERVICE_FIELDS];
	uint32_t *service_of[SERVICE_FIELDS]; /* by index of the pattern */
};

/* No service. */
enum { SERVICE_NONE = -1 };

/* By the longest pattern that is domain or a parent of it; s may be NULL. */
int services_match(const struct advise_services *s, enum service_field field,
    const char *domain);

/* Sends for many customers; passes on the mail of others. */
bool service_sends(const struct service *s);
bool service_relays(const struct service *s);

/*
 * A PTR that an access provider makes of the address: it names no sender
 * (4.1, rule 7).
 */
bool ptr_is_generic(const char *ptr);

#endif
