// The API as the pages see it: the types are the contract (doc/api.yaml), and
// every request goes through ask().  Days are "YYYY-MM-DD" UTC, times are
// integer UTC seconds.

export interface Sums {
	messages: number;
	pass: number;
	fail_none: number;
	fail_quarantine: number;
	fail_reject: number;
	fail_unknown: number;
}

export interface Provenances {
	verified: number;
	unverified: number;
	failed: number;
	imported: number;
}

export interface Totals extends Sums {
	dkim_pass: number;
	spf_pass: number;
	provenance: Provenances; // all, counted or not
	counted_provenance: (keyof Provenances)[];
	domains: number;
	reports: number;
	reporters: number;
	newest: number | null;
	set_aside: number;
}

export interface Day extends Sums {
	day: string;
	dkim_pass: number;
	spf_pass: number;
	both_pass: number;
	reports: number;
	coarse: boolean;
}

export interface Policy {
	p: string | null;
	sp: string | null;
	np: string | null;
	pct: number | null;
	adkim: string | null;
	aspf: string | null;
	fo: string | null;
	testing: string | null;
}

export interface Stage {
	stage: string | null;
	stage_text: string | null;
	rung: number | null;
}

export interface DomainRow extends Sums, Stage {
	domain: string;
	reports: number;
	reporters: number;
	policy: Policy;
	first_day: string;
	last_day: string;
	last_report: number;
	days_step: number; // days that each of these is for: 1, or 7
	days_pass: number[];
	days_fail: number[];
}

export interface List<T> {
	items: T[];
	next: string | null;
	total: number | null;
	more: boolean;
	records_from?: string; // records of days before it were pruned
}

export interface Answer {
	as_of: string;
}

export interface Ranged extends Answer {
	from: string;
	to: string;
}

export interface Overview extends Ranged, List<DomainRow> {
	version: string;
	totals: Totals;
	days: Day[];
	kinds: Numbers; // of each day from `from` on, as judged last
	forged_stopped: number;
}

export interface Domains extends Ranged, List<DomainRow> {}

export interface PolicyRun extends Policy {
	first_day: string;
	last_day: string;
	messages: number;
	reports: number;
	stage: string | null;
	stage_text: string | null;
}

export interface ReporterRow extends Sums {
	reporter: string;
	org_name: string | null;
	reports: number;
	repairs: number;
	last_day: string;
	days_pass: number[]; // of each day of the range, if these are few
	days_fail: number[];
}

export interface Reporters extends Ranged, List<ReporterRow> {}

export interface RepairRow {
	reporter: string;
	code: string;
	repairs: number;
	reports: number;
	last_day: string;
}

export interface Repairs extends Ranged, List<RepairRow> {}

export interface Trend extends Ranged, Stage {
	domain: string;
	totals: Totals;
	days: Day[];
	kinds: Numbers; // of each day from `from` on, as judged last
	forged_stopped: number;
	policies: PolicyRun[];
	reporters: ReporterRow[];
	policy: Policy | null;
	first_day: string | null;
	last_day: string | null;
	last_report: number | null;
}

export interface SourceRow extends Sums {
	source_ip: string | null;
	dkim_pass: number;
	spf_pass: number;
	reporters: number;
	first_day: string;
	last_day: string;
}

export interface Sources extends Ranged, List<SourceRow> {
	domain: string;
}

type Named = Omit<SourceRow, "source_ip">;

export interface SubdomainRow extends Named {
	header_from: string | null;
}

export interface Subdomains extends Ranged, List<SubdomainRow> {
	domain: string;
}

export interface SendingRow extends Named {
	domain: string;
}

export interface Sighting {
	day: string;
	domain: string;
	reporter: string;
	header_from: string | null;
	messages: number;
	disposition: string | null;
	dkim: string | null;
	spf: string | null;
	report: number;
}

export interface Source extends Ranged, List<SendingRow> {
	source_ip: string;
	sightings: Sighting[];
}

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

// The advisor's answer.  Codes are the interface; sentences come with them.
export interface Numbers {
	own_pass: number[];
	own_fail: number[];
	forwarded: number[];
	forged: number[];
	unsure: number[];
}

export interface Sender {
	key: string;
	name: string;
	guess: string | null; // who it may be, by its selector
	together: string | null; // the key with which it is shown as one
	cat: string | null;
	why: string | null;
	state: string | null;
	n: number;
	legit: number;
	pass_rate: number | null;
	dkim_rate: number | null;
	spf_rate: number | null;
	proof: string | null; // a key of PROOFS
	unauth: number;
	relay: [number, number, number]; // passed, excused, lost
	first_day: string;
	last_day: string;
	days: Numbers;
}

