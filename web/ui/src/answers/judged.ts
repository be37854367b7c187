// The advisor: the advice on a domain, senders, trials, decisions, the board.
// Codes are the interface; sentences come with them.

import type { Answer, List, PolicyRun, Ranged, Stage } from "./figures";

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
