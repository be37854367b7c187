/*
 * Those who report, and the mails they send: how a receiver writes, packs and
 * names its reports, and what the owner's server writes above them.
 */
#ifndef TESTS_SAMPLE_LIB_MAIL_H
#define TESTS_SAMPLE_LIB_MAIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/sample/lib/out.h"
#include "tests/sample/lib/report.h"
#include "tests/sample/lib/rng.h"

enum { REPORTERS = 18 };

enum packing { PACK_GZIP, PACK_ZIP, PACK_PLAIN };

enum mail_shape {
	SHAPE_MIXED, /* a text and the attachment */
	SHAPE_WHOLE, /* the mail is the attachment */
	SHAPE_HTML,  /* Microsoft: mixed, related, alternative, html */
	SHAPE_ALONE  /* multipart with nothing but the attachment */
};

enum subject_style {
	SUBJECT_RFC,     /* Report Domain: X Submitter: Y Report-ID: Z */
	SUBJECT_LOWER,   /* Report domain: ... */
	SUBJECT_ENCODED, /* RFC 2047, base64 */
	SUBJECT_MAILRU,  /* with semicolons, folded */
	SUBJECT_BRACES,  /* Amazon's {X} */
	SUBJECT_FOLDED   /* folded with tabs */
};

enum name_style {
	NAME_QUOTED,  /* filename="a!b!1!2.xml.gz" */
	NAME_RFC2231, /* filename*0=, filename*1= */
	NAME_BARE,    /* unquoted */
	NAME_NONE
};

enum id_style {
	ID_DIGITS,       /* 19 digits */
	ID_HEX,          /* 32 hexadecimal digits */
	ID_BEGIN_DOT,    /* 1795046400.482913 */
	ID_DOMAIN_RANGE, /* example.org.begin.end */
	ID_DOMAIN_EPOCH, /* example.org:epoch */
	ID_UUID,
	ID_ANGLE /* <20261119.8f3c@reporter> */
};

enum range_style {
	RANGE_INCLUSIVE, /* 00:00:00 to 23:59:59 */
	RANGE_EXCLUSIVE, /* 00:00:00 to 00:00:00 of the next day */
	RANGE_LOCAL,     /* 22:00 of the day before, 86,405 seconds */
	RANGE_INSTANT,   /* begin and end are the same second */
	RANGE_WEEK       /* seven days, sent on Sundays */
};

/* What a receiver does with failing mail besides the policy. */
enum manner {
	MANNER_PLAIN,
	MANNER_ARC,     /* trusts ARC of lists and forwarders, says so */
	MANNER_MILTER,  /* spares lists and known forwarders, says so */
	MANNER_ARC_NOTE /* notes arc=fail on whatever fails, spares nothing */
};

struct reporter {
	const char *org_name, *email, *extra_contact_info;
	const char *host;     /* the sending server */
	const char *receiver; /* in file names, Submitter */
	const char *media_type;
	double share; /* of all recipients of our mail */
	int delay;    /* minutes after midnight UTC */
	struct xml_style xml;
	enum packing packing;
	enum mail_shape shape;
	enum subject_style subject;
	enum name_style name;
	enum id_style id;
	enum range_style range;
	enum manner manner;
	bool zip_as_gzip;   /* zip bytes under a gzip name and type */
	bool trailing_crlf; /* bytes behind the end of the gzip stream */
	bool crlf_mail;     /* lines of the mail end in CRLF */
	bool base64_text;   /* the text part is base64 too */
	bool bundles;       /* on Mondays one zip for all domains */
	bool lists;         /* on Sundays one mail, an attachment each */
	bool splits;        /* two servers, each with a part (some days) */
	bool no_source_ip;  /* leaves source_ip out now and then */
};

extern const struct reporter reporters[REPORTERS];

/* A document to attach. */
struct attachment {
	const struct sample_report *report;
	struct out xml;
};

/*
 * Write the mail in which reporter r sends n documents into *to (emptied
 * first); one zip for all if they are bundled.
 */
void mail_write(struct out *to, const struct reporter *r,
    const struct attachment *a, size_t n, bool bundled, int64_t when,
    struct rng *rng);

/* The fields that every mail has: trace, Authentication-Results, From, To. */
void mail_header(struct out *to, const struct reporter *r, const char *rua,
    int64_t when, struct rng *rng);

/* The Subject as r writes it. */
void mail_subject(struct out *to, const struct reporter *r,
    const struct sample_report *p);

#endif
