// The settings that make uPlot a chart of stacked bars by position: bar i
// reaches from i - 0.5 to i + 0.5, so that no time zone comes near it.

import uPlot from "uplot";
import { dayShort, si } from "../format";
import type { Slice } from "../words";
import { type Bucket, type Mark, part } from "./buckets";
import { drawBars, drawMarks, type Palette } from "./draw";

export interface PlotInput {
	buckets: readonly Bucket[];
	slices: readonly Slice[]; // those that are shown
	marks: readonly Mark[];
	palette: Palette;
	width: number;
	height: number;
	onHover: (i: number | null) => void;
	onZoom: (first: Bucket, last: Bucket) => void;
}

const LABEL_WIDTH = 84;
const STEPS = [1, 2, 7, 14, 28, 56];

export const visibleTotal = (b: Bucket, slices: readonly Slice[]): number =>
	slices.reduce((n, c) => n + part(b, c), 0);

function labelled(n: number, width: number): number[] {
	const fit = Math.max(1, Math.floor(width / LABEL_WIDTH));
	const step = STEPS.find((s) => n / s <= fit) ?? Math.ceil(n / fit);
	const places: number[] = [];
	for (let i = 0; i < n; i += step)
		places.push(i);
	return places;
}

// Round numbers from 0 to at least max, about four lines apart.
export function gridLines(max: number): number[] {
	const least = Math.max(max, 4) / 4;
	const power = 10 ** Math.floor(Math.log10(least));
	const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) =>
		s >= least && Number.isInteger(s)) ?? 10 * power;
	const lines: number[] = [];
	for (let at = 0; lines.length < 2 || at < max + step; at += step)
		lines.push(at);
	return lines;
}

function axes(o: PlotInput, lines: number[]): uPlot.Axis[] {
	const font = "11px system-ui, sans-serif";
	const p = o.palette;
	return [{
		font,
		stroke: p.muted,
		size: 26,
		gap: 6,
		grid: { show: false },
		ticks: { show: false },
		splits: () => labelled(o.buckets.length, o.width - 60),
		values: (_u, at) => at.map((i) => {
			const b = o.buckets[i];
			return b ? dayShort(b.from) : "";
		}),
	}, {
		font,
		stroke: p.muted,
		size: 50,
		gap: 8,
		splits: () => lines,
		grid: { stroke: p.line, width: 1 },
		ticks: { show: false },
		values: (_u, at) => at.map(si),
	}];
}

function zoom(u: uPlot, o: PlotInput): void {
	const { left, width } = u.select;
	if (width <= 0)
		return;
	const at = (x: number): Bucket | undefined => {
		const i = Math.floor(u.posToVal(x, "x") + 0.5);
		return o.buckets[Math.min(o.buckets.length - 1, Math.max(0, i))];
	};
	const first = at(left);
	const last = at(left + width);
	u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
	if (first && last)
		o.onZoom(first, last);
}

export function plot(o: PlotInput, at: HTMLElement): uPlot {
	const totals = o.buckets.map((b) => visibleTotal(b, o.slices));
	const lines = gridLines(Math.max(0, ...totals));
	const top = lines[lines.length - 1] ?? 1;
	const n = o.buckets.length;
	return new uPlot({
		width: o.width,
		height: o.height,
		padding: [o.marks.length > 0 ? 20 : 10, 4, 0, 0],
		legend: { show: false },
		scales: {
			x: { time: false, range: () => [-0.5, n - 0.5] },
			y: { range: () => [0, top] },
		},
		axes: axes(o, lines),
		series: [{}, { paths: () => null, points: { show: false } }],
		cursor: {
			x: false,
			y: false,
			points: { show: false },
			drag: { x: true, y: false, setScale: false, dist: 6 },
		},
		hooks: {
			draw: [(u) => {
				drawBars(u, o.buckets, o.slices, o.palette);
				drawMarks(u, o.buckets, o.marks, o.palette);
			}],
			setCursor: [(u) => o.onHover(u.cursor.idx ?? null)],
			setSelect: [(u) => zoom(u, o)],
		},
	}, [o.buckets.map((_, i) => i), totals], at);
}
