// Small things that several pages show.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Policy, Stage, Sums } from "../api";
import { age, count, isOld, plural, share, time } from "../format";
import { CLASSES, policyText, splitSentence } from "../words";

// Five dots, filled up to the rung, and the word.
export function Ladder({ stage, stage_text, rung }: Stage) {
	if (stage === null || rung === null)
		return <span class="muted">not known</span>;
	return (
		<span class="stage">
			<span class="mini" aria-hidden="true">
				{[0, 1, 2, 3, 4].map((k) =>
					<i key={k} class={k <= rung ? "on" : undefined} />)}
			</span>
			{stage_text ?? stage}
		</span>
	);
}

export const PolicyCode = ({ policy }: { policy: Policy | null }) =>
	<code class="policy">{policyText(policy)}</code>;

// One bar of all messages, divided by what became of them.
export function SplitBar({ sums, of }: { sums: Sums; of?: number }) {
	const all = of ?? sums.messages;
	return (
		<span class="split" role="img" aria-label={splitSentence(sums)}
			title={splitSentence(sums)}>
			{CLASSES.filter((c) => sums[c.key] > 0).map((c) => (
				<i key={c.key} class={`c-${c.key}`}
					style={{ width: `${(100 * sums[c.key]) / all}%` }} />
			))}
		</span>
	);
}

// "1,234 (5.6 %)", the share only where there is something.
export function Part({ n, of }: { n: number; of: number }) {
	if (n === 0)
		return <span class="muted">0</span>;
	return <>{count(n)} <small>{share(n, of)}</small></>;
}

export function Aligned({ result, name }: {
	result: string | null;
	name: string;
}) {
	const kind = result === "pass" ? "good" : result === "fail" ? "bad" : "";
	const word = result === "pass" ? "aligned" : result === "fail" ?
		"not aligned" : "not said";
	return <span class={`chip ${kind}`} title={`${name}: ${result ?? "–"}`}>
		{word}</span>;
}

export function Newest({ at }: { at: number | null }) {
	if (at === null)
		return <>no report yet</>;
	return (
		<span class={isOld(at) ? "bad strong" : undefined}
			title={`covers time up to ${time(at)}`}>
			newest report {age(at)} old
		</span>
	);
}

export function Tile({ n, label, term, tone, href, on }: {
	n: ComponentChildren;
	label: ComponentChildren;
	term?: string;
	tone?: "good" | "bad" | "";
	href?: string;
	on?: boolean; // the filter that it leads to is in force
}) {
	const inside = (
		<>
			<b class={tone || undefined}>{n}</b>
			<span>{label}</span>
			{term && <small>{term}</small>}
		</>
	);
	return href === undefined ? <div class="card tile">{inside}</div> :
		<a class="card tile" href={href} aria-current={on || undefined}>
			{inside}</a>;
}

export function Copy({ text, what }: { text: string; what: string }) {
	const [done, setDone] = useState(false);
	// Absent on plain HTTP from another machine: then one selects by hand.
	if (!navigator.clipboard)
		return null;
	return (
		<button type="button" class="btn" onClick={() => {
			void navigator.clipboard.writeText(text).then(() => setDone(true));
		}}>
			{done ? "Copied" : "Copy"}<span class="unseen"> {what}</span>
		</button>
	);
}

// A filter in force, and the way to be rid of it.
export function FilterChip({ word, children, clear }: {
	word: string;
	children: ComponentChildren;
	clear: () => void;
}) {
	return (
		<span class="chip filter">
			{word}: {children}
			<button type="button" onClick={clear}
				aria-label={`Remove the filter ${word}`}>×</button>
		</span>
	);
}

export const messages = (n: number): string => plural(n, "message");
