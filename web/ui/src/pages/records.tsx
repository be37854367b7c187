// The rows of a report, with every authentication result.

import type { AuthDkim, AuthSpf, RecordRow, Report } from "../api";
import { Aligned } from "../components/bits";
import { Foreign } from "../components/foreign";
import { More, Pruned } from "../components/states";
import { type Column, sortOf, sortRows, Table } from "../components/table";
import { count } from "../format";
import { usePages } from "../load";
import { link, sourcePath, usePlace } from "../router";
import { DISPOSITIONS, REASONS } from "../words";

function Disposition({ r }: { r: RecordRow }) {
	const { disposition, reasons } = r.policy_evaluated;
	return (
		<>
			{disposition === null ? <span class="muted">not said</span> :
				<>{DISPOSITIONS[disposition] ?? "unknown"}{" "}
					<small><Foreign text={disposition} max={30} /></small></>}
			{reasons.map((x, i) => (
				<span key={i} class="reason">
					{REASONS[x.type ?? ""] ?? <Foreign text={x.type} max={40} />}
					{x.comment && <>: <Foreign text={x.comment} max={120} /></>}
				</span>
			))}
		</>
	);
}

// "dkim=pass d=example.com s=key1", the way it stands in a mail's head.
function Auth({ a, method }: {
	a: (AuthDkim & { scope?: never }) | (AuthSpf & { selector?: never });
	method: "dkim" | "spf";
}) {
	return (
		<li>
			<code>{method}=<Foreign text={a.result} max={20} none="?" /></code>{" "}
			<Foreign text={a.domain} max={60} />
			{a.selector && <small> s=<Foreign text={a.selector} max={40} />
			</small>}
			{a.scope && <small> {a.scope}</small>}
			{a.human_result && <small> (<Foreign text={a.human_result}
				max={80} />)</small>}
		</li>
	);
}

const columnsOf = (domain: string | null): readonly Column<RecordRow>[] => [
	{ key: "source_ip", title: "Address", term: "source_ip",
		value: (r) => r.source_ip,
		cell: (r) => r.source_ip === null || domain === null ?
			<Foreign code text={r.source_ip} none="not readable" /> :
			<a href={link(sourcePath(r.source_ip))}>
				<Foreign code text={r.source_ip} /></a> },
	{ key: "count", title: "Messages", term: "count", number: true,
		value: (r) => r.count, cell: (r) => count(r.count) },
	{ key: "disposition", title: "What became of them", term: "disposition",
		value: (r) => r.policy_evaluated.disposition,
		cell: (r) => <Disposition r={r} /> },
	{ key: "dkim", title: "DKIM", value: (r) => r.policy_evaluated.dkim,
		cell: (r) => <Aligned name="dkim" result={r.policy_evaluated.dkim} /> },
	{ key: "spf", title: "SPF", value: (r) => r.policy_evaluated.spf,
		cell: (r) => <Aligned name="spf" result={r.policy_evaluated.spf} /> },
	{ key: "header_from", title: "From", term: "header_from", wide: true,
		value: (r) => r.identifiers.header_from,
		cell: (r) => <Foreign text={r.identifiers.header_from} max={60} /> },
	{ key: "envelope", title: "Envelope", term: "from, to", wide: true,
		value: (r) => r.identifiers.envelope_from,
		cell: (r) => <>
			<Foreign text={r.identifiers.envelope_from} max={60} />
			{r.identifiers.envelope_to && <small class="below">to <Foreign
				text={r.identifiers.envelope_to} max={60} /></small>}</> },
	{ key: "auth", title: "Checks", term: "auth_results", wide: true,
		cell: (r) => (
			<ul class="auth">
				{r.auth_results.dkim.map((a, i) =>
					<Auth key={`d${i}`} a={a} method="dkim" />)}
				{r.auth_results.spf.map((a, i) =>
					<Auth key={`s${i}`} a={a} method="spf" />)}
			</ul>
		) },
];

// Those that are looked for come first, until one sorts.
const markedFirst = (rows: readonly RecordRow[],
	marked: (row: RecordRow) => boolean): readonly RecordRow[] =>
	[...rows.filter(marked), ...rows.filter((row) => !marked(row))];

export function Records({ r, url, wanted }: {
	r: Report;
	url: string;
	wanted: string | null; // the address whose rows are marked
}) {
	const { query } = usePlace();
	const pages = usePages<Report, RecordRow>(url, r.records,
		(a) => a.records);
	const columns = columnsOf(r.domain);
	const marked = (row: RecordRow): boolean => wanted !== null &&
		row.source_ip === wanted;
	const whole = pages.next === null;
	const sort = whole ? sortOf(query.get("sort")) : null;
	return (
		<>
			<h2 id="rows">Its rows</h2>
			<Pruned before={r.records.records_from} />
			<Table name="Rows" columns={columns} sort={sort}
				rows={sort ? sortRows(pages.rows, columns, sort) :
					markedFirst(pages.rows, marked)} marked={marked}
				rowKey={(_r, i) => i} sorts={whole ? "page" : "none"}
				empty="This report has no rows." />
			<More {...pages} shown={pages.rows.length} what="rows" />
		</>
	);
}
