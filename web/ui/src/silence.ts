// Who used to report and stopped.  A reporter's rhythm is the mean gap between
// its days; silent is who has been still for three of them, and at least for
// four days.

import type { ReporterRow } from "./api";
import { addDays } from "./format";

const STILL_DAYS = 4;
const GAPS = 3;
const DAYS_MIN = 3; // fewer days have no rhythm

export interface Silent {
	row: ReporterRow;
	still: number; // days since the last one
	gap: number; // its usual gap, in days
	days: number; // with messages
}

export function silentOf(rows: readonly ReporterRow[], from: string,
	as_of: string): Silent[] {
	const found: Silent[] = [];
	for (const row of rows) {
		const seen = row.days_pass.flatMap((n, i) =>
			n + (row.days_fail[i] ?? 0) > 0 ? [i] : []);
		const first = seen[0];
		const last = seen[seen.length - 1];
		if (first === undefined || last === undefined ||
			seen.length < DAYS_MIN)
			continue;
		let still = 0;
		while (addDays(from, last + still) < as_of)
			still++;
		const gap = (last - first) / (seen.length - 1);
		if (still > Math.max(STILL_DAYS, GAPS * gap))
			found.push({ row, still, gap, days: seen.length });
	}
	return found.sort((a, b) => b.row.messages - a.row.messages);
}
