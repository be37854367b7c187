/*
 * Who a sender without a name may be, by the selectors that are at home there
 * (4.2).  For display only: a selector is chosen by its owner, so nothing is
 * decided by it.
 */
#include <fnmatch.h>
#include <string.h>

#include "advise/engine.h"

#define DIGITS_7 "[0-9][0-9][0-9][0-9][0-9][0-9][0-9]"

static const struct {
	const char *pattern; /* of the selector, as the shell has them */
	const char *service;
} selectors[] = {
	{ "selector[12]", "microsoft365" },
	{ "google", "google" },
	{ "k[123]", "mailchimp" },
	{ "fm[123]", "fastmail" },
	{ "protonmail*", "proton" },
	{ "sig1", "icloud" },
	{ "zmail", "zoho" },
	{ DIGITS_7 DIGITS_7 "pm", "postmark" },
	{ "mte[12]", "mandrill" },
	{ "mandrill", "mandrill" },
	{ "hs[12]-*", "hubspot" },
	{ "cm", "campaignmonitor" },
	{ "zendesk[12]", "zendesk" },
	{ "intercom", "intercom" },
	{ "litesrv", "mailerlite" },
	{ "mailjet", "mailjet" },
	{ "resend", "resend" },
	{ "scph[0-9]*", "sparkpost" },
	{ "ovhmo[0-9]*-selector[12]", "ovh" },
	{ "gm[123]", "gandi" },
	{ "brevo[12]", "brevo" },
	{ "aweber_key_*", "aweber" },
	{ "rwmt[12]", "mailtrap" },
	{ "acdkim[12]", "activecampaign" },
};

enum { SES_LENGTH = 32 }; /* Easy DKIM: so many of [a-z0-9] */

static const char *
service_by(const char *selector)
{
	size_t n = strlen(selector);

	for (size_t i = 0; i < sizeof(selectors) / sizeof(*selectors); i++)
		if (fnmatch(selectors[i].pattern, selector, 0) == 0)
			return selectors[i].service;
	return n == SES_LENGTH &&
	               strspn(selector,
	                   "abcdefghijklmnopqrstuvwxyz0123456789") == n
	           ? "amazonses"
	           : NULL;
}

static const char *
service_name(const struct engine *g, const char *id)
{
	for (uint32_t i = 0; i < g->services->n; i++)
		if (strcmp(g->services->v[i].shown.id, id) == 0)
			return g->services->v[i].shown.name;
	return NULL;
}

/* Of several guesses the first by name, so that it is always the same. */
static const char *
better(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == NULL ? b : a;
	return strcmp(a, b) <= 0 ? a : b;
}

enum err
guesses_find(struct engine *g, struct error *e)
{
	(void)e;
	for (uint32_t i = 0; i < g->signers.n; i++) {
		const struct selector *sel = &g->selectors[i];
		const char *id = service_by(sel->selector);

		if (!sel->known || sel->home == MAP_NONE || id == NULL)
			continue;
		struct key *k = &g->keys[sel->home];
		if (k->service == SERVICE_NONE)
			k->out.guess =
			    better(k->out.guess, service_name(g, id));
	}
	return OK;
}
