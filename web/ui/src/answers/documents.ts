// What came in: the ledger, reports and their rows; and what runs here.

import type { Answer, List, Policy, Ranged } from "./figures";

export interface IntakeRow {
	id: number;
	document: number;
	received: number;
	outcome: string;
	reason: string | null;
	path: string | null;
	member: string | null;
	size: number;
	digest: string | null;
	message_id: string | null;
	mail_from: string | null;
	provenance: string;
	reporter: string | null;
	report: number | null;
}

export interface Intake extends Answer, List<IntakeRow> {
	counts: { outcome: string; documents: number }[];
}

interface ReportBase {
	id: number;
	org_name: string | null;
	reporter: string | null;
	email: string | null;
	report_id: string | null;
	domain: string | null;
	begin: number | null;
	end: number | null;
	day: string | null;
	messages: number;
	pass: number;
	outcome: string;
	counted: boolean;
	provenance: string;
	dialect: string | null;
	part: boolean;
	coarse: boolean;
	late: boolean;
	received: number | null;
	digest: string;
}

export interface ReportRow extends ReportBase {
	records: number;
	repairs: number;
}

export interface Reports extends Ranged, List<ReportRow> {}

export interface Repair {
	code: string;
	detail: string | null;
}

export interface AuthDkim {
	domain: string | null;
	selector: string | null;
	result: string | null;
	human_result: string | null;
}

export interface AuthSpf {
	domain: string | null;
	scope: string | null;
	result: string | null;
	human_result: string | null;
}

export interface RecordRow {
	source_ip: string | null;
	count: number;
	policy_evaluated: {
		disposition: string | null;
		dkim: string | null;
		spf: string | null;
		reasons: { type: string | null; comment: string | null }[];
	};
	identifiers: {
		header_from: string | null;
		envelope_from: string | null;
		envelope_to: string | null;
	};
	auth_results: { dkim: AuthDkim[]; spf: AuthSpf[] };
}

export interface Report extends Answer, ReportBase {
	repairs_total: number;
	extra_contact_info: string | null;
	generator: string | null;
	errors: string[];
	version: string | null;
	xml_namespace: string | null;
	policy_published: Policy & {
		domain: string | null;
		discovery_method: string | null;
	};
	repairs: Repair[];
	path: string | null;
	member: string | null;
	message_id: string | null;
	mail_from: string | null;
	auth_from: string | null;
	has_document: boolean;
	accepted: { by: string; at: number } | null;
	records: List<RecordRow>;
}

export interface About extends Answer {
	version: string;
	schema_version: number;
	libraries: { name: string; version: string }[];
	database: { path: string; bytes: number; wal_bytes: number;
		free_bytes: number | null; uploads_waiting: number };
}
