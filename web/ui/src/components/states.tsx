// What stands in a page's place while it loads, and when it cannot.

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Problem } from "../api";
import { dayLong } from "../format";
import type { Loaded } from "../load";

export function useTitle(title: string): void {
	useEffect(() => {
		document.title = `${title} · Rampart`;
	}, [title]);
}

// Grey shapes in the places of what will come, so that nothing moves.
export function Skeleton({ shapes }: {
	shapes: readonly ("line" | "title" | "tiles" | "chart" | "table")[];
}) {
	return (
		<div aria-busy="true">
			<p class="unseen" role="status">Loading</p>
			{shapes.map((shape, i) => <div key={i} class={`ghost ${shape}`} />)}
		</div>
	);
}

export function Failure({ problem, retry }: {
	problem: Problem;
	retry: () => void;
}) {
	const gone = problem.status === 404;
	return (
		<section class="card notice bad" role="alert">
			<h2>{problem.title || "This did not work"}</h2>
			<p>
				{problem.detail}
				{problem.status > 0 &&
					<> <small>HTTP {problem.status}</small></>}
			</p>
			<p class="row">
				{!gone && <button type="button" class="btn primary"
					onClick={retry}>Try again</button>}
				<a class="btn" href="/">To the overview</a>
			</p>
		</section>
	);
}

// The answer when it is there, else what to show in its place.
export function Wait<T>({ of, shapes, children }: {
	of: Loaded<T>;
	shapes: Parameters<typeof Skeleton>[0]["shapes"];
	children: (data: T) => ComponentChildren;
}) {
	if (of.error)
		return <Failure problem={of.error} retry={of.retry} />;
	if (of.data === null)
		return <Skeleton shapes={shapes} />;
	return (
		<div class={of.busy ? "busy" : undefined} aria-busy={of.busy}>
			{children(of.data)}
		</div>
	);
}

// At the end of a list that has more.
export function More({ shown, total, next, loading, error, more, what }: {
	shown: number;
	total: number | null;
	next: string | null;
	loading: boolean;
	error: Problem | null;
	more: () => void;
	what: string;
}) {
	const all = total === null ? "more than 10,000" :
		total.toLocaleString("en-US");
	return (
		<div class="row more">
			<span class="small" role="status">
				{shown.toLocaleString("en-US")} of {all} {what}
			</span>
			{next !== null && (
				<button type="button" class="btn" onClick={more}
					disabled={loading}>
					{loading ? "Loading" : "Show more"}
				</button>
			)}
			{error && <span class="small bad" role="alert">
				{error.message}
			</span>}
		</div>
	);
}

// What a list of records cannot show any more.
export function Pruned({ before }: { before: string | undefined }) {
	if (!before)
		return null;
	return (
		<p class="muted">Records of days before {dayLong(before)} were
			pruned; only sums are kept of them.</p>
	);
}
