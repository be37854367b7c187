// The sentence above the numbers: what one sees on the overview.  It states
// what the reports say and advises nothing.

import type { DomainRow, Overview } from "./api";
import { count, daysIn, plural } from "./format";

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
