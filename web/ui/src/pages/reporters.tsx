// Who reports on a domain, and what they saw.

import { useEffect } from "preact/hooks";
import { api, type ReporterRow, type Trend } from "../api";
import { Part, SplitBar } from "../components/bits";
import { ExportRows } from "../components/export";
import { Foreign } from "../components/foreign";
import { Wait } from "../components/states";
import { type Column, sortOf, sortRows, Table } from "../components/table";
import { count, dayLong, plural } from "../format";
import { useAnswer } from "../load";
import { noteRange, rangeOf } from "../range";
import { address, change, domainPath, link, usePlace } from "../router";
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
	{ key: "split", title: "What became of them",
		cell: (r) => <SplitBar sums={r} /> },
	...CLASSES.filter((c) => c.key !== "fail_unknown").map((c):
		Column<ReporterRow> => ({
		key: c.key, title: c.short, term: c.word, number: true,
		value: (r) => r[c.key],
		cell: (r) => <Part n={r[c.key]} of={r.messages} />,
	})),
	{ key: "reports", title: "Reports", number: true,
		value: (r) => r.reports, cell: (r) => count(r.reports) },
	{ key: "last_day", title: "Last day", value: (r) => r.last_day,
		cell: (r) => dayLong(r.last_day) },
];

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
