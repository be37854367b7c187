/*
 * From a report to the mail that carries it: one function per layer (file
 * name, packing, attachment, shape of the mail).
 */
#include <stdio.h>
#include <string.h>

#include "tests/sample/lib/mail.h"
#include "tests/sample/lib/pack.h"

#define BOUNDARY "=_part_"

/* receiver!domain!begin!end and the extension. */
static void
file_name(char out[256], const struct reporter *r,
    const struct sample_report *p, const char *extension)
{
	snprintf(out, 256, "%s!%s!%lld!%lld%s", r->receiver, p->domain,
	    (long long)p->begin, (long long)p->end, extension);
}

static const char *
extension(const struct reporter *r)
{
	if (r->packing == PACK_PLAIN)
		return ".xml";
	return r->packing == PACK_ZIP && !r->zip_as_gzip ? ".zip" : ".xml.gz";
}

/* The bytes of the attachment: n documents are members of one zip. */
static void
pack(struct out *to, const struct reporter *r, const struct attachment *a,
    size_t n)
{
	struct zip zip = { .to = to };
	char name[256];

	switch (r->packing) {
	case PACK_PLAIN: out_bytes(to, a->xml.p, a->xml.n); break;
	case PACK_GZIP: pack_gzip(to, a->xml.p, a->xml.n); break;
	case PACK_ZIP:
		for (size_t i = 0; i < n; i++) {
			file_name(name, r, a[i].report, ".xml");
			zip_add(&zip, name, a[i].xml.p, a[i].xml.n);
		}
		zip_finish(&zip);
		break;
	}
	if (r->trailing_crlf)
		out_text(to, "\r\n");
}

static void
put_file_name(struct out *to, const struct reporter *r, const char *name)
{
	size_t half = strlen(name) / 2;

	switch (r->name) {
	case NAME_QUOTED: out_printf(to, ";\n\tfilename=\"%s\"", name); break;
	case NAME_RFC2231:
		out_printf(to,
		    ";\n\tfilename*0=\"%.*s\";\n\t"
		    "filename*1=\"%s\"",
		    (int)half, name, name + half);
		break;
	case NAME_BARE: out_printf(to, ";\n\tfilename=%s", name); break;
	case NAME_NONE: break;
	}
	out_text(to, "\n");
}

/* The leaf with the report: its fields, an empty line, base64. */
static void
put_attachment(struct out *to, const struct reporter *r,
    const struct attachment *a, size_t n)
{
	struct out packed = { 0 };
	char name[256];

	file_name(name, r, a->report, extension(r));
	out_printf(to, "Content-Type: %s", r->media_type);
	if (r->name == NAME_QUOTED)
		out_printf(to, "; name=\"%s\"", name);
	out_printf(to,
	    "\nContent-Transfer-Encoding: base64\n"
	    "Content-Disposition: %s",
	    r->manner == MANNER_MILTER ? "inline" : "attachment");
	put_file_name(to, r, name);
	out_text(to, "\n");
	pack(&packed, r, a, n);
	out_base64(to, packed.p, packed.n);
	out_free(&packed);
}

static void
put_text(struct out *to, const struct reporter *r,
    const struct sample_report *p)
{
	struct out text = { 0 };

	out_printf(&text,
	    "This is an aggregate report from %s.\n\n"
	    "Report domain: %s\nSubmitter: %s\nReport ID: %s\n",
	    r->receiver, p->domain, r->receiver, p->report_id);
	out_printf(to,
	    "Content-Type: text/plain; charset=\"utf-8\"\n"
	    "Content-Transfer-Encoding: %s\n\n",
	    r->base64_text ? "base64" : "7bit");
	if (r->base64_text)
		out_base64(to, text.p, text.n);
	else
		out_bytes(to, text.p, text.n);
	out_free(&text);
}

static void
put_html(struct out *to)
{
	out_text(to,
	    "Content-Type: multipart/related; "
	    "boundary=\"" BOUNDARY "r\"\n\n--" BOUNDARY "r\n"
	    "Content-Type: multipart/alternative; "
	    "boundary=\"" BOUNDARY "a\"\n\n--" BOUNDARY "a\n"
	    "Content-Type: text/html; charset=us-ascii\n"
	    "Content-Transfer-Encoding: 7bit\n\n"
	    "<div style = \"font-family:Segoe UI; font-size:14px;\">This is "
	    "a DMARC aggregate report from Skyline. For more information "
	    "see our pages.</div>\n"
	    "--" BOUNDARY "a--\n\n--" BOUNDARY "r--\n\n");
}

static void
put_body(struct out *to, const struct reporter *r, const struct attachment *a,
    size_t n, bool bundled)
{
	if (r->shape == SHAPE_WHOLE) {
		put_attachment(to, r, a, n);
		return;
	}
	out_text(to, "Content-Type: multipart/mixed;\n"
	             "\tboundary=\"" BOUNDARY "m\"\n\n");
	if (r->shape != SHAPE_ALONE)
		out_text(to, "This is a multi-part message in MIME format.\n");
	if (r->shape == SHAPE_MIXED) {
		out_text(to, "--" BOUNDARY "m\n");
		put_text(to, r, a->report);
	} else if (r->shape == SHAPE_HTML) {
		out_text(to, "--" BOUNDARY "m\n");
		put_html(to);
	}
	for (size_t i = 0; i < (bundled ? 1 : n); i++) {
		out_text(to, "--" BOUNDARY "m\n");
		put_attachment(to, r, &a[i], bundled ? n : 1);
	}
	out_text(to, "--" BOUNDARY "m--\n");
}

/* Every \n becomes \r\n. */
static void
to_crlf(struct out *to)
{
	struct out lines = { 0 };

	for (size_t i = 0; i < to->n; i++) {
		if (to->p[i] == '\n')
			out_bytes(&lines, "\r", 1);
		out_bytes(&lines, to->p + i, 1);
	}
	out_free(to);
	*to = lines;
}

void
mail_write(struct out *to, const struct reporter *r, const struct attachment *a,
    size_t n, bool bundled, int64_t when, struct rng *rng)
{
	out_clear(to);
	mail_header(to, r, a->report->rua, when, rng);
	mail_subject(to, r, a->report);
	put_body(to, r, a, n, bundled);
	if (r->crlf_mail)
		to_crlf(to);
}