// A line of the list: networks that share a signature are one.
export interface ShownSender extends Sender {
	others: string[]; // keys of the networks besides its own
}

export interface AdviceText {
	code: string;
	sender: string | null;
	what: string | null;
	why: string | null;
	do: string[] | null;
	know: string | null;
	ask: string[] | null;
}

export interface AdviceItem {
	code: string;
	sender?: string;
	severity?: string;
	[member: string]: unknown;
}

export interface WhatIf {
	legit_quar_day: number;
	legit_rej_day: number;
	legit_upper_day: number;
	unknown_day: number;
	forward_day: number;
	spoof_stopped_day: number;
	exposure: number;
}

export interface Decision {
	subject: string;
	value: string | null;
	decided_by: string;
	decided_at: number;
	note: string | null;
	kind: string;
	due_day: string | null;
	in_force: boolean;
}

export interface AlertRow {
	code: string;
	subject: string;
	severity: string;
	opened_day: string;
	last_day: string;
	closed_day: string | null;
}

export interface Advice extends Answer {
	domain: string;
	span_days: number;
	stage: string;
	stage_text: string;
	dwell_days: number;
	ladder: string[];
	rungs: Record<string, string>;
	target: string | null;
	verdict: string;
	score: number;
	earliest: string | null;
	next_record: string | null;
	rollback_record: string | null;
	publish_now: boolean;
	window_days: number;
	n_legit: number;
	n_known: number;
	legit_per_week: number;
	x_legit: number;
	ub95: number;
	worst_loss_week: number;
	dkim_cov: number;
	rfc9989_share: number;
	spoof_n: number;
	forward: { passed: number; exempt: number; failed: number };
	reporters: string[];
	blockers: AdviceItem[];
	sub_blockers: AdviceItem[];
	confirms: AdviceItem[];
	alerts: AdviceItem[];
	notices: AdviceItem[];
	whatif: Record<string, WhatIf>;
	senders: Sender[];
	shown: ShownSender[];
	senders_total: number;
	forgers: { key: string; name: string; n: number }[];
	texts: { verdict: string; step: string | null; forged: string;
		items: AdviceText[] };
	days_from: string;
	days: Numbers;
	decisions: Decision[];
	policies: PolicyRun[];
	alert_log: AlertRow[];
}

export interface SenderRow {
	sender: string;
	name: string | null;
	cat: string | null;
	said: string | null;
	messages: number;
	own_pass: number;
	own_fail: number;
	forwarded: number;
	unsure: number;
	forged: number;
	first_day: string;
	last_day: string;
}

// One sender; null: it sends nothing that is not forged.
export interface OneSender extends Answer {
	domain: string;
	key: string;
	name: string;
	window_days: number;
	days_from: string;
	sender: Sender | null;
	forged: { name: string; n: number; first_day: string;
		last_day: string } | null;
	texts: AdviceText[];
	decisions: Decision[];
}

export interface DiaryRow {
	day: string;
	kind: string;
	text: string;
	by: string | null;
	code: string | null;
	stage: string | null;
	target: string | null;
}

export interface Diary extends Ranged, List<DiaryRow> {}

export interface Setting {
	name: string;
	value: string;
	set: boolean;
	usual: string;
	takes: string;
	why: string;
}

export interface Settings extends Answer {
	domain: string;
	items: Setting[];
}

// What would have become of messages; parts of one are possible.
export interface Fate {
	delivered: number;
	spam: number;
	refused: number;
}

export interface Fates {
	own: Fate;
	forwarded: Fate;
	unknown: Fate;
	forged: Fate;
}

export interface Trial extends Answer {
	domain: string;
	days: number;
	messages: number;
	own: number;
	own_fail: number;
	ub95: number;
	as_seen: Fates;
	all_7489: Fates;
	all_9989: Fates;
	own_upper_day: { as_seen: number; all_7489: number; all_9989: number };
	senders: (Fates & { messages: number;
		key: string | null; name: string | null })[]; // null: all forged
}

export interface FoundRow {
	kind: "domain" | "sender" | "reporter" | "address";
	text: string;
	domain: string | null;
	sender: string | null;
	source_ip: string | null;
	domains: number;
}

export interface Found extends Answer {
	items: FoundRow[];
}

export interface Decided extends Answer {
	decided: number;
	domains: number;
	undo: { domain: string; sender: string; verdict: string | null }[];
}

