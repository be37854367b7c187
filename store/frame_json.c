/* The parts that every answer has, for commands and API alike. */
#include "core/text_json.h"
#include "store/store.h"

static json_t *
day_to_json(day_t day)
{
	char text[DAY_TEXT_MAX];

	return text_to_json(day_format(day, text));
}

void
frame_set_json(json_t *object, day_t as_of, const struct span *span)
{
	json_put(object, "as_of", day_to_json(as_of));
	if (!span)
		return;
	json_put(object, "from", day_to_json(span->from));
	json_put(object, "to", day_to_json(span->to));
}

void
page_set_json(json_t *object, const struct page *page)
{
	json_put(object, "next", text_to_json(page->more ? page->next : NULL));
	json_put(object, "total",
	    page->total < 0 ? json_null() : json_integer(page->total));
	json_put(object, "more", json_boolean(page->more));
	if (page->records_from != 0)
		json_put(object, "records_from",
		    day_to_json(page->records_from));
}
