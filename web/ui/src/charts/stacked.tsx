// Stacked bars: hover or arrow keys read a bar, a click or Enter opens its
// reports, dragging over bars makes them the range.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type uPlot from "uplot";
import type { PolicyRun } from "../api";
import { setRange } from "../range";
import { go } from "../router";
import { useStore } from "../store";
import { colours, painted, paper } from "../theme";
import type { Slice } from "../words";
import { type Bucket, chartSentence, type Mark } from "./buckets";
import { TOKENS } from "./draw";
import { HoverBox } from "./hover";
import { plot } from "./plot";

const BOX_WIDTH = 290;
const PAPER_WIDTH = 660; // of A4, between its margins and the card's

interface Props {
	buckets: readonly Bucket[];
	slices: readonly Slice[]; // all of them
	hidden: ReadonlySet<string>;
	marks: readonly Mark[];
	policies: readonly PolicyRun[];
	reportsOf: (b: Bucket) => string;
}

// The pixels of bar i, for the highlight and the box.
function placeOf(u: uPlot, i: number) {
	const left = u.over.offsetLeft + u.valToPos(i - 0.5, "x");
	const right = u.over.offsetLeft + u.valToPos(i + 0.5, "x");
	const width = u.root.clientWidth;
	const flip = right + 8 + BOX_WIDTH > width;
	return {
		bar: { left: `${left}px`, width: `${right - left}px`,
			top: `${u.over.offsetTop}px`, height: `${u.over.clientHeight}px` },
		box: { left: `${Math.max(0, flip ? left - 8 - BOX_WIDTH :
			right + 8)}px` },
	};
}

export function Stacked({ buckets, slices, hidden, marks, policies,
	reportsOf }: Props) {
	const frame = useRef<HTMLDivElement>(null);
	const chart = useRef<uPlot | null>(null);
	const [hover, setHover] = useState<number | null>(null);
	const [touched, setTouched] = useState(false);
	const finger = useRef(false);
	const paint = useStore(painted);
	const printed = useStore(paper);
	const open = useRef((_i: number) => {});
	open.current = (i) => {
		const b = buckets[i];
		if (b)
			go(reportsOf(b));
	};

	useLayoutEffect(() => {
		const at = frame.current;
		if (!at)
			return;
		const u = plot({
			buckets, marks,
			slices: slices.filter((c) => !hidden.has(c.key)),
			palette: colours(at, TOKENS),
			width: printed ? PAPER_WIDTH : at.clientWidth,
			height: at.clientHeight,
			// A finger that lifts has not left: its box holds a link.
			onHover: (i) => {
				if (i !== null || !finger.current)
					setHover(i);
			},
			onZoom: (first, last) => setRange({ from: first.from,
				to: last.to }),
		}, at);
		chart.current = u;
		u.over.addEventListener("pointerdown", (event) => {
			finger.current = event.pointerType === "touch";
			setTouched(finger.current);
		});
		u.over.addEventListener("click", () => {
			const i = u.cursor.idx;
			if (!finger.current && i !== null && i !== undefined)
				open.current(i);
		});
		const watch = new ResizeObserver(() => u.setSize({
			width: at.clientWidth, height: at.clientHeight }));
		if (!printed)
			watch.observe(at);
		return () => {
			watch.disconnect();
			chart.current = null;
			u.destroy();
			setHover(null);
		};
	}, [buckets, slices, hidden, marks, paint, printed]);

	const onKey = (event: KeyboardEvent): void => {
		const last = buckets.length - 1;
		const to = { ArrowLeft: hover === null ? last : hover - 1,
			ArrowRight: hover === null ? 0 : hover + 1,
			Home: 0, End: last }[event.key];
		if (to !== undefined)
			setHover(Math.min(last, Math.max(0, to)));
		else if (event.key === "Enter" && hover !== null)
			open.current(hover);
		else if (event.key === "Escape" && hover !== null)
			setHover(null);
		else
			return;
		event.preventDefault();
	};

	const bucket = hover === null ? undefined : buckets[hover];
	const place = chart.current && bucket && hover !== null ?
		placeOf(chart.current, hover) : null;
	return (
		<div class="chart" role="group" tabIndex={0} onKeyDown={onKey}
			onFocusOut={(event) => {
				if (!(event.relatedTarget instanceof Node &&
					event.currentTarget.contains(event.relatedTarget)))
					setHover(null);
			}}
			aria-label="Chart: left and right arrows read the bars, Enter opens a bar’s reports">
			<div class="plot" ref={frame} role="img"
				aria-label={chartSentence(buckets, marks, slices)} />
			{place && <div class="lit" style={place.bar} />}
			<div class="hover" style={place?.box} aria-live="polite"
				hidden={!place}>
				{bucket && <HoverBox bucket={bucket} slices={slices} policies={policies}
					href={touched ? reportsOf(bucket) : null} />}
			</div>
		</div>
	);
}
