/*
 * The head of a frame: what length and type may be before any of its body is
 * there.
 */
#include "core/wire.h"
#include "core/wire_fields.h"

const char *
wire_type_name(enum wire_type type)
{
	static const char *const names[] = { [WIRE_SOURCE] = "source",
		[WIRE_RECORD] = "record",
		[WIRE_RESTART] = "restart",
		[WIRE_PIECE] = "piece",
		[WIRE_DOCUMENT] = "document",
		[WIRE_END] = "end",
		[WIRE_ERROR] = "error" };

	return names[type];
}

enum err
wire_frame_at(const void *p, size_t n, size_t body_max,
    enum wire_type *ret_type, size_t *ret_size, struct error *e)
{
	const unsigned char *b = p;
	size_t body;

	if (n < WIRE_HEAD) {
		*ret_size = 0;
		return OK;
	}
	body =
	    b[0] | (size_t)b[1] << 8 | (size_t)b[2] << 16 | (size_t)b[3] << 24;
	if (b[4] < WIRE_SOURCE || b[4] > WIRE_ERROR || body > body_max)
		return error_set(e, ERR_INPUT,
		    "what the worker sent is no frame");
	*ret_type = (enum wire_type)b[4];
	*ret_size = WIRE_HEAD + body;
	return OK;
}
