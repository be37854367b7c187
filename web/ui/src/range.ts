// The days that a page is about: ?from=&to=, or nothing for the server's
// default, the 35 days up to the last report.

import type { Ranged } from "./api";
import { addDays, dayOf, daysIn, isDay, now } from "./format";
import { change } from "./router";
import { createStore } from "./store";

export const PRESETS = [7, 35, 90, 365] as const;
export const DEFAULT_DAYS = 35;

export interface Range {
	from: string;
	to: string;
}

// What the answer on the screen covers; null before there is one.
export const shown = createStore<(Range & { as_of: string }) | null>(null);

export function noteRange(answer: Ranged): void {
	const old = shown.get();
	if (old?.from !== answer.from || old.to !== answer.to ||
		old.as_of !== answer.as_of)
		shown.set({ from: answer.from, to: answer.to, as_of: answer.as_of });
}

// Of an address; unreadable words count as none.
export function rangeOf(query: URLSearchParams): Partial<Range> {
	const from = query.get("from");
	const to = query.get("to");
	return {
		...(isDay(from) ? { from } : {}),
		...(isDay(to) ? { to } : {}),
	};
}

export const today = (): string => dayOf(now());

export const setRange = (range: Range): void =>
	change({ from: range.from, to: range.to, cursor: null });

// The last n days up to the last day that has reports.
export function preset(n: number): void {
	if (n === DEFAULT_DAYS) {
		change({ from: null, to: null, cursor: null });
		return;
	}
	const to = shown.get()?.as_of ?? addDays(today(), -1);
	setRange({ from: addDays(to, 1 - n), to });
}

// One span earlier (-1) or later (1), not into the future.  The address is
// ahead of the answer on the screen while one presses the key again and again.
export function moveRange(direction: -1 | 1): void {
	const asked = rangeOf(new URLSearchParams(location.search));
	const old = { ...shown.get(), ...asked };
	if (!old.from || !old.to || old.to < old.from)
		return;
	const n = daysIn(old.from, old.to);
	let to = addDays(old.to, direction * n);
	if (to > today())
		to = today();
	if (to === old.to)
		return;
	setRange({ from: addDays(to, 1 - n), to });
}
