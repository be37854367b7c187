// One address over all domains: in whose name it sent, who saw it, and how it
// fared.

import { useEffect } from "preact/hooks";
import { api, type SendingRow, type Sighting, type Source } from "../api";
import { Aligned, Copy } from "../components/bits";
import { ExportLinks, ExportRows } from "../components/export";
import { Foreign } from "../components/foreign";
import { Pruned, useTitle, Wait } from "../components/states";
import { type Column, sortOf, sortRows, Table } from "../components/table";
import { count, dayLong, dayRange, plural, share } from "../format";
import { useAnswer } from "../load";
import { noteRange, rangeOf } from "../range";
import { address, domainPath, link, usePlace } from "../router";
import { DISPOSITIONS } from "../words";
import { SUM_COLUMNS } from "./sum-columns";

const SEEN = "500"; // records of each domain

const domainsOf = (ip: string): readonly Column<SendingRow>[] => [
	{ key: "domain", title: "Domain", wide: true, value: (s) => s.domain,
		cell: (s) => <a class="name" title="This address in this domain"
			href={link(domainPath(s.domain, "sources"), { source_ip: ip })}>
			<Foreign text={s.domain} max={70} /></a> },
	...SUM_COLUMNS,
];

const sightingsOf = (ip: string): readonly Column<Sighting>[] => [
	{ key: "day", title: "Day (UTC)", term: "its report",
		value: (s) => s.day,
		cell: (s) => <a title="The report, these rows marked"
			href={address(`/reports/${s.report}`, { source_ip: ip })}>
			{dayLong(s.day)}</a> },
	{ key: "domain", title: "Domain", wide: true, value: (s) => s.domain,
		cell: (s) => <Foreign text={s.domain} max={60} /> },
	{ key: "reporter", title: "Seen by", term: "reporter", wide: true,
		value: (s) => s.reporter,
		cell: (s) => <Foreign text={s.reporter} max={60} /> },
	{ key: "header_from", title: "From", term: "header_from", wide: true,
		value: (s) => s.header_from,
		cell: (s) => <Foreign text={s.header_from} max={60} /> },
	{ key: "messages", title: "Messages", number: true,
		value: (s) => s.messages, cell: (s) => count(s.messages) },
	{ key: "disposition", title: "What became of them", term: "disposition",
		value: (s) => s.disposition,
		cell: (s) => s.disposition === null ?
			<span class="muted">not said</span> :
			DISPOSITIONS[s.disposition] ?? s.disposition },
	{ key: "dkim", title: "DKIM", value: (s) => s.dkim,
		cell: (s) => <Aligned name="dkim" result={s.dkim} /> },
	{ key: "spf", title: "SPF", value: (s) => s.spf,
		cell: (s) => <Aligned name="spf" result={s.spf} /> },
];

function sentence(s: Source): string {
	const sum = (of: (row: SendingRow) => number): number =>
		s.items.reduce((n, row) => n + of(row), 0);
	const all = sum((row) => row.messages);
	if (all === 0)
		return "No messages in these days.";
	const first = s.items.map((row) => row.first_day).sort()[0] ?? s.from;
	const last = s.items.map((row) => row.last_day).sort().pop() ?? s.to;
	return `${plural(all, "message")} in the name of ` +
		`${plural(s.items.length, "domain")}, ${dayRange(first, last)}; ` +
		`${count(sum((row) => row.pass))} prove that they may ` +
		`(${share(sum((row) => row.pass), all)}).`;
}

function Body({ s, url }: { s: Source; url: string }) {
	const { query } = usePlace();
	useEffect(() => noteRange(s), [s]);
	const columns = domainsOf(s.source_ip);
	const sightings = sightingsOf(s.source_ip);
	const sort = sortOf(query.get("sort"));
	const seen = sortOf(query.get("seen"));
	return (
		<>
			<p class="sub">{sentence(s)}</p>
			<div class="row heading">
				<h2>In whose name</h2>
				<span class="grow" />
				<ExportLinks url={url} name={`${s.source_ip}-domains`} />
			</div>
			<Table name="Domains" columns={columns} sort={sort} sorts="page"
				rows={sortRows(s.items, columns, sort)}
				rowKey={(r) => r.domain} empty="No messages in these days." />
			<div class="row heading">
				<h2>Who saw it, when, with which results</h2>
				<span class="grow" />
				<ExportRows columns={sightings} rows={s.sightings}
					name={`${s.source_ip}-records`} />
			</div>
			<Pruned before={s.records_from} />
			<Table name="Records" columns={sightings} sort={seen} sorts="page"
				word="seen" rows={sortRows(s.sightings, sightings, seen)}
				rowKey={(_r, i) => i} empty="No records in these days." />
			<p class="small">At most the {SEEN} newest records of each
				domain.</p>
		</>
	);
}

export function SourcePage({ ip }: { ip: string }) {
	const { query } = usePlace();
	useTitle(`Address ${ip.slice(0, 60)}`);
	const url = address(api.source(ip), { ...rangeOf(query), limit: SEEN });
	const answer = useAnswer<Source>(url);
	return (
		<>
			<p class="small crumbs"><a href={link("/")}>Overview</a> /
				Address</p>
			<div class="row">
				<h1><Foreign code text={ip} max={60} /></h1>
				<Copy text={ip} what="the address" />
			</div>
			<Wait of={answer} shapes={["line", "table", "table"]}>
				{(s) => <Body s={s} url={url} />}
			</Wait>
		</>
	);
}
