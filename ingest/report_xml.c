/*
 * The only door to libxml2: its SAX2 push parser, strict.
 *
 * Every piece goes through markup_scan() first, which holds the ceilings that
 * libxml2 lacks and says where the root element ends; the parser gets nothing
 * behind that.  A DOCTYPE stops the parse at once, entities are never looked
 * up, and nothing is loaded.  After a stop libxml2 2.9 still says
 * "well-formed", so the reason is kept here.
 *
 * A context is used again for most documents (a new one costs a quarter of
 * the parse).  After a reset libxml2 does not look for an encoding, so a
 * document that leads with anything but "<" in one byte gets a new one, and
 * so does one after many strange names, which stay in its dictionary.
 */
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/report_xml_inside.h"

enum { USES_MAX = 256 };

void
xml_door_stop(struct report_xml *x)
{
	xmlStopParser(x->ctxt);
}

/* What the build made of an event. */
static void
look_at_build(struct report_xml *x)
{
	switch (x->build.stop) {
	case BUILD_GO: break;
	case BUILD_NOT_FEEDBACK: xml_stop(x, XML_NOT_FEEDBACK); break;
	case BUILD_LIMIT: xml_stop(x, XML_LIMIT); break;
	case BUILD_SINK: xml_stop(x, XML_SINK); break;
	}
}

static void
start_element(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
    int n_attributes, int n_defaulted, const xmlChar **attributes)
{
	struct report_xml *x = ctx;

	(void)n_defaulted;
	if (x->ended)
		return;
	if (x->build.depth >= x->limits->xml_depth) {
		xml_stop_at_limit(x, "elements too deep inside each other");
		return;
	}
	if (!build_open(&x->build, (const char *)name, (const char *)uri))
		xml_count_name(x, name);
	xml_count_name(x, prefix);
	for (size_t i = 0; i < (size_t)n_namespaces && !x->ended; i++) {
		xml_count_name(x, namespaces[2 * i]);
		xml_count_name(x, namespaces[2 * i + 1]);
	}
	for (size_t i = 0; i < (size_t)n_attributes && !x->ended; i++) {
		xml_count_name(x, attributes[5 * i]);
		xml_count_name(x, attributes[5 * i + 1]);
	}
	look_at_build(x);
}

static void
end_element(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct report_xml *x = ctx;

	(void)name;
	(void)prefix;
	(void)uri;
	if (x->ended)
		return;
	build_close(&x->build);
	look_at_build(x);
}

static void
characters(void *ctx, const xmlChar *p, int n)
{
	struct report_xml *x = ctx;

	if (x->ended || n <= 0)
		return;
	build_text(&x->build, (const char *)p, (size_t)n);
}

static void
instruction(void *ctx, const xmlChar *target, const xmlChar *data)
{
	struct report_xml *x = ctx;

	(void)data;
	if (!x->ended)
		xml_count_name(x, target);
}

static void
doctype(void *ctx, const xmlChar *name, const xmlChar *external,
    const xmlChar *system)
{
	struct report_xml *x = ctx;

	(void)name;
	(void)external;
	(void)system;
	if (x->ended)
		return;
	error_set(&x->error, ERR_INPUT,
	    "it has a DOCTYPE, which no report needs and which could harm");
	xml_stop(x, XML_DOCTYPE);
}

static xmlEntityPtr
no_entity(void *ctx, const xmlChar *name)
{
	(void)ctx;
	(void)name;
	return NULL;
}

/* libxml2 2.12 made the argument const. */
#if LIBXML_VERSION >= 21200
typedef const xmlError *xml_error;
#else
typedef xmlErrorPtr xml_error;
#endif

