// Which From domains a domain's mail has: itself, and those below it.

import { useEffect } from "preact/hooks";
import { api, type SubdomainRow, type Subdomains } from "../api";
import { ExportLinks } from "../components/export";
import { Foreign } from "../components/foreign";
import { More, Pruned, Wait } from "../components/states";
import { type Column, sortOf, Table } from "../components/table";
import { useAnswer, usePages } from "../load";
import { noteRange, rangeOf } from "../range";
import { address, usePlace } from "../router";
import { SUM_COLUMNS } from "./sum-columns";

const COLUMNS: readonly Column<SubdomainRow>[] = [
	{ key: "header_from", title: "From domain", term: "header_from",
		server: true, wide: true, value: (s) => s.header_from,
		cell: (s) => <Foreign text={s.header_from} max={80}
			none="not readable" /> },
	...SUM_COLUMNS,
];

function Body({ s, url }: { s: Subdomains; url: string }) {
	const { query } = usePlace();
	useEffect(() => noteRange(s), [s]);
	const pages = usePages<Subdomains, SubdomainRow>(url, s, (a) => a);
	const sort = sortOf(query.get("sort")) ?? { key: "messages", down: true };
	return (
		<>
			<Pruned before={s.records_from} />
			<Table name="Subdomains" columns={COLUMNS} rows={pages.rows}
				rowKey={(r) => r.header_from ?? ""} sort={sort} sorts="server"
				empty="No messages in these days." />
			<More {...pages} shown={pages.rows.length} what="From domains" />
		</>
	);
}

export function SubdomainsTab({ domain }: { domain: string }) {
	const { query } = usePlace();
	const url = address(api.subdomains(domain), { ...rangeOf(query),
		sort: query.get("sort") });
	const answer = useAnswer<Subdomains>(url);
	return (
		<>
			<div class="row heading">
				<h2>From domains in its mail</h2>
				<span class="grow" />
				<ExportLinks url={url} name={`${domain}-subdomains`} />
			</div>
			<p class="small">The policy of a subdomain is <code>sp=</code>, or{" "}
				<code>np=</code> if it does not exist in DNS, or its own
				record.</p>
			<Wait of={answer} shapes={["table"]}>
				{(s) => <Body s={s} url={url} />}
			</Wait>
		</>
	);
}
