// Days into the bars of a chart: one a day, or one a week when there are more
// days than bars would fit.

import type { Day, Numbers, PolicyRun } from "../api";
import { addDays, count, dayLong, daysIn, dayRange, dayShort, share, weekday }
	from "../format";
import { policyText, type Slice } from "../words";

const DAYS_MAX = 120;

export interface Bucket extends Omit<Day, "day"> {
	from: string;
	to: string;
	both: number; // the four of words.ts, ALIGNED
	dkim_only: number;
	spf_only: number;
	neither: number;
	own_pass: number; // the five of KINDS, where they are known
	own_fail: number;
	forwarded: number;
	unsure: number;
	forged: number;
	unjudged: number; // messages that are in none of these
	arriving: boolean; // holds today or yesterday: reports still come
}

const SUMS = ["messages", "pass", "fail_none", "fail_quarantine",
	"fail_reject", "fail_unknown", "dkim_pass", "spf_pass", "both_pass",
	"reports", "both", "dkim_only", "spf_only", "neither", "own_pass",
	"own_fail", "forwarded", "unsure", "forged", "unjudged"] as const;

// What the advisor takes each day's messages for, from a day on.
export interface Kinds {
	from: string;
	days: Numbers;
}

function kindsOf(kinds: Kinds | null, day: string, messages: number):
	Record<keyof Numbers | "unjudged", number> {
	const i = kinds ? daysIn(kinds.from, day) - 1 : -1;
	const of = (key: keyof Numbers): number => kinds?.days[key][i] ?? 0;
	const judged = { own_pass: of("own_pass"), own_fail: of("own_fail"),
		forwarded: of("forwarded"), unsure: of("unsure"),
		forged: of("forged") };
	const sum = Object.values(judged).reduce((a, n) => a + n, 0);
	return { ...judged, unjudged: kinds ? Math.max(0, messages - sum) : 0 };
}

// The messages of a bar that are in this part.
export const part = (b: Bucket, slice: Slice): number =>
	(b as unknown as Record<string, number>)[slice.key] ?? 0;

const aligned = (d: Omit<Day, "day">) => ({
	both: d.both_pass,
	dkim_only: d.dkim_pass - d.both_pass,
	spf_only: d.spf_pass - d.both_pass,
	neither: d.messages - d.pass,
});

export const isWeekly = (days: readonly Day[]): boolean =>
	days.length > DAYS_MAX;

export function bucketsOf(days: readonly Day[], today: string,
	kinds: Kinds | null = null): Bucket[] {
	const yesterday = addDays(today, -1);
	const weekly = isWeekly(days);
	const buckets: Bucket[] = [];
	for (const { day, ...figures } of days) {
		const sums = { ...figures, ...aligned(figures),
			...kindsOf(kinds, day, figures.messages) };
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
	marks: readonly Mark[], slices: readonly Slice[]): string {
	const first = buckets[0];
	const last = buckets[buckets.length - 1];
	if (!first || !last)
		return "No days to show.";
	const sum = (of: (b: Bucket) => number): number =>
		buckets.reduce((n, b) => n + of(b), 0);
	const all = sum((b) => b.messages);
	let top = first;
	for (const b of buckets)
		if (b.messages > top.messages)
			top = b;
	if (all === 0)
		return `No messages from ${dayRange(first.from, last.to)}.`;
	const changes = marks.map((m) => `${m.text} from ${dayShort(m.day)}`);
	const split = slices.map((c, i) => {
		const n = sum((b) => part(b, c));
		return i > 0 && n === 0 ? "" : `${count(n)} ${c.sentence} ` +
			`(${share(n, all)})`;
	}).filter((text) => text !== "").join(", ");
	return `${dayRange(first.from, last.to)}: ${count(all)} ` +
		`messages; ${split}. Most on ${bucketName(top)}: ` +
		`${count(top.messages)}.` +
		(changes.length > 0 ? ` Policy: ${changes.join(", ")}.` : "");
}
