// Who reports on a domain, and what they saw.

import { useEffect } from "preact/hooks";
import { api, type ReporterRow, type Trend } from "../api";
import { Part } from "../components/bits";
import { ExportRows } from "../components/export";
import { Foreign } from "../components/foreign";
import { Wait } from "../components/states";
import { type Column, sortOf, sortRows, Table } from "../components/table";
import { count, dayLong, plural } from "../format";
import { useAnswer } from "../load";
import { noteRange, rangeOf } from "../range";
import { address, change, domainPath, link, usePlace } from "../router";
import { Spark } from "../charts/spark";
import { CLASSES } from "../words";

const columnsOf = (domain: string): readonly Column<ReporterRow>[] => [
	{ key: "org_name", title: "Reporter", term: "org_name", wide: true,
		value: (r) => r.org_name ?? r.reporter,
		cell: (r) => <a class="name"
			href={link(domainPath(domain, "reports"),
				{ reporter: r.reporter })}>
			<Foreign text={r.org_name ?? r.reporter} max={60} /></a> },
	{ key: "reporter", title: "Identity", term: "reporter", wide: true,
		value: (r) => r.reporter,
		cell: (r) => <small><Foreign text={r.reporter} max={60} /></small> },
	{ key: "messages", title: "Messages", number: true,
		value: (r) => r.messages,
		cell: (r) => <a href={link(domainPath(domain, "sources"),
			{ reporter: r.reporter })}>{count(r.messages)}</a> },
	...CLASSES.filter((c) => c.key !== "fail_unknown").map((c):
		Column<ReporterRow> => ({
		key: c.key, title: c.short, term: c.word, swatch: c.key, number: true,
		value: (r) => r[c.key],
		cell: (r) => <Part n={r[c.key]} of={r.messages} />,
	})),
	{ key: "days", title: "Per day", term: "passing, failing",
		cell: (r) => <Spark pass={r.days_pass} fail={r.days_fail} /> },
	{ key: "reports", title: "Reports", number: true,
		value: (r) => r.reports, cell: (r) => count(r.reports) },
	{ key: "last_day", title: "Last day", value: (r) => r.last_day,
		cell: (r) => dayLong(r.last_day) },
];

const MULTIPLES = 12;

// The same days for each of the largest, each on a scale of its own.
function Multiples({ t }: { t: Trend }) {
	const rows = t.reporters.filter((r) => r.days_pass.length > 0)
		.slice(0, MULTIPLES);
	return rows.length < 2 ? null : (
		<>
			<section class="multiples" aria-label="Days of each reporter">
				{rows.map((r) => (
					<a key={r.reporter} class="card tile"
						href={link(domainPath(t.domain, "sources"),
							{ reporter: r.reporter })}>
						<span class="strong"><Foreign
							text={r.org_name ?? r.reporter} max={28} /></span>
						<Spark pass={r.days_pass} fail={r.days_fail} wide />
						<small>{plural(r.messages, "message")}</small>
						<small>{count(r.messages - r.pass)} failing</small>
					</a>
				))}
			</section>
			<p class="small">Each picture has a scale of its own. Blue passes,
				orange on top fails; forged mail fails, too.</p>
		</>
	);
}

function Body({ t }: { t: Trend }) {
	const { query } = usePlace();
	useEffect(() => noteRange(t), [t]);
	const columns = columnsOf(t.domain);
	const sort = sortOf(query.get("sort"));
	const wanted = (query.get("q") ?? "").toLowerCase();
	const rows = sortRows(t.reporters.filter((r) =>
		`${r.org_name ?? ""} ${r.reporter}`.toLowerCase().includes(wanted)),
		columns, sort);
	return (
		<>
			<div class="row heading">
				<h2>{plural(t.reporters.length, "reporter")}</h2>
				<span class="grow" />
				<input type="search" class="field" value={query.get("q") ?? ""}
					placeholder="Filter by name" aria-label="Filter by name"
					onInput={(event) => change(
						{ q: event.currentTarget.value }, "replace")} />
				<ExportRows columns={columns} rows={rows}
					name={`${t.domain}-reporters`} />
			</div>
			<Multiples t={t} />
			<Table name="Reporters" columns={columns} rows={rows}
				rowKey={(r) => r.reporter} sort={sort} sorts="page"
				empty="No reporter has this in its name." />
		</>
	);
}

export function Reporters({ domain }: { domain: string }) {
	const { query } = usePlace();
	const answer = useAnswer<Trend>(address(api.trend(domain),
		rangeOf(query)));
	return (
		<Wait of={answer} shapes={["line", "table"]}>
			{(t) => <Body t={t} />}
		</Wait>
	);
}
