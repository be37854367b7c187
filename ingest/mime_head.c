/*
 * The header of the outermost mail: its From, its Message-ID, what our own MTA
 * found out about it (authres.c), and whether it calls itself a report of
 * another kind.
 */
#include <string.h>

#include "ingest/mime_inside.h"

/* The domain of the first mailbox in From. */
static const char *
from_domain(struct mime_walk *w, GMimeMessage *message)
{
	InternetAddressList *list = g_mime_message_get_from(message);
	int n = list != NULL ? internet_address_list_length(list) : 0;
	char name[DOMAIN_MAX + 1];

	for (int i = 0; i < n; i++) {
		InternetAddress *ia =
		    internet_address_list_get_address(list, i);
		const char *addr;

		if (!INTERNET_ADDRESS_IS_MAILBOX(ia))
			continue;
		addr = internet_address_mailbox_get_addr(
		    INTERNET_ADDRESS_MAILBOX(ia));
		if (addr != NULL && strchr(addr, '@') != NULL &&
		    domain_normalize(addr, name))
			return arena_strdup(w->a, name);
	}
	return NULL;
}

/* What our own MTA says of From, which means little with several addresses. */
static void
read_authres(struct mime_walk *w, GMimeMessage *message)
{
	GMimeHeaderList *list =
	    g_mime_object_get_header_list(GMIME_OBJECT(message));
	InternetAddressList *from = g_mime_message_get_from(message);
	bool one = from != NULL && internet_address_list_length(from) == 1;
	struct authres a;
	GMimeHeader *h;
	bool more = w->m->authserv.n > 0;

	authres_init(&a, &w->m->authserv);
	for (int i = 0; more && i < g_mime_header_list_get_count(list); i++) {
		h = g_mime_header_list_get_header_at(list, i);
		more = authres_field(&a, g_mime_header_get_name(h),
		    g_mime_header_get_raw_value(h));
	}
	w->f->auth_failed = authres_failed(&a);
	w->f->auth_from = authres_from(&a, one ? w->f->mail_from : NULL);
	if (w->f->auth_from != NULL)
		w->f->auth_from = arena_strdup(w->a, w->f->auth_from);
}

bool
mime_has_report_type(GMimeObject *o, const char *want)
{
	const char *got =
	    g_mime_object_get_content_type_parameter(o, "report-type");

	return got != NULL && g_ascii_strcasecmp(got, want) == 0;
}

void
mime_read_head(struct mime_walk *w, GMimeMessage *message)
{
	struct mime_facts *f = w->f;
	GMimeObject *o = g_mime_message_get_mime_part(message);
	const char *id = g_mime_message_get_message_id(message);

	if (id != NULL)
		f->message_id = text_clean(w->a, id, strlen(id),
		    w->m->limits->text_bytes, NULL);
	f->mail_from = from_domain(w, message);
	read_authres(w, message);
	f->failure_report =
	    o != NULL && mime_has_report_type(o, "feedback-report");
	f->tlsrpt = (o != NULL && mime_has_report_type(o, "tlsrpt")) ||
	            g_mime_object_get_header(GMIME_OBJECT(message),
	                "TLS-Report-Domain") != NULL;
}
