// The original document: formatted for reading, searched by a box, and the
// exact bytes one click away.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { api, Problem, type Report, request } from "../api";
import { plain } from "../components/foreign";
import { bytes, count, plural } from "../format";
import { decode, linesOf } from "../xml";

const READ_MAX = 2 * 1024 * 1024; // more is for another program
const LINES = 500;

interface Text {
	lines: string[];
	whole: boolean;
}

async function fetchText(id: number, signal: AbortSignal): Promise<Text> {
	const answer = await request(api.document(id), "text/plain", signal);
	const reader = answer.body?.getReader();
	const parts: Uint8Array<ArrayBuffer>[] = [];
	let size = 0;
	let whole = true;
	for (;;) {
		const chunk = await reader?.read();
		if (!chunk || chunk.done)
			break;
		parts.push(chunk.value);
		size += chunk.value.length;
		if (size > READ_MAX) {
			whole = false;
			await reader?.cancel();
			break;
		}
	}
	const all = new Uint8Array(await new Blob(parts).arrayBuffer());
	return { lines: linesOf(decode(all)).map(plain), whole };
}

function Marked({ line, wanted }: { line: string; wanted: string }) {
	const at = wanted === "" ? -1 : line.toLowerCase().indexOf(wanted);
	if (at < 0)
		return <>{line}</>;
	return (
		<>{line.slice(0, at)}<mark>{line.slice(at, at + wanted.length)}</mark>
			{line.slice(at + wanted.length)}</>
	);
}

function Viewer({ text, first }: { text: Text; first: string }) {
	const [wanted, setWanted] = useState(first);
	const [at, setAt] = useState(0);
	const [shown, setShown] = useState(LINES);
	const box = useRef<HTMLPreElement>(null);
	const needle = wanted.toLowerCase();
	const hits = useMemo(() => needle === "" ? [] :
		text.lines.flatMap((line, i) =>
			line.toLowerCase().includes(needle) ? [i] : []), [needle, text]);
	const hit = hits[at];
	const limit = Math.max(shown, (hit ?? 0) + LINES);
	useEffect(() => {
		if (hit === undefined)
			return;
		const line = box.current?.querySelector(`[data-line="${hit}"]`);
		line?.scrollIntoView({ block: "center" });
	}, [hit]);
	const step = (by: number): void => {
		if (hits.length > 0)
			setAt((at + by + hits.length) % hits.length);
	};
	return (
		<>
			<div class="row">
				<input type="search" class="field" value={wanted}
					placeholder="Search the text" aria-label="Search the text"
					onInput={(event) => {
						setWanted(event.currentTarget.value);
						setAt(0);
					}}
					onKeyDown={(event) => {
						if (event.key !== "Enter")
							return;
						event.preventDefault();
						step(event.shiftKey ? -1 : 1);
					}} />
				<button type="button" class="btn" disabled={hits.length === 0}
					onClick={() => step(-1)}>Previous</button>
				<button type="button" class="btn" disabled={hits.length === 0}
					onClick={() => step(1)}>Next</button>
				<span class="small" role="status">
					{needle !== "" && (hits.length === 0 ? "not found" :
						`${count(at + 1)} of ${plural(hits.length, "line")}`)}
				</span>
			</div>
			<pre class="xml" ref={box} tabIndex={0} role="region"
				aria-label="The document">
				{text.lines.slice(0, limit).map((line, i) => (
					<code key={i} data-line={i}
						class={i === hit ? "at" : undefined}>
						<Marked line={line} wanted={needle} />{"\n"}
					</code>
				))}
			</pre>
			{text.lines.length > limit && (
				<div class="row more">
					<span class="small">{count(limit)} of{" "}
						{plural(text.lines.length, "line")}</span>
					<button type="button" class="btn"
						onClick={() => setShown(limit + 4 * LINES)}>
						Show more</button>
				</div>
			)}
			{!text.whole && <p class="small">Only the first{" "}
				{bytes(READ_MAX)} are shown here.</p>}
		</>
	);
}

export function Original({ r, wanted }: {
	r: Report;
	wanted: string | null; // what is searched for at first
}) {
	const [open, setOpen] = useState(false);
	const [text, setText] = useState<Text | null>(null);
	const [error, setError] = useState("");
	useEffect(() => {
		if (!open)
			return;
		const stop = new AbortController();
		fetchText(r.id, stop.signal).then(setText).catch((e: unknown) => {
			if (!stop.signal.aborted)
				setError(e instanceof Problem ? e.message : String(e));
		});
		return () => stop.abort();
	}, [open, r.id]);
	if (!r.has_document)
		return (
			<>
				<h2>Original document</h2>
				<p class="muted">It is no longer kept; the rows above are.</p>
			</>
		);
	return (
		<section class="original">
			<div class="row heading">
				<h2>Original document</h2>
				<span class="grow" />
				<button type="button" class="btn" aria-expanded={open}
					onClick={() => setOpen(!open)}>
					{open ? "Hide" : "Show it here"}</button>
				<a class="btn" href={api.document(r.id)}>Exact text</a>
				<a class="btn" download
					href={`${api.document(r.id)}?download=1`}>Download</a>
			</div>
			{open && error !== "" && <p class="bad" role="alert">{error}</p>}
			{open && text === null && error === "" && <p role="status">
				Loading</p>}
			{open && text !== null && (
				<div class="card">
					<p class="small">Line breaks and indents are ours;
						“Exact text” and “Download” give the bytes as they
						came.</p>
					<Viewer text={text} first={wanted ?? ""} />
				</div>
			)}
		</section>
	);
}
