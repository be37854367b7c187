// Every label, once.  Plain words first; the technical term (RFC 9989, 9990)
// stands beside them so that an expert can search for it.

import type { Policy, Sums, Totals } from "./api";
import { count, plural, share } from "./format";
import type { Tab } from "./router";

export type Class = "pass" | "fail_none" | "fail_quarantine" | "fail_reject" |
	"fail_unknown";

// A part of all messages, as charts and tables show it.
export interface Slice {
	key: string;
	label: string; // in legends and headings
	short: string; // above a column, beside the others
	sentence: string; // "1,234 ..."
	term: string; // the technical term
	word: string; // the same, in a column
	colour: "own-pass" | "own-fail" | "forwarded" | "forged" | "unknown";
	pattern?: "dots" | "stripes"; // so that they differ by more than colour
}

export interface ClassWords extends Slice {
	key: Class;
	// The query words that find these messages among the sources.
	rows: Record<string, string>;
}

// In the order in which charts stack them, from below.
export const CLASSES: readonly ClassWords[] = [
	{ key: "pass", label: "Passing", short: "Passing",
		sentence: "pass", term: "dmarc=pass", word: "dmarc=pass",
		colour: "own-pass", rows: { dmarc: "pass" } },
	{ key: "fail_none", label: "Failing, delivered",
		short: "Failing, delivered", word: "none",
		sentence: "fail and were delivered", term: "disposition none",
		colour: "own-fail", rows: { dmarc: "fail", disposition: "none" } },
	{ key: "fail_quarantine", label: "Failing, to spam",
		short: "To spam", word: "quarantine",
		sentence: "fail and went to spam", term: "disposition quarantine",
		colour: "forwarded", pattern: "dots",
		rows: { dmarc: "fail", disposition: "quarantine" } },
	{ key: "fail_reject", label: "Failing, refused",
		short: "Refused", word: "reject",
		sentence: "fail and were refused", term: "disposition reject",
		colour: "forged", pattern: "stripes",
		rows: { dmarc: "fail", disposition: "reject" } },
	{ key: "fail_unknown", label: "Failing, fate not said",
		short: "Not said", word: "no disposition",
		sentence: "fail without a word on what became of them",
		term: "no known disposition", colour: "unknown",
		rows: { dmarc: "fail" } },
];

// The same messages by what was aligned.
export const ALIGNED: readonly Slice[] = [
	{ key: "both", label: "Signature and server", short: "Both",
		sentence: "pass by signature and server", term: "dkim and spf",
		word: "dkim, spf", colour: "own-pass" },
	{ key: "dkim_only", label: "Signature alone", short: "Signature",
		sentence: "pass by the signature alone", term: "dkim, not spf",
		word: "dkim", colour: "own-pass", pattern: "dots" },
	{ key: "spf_only", label: "Server alone", short: "Server",
		sentence: "pass by the server list alone", term: "spf, not dkim",
		word: "spf", colour: "own-pass", pattern: "stripes" },
	{ key: "neither", label: "Neither", short: "Neither",
		sentence: "pass neither", term: "dmarc=fail", word: "none",
		colour: "own-fail" },
];

// How a chart divides the messages.
// The same messages by what they are, as the advisor sees it.
export const KINDS: readonly Slice[] = [
	{ key: "own_pass", label: "Own, proven", short: "Own, proven",
		sentence: "are your own and prove it", term: "own mail, dmarc=pass",
		word: "own, pass", colour: "own-pass" },
	{ key: "own_fail", label: "Own, failing", short: "Own, failing",
		sentence: "are your own and fail", term: "own mail, dmarc=fail",
		word: "own, fail", colour: "own-fail" },
	{ key: "forwarded", label: "Forwarded", short: "Forwarded",
		sentence: "were forwarded on the way", term: "relayed",
		word: "relayed", colour: "forwarded", pattern: "dots" },
	{ key: "unsure", label: "We cannot tell", short: "Unsure",
		sentence: "cannot be told yet", term: "unknown", word: "unknown",
		colour: "unknown" },
	{ key: "forged", label: "Forged", short: "Forged",
		sentence: "were forged", term: "spoofed", word: "spoofed",
		colour: "forged", pattern: "stripes" },
	{ key: "unjudged", label: "Not judged", short: "Not judged",
		sentence: "are not judged", term: "no verdict on them",
		word: "no verdict", colour: "unknown", pattern: "stripes" },
];

export const SPLITS: Record<string, { word: string;
	slices: readonly Slice[] }> = {
	disposition: { word: "What became of them", slices: CLASSES },
	alignment: { word: "How they prove it", slices: ALIGNED },
	kind: { word: "Whose they are", slices: KINDS },
};

