// The strokes of the stacked chart on uPlot's canvas.  uPlot gives scales,
// axes, cursor and selection; its own bars cannot be hatched in parts, so the
// bars are drawn here.  All numbers are canvas pixels.

import type uPlot from "uplot";
import type { Slice } from "../words";
import { type Bucket, type Mark, part } from "./buckets";

export const TOKENS = ["own-pass", "own-fail", "forwarded", "forged",
	"unknown", "surface", "text", "muted", "line"] as const;
export type Palette = Record<(typeof TOKENS)[number], string>;

const PATTERN_MIN = 5;

function tile(size: number, colour: string,
	draw: (c: CanvasRenderingContext2D) => void): HTMLCanvasElement {
	const canvas = document.createElement("canvas");
	canvas.width = canvas.height = size;
	const c = canvas.getContext("2d");
	if (c) {
		c.fillStyle = colour;
		c.fillRect(0, 0, size, size);
		draw(c);
	}
	return canvas;
}

function patternOf(slice: Slice, p: Palette, dpr: number): HTMLCanvasElement {
	const size = Math.round(6 * dpr);
	if (slice.pattern === "stripes")
		return tile(size, p[slice.colour], (c) => {
			c.strokeStyle = p.surface;
			c.lineWidth = 1.3 * dpr;
			for (const x of [-size, 0, size]) {
				c.moveTo(x - 1, size + 1);
				c.lineTo(x + size + 1, -1);
			}
			c.stroke();
		});
	return tile(Math.round(5 * dpr), p[slice.colour], (c) => {
		c.fillStyle = p.surface;
		c.arc(2.5 * dpr, 2.5 * dpr, 0.9 * dpr, 0, 7);
		c.fill();
	});
}

function fillOf(ctx: CanvasRenderingContext2D, slice: Slice, p: Palette,
	dpr: number): string | CanvasPattern {
	const plain = p[slice.colour];
	return slice.pattern === undefined ? plain :
		ctx.createPattern(patternOf(slice, p, dpr), "repeat") ?? plain;
}

function hatch(ctx: CanvasRenderingContext2D, x: number, y: number,
	w: number, h: number, colour: string, dpr: number): void {
	ctx.save();
	ctx.beginPath();
	ctx.rect(x, y, w, h);
	ctx.clip();
	ctx.beginPath();
	ctx.strokeStyle = colour;
	ctx.lineWidth = dpr;
	for (let at = y - w; at < y + h; at += 5 * dpr) {
		ctx.moveTo(x, at);
		ctx.lineTo(x + w, at + w);
	}
	ctx.stroke();
	ctx.restore();
}

export function drawBars(u: uPlot, buckets: readonly Bucket[],
	slices: readonly Slice[], p: Palette): void {
	const { ctx } = u;
	const dpr = devicePixelRatio;
	const fills = slices.map((c) => fillOf(ctx, c, p, dpr));
	const floor = u.valToPos(0, "y", true);
	ctx.save();
	buckets.forEach((b, i) => {
		const left = u.valToPos(i - 0.5, "x", true);
		const right = u.valToPos(i + 0.5, "x", true);
		const gap = Math.min(2 * dpr, (right - left) * 0.2);
		const x = Math.round(left + gap / 2);
		const w = Math.max(1, Math.round(right - gap / 2) - x);
		let sum = 0;
		let y = floor;
		ctx.globalAlpha = b.arriving ? 0.55 : 1;
		for (const [k, c] of slices.entries()) {
			const n = part(b, c);
			if (n === 0)
				continue;
			sum += n;
			// A single message is seen too.
			const top = Math.min(u.valToPos(sum, "y", true), y - dpr);
			// A pattern needs room; a thin line is its plain colour.
			ctx.fillStyle = y - top < PATTERN_MIN * dpr ? p[c.colour] :
				fills[k] ?? p[c.colour];
			ctx.fillRect(x, top, w, y - top);
			y = top;
		}
		ctx.globalAlpha = 1;
		if (b.coarse || b.arriving)
			hatch(ctx, x, y, w, floor - y, p.surface, dpr);
	});
	ctx.restore();
}

export function drawMarks(u: uPlot, buckets: readonly Bucket[],
	marks: readonly Mark[], p: Palette): void {
	const { ctx } = u;
	const dpr = devicePixelRatio;
	const { left, top, width, height } = u.bbox;
	const places = marks.flatMap((mark) => {
		const i = buckets.findIndex((b) => b.to >= mark.day);
		return i < 0 ? [] : [{ text: mark.text,
			x: Math.round(u.valToPos(i - 0.5, "x", true)) + 0.5 }];
	});
	ctx.save();
	ctx.font = `600 ${11 * dpr}px system-ui, sans-serif`;
	ctx.textAlign = "left";
	ctx.textBaseline = "bottom";
	ctx.strokeStyle = ctx.fillStyle = p.text;
	ctx.lineWidth = dpr;
	ctx.setLineDash([3 * dpr, 3 * dpr]);
	let free = left;
	places.forEach(({ text, x }, k) => {
		ctx.beginPath();
		ctx.moveTo(x, top - 14 * dpr);
		ctx.lineTo(x, top + height);
		ctx.stroke();
		const w = ctx.measureText(text).width;
		const next = places[k + 1]?.x;
		const fits = x + 5 * dpr + w <= (next ?? left + width);
		const at = fits ? x + 5 * dpr : x - 5 * dpr - w;
		// Where there is no room, the table of policies says it.
		if (at >= free && (fits || next === undefined)) {
			ctx.fillText(text, at, top - 2 * dpr);
			free = at + w + 8 * dpr;
		}
		free = Math.max(free, x + 5 * dpr);
	});
	ctx.restore();
}
