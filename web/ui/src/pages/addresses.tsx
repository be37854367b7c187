// Where a sender's mail, or all mail of a kind, came from: the addresses over
// the days of the advice, each a step nearer to its reports.

import { type AddressRow, type Addresses as Answer, api } from "../api";
import { ExportLinks } from "../components/export";
import { Foreign } from "../components/foreign";
import { More, Wait } from "../components/states";
import { type Column, sortOf, Table } from "../components/table";
import { count, dayLong, dayRange } from "../format";
import { useAnswer, usePages } from "../load";
import { address, link, senderPath, sourcePath, usePlace } from "../router";

const WORD = "by"; // ?by= has the order, as ?sort= is the page's own

const number = (key: keyof AddressRow, title: string, term?: string):
	Column<AddressRow> => ({ key, title, number: true, server: true,
	...term ? { term } : {}, value: (r) => r[key] as number,
	cell: (r) => count(r[key] as number) });

const columnsOf = (domain: string, a: Answer, all: boolean):
	readonly Column<AddressRow>[] => [
	{ key: "source_ip", title: "Address", term: "source_ip", server: true,
		value: (r) => r.source_ip,
		cell: (r) => <a title="Its records and reports"
			href={link(sourcePath(r.source_ip), { from: a.from, to: a.to })}>
			<Foreign code text={r.source_ip} /></a> },
	...a.items.some((r) => r.ptr !== null) ? [{ key: "ptr", title: "Name",
		term: "PTR", wide: true, value: (r: AddressRow) => r.ptr,
		cell: (r: AddressRow) => <Foreign text={r.ptr} max={60}
			none="–" /> }] : [],
	...all ? [{ key: "name", title: "Sender", wide: true,
		value: (r: AddressRow) => r.name,
		cell: (r: AddressRow) => <a href={link(senderPath(domain, r.sender))}>
			<Foreign text={r.name} max={60} /></a> }] : [],
	number("messages", "Messages"),
	...all ? [] : [number("own_pass", "Proven yours", "aligned pass")],
	number("delivered", "Failing, let through", "none"),
	number("reporters", "Seen by", "reporters"),
	{ key: "last_day", title: "Days", term: "first, last",
		value: (r) => r.last_day,
		cell: (r) => r.first_day === r.last_day ? dayLong(r.first_day) :
			dayRange(r.first_day, r.last_day) },
];

function Body({ domain, a, url, all }: {
	domain: string;
	a: Answer;
	url: string;
	all: boolean;
}) {
	const { query } = usePlace();
	const pages = usePages<Answer, AddressRow>(url, a, (x) => x);
	const sort = sortOf(query.get(WORD)) ?? { key: "messages", down: true };
	return (
		<>
			<Table name="Addresses" columns={columnsOf(domain, a, all)}
				rows={pages.rows} rowKey={(r) => r.source_ip} sort={sort}
				sorts="server" word={WORD} empty="No address in these days." />
			<More {...pages} shown={pages.rows.length} what="addresses" />
		</>
	);
}

function Selectors({ a }: { a: Answer }) {
	if (a.selectors.length === 0)
		return null;
	return (
		<section class="card">
			<h2>Its signatures in your name</h2>
			<div class="card table" role="region" tabIndex={0}
				aria-label="Its signatures in your name">
				<table>
					<thead><tr><th scope="col">Selector <small>DKIM</small></th>
						<th scope="col" class="n">Messages</th>
						<th scope="col" class="n">Passing</th>
						<th scope="col">Days <small>first, last</small></th>
					</tr></thead>
					<tbody>{a.selectors.map((s) => (
						<tr key={`${s.selector} ${s.domain}`}>
							<th scope="row" class="wide">{s.selector ?
								<Foreign code max={90} text={
									`${s.selector}._domainkey.${s.domain}`} /> :
								<><Foreign code text={s.domain} max={60} />{" "}
									<small>selector not reported</small></>}
							</th>
							<td class="n">{count(s.messages)}</td>
							<td class="n">{count(s.pass)}</td>
							<td>{dayRange(s.first_day, s.last_day)}</td>
						</tr>))}
					</tbody>
				</table>
			</div>
		</section>
	);
}

const TITLES: Record<string, string> = {
	own: "Where your own mail comes from",
	forwarded: "Who passes your mail on",
	forged: "Where forged mail comes from",
	unsure: "Where mail comes from that nobody can tell yet",
};

// A sender's addresses and signatures; or, without one, all of a kind.
export function Addresses({ domain, sender, whose = "forged" }: {
	domain: string;
	sender?: string;
	whose?: string;
}) {
	const { query } = usePlace();
	const all = sender === undefined;
	const url = address(api.addresses(domain), { sender: sender ?? null,
		whose: all ? whose : null, sort: query.get(WORD) });
	const answer = useAnswer<Answer>(url);
	return (
		<>
			<div class="row heading">
				<h2>{all ? TITLES[whose] ?? "Addresses" : "Its addresses"}</h2>
				<span class="grow" />
				<ExportLinks url={url} name={`${domain}-addresses`} />
			</div>
			<Wait of={answer} shapes={["table"]}>
				{(a) => <>
					<Body domain={domain} a={a} url={url} all={all} />
					{!all && <Selectors a={a} />}
				</>}
			</Wait>
		</>
	);
}
