// A small picture of a domain's days: passing below, failing on top.

import type { Numbers } from "../api";
import { count, plural } from "../format";

const WIDTH = 112;
const HEIGHT = 24;
const BARS = 35;

// At most BARS values, neighbours summed.
function fold(values: readonly number[]): number[] {
	const step = Math.max(1, Math.ceil(values.length / BARS));
	const out: number[] = [];
	values.forEach((v, i) => {
		const k = Math.floor(i / step);
		out[k] = (out[k] ?? 0) + v;
	});
	return out;
}

// A sender's days, or a domain's: proven below, all else on top.
export const KindSpark = ({ days }: { days: Numbers }) =>
	<Spark pass={days.own_pass.map((n, i) => n + (days.forwarded[i] ?? 0))
		.slice(-BARS)}
		fail={days.own_fail.map((n, i) => n + (days.unsure[i] ?? 0) +
			(days.forged[i] ?? 0)).slice(-BARS)} />;

// The scale of such a picture, in words.
export function busiest(pass: readonly number[],
	fail: readonly number[]): string {
	const most = Math.max(0, ...pass.map((n, i) => n + (fail[i] ?? 0)));
	return `On the busiest day ${plural(most, "message")}.`;
}

export function Spark({ pass, fail, wide, forged, step = 1 }: {
	pass: readonly number[];
	fail: readonly number[];
	wide?: boolean; // as wide as there is room
	forged?: boolean; // what fails is not ours
	step?: number; // days that a number is for
}) {
	const low = fold(pass);
	const high = fold(fail);
	const top = Math.max(1, ...low.map((v, i) => v + (high[i] ?? 0)));
	const w = WIDTH / Math.max(1, low.length);
	const y = (v: number): number => HEIGHT - (v / top) * HEIGHT;
	// One path a class: 500 rows stay light.
	const path = (from: (i: number) => number, to: (i: number) => number) =>
		low.map((_, i) => {
			const a = y(from(i));
			const b = to(i) > from(i) ? Math.min(y(to(i)), a - 1) : a;
			return a === b ? "" : `M${(i * w).toFixed(1)} ${a.toFixed(1)}` +
				`V${b.toFixed(1)}h${(w - 0.7).toFixed(1)}V${a.toFixed(1)}z`;
		}).join("");
	const most = (values: readonly number[]): string =>
		count(Math.max(0, ...values));
	return (
		<svg class="spark" role="img" width={wide ? "100%" : WIDTH}
			height={wide ? 2 * HEIGHT : HEIGHT}
			preserveAspectRatio={wide ? "none" : undefined}
			viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
			aria-label={`Per ${step === 1 ? "day" : "week"} at most ` +
				`${most(pass)} passing, ${most(fail)} failing`}>
			<path class="pass" d={path(() => 0, (i) => low[i] ?? 0)} />
			<path class={forged ? "forged" : "fail"} d={path((i) => low[i] ?? 0,
				(i) => (low[i] ?? 0) + (high[i] ?? 0))} />
		</svg>
	);
}
