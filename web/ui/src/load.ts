// Answers for components.  The last answers are kept, so that Back shows its
// page at once while the browser asks again (the server's ETag makes that
// cheap); a question that nobody waits for any more is aborted.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { ask, type List, Problem } from "./api";
import { address } from "./router";

const KEPT = 24;
const kept = new Map<string, unknown>();

function keep(url: string, answer: unknown): void {
	kept.delete(url);
	kept.set(url, answer);
	for (const old of kept.keys()) {
		if (kept.size <= KEPT)
			break;
		kept.delete(old);
	}
}

export interface Loaded<T> {
	data: T | null;
	error: Problem | null;
	busy: boolean; // data, if any, is of before
	retry: () => void;
}

const asProblem = (error: unknown): Problem =>
	error instanceof Problem ? error : new Problem(0,
		"The answer could not be read", String(error));

interface State<T> {
	url: string | null;
	data: T | null;
	error: Problem | null;
}

// While another range or filter of the same page loads, the old answer stays
// on the screen, marked busy: nothing jumps.  null asks nothing.
export function useAnswer<T>(url: string | null): Loaded<T> {
	const [state, setState] = useState<State<T>>({
		url: null, data: null, error: null,
	});
	const [turn, setTurn] = useState(0);
	useEffect(() => {
		if (url === null)
			return;
		const stop = new AbortController();
		const old = kept.get(url) as T | undefined;
		if (old !== undefined)
			setState({ url, data: old, error: null });
		ask<T>(url, stop.signal).then((data) => {
			keep(url, data);
			if (!stop.signal.aborted)
				setState({ url, data, error: null });
		}).catch((error: unknown) => {
			if (!stop.signal.aborted)
				setState({ url, data: null, error: asProblem(error) });
		});
		return () => stop.abort();
	}, [url, turn]);
	const retry = useCallback(() => {
		setState((s) => ({ ...s, error: null, url: null }));
		setTurn((n) => n + 1);
	}, []);
	const busy = url !== null && state.url !== url;
	return { data: state.data, error: busy ? null : state.error, busy, retry };
}

// After files were brought; a server that is busy needs the longer ones.
const READ_AGAIN_MS = [1500, 5000, 15_000, 60_000];

// To be called when files were sent: they are read a moment later.
export function useReadAgain(retry: () => void): () => void {
	const [turn, setTurn] = useState(0);
	useEffect(() => {
		if (turn === 0)
			return;
		retry();
		const later = READ_AGAIN_MS.map((ms) => setTimeout(retry, ms));
		return () => later.forEach(clearTimeout);
	}, [turn, retry]);
	return useCallback(() => setTurn((n) => n + 1), []);
}

export interface Pages<R> {
	rows: R[];
	next: string | null;
	total: number | null;
	loading: boolean;
	error: Problem | null;
	more: () => void;
}

// A list that grows: the first page is part of an answer, the others follow
// its cursor.  Each is as long as all before it, so that 10,000 rows are a few
// clicks away.
const PAGE_MAX = 1000;

export function usePages<T, R>(url: string, first: List<R> | null,
	pick: (answer: T) => List<R>): Pages<R> {
	const [extra, setExtra] = useState<{ of: List<R> | null; rows: R[];
		next: string | null }>({ of: null, rows: [], next: null });
	const [loading, setLoading] = useState(false);
	const [error, setError] = useState<Problem | null>(null);
	const stop = useRef<AbortController | null>(null);
	useEffect(() => {
		setLoading(false);
		setError(null);
		return () => stop.current?.abort();
	}, [first]);

	const grown = extra.of === first && first !== null;
	const rows = grown ? [...first.items, ...extra.rows] : first?.items ?? [];
	const next = grown ? extra.next : first?.next ?? null;
	const more = (): void => {
		if (next === null || loading)
			return;
		const control = new AbortController();
		stop.current = control;
		setLoading(true);
		setError(null);
		const [path = "", query] = url.split("?");
		const to = address(path, { cursor: next,
			limit: String(Math.min(PAGE_MAX, rows.length)) },
		new URLSearchParams(query));
		ask<T>(to, control.signal).then((answer) => {
			const page = pick(answer);
			setExtra({ of: first, next: page.next,
				rows: [...(grown ? extra.rows : []), ...page.items] });
			setLoading(false);
		}).catch((e: unknown) => {
			if (control.signal.aborted)
				return;
			setError(asProblem(e));
			setLoading(false);
		});
	};
	return { rows, next, total: first?.total ?? null, loading, error, more };
}
