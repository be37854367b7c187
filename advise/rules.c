/*
 * The owner's rules (5.5), in the order in which they are given: the first
 * that matches wins.
 */
#include <stdio.h>
#include <string.h>

#include "advise/rules.h"

/* Whether a rule of the owner is about these results. */
static bool
rule_sees(const struct advise_rule *rule, const struct results *r)
{
	if (rule->match == MATCH_SPF)
		return r->spf_pass &&
		       domain_is_under(r->auth->spf_domain, rule->value);
	for (uint32_t i = 0; i < r->auth->n_dkim; i++) {
		const struct facts_dkim *d = &r->auth->dkim[i];

		if (d->result != AUTH_PASS)
			continue;
		if (rule->match == MATCH_SELECTOR
		        ? strcmp(d->selector, rule->value) == 0
		        : domain_is_under(d->domain, rule->value))
			return true;
	}
	return false;
}

/* Networks as people write them: an address, or all that begins with it. */
static bool
net_holds(const char *net, const struct ip *ip)
{
	char text[IP_TEXT_MAX];
	const char *slash = strchr(net, '/');
	struct ip base;
	int64_t bits;

	if (slash == NULL || slash - net >= IP_TEXT_MAX)
		return false;
	snprintf(text, sizeof(text), "%.*s", (int)(slash - net), net);
	if (!ip_parse(text, &base) || base.len != ip->len ||
	    !text_number(slash + 1, (int64_t)base.len * 8, &bits))
		return false;
	for (int i = 0; i < bits; i++)
		if (((base.bytes[i / 8] ^ ip->bytes[i / 8]) >> (7 - i % 8)) & 1)
			return false;
	return true;
}

static bool
rule_covers(const struct engine *g, const struct advise_rule *rule, uint32_t at)
{
	const struct facts_source *from = &g->f->sources[at];
	int64_t n = 0;
	struct ip ip;

	if (rule->match == MATCH_IP)
		return ip_parse(rule->value, &ip) &&
		       ip_compare(&ip, &from->ip) == 0;
	if (rule->match == MATCH_NET)
		return net_holds(rule->value, &from->ip);
	if (rule->match == MATCH_PTR)
		return domain_is_under(from->ptr, rule->value);
	for (uint32_t i = g->sources[at].shapes; i < g->sources[at + 1].shapes;
	     i++) {
		const struct shape *s = &g->shapes[g->by_source[i]];

		if (rule_sees(rule, &g->results[s->auth]))
			n += s->messages;
	}
	return n > 0 &&
	       (double)n >= RULE_COVERS * (double)g->sources[at].messages;
}

const struct advise_rule *
rules_for_source(const struct engine *g, uint32_t at)
{
	for (size_t i = 0; i < g->s->n_rules; i++) {
		const struct advise_rule *rule = &g->s->rules[i];

		if (rule->match != MATCH_KEY && rule_covers(g, rule, at))
			return rule;
	}
	return NULL;
}

const struct advise_rule *
rules_for_key(const struct engine *g, const char *key)
{
	for (size_t i = 0; i < g->s->n_rules; i++)
		if (g->s->rules[i].match == MATCH_KEY &&
		    strcmp(g->s->rules[i].value, key) == 0)
			return &g->s->rules[i];
	return NULL;
}
