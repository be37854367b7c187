/* Each door names its library. */
#include "ingest/ingest.h"
#include "ingest/mime.h"
#include "ingest/report_xml.h"
#include "ingest/unpack.h"

size_t
ingest_libraries(struct library out[LIBRARIES_MAX])
{
	size_t n = 0;

	out[n++] = mime_library();
	out[n++] = report_xml_library();
	out[n++] = unpack_library();
	return n;
}