// What the advisor says of a domain, in a word.
export const VERDICTS: Record<string, { word: string; tone: string }> = {
	ROLLBACK: { word: "Step back or fix", tone: "bad" },
	HOLD: { word: "Stay", tone: "bad" },
	FIX_RECORD: { word: "Fix the record", tone: "bad" },
	ATTENTION: { word: "Look at it", tone: "warn" },
	READY: { word: "Ready", tone: "good" },
	READY_IF_CONFIRMED: { word: "Ready, if confirmed", tone: "good" },
	NOT_READY: { word: "Not yet", tone: "warn" },
	NO_DATA: { word: "Waiting for reports", tone: "" },
	DONE: { word: "At its goal", tone: "good" },
};

// Matters that a person can do something about, in few words.
export const PROBLEMS: Record<string, string> = {
	B_FIX: "not signed", B_UNKNOWN: "yours?", B_RATE: "fails too often",
	B_DKIM: "without signature", B_DKIM_FIRST: "signature first",
	S_ONE_REPORTER: "one reporter", S_FORWARD_LOSS: "forwards lost",
	S_YEARLY_SENDERS: "yearly senders?", S_MAILING_LISTS: "mailing lists?",
	S_PERIODIC: "periodic sender?", S_SILENT: "silent sender?",
	S_CONFIRM_PARKED: "parked?", REGRESSION: "fails suddenly",
	SELECTOR_DOWN: "signature broken", LEGIT_BLOCKED: "own mail hit",
	SPF_BREAK: "server list broken", POLICY_CHANGED: "policy changed",
	NO_REPORTS: "no reports", STRICT_MISMATCH: "too strict",
	TEST_FLAG_NOT_UNIVERSAL: "test that enforces",
};

// What a sender is.
export const CATEGORIES: Record<string, { word: string; tone: string;
	says: string }> = {
	FIXABLE: { word: "to be fixed", tone: "warn",
		says: "It is yours, and it does not prove that." },
	PARTIAL: { word: "partly", tone: "warn",
		says: "Some of its mail proves that it is yours, some does not." },
	UNKNOWN: { word: "we cannot tell", tone: "warn",
		says: "Nothing tells whether it is yours. Only you can." },
	MAYBE_FORWARD: { word: "perhaps forwarded", tone: "",
		says: "It may pass on mail of others." },
	ALIGNED: { word: "proves it is yours", tone: "good",
		says: "Its mail proves that it may send in your name." },
	FORWARDER: { word: "forwards for others", tone: "",
		says: "It passes on your mail. You cannot repair that." },
	FIXABLE_MINOR: { word: "to be fixed, few", tone: "",
		says: "It is yours and does not prove that, but it is little." },
	UNKNOWN_MINOR: { word: "we cannot tell, few", tone: "",
		says: "Nothing tells whether it is yours, but it is little." },
	MAYBE_FORWARD_MINOR: { word: "perhaps forwarded, few", tone: "",
		says: "It may pass on mail of others; it is little." },
	SPOOF: { word: "forged", tone: "bad",
		says: "Somebody else sends in your name." },
};

// By what at least half of a sender's own mail proves itself.
export const PROOFS: Record<string, string> = {
	both: "both", dkim: "signature",
	spf: "server list: breaks when forwarded", neither: "neither",
};

export const EVIDENCE: Record<string, string> = {
	owner: "you said so",
	tenant: "it is signed with the name of your own account there",
	own_network: "it comes from a network that sends your proven mail",
	service: "it is a known mail service that sends for its customers",
	steady: "it sends steadily, from the same place",
	consistent: "it behaves as one sender over time",
	transient: "it came and went, from many places",
};

export const TAB_WORDS: Record<Tab, string> = {
	advice: "Advice",
	trends: "Trends",
	sources: "Sources",
	reporters: "Reporters",
	subdomains: "Subdomains",
	reports: "Reports",
	whatif: "What if",
	settings: "Settings",
};

export const DISPOSITIONS: Record<string, string> = {
	none: "delivered",
	quarantine: "to spam",
	reject: "refused",
	pass: "passed",
};

export const PROVENANCES: Record<string, string> = {
	verified: "verified: the mail proved that it came from the reporter",
	unverified: "unverified: nothing proves who sent the mail",
	failed: "failed: the mail did not prove that it came from the reporter",
	imported: "imported: you gave the file yourself",
};

export const OUTCOMES: Record<string, string> = {
	report: "counted",
	conflict: "not counted: another report has the same name and other rows",
};

