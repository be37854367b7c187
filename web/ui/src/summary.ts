// The sentence above the numbers: what one sees on the overview.  It states
// what the reports say and advises nothing.

import type { DomainRow, Overview } from "./api";
import type { Bucket } from "./charts/buckets";
import { count, dayRange, daysIn, plural, share } from "./format";

function policySentence(rows: readonly DomainRow[]): string {
	const at = (p: string | null): number =>
		rows.filter((row) => row.policy.p === p).length;
	const watching = at("none");
	const spam = at("quarantine");
	const refusing = at("reject");
	const known = watching + spam + refusing;
	if (known === 0)
		return "";
	if (watching > 0 && watching === rows.length)
		return rows.length === 1 ? "It is still at p=none." :
			"All are still at p=none.";
	if (watching > 0)
		return `${plural(watching, "domain")} ` +
			`${watching === 1 ? "is" : "are"} still at p=none.`;
	if (refusing === rows.length)
		return rows.length === 1 ? "It is at p=reject." :
			"All are at p=reject.";
	if (spam === rows.length)
		return rows.length === 1 ? "It is at p=quarantine." :
			"All are at p=quarantine.";
	return `None is at p=none: ${spam} at p=quarantine, ` +
		`${refusing} at p=reject.`;
}

// "2 at none, 1 at reject": how many domains stand where.
export function policyCounts(rows: readonly DomainRow[]): string {
	return ["none", "quarantine", "reject"].map((p) => {
		const n = rows.filter((row) => row.policy.p === p).length;
		return n === 0 ? "" : `${count(n)} at ${p}`;
	}).filter((text) => text !== "").join(", ");
}

export function overviewSentence(o: Overview): string {
	const first = `${plural(o.totals.domains, "domain")}, ` +
		`${plural(o.totals.messages, "message")} in ` +
		`${plural(daysIn(o.from, o.to), "day")}.`;
	// A part of the domains says nothing about all of them.
	return o.more ? first : `${first} ${policySentence(o.items)}`.trim();
}

const WEEK = 7; // bars, where each is a day

// "Forged: 900 messages, 120 in the first week, 3 in the last."
function forgedSentence(buckets: readonly Bucket[]): string {
	const sum = (of: readonly Bucket[]): number =>
		of.reduce((n, b) => n + b.forged, 0);
	const daily = buckets.every((b) => b.from === b.to);
	const all = sum(buckets);
	if (all === 0)
		return "Nothing was forged.";
	return `Forged: ${plural(all, "message")}` +
		(daily && buckets.length >= 2 * WEEK ?
			`, ${count(sum(buckets.slice(0, WEEK)))} in the first week and ` +
			`${count(sum(buckets.slice(-WEEK)))} in the last.` : ".");
}

// What is not judged: whole days that wait for it, or single messages.
function unjudgedSentence(buckets: readonly Bucket[]): string {
	const n = buckets.reduce((sum, b) => sum + b.unjudged, 0);
	const whole = buckets.filter((b) => b.unjudged > 0 &&
		b.unjudged === b.messages);
	const first = whole[0];
	const last = whole[whole.length - 1];
	if (n === 0)
		return "";
	if (first && last) {
		const days = whole.reduce((sum, b) => sum + daysIn(b.from, b.to), 0);
		return `${plural(n, "message")} ${n === 1 ? "is" : "are"} not ` +
			`judged yet, on ${plural(days, "whole day")} ` +
			`(${dayRange(first.from, last.to)}): rampart run judges the ` +
			"last 13 weeks.";
	}
	return `${plural(n, "message")} ${n === 1 ? "is" : "are"} left out: ` +
		"without a readable address or of another From domain, or not " +
		"judged yet.";
}

// Own mail and forged mail, each by itself: an attacker moves no rate of ours.
export function kindsSentence(buckets: readonly Bucket[]): string {
	const sum = (key: "own_pass" | "own_fail" | "unjudged" | "messages") =>
		buckets.reduce((n, b) => n + b[key], 0);
	const own = sum("own_pass") + sum("own_fail");
	if (sum("unjudged") === sum("messages"))
		return sum("messages") === 0 ? "" : unjudgedSentence(buckets);
	return [own === 0 ? "No mail of your own." :
		`Of your own mail ${share(sum("own_pass"), own)} proves that it is ` +
		"yours.", forgedSentence(buckets), unjudgedSentence(buckets)]
		.filter(Boolean).join(" ");
}