/* Keep the first sentence; undeclared prefixes and warnings are no errors. */
static void
complain(void *ctx, xml_error why)
{
	struct report_xml *x = ctx;
	size_t n;

	if (x->ended || x->code != 0 || why == NULL ||
	    why->level != XML_ERR_FATAL)
		return;
	x->code = why->code;
	n = why->message != NULL ? strcspn(why->message, "\n") : 0;
	error_set(&x->error, ERR_INPUT, "not well-formed in line %d: %.*s",
	    why->line, (int)n, why->message != NULL ? why->message : "");
}

static void
silent(void *ctx, const char *fmt, ...)
{
	(void)ctx;
	(void)fmt;
}

static xmlParserInputPtr
no_input(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
	(void)url;
	(void)id;
	(void)ctxt;
	return NULL;
}

void
report_xml_setup(void)
{
	xmlInitParser();
	xmlSetExternalEntityLoader(no_input);
	/* libxml2 prints what an encoder says, whatever the options. */
	xmlSetGenericErrorFunc(NULL, silent);
	xmlThrDefSetGenericErrorFunc(NULL, silent);
}

void
xml_door_close(struct report_xml *x)
{
	if (x->ctxt != NULL)
		xmlFreeParserCtxt(x->ctxt);
}

static void
new_context(struct report_xml *x)
{
	xmlSAXHandler sax;
	int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;

	memset(&sax, 0, sizeof(sax));
	sax.initialized = XML_SAX2_MAGIC;
	sax.startElementNs = start_element;
	sax.endElementNs = end_element;
	sax.characters = characters;
	/* The same function: then libxml2 does not guess which blanks count. */
	sax.ignorableWhitespace = characters;
	sax.cdataBlock = characters;
	sax.processingInstruction = instruction;
	sax.internalSubset = doctype;
	sax.getEntity = no_entity;
	sax.serror = complain;
#if LIBXML_VERSION >= 21300
	options |= XML_PARSE_NO_XXE;
#endif
#if LIBXML_VERSION >= 21400
	options |= XML_PARSE_NO_SYS_CATALOG;
#endif
	if (x->ctxt != NULL)
		xmlFreeParserCtxt(x->ctxt);
	x->ctxt = xmlCreatePushParserCtxt(&sax, x, NULL, 0, NULL);
	if (x->ctxt == NULL)
		abort(); /* no memory, as in xmalloc() */
	xmlCtxtUseOptions(x->ctxt, options);
	x->uses = 0;
}

void
xml_door_begin(struct report_xml *x, bool plain)
{
	if (x->ctxt == NULL || !plain || x->uses++ >= USES_MAX ||
	    x->n_names > 64 ||
	    xmlCtxtResetPush(x->ctxt, NULL, 0, NULL, NULL) != 0)
		new_context(x);
}

/* Whether libxml2's number says that bytes do not fit the encoding. */
static bool
is_encoding_error(int code)
{
	return code == XML_ERR_INVALID_ENCODING ||
	       code == XML_ERR_UNSUPPORTED_ENCODING ||
	       code == XML_ERR_UNKNOWN_ENCODING ||
	       code == XML_ERR_INVALID_CHAR || code == XML_ERR_ENCODING_NAME ||
	       code == XML_I18N_CONV_FAILED || code == XML_I18N_NO_OUTPUT ||
	       code == XML_IO_ENCODER;
}

void
xml_door_push(struct report_xml *x, const char *p, size_t n, bool last)
{
	int rc = xmlParseChunk(x->ctxt, p, (int)n, last);

	x->terminated = x->terminated || last;
	if (x->ended)
		return;
	/* An encoder's failure comes as the result alone. */
	if (x->ctxt->wellFormed && !is_encoding_error(rc))
		return;
	if (x->code == 0) {
		x->code = rc;
		error_set(&x->error, ERR_INPUT,
		    "not readable in the encoding that it declares");
	}
	xml_stop(x, is_encoding_error(x->code) ? XML_ENCODING : XML_BROKEN);
}

struct library
report_xml_library(void)
{
	return library_named("libxml2", "%s", LIBXML_DOTTED_VERSION);
}
