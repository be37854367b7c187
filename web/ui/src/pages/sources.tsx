// Who sends in a domain's name, per address.

import { useEffect, useMemo } from "preact/hooks";
import { type AddressRow, type Addresses as Judged, api, type SourceRow, type Sources }
	from "../api";
import { FilterChip } from "../components/bits";
import { ExportLinks } from "../components/export";
import { Choice, Field } from "../components/fields";
import { Foreign } from "../components/foreign";
import { More, Pruned, Wait } from "../components/states";
import { type Column, sortOf, Table } from "../components/table";
import { useAnswer, usePages } from "../load";
import { noteRange, rangeOf } from "../range";
import { address, change, link, senderPath, sourcePath, usePlace } from "../router";
import { Addresses } from "./addresses";
import { SUM_COLUMNS } from "./sum-columns";

const FILTERS = ["source_ip", "dmarc", "disposition", "dkim", "spf",
	"reporter"] as const;
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]+)$/i;

// What the advisor says of addresses; those of the last weeks alone, and the
// table does not wait for it.
type Known = ReadonlyMap<string | null, AddressRow>;
const KNOWN = "1000"; // those with most mail

const columnsOf = (domain: string, known: Known):
	readonly Column<SourceRow>[] => [
	{ key: "source_ip", title: "Address", term: "source_ip", server: true,
		value: (s) => s.source_ip,
		cell: (s) => s.source_ip === null ?
			<span class="muted">not readable</span> :
			<a href={link(sourcePath(s.source_ip))} title="In all domains">
				<Foreign code text={s.source_ip} /></a> },
	{ key: "sender", title: "Sender", term: "in the advice", wide: true,
		cell: (s) => {
			const is = known.get(s.source_ip);
			return is && <>
				<a href={link(senderPath(domain, is.sender))}>
					<Foreign text={is.name} max={50} /></a>
				{is.ptr !== null && <small class="muted">{" "}
					<Foreign text={is.ptr} max={60} /></small>}</>;
		} },
	...SUM_COLUMNS,
];

const WHOSE: Record<string, string> = { own: "your own mail",
	forwarded: "forwarded mail", forged: "forged mail",
	unsure: "mail that we cannot tell" };

const PASS_FAIL = [["", "any"], ["pass", "pass"], ["fail", "fail"]] as const;

function Filters() {
	const { query } = usePlace();
	const reporter = query.get("reporter");
	return (
		<div class="row filters" role="group" aria-label="Filters">
			<Field word="source_ip" label="Address" placeholder="192.0.2.10"
				check={(text) => ADDRESS.test(text) ? "" :
					"A whole IPv4 or IPv6 address, please."} />
			<Choice word="dmarc" label="DMARC" choices={PASS_FAIL} />
			<Choice word="disposition" label="What became of it" choices={[
				["", "any"], ["none", "delivered (none)"],
				["quarantine", "to spam (quarantine)"],
				["reject", "refused (reject)"], ["pass", "passed (pass)"]]} />
			<Choice word="dkim" label="DKIM aligned" choices={PASS_FAIL} />
			<Choice word="spf" label="SPF aligned" choices={PASS_FAIL} />
			{reporter && <FilterChip word="reporter"
				clear={() => change({ reporter: null })}>
				<Foreign text={reporter} max={40} /></FilterChip>}
			{FILTERS.some((f) => query.has(f)) && (
				<button type="button" class="btn" onClick={() => change(
					Object.fromEntries(FILTERS.map((f) => [f, null])))}>
					Clear all filters</button>
			)}
		</div>
	);
}

function Body({ s, url }: { s: Sources; url: string }) {
	const { query } = usePlace();
	const judged = useAnswer<Judged>(address(api.addresses(s.domain),
		{ limit: KNOWN }));
	const columns = useMemo(() => columnsOf(s.domain, new Map(
		judged.data?.items.map((a) => [a.source_ip, a]))),
		[s.domain, judged.data]);
	useEffect(() => noteRange(s), [s]);
	const pages = usePages<Sources, SourceRow>(url, s, (a) => a);
	const sort = sortOf(query.get("sort")) ?? { key: "messages", down: true };
	return (
		<>
			<Pruned before={s.records_from} />
			<Table name="Sources" columns={columns} rows={pages.rows}
				rowKey={(r) => r.source_ip ?? ""} sort={sort} sorts="server"
				empty="No messages with these filters in these days." />
			<More {...pages} shown={pages.rows.length} what="addresses" />
		</>
	);
}

export function SourcesTab({ domain }: { domain: string }) {
	const { query } = usePlace();
	const words = Object.fromEntries([...FILTERS, "sort"].map((f) =>
		[f, query.get(f)]));
	const url = address(api.sources(domain), { ...rangeOf(query), ...words });
	const whose = query.get("whose");
	const answer = useAnswer<Sources>(whose ? null : url);
	if (whose)
		return (
			<>
				<div class="row filters" role="group" aria-label="Filters">
					<FilterChip word="only"
						clear={() => change({ whose: null })}>
						{WHOSE[whose] ?? whose}</FilterChip>
					<span class="small">in the days of the advice, whatever
						days are chosen above</span>
				</div>
				<Addresses domain={domain} whose={whose} />
			</>
		);
	return (
		<>
			<div class="row heading">
				<h2>Addresses that sent in this name</h2>
				<span class="grow" />
				<ExportLinks url={url} name={`${domain}-sources`} />
			</div>
			<Filters />
			<Wait of={answer} shapes={["table"]}>
				{(s) => <Body s={s} url={url} />}
			</Wait>
		</>
	);
}