export interface BoardRow extends Stage {
	domain: string;
	verdict: string;
	verdict_text: string;
	announced: boolean;
	score: number;
	target: string | null;
	earliest: string | null;
	window_days: number;
	own: number;
	own_pass: number;
	own_pass_days: number[];
	own_fail_days: number[];
	forged: number;
	forged_day: number;
	lost_week: number;
	last_day: string | null;
	next_record: string | null;
	publish_now: boolean;
	task: string | null;
	task_code: string | null;
	task_sender: string | null;
	group: string | null;
	problems: { code: string; sender: string | null }[];
	senders: { key: string; name: string | null; cat: string | null }[];
	questions: number;
	alerts: number;
	critical: number;
}

// An address as the advisor sees it; counts are of its messages.
export interface AddressRow {
	source_ip: string;
	ptr: string | null;
	sender: string;
	name: string;
	messages: number;
	own_pass: number;
	own_fail: number;
	forwarded: number;
	forged: number;
	unsure: number;
	delivered: number;
	reporters: number;
	first_day: string;
	last_day: string;
}

export interface Selector {
	domain: string;
	selector: string;
	messages: number;
	pass: number;
	first_day: string;
	last_day: string;
}

export interface Addresses extends Ranged, List<AddressRow> {
	domain: string;
	selectors: Selector[];
}

export interface Board extends Answer {
	items: BoardRow[];
}

export interface About extends Answer {
	version: string;
	schema_version: number;
	libraries: { name: string; version: string }[];
	database: { path: string; bytes: number; wal_bytes: number;
		free_bytes: number | null; uploads_waiting: number };
}

// What went wrong, in the words of RFC 9457 where the server gave them.
export class Problem extends Error {
	constructor(readonly status: number, readonly title: string,
		readonly detail: string) {
		super(detail || title);
	}
}

async function problemOf(response: Response): Promise<Problem> {
	const type = response.headers.get("content-type") ?? "";
	if (!type.includes("json"))
		return new Problem(response.status, response.statusText, "");
	const body: unknown = await response.json().catch(() => null);
	const text = (key: string): string => {
		const value = (body as Record<string, unknown> | null)?.[key];
		return typeof value === "string" ? value : "";
	};
	return new Problem(response.status, text("title"), text("detail"));
}

async function send(url: string, init: RequestInit): Promise<Response> {
	let response: Response;
	try {
		response = await fetch(url, init);
	} catch (error) {
		if (init.signal?.aborted)
			throw error;
		throw new Problem(0, "The server does not answer",
			"Is rampart still running?");
	}
	if (!response.ok)
		throw await problemOf(response);
	return response;
}

export const request = (url: string, accept: string,
	signal: AbortSignal): Promise<Response> =>
	send(url, { signal, headers: { Accept: accept } });

// A change: the browser adds Origin and Sec-Fetch-Site, which the server asks
// for.
export async function change<T>(url: string, what: unknown): Promise<T> {
	const file = what instanceof Blob;
	const response = await send(url, { method: "POST",
		body: file ? what : JSON.stringify(what),
		headers: { "Content-Type": file ? "application/octet-stream" :
			"application/json" } });
	return await response.json() as T;
}

export async function ask<T>(url: string, signal: AbortSignal): Promise<T> {
	const response = await request(url, "application/json", signal);
	return await response.json() as T;
}

const API = "/api/v1";

export const api = {
	overview: `${API}/overview`,
	domains: `${API}/domains`,
	reports: `${API}/reports`,
	about: `${API}/about`,
	intake: `${API}/intake`,
	reporters: `${API}/reporters`,
	repairs: `${API}/repairs`,
	upload: (name: string) =>
		`${API}/intake/upload?name=${encodeURIComponent(name)}`,
	source: (ip: string) => `${API}/sources/${encodeURIComponent(ip)}`,
	board: `${API}/board`,
	search: `${API}/search`,
	decisions: `${API}/decisions`,
	sender: (domain: string, key: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/senders/` +
			encodeURIComponent(key),
	diary: (domain: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/diary`,
	settings: (domain: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/settings`,
	whatif: (domain: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/whatif`,
	advice: (domain: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/advice`,
	addresses: (domain: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/addresses`,
	client: (domain: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/client-report`,
	decide: (domain: string, about: "senders" | "questions" | "settings") =>
		`${API}/domains/${encodeURIComponent(domain)}/${about}`,
	trend: (domain: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/trend`,
	sources: (domain: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/sources`,
	subdomains: (domain: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/subdomains`,
	accept: (id: string | number) => `${API}/reports/${id}/accept`,
	report: (id: string | number) => `${API}/reports/${id}`,
	document: (id: string | number) => `${API}/reports/${id}/document`,
};
