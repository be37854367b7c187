// A chart in its card: legend, the same data as a table, the file.

import { useMemo } from "preact/hooks";
import type { Day, PolicyRun } from "../api";
import { ExportRows } from "../components/export";
import { type Column, Table } from "../components/table";
import { Part } from "../components/bits";
import { count } from "../format";
import { today } from "../range";
import { change, usePlace } from "../router";
import { kindsSentence } from "../summary";
import { policyText, type Slice, SPLITS } from "../words";
import { type Bucket, bucketName, bucketsOf, isWeekly, type Kinds, marksOf,
	part, policyOn } from "./buckets";
import { Stacked } from "./stacked";

function columnsOf(policies: readonly PolicyRun[],
	slices: readonly Slice[], reportsOf: (b: Bucket) => string,
	weekly: boolean): Column<Bucket>[] {
	const number = (key: "messages" | "dkim_pass" | "spf_pass" | "reports",
		title: string, term?: string): Column<Bucket> => ({
		key, title, number: true, value: (b) => b[key],
		...(term ? { term } : {}), cell: (b) => count(b[key]),
	});
	return [
		{ key: "day", title: weekly ? "Week (UTC)" : "Day (UTC)",
			value: (b) => b.from,
			cell: (b) => <a href={reportsOf(b)}>{bucketName(b)}</a> },
		number("messages", "Messages"),
		...slices.map((c): Column<Bucket> => ({
			key: c.key, title: c.short, term: c.word, number: true,
			value: (b) => part(b, c),
			cell: (b) => <Part n={part(b, c)} of={b.messages} />,
		})),
		number("dkim_pass", "DKIM", "aligned"),
		number("spf_pass", "SPF", "aligned"),
		number("reports", "Reports"),
		...(policies.length === 0 ? [] : [{
			key: "policy", title: "Policy",
			value: (b: Bucket) => policyText(policyOn(policies, b)),
			cell: (b: Bucket) => <code class="policy">
				{policyText(policyOn(policies, b))}</code>,
		}]),
		{ key: "notes", title: "Notes",
			value: (b) => [b.arriving && "still arriving",
				b.coarse && "not exact"].filter(Boolean).join(", "),
			cell: (b) => <small>{[b.arriving && "still arriving",
				b.coarse && "holds reports over 36 h"].filter(Boolean)
				.join(", ")}</small> },
	];
}

function notesOf(buckets: readonly Bucket[]): (string | false)[] {
	return [
		buckets.some((b) => b.arriving) &&
			"Lighter bars: reports still arrive.",
		buckets.some((b) => b.coarse && !b.arriving) &&
			"Hatched bars hold reports over more than 36 hours: " +
			"their day is not exact.",
	];
}

function Legend({ slices, hidden }: {
	slices: readonly Slice[];
	hidden: ReadonlySet<string>;
}) {
	const toggle = (key: string): void => {
		const next = new Set(hidden);
		if (!next.delete(key))
			next.add(key);
		change({ hide: [...next].join(",") }, "replace");
	};
	return (
		<div class="legend" role="group" aria-label="Shown in the chart">
			{slices.map((c) => (
				<button key={c.key} type="button" title={c.term}
					aria-pressed={!hidden.has(c.key)}
					onClick={() => toggle(c.key)}>
					<i class={`swatch c-${c.key}`} />{c.label}
				</button>
			))}
		</div>
	);
}

// Another question about the same messages; the legend begins anew.
function SplitSwitch({ by, first, splits }: {
	by: string;
	first: string;
	splits: readonly string[];
}) {
	return (
		<select aria-label="Divided by" value={by} onChange={(event) =>
			change({ by: event.currentTarget.value === first ? null :
				event.currentTarget.value, hide: null }, "replace")}>
			{splits.map((key) =>
				<option key={key} value={key}>{SPLITS[key]?.word}</option>)}
		</select>
	);
}

// How it is divided unless the address says otherwise, and its slices; those
// that were not judged only where there are some.
function useSplit(kinds: Kinds | null | undefined, first: string,
	buckets: readonly Bucket[]) {
	const { query } = usePlace();
	const splits = Object.keys(SPLITS).filter((key) =>
		key !== "kind" || kinds !== undefined);
	const wanted = query.get("by") ?? first;
	const by = splits.includes(wanted) ? wanted : "disposition";
	const judged = buckets.every((b) => b.unjudged === 0);
	const slices = useMemo(() => (SPLITS[by]?.slices ?? []).filter((c) =>
		!judged || c.key !== "unjudged"), [by, judged]);
	return { splits, by, slices };
}

export function TrendCard({ title, days, policies, reportsOf, name, note,
	kinds, first = "disposition" }: {
	title: string;
	days: readonly Day[];
	policies: readonly PolicyRun[];
	reportsOf: (b: Bucket) => string;
	name: string; // of the file
	note?: string;
	kinds?: Kinds | null; // null: known, but not asked for
	first?: string; // of SPLITS, what is shown unless another is asked for
}) {
	const { query } = usePlace();
	const buckets = useMemo(() => bucketsOf(days, today(), kinds ?? null),
		[days, kinds]);
	const { splits, by, slices } = useSplit(kinds, first, buckets);
	const hide = query.get("hide") ?? "";
	const asTable = query.get("view") === "table";
	const hidden = useMemo(() => new Set(hide.split(",").filter((key) =>
		slices.some((c) => c.key === key))), [hide, slices]);
	const marks = useMemo(() => marksOf(policies), [policies]);
	const weekly = isWeekly(days);
	const columns = columnsOf(policies, slices, reportsOf, weekly);
	return (
		<section class="card trend">
			<div class="row">
				<h2>{title}, per {weekly ? "week" : "day"}</h2>
				<span class="grow" />
				<SplitSwitch by={by} first={first} splits={splits} />
				<button type="button" class="btn" aria-pressed={asTable}
					onClick={() => change({ view: asTable ? null : "table" },
						"replace")}>Table</button>
				<ExportRows columns={columns} rows={buckets} name={name} />
			</div>
			{!asTable && <Legend slices={slices} hidden={hidden} />}
			{asTable ?
				<Table name={title} columns={columns} rows={buckets}
					rowKey={(b) => b.from} sorts="none" empty="No days." /> :
				<Stacked buckets={buckets} slices={slices} hidden={hidden} marks={marks}
					policies={policies} reportsOf={reportsOf} />}
			<p class="small">{[note, by === "kind" && kindsSentence(buckets),
				...asTable ? [] : notesOf(buckets)].filter(Boolean)
				.join(" ")}</p>
		</section>
	);
}