// What became of a thing that came in.  aside: it could not be stored.
export const LEDGER: Record<string, { short: string; long: string;
	aside: boolean }> = {
	report: { short: "stored", aside: false,
		long: "Reports that count." },
	duplicate: { short: "duplicate", aside: false,
		long: "Reports that were here before; they are counted once." },
	conflict: { short: "conflict", aside: false,
		long: "Reports of a name that was here with other rows. They are kept, and count when you accept them on their page." },
	"foreign-domain": { short: "foreign domain", aside: true,
		long: "Reports on domains that are not yours." },
	"failed-auth": { short: "sender not proven", aside: true,
		long: "Reports whose mail did not prove that it came from the reporter. Anybody can send mail to your report address." },
	tlsrpt: { short: "TLS report", aside: true,
		long: "Reports on encrypted delivery (TLS-RPT), another kind." },
	"failure-report": { short: "failure report", aside: true,
		long: "Reports on single messages (ruf), another kind." },
	notice: { short: "notice", aside: true,
		long: "Notices of receivers, without a report." },
	bounce: { short: "bounce", aside: true,
		long: "Mails that came back." },
	other: { short: "other mail", aside: true,
		long: "Mails and files without a report: spam, newsletters, attachments. Normal in a mailbox." },
	malformed: { short: "malformed", aside: true,
		long: "Documents that are no readable XML. Ask the reporter to mend their program." },
	truncated: { short: "truncated", aside: true,
		long: "Documents that end too early: no part of them counts." },
	damaged: { short: "damaged", aside: true,
		long: "Archives whose check sum is wrong, or that end too early." },
	encrypted: { short: "encrypted", aside: true,
		long: "Archives with a password." },
	unsupported: { short: "unsupported", aside: true,
		long: "Forms that are not read, as an archive inside an archive." },
	limit: { short: "too large", aside: true,
		long: "Larger or deeper than the ceilings that rampart limits lists." },
	"bad-dates": { short: "bad dates", aside: true,
		long: "Reports whose days cannot be: they end before they begin, or in the future." },
	"no-reporter": { short: "no reporter", aside: true,
		long: "Reports that do not say who sends them." },
	crashed: { short: "crashed", aside: true,
		long: "The parser ended on these, twice. Nothing else was harmed; please report it with the mail." },
	timeout: { short: "too slow", aside: true,
		long: "The parser took too long on these, twice." },
};

export const REPAIRS: Record<string, string> = {
	encoding: "The text was not in the encoding that it claims; it was read as windows-1252.",
	leading: "Bytes before the XML were left out.",
	trailing: "Bytes after the end of the XML were left out.",
	"unknown-word": "A value is not in the standard’s vocabulary; it counts as unknown, never as pass.",
	"source-ip": "An address could not be read; its row is kept and counts.",
	count: "A number of messages could not be read; it counts as 0.",
	domain: "A domain is not a host name; it is kept as written.",
	repeated: "An element that may stand once stands more often; the first one counts.",
	"stray-text": "Text between elements was left out.",
	cut: "A text was longer than we accept and was cut.",
	"auth-limit": "A row has more authentication results than we accept; the rest was left out.",
	alias: "An element has another name than the standard’s; it was understood.",
	"outside-domain": "A row’s From domain is not under the report’s domain.",
	pct: "The policy’s percentage could not be read.",
	"gzip-trailing": "Bytes after the end of the gzip file were left out.",
	control: "Control characters were left out.",
	entity: "A bare & or < was read as text.",
	late: "The report is older than 400 days.",
	"end-tag": "The last tag had no end; nothing else was missing.",
	schema: "A schema tag that was never closed was left out.",
};

export const REASONS: Record<string, string> = {
	forwarded: "forwarded",
	sampled_out: "left out by pct",
	trusted_forwarder: "trusted forwarder",
	mailing_list: "mailing list",
	local_policy: "the receiver’s own rule",
	other: "another reason",
	policy_test_mode: "policy in test mode",
};

export const ALIGNMENT: Record<string, string> = {
	r: "relaxed: the same organisation is enough",
	s: "strict: exactly the same domain",
};

// "p=quarantine; pct=25", as it stands in the record.
export function policyText(policy: Policy | null): string {
	if (policy?.p == null)
		return "not known";
	const parts = [`p=${policy.p}`];
	if (policy.pct !== null && policy.pct !== 100)
		parts.push(`pct=${policy.pct}`);
	if (policy.testing === "y")
		parts.push("t=y");
	return parts.join("; ");
}

// "120 pass (96 %), 5 fail and were delivered (4 %)": never a rate alone.
export function splitSentence(sums: Sums): string {
	return CLASSES.filter((c) => c.key === "pass" || sums[c.key] > 0)
		.map((c) => `${count(sums[c.key])} ${c.sentence} ` +
			`(${share(sums[c.key], sums.messages)})`)
		.join(", ");
}

// How much of the sums rests on reports whose sender nobody proved, or how much
// such reports say that is in no sum; "" when there is nothing to say.
export function trustSentence(totals: Totals): string {
	const weak = (counted: boolean): number =>
		(["unverified", "failed"] as const)
			.filter((p) => totals.counted_provenance.includes(p) === counted)
			.reduce((n, p) => n + totals.provenance[p], 0);
	const inside = weak(true);
	const outside = weak(false);
	const sentences = [];
	if (inside > 0)
		sentences.push((inside === totals.messages ? "All messages" :
			`${plural(inside, "message")} ` +
			`(${share(inside, totals.messages)})`) +
			" rest on reports whose sender is not verified.");
	if (outside > 0)
		sentences.push(`${plural(outside, "more message")} ` +
			`${outside === 1 ? "does" : "do"} not count: the sender ` +
			"of their reports is not verified.");
	return sentences.join(" ");
}
