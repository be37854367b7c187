// Days into the bars of a chart: one a day, or one a week when there are more
// days than bars would fit.

import type { Day, PolicyRun } from "../api";
import { addDays, count, dayLong, dayRange, dayShort, weekday }
	from "../format";
import { CLASSES, policyText, splitSentence } from "../words";

const DAYS_MAX = 120;

export interface Bucket extends Omit<Day, "day"> {
	from: string;
	to: string;
	arriving: boolean; // holds today or yesterday: reports still come
}

const SUMS = ["messages", "pass", "fail_none", "fail_quarantine",
	"fail_reject", "fail_unknown", "dkim_pass", "spf_pass",
	"reports"] as const;

export const isWeekly = (days: readonly Day[]): boolean =>
	days.length > DAYS_MAX;

export function bucketsOf(days: readonly Day[], today: string): Bucket[] {
	const yesterday = addDays(today, -1);
	const weekly = isWeekly(days);
	const buckets: Bucket[] = [];
	for (const { day, ...sums } of days) {
		const last = buckets[buckets.length - 1];
		if (!last || !weekly || weekday(day) === 0) {
			buckets.push({ ...sums, from: day, to: day,
				arriving: day >= yesterday });
			continue;
		}
		for (const key of SUMS)
			last[key] += sums[key];
		last.to = day;
		last.coarse ||= sums.coarse;
		last.arriving ||= day >= yesterday;
	}
	return buckets;
}

export const bucketName = (b: Bucket): string => b.from === b.to ?
	dayLong(b.from) : dayRange(b.from, b.to);

// A place where the published policy changed.
export interface Mark {
	day: string;
	text: string;
}

export const marksOf = (runs: readonly PolicyRun[]): Mark[] =>
	runs.slice(1).map((run) => ({
		day: run.first_day,
		text: run.stage_text ?? policyText(run),
	}));

export function policyOn(runs: readonly PolicyRun[],
	b: Bucket): PolicyRun | null {
	return runs.findLast((run) =>
		run.first_day <= b.to && run.last_day >= b.from) ?? null;
}

// What one sees, for those who do not see it.
export function chartSentence(buckets: readonly Bucket[],
	marks: readonly Mark[]): string {
	const first = buckets[0];
	const last = buckets[buckets.length - 1];
	if (!first || !last)
		return "No days to show.";
	const all = { messages: 0, pass: 0, fail_none: 0, fail_quarantine: 0,
		fail_reject: 0, fail_unknown: 0 };
	let top = first;
	for (const b of buckets) {
		all.messages += b.messages;
		for (const c of CLASSES)
			all[c.key] += b[c.key];
		if (b.messages > top.messages)
			top = b;
	}
	if (all.messages === 0)
		return `No messages from ${dayRange(first.from, last.to)}.`;
	const changes = marks.map((m) => `${m.text} from ${dayShort(m.day)}`);
	return `${dayRange(first.from, last.to)}: ${count(all.messages)} ` +
		`messages; ${splitSentence(all)}. Most on ${bucketName(top)}: ` +
		`${count(top.messages)}.` +
		(changes.length > 0 ? ` Policy: ${changes.join(", ")}.` : "");
}
