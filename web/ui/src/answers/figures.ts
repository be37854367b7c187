// Sums of messages: by domain, day, policy, reporter, address.

import type { Numbers } from "./judged";

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
