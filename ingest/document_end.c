/*
 * What a document is in the end: its parse, a repair if single bytes were in
 * the way, and the judgement of what could be read.
 */
#include "ingest/byte_repair.h"
#include "ingest/item.h"
#include "ingest/judge.h"

/* What an uninteresting document makes of an item that has nothing else. */
static void
keep_for_later(struct ingest *in)
{
	static const struct {
		enum sniff kind;
		enum outcome outcome;
		const char *reason;
	} kinds[] = {
		{ SNIFF_FAILURE, OUTCOME_FAILURE_REPORT,
		    "a failure report as plain text" },
		{ SNIFF_NOTICE, OUTCOME_NOTICE,
		    "a notice that a report could not be sent" },
		{ SNIFF_XML, OUTCOME_OTHER,
		    "XML whose root element is not <feedback>" },
		{ SNIFF_EMPTY, OUTCOME_OTHER, "there is nothing in it" },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (kinds[i].kind != in->job.kind)
			continue;
		item_keep(in, kinds[i].outcome, in->job.member,
		    kinds[i].reason);
		return;
	}
	item_keep(in, OUTCOME_OTHER, in->job.member,
	    "neither XML nor a TLS report");
}

static bool
may_be_repaired(const struct ingest *in, enum xml_end end)
{
	return end == XML_BROKEN || end == XML_ENCODING ||
	       end == XML_TRUNCATED ||
	       (end == XML_NOT_FEEDBACK && in->job.kind == SNIFF_AGGREGATE);
}

/*
 * Parse, and if bytes were in the way, repair them and parse again; not if the
 * document is too large or damaged, and so out of the question anyway.
 */
static enum xml_end
end_of_xml(struct ingest *in, bool all_came, struct report **ret_report,
    struct error *e)
{
	enum xml_end end = report_xml_end(in->xml, ret_report, e);

	if (all_came && may_be_repaired(in, end))
		end = byte_repair(in, end, ret_report, e);
	if (end == XML_WHOLE && report_xml_trailing(in->xml) > 0)
		ledger_add(report_xml_ledger(in->xml), REPAIR_TRAILING,
		    "%zu bytes after the report", report_xml_trailing(in->xml));
	if (in->job.trailing > 0)
		ledger_add(report_xml_ledger(in->xml), REPAIR_GZIP_TRAILING,
		    "%zu bytes after the gzip data", in->job.trailing);
	return end;
}

static enum err
end_aggregate(struct ingest *in, struct document *d, struct error *why,
    struct error *e)
{
	struct report *report;
	struct error own = { 0 };
	enum xml_end end =
	    end_of_xml(in, d->outcome == OUTCOME_REPORT, &report, &own);

	if (end == XML_TRUNCATED && in->job.kind == SNIFF_UNDECIDED &&
	    report->policy_published.domain == NULL &&
	    report_xml_records(in->xml) == 0)
		end = XML_NOT_FEEDBACK; /* blanks, most likely */
	if (end == XML_SINK) {
		*e = own;
		return own.code;
	}
	if (end == XML_NOT_FEEDBACK && in->job.kind == SNIFF_UNDECIDED) {
		in->job.kind = SNIFF_XML;
		keep_for_later(in);
		return OK;
	}
	if (d->outcome == OUTCOME_REPORT) {
		d->outcome = judge_end(end);
		*why = own;
	}
	if (d->outcome == OUTCOME_REPORT)
		d->outcome =
		    judge_report(in, report, report_xml_ledger(in->xml), why);
	report_xml_repairs(in->xml, report);
	d->report = report;
	return item_emit_document(in, d, e);
}

static void
end_bytes(struct document_job *job, bool whole, struct document *d)
{
	if (job->digest != NULL && whole) {
		digest_finish(job->digest, &d->digest);
		job->digest = NULL;
	}
	if (job->deflater != NULL && whole) {
		deflate_finish(job->deflater);
		job->deflater = NULL;
		if (!job->deflated.overflow)
			d->deflated = &job->deflated;
	}
	document_drop(job);
}

enum err
document_end(struct ingest *in, enum outcome broken, const struct error *why,
    struct error *e)
{
	struct document_job *job = &in->job;
	struct document d = { .outcome = broken,
		.member = job->member,
		.size = job->size };
	struct error reason = *why;

	if (job->kind == SNIFF_MORE) {
		document_start(in,
		    sniff_document(job->head.data, job->head.len, true),
		    job->head.data, job->head.len);
		document_consume(in, job->head.data, job->head.len);
	}
	if (job->over) {
		d.outcome = OUTCOME_LIMIT;
		error_set(&reason, ERR_LIMIT, "the document is too large");
	}
	d.reason = reason.text;
	end_bytes(job, d.outcome == OUTCOME_REPORT, &d);
	if (job->parsed)
		return end_aggregate(in, &d, &reason, e);
	if (d.outcome == OUTCOME_REPORT && job->uninteresting) {
		keep_for_later(in);
		return OK;
	}
	if (d.outcome == OUTCOME_REPORT) {
		d.outcome = OUTCOME_TLSRPT;
		d.reason = "a TLS report (RFC 8460)";
	}
	return item_emit_document(in, &d, e);
}
