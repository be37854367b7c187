/* What the advisor is told about a domain, each setting with what it takes. */
#include "web/list.h"

/* A domain has them before its first report, if somebody made some. */
static enum err
check_known(struct request *r, const struct domain_settings *s, struct error *e)
{
	for (int i = 0; i < DOMAIN_SETTING_COUNT; i++)
		if (s->set[i])
			return OK;
	return look_up_domain(r, NULL, e);
}

enum err
api_settings(struct request *r, struct answer *a, struct error *e)
{
	struct domain_settings s;
	json_t *o, *items;
	enum err err =
	    store_domain_settings(r->store, r->filter.domain, &r->arena, &s, e);
	if (err == OK)
		err = check_known(r, &s, e);
	if (err == OK)
		err = api_head(r, NULL, &o, e);
	if (err != OK)
		return err;
	items = json_array();
	json_put(o, "domain", text_to_json(r->filter.domain));
	json_put(o, "items", items);
	for (int i = 0; i < DOMAIN_SETTING_COUNT; i++) {
		const struct domain_setting_info *info =
		    domain_setting_info((enum domain_setting)i);
		json_t *item = json_object();

		json_put(item, "name", json_string(info->name));
		json_put(item, "value", text_to_json(s.value[i]));
		json_put(item, "set", json_boolean(s.set[i]));
		json_put(item, "usual", json_string(info->usual));
		json_put(item, "takes", json_string(info->takes));
		json_put(item, "why", json_string(info->why));
		json_array_append_new(items, item);
	}
	return answer_json(a, o, e);
}
