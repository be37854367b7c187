// Reports, newest first: of all domains, or as a tab of one.

import { useEffect } from "preact/hooks";
import { api, type ReportRow, type Reports } from "../api";
import { FilterChip, Part } from "../components/bits";
import { ExportLinks } from "../components/export";
import { Field } from "../components/fields";
import { Foreign } from "../components/foreign";
import { More, useTitle, Wait } from "../components/states";
import { type Column, sortOf, sortRows, Table } from "../components/table";
import { count, dayLong, plural, time } from "../format";
import { useAnswer, usePages } from "../load";
import { noteRange, rangeOf } from "../range";
import { address, change, domainPath, link, usePlace } from "../router";

function Flags({ r }: { r: ReportRow }) {
	const flags = [
		r.outcome !== "report" && ["bad", "not counted", r.outcome],
		r.provenance === "failed" && ["bad", "sender not proven", "failed"],
		r.provenance === "unverified" && (r.counted ||
			r.outcome !== "report" ? ["", "unverified",
				"nothing proves who sent the mail"] :
			["bad", "unverified, not counted",
				"nothing proves who sent the mail"]),
		r.part && ["", "part", "one of several documents of a report"],
		r.coarse && ["", "over 36 h", "its day is not exact"],
		r.late && ["", "late", "older than 400 days when it came"],
		r.repairs > 0 && ["", plural(r.repairs, "repair"),
			"the parser put something right"],
	].filter((f): f is string[] => f !== false);
	return (
		<span class="flags">
			{flags.map(([tone, word, why]) => (
				<span key={word} class={`chip ${tone}`} title={why}>{word}</span>
			))}
		</span>
	);
}

const COLUMNS: readonly Column<ReportRow>[] = [
	{ key: "end", title: "Day (UTC)", value: (r) => r.end,
		cell: (r) => <a class="name" href={`/reports/${r.id}`}
			title={r.begin !== null && r.end !== null ?
				`${time(r.begin)} to ${time(r.end)}` : ""}>
			{r.day === null ? `No. ${r.id}` : dayLong(r.day)}</a> },
	{ key: "org_name", title: "Reporter", term: "org_name", wide: true,
		value: (r) => r.org_name ?? r.reporter,
		cell: (r) => r.reporter === null ? <Foreign text={r.org_name} /> :
			<button type="button" class="linklike" title="Only this reporter"
				onClick={() => change({ reporter: r.reporter })}>
				<Foreign text={r.org_name ?? r.reporter} max={60} />
			</button> },
	{ key: "domain", title: "Domain", wide: true, value: (r) => r.domain,
		cell: (r) => r.domain === null ? <Foreign text={null} /> :
			<a href={link(domainPath(r.domain))}>
				<Foreign text={r.domain} max={60} /></a> },
	{ key: "messages", title: "Messages", number: true,
		value: (r) => r.messages, cell: (r) => count(r.messages) },
	{ key: "pass", title: "Passing", term: "dmarc=pass", number: true,
		value: (r) => r.pass,
		cell: (r) => <Part n={r.pass} of={r.messages} /> },
	{ key: "fail", title: "Failing", term: "dmarc=fail", number: true,
		value: (r) => r.messages - r.pass,
		cell: (r) => <Part n={r.messages - r.pass} of={r.messages} /> },
	{ key: "records", title: "Rows", term: "record", number: true,
		value: (r) => r.records, cell: (r) => count(r.records) },
	{ key: "notes", title: "Notes", cell: (r) => <Flags r={r} /> },
	{ key: "report_id", title: "Report ID", term: "report_id", wide: true,
		value: (r) => r.report_id,
		cell: (r) => <Foreign code text={r.report_id} max={36} /> },
];

function Body({ a, url, columns }: {
	a: Reports;
	url: string;
	columns: readonly Column<ReportRow>[];
}) {
	const { query } = usePlace();
	useEffect(() => noteRange(a), [a]);
	const pages = usePages<Reports, ReportRow>(url, a, (x) => x);
	// The API has them newest first only: sorted here once all are here.
	const whole = pages.next === null;
	const sort = whole ? sortOf(query.get("sort")) : null;
	return (
		<>
			<Table name="Reports" columns={columns} sort={sort}
				rows={sortRows(pages.rows, columns, sort)}
				rowKey={(r) => r.id} sorts={whole ? "page" : "none"}
				empty="No reports with these filters in these days." />
			<More {...pages} shown={pages.rows.length}
				what={whole ? "reports" : "reports, newest first"} />
		</>
	);
}

function ReportList({ domain }: { domain: string | null }) {
	const { query } = usePlace();
	const url = address(api.reports, { ...rangeOf(query),
		domain: domain ?? query.get("domain"),
		reporter: query.get("reporter") });
	const answer = useAnswer<Reports>(url);
	const reporter = query.get("reporter");
	const columns = domain === null ? COLUMNS :
		COLUMNS.filter((c) => c.key !== "domain");
	return (
		<>
			<div class="row filters" role="group" aria-label="Filters">
				{domain === null && <Field word="domain" label="Domain"
					placeholder="example.com" />}
				{reporter && <FilterChip word="reporter"
					clear={() => change({ reporter: null })}>
					<Foreign text={reporter} max={40} /></FilterChip>}
				<span class="grow" />
				<ExportLinks url={url} name={`${domain ?? "all"}-reports`} />
			</div>
			<Wait of={answer} shapes={["table"]}>
				{(a) => <Body a={a} url={url} columns={columns} />}
			</Wait>
		</>
	);
}

export const DomainReports = ({ domain }: { domain: string }) =>
	<ReportList domain={domain} />;

export function ReportsPage() {
	useTitle("Reports");
	return (
		<>
			<h1>Reports</h1>
			<p class="sub">What receivers sent, newest first. Each one leads to
				its rows and to its original text.</p>
			<ReportList domain={null} />
		</>
	);
}
