// Who sends in this name: who they are, how they prove it, problems on top.

import { useState } from "preact/hooks";
import type { Advice, Sender } from "../api";
import { AnswerBar, senders } from "../components/answers";
import { Pick } from "../components/fields";
import { ExportRows } from "../components/export";
import { Foreign } from "../components/foreign";
import { type Column, sortOf, sortRows, Table } from "../components/table";
import { KindSpark } from "../charts/spark";
import { count, plural, share } from "../format";
import { link, senderPath, usePlace } from "../router";
import { CATEGORIES } from "../words";

// How it proves itself, in plain words and in terms.
export function howOf(s: Sender): string {
	if (s.legit === 0)
		return s.relay[0] + s.relay[1] + s.relay[2] > 0 ? "relayed" : "–";
	const dkim = s.dkim_rate ?? 0;
	const all = s.pass_rate ?? 0;
	if (all < 0.02)
		return "neither";
	if (dkim > 0.98)
		return "signature";
	return dkim < 0.02 ? "server list: breaks when forwarded" :
		"signature in part";
}

const columnsOf = (a: Advice, chosen: ReadonlySet<string>,
	pick: (key: string) => void): readonly Column<Sender>[] => [
	{ key: "name", title: "Sender", wide: true, value: (s) => s.name,
		cell: (s) => <Pick name={s.name} on={chosen.has(s.key)}
			flip={() => pick(s.key)}>
			<a class="name" href={link(senderPath(a.domain, s.key))}>
				<Foreign text={s.name} max={60} /></a></Pick> },
	{ key: "cat", title: "State", value: (s) => s.cat,
		cell: (s) => {
			const c = CATEGORIES[s.cat ?? ""];
			return <span class={`chip ${c?.tone ?? ""}`}
				title={`${s.cat ?? ""}: ${c?.says ?? ""}`}>
				{c?.word ?? s.cat ?? "–"}</span>;
		} },
	{ key: "n", title: "A day", number: true,
		value: (s) => s.n / Math.max(1, a.window_days),
		cell: (s) => {
			const n = s.n / Math.max(1, a.window_days);
			return n > 0 && n < 1 ? "< 1" : count(n);
		} },
	{ key: "pass_rate", title: "Proves it is yours", term: "aligned",
		value: (s) => s.pass_rate,
		cell: (s) => s.pass_rate === null ? <span class="muted">–</span> :
			<>
				<span class="bar"><i class={s.pass_rate < 0.5 ? "f" : ""}
					style={{ width: `${s.pass_rate * 100}%` }} /></span>{" "}
				{share(s.pass_rate, 1)}
			</> },
	{ key: "how", title: "How", term: "dkim, spf", value: howOf,
		cell: (s) => <small>{howOf(s)}</small> },
	{ key: "days", title: "5 weeks", term: "proven, not",
		cell: (s) => <KindSpark days={s.days} /> },
];

export function SendersTable({ a, retry }: {
	a: Advice;
	retry: () => void;
}) {
	const { query } = usePlace();
	const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
	const pick = (key: string): void => {
		const next = new Set(chosen);
		if (!next.delete(key))
			next.add(key);
		setChosen(next);
	};
	const columns = columnsOf(a, chosen, pick);
	const sort = sortOf(query.get("sort"));
	const rows = sortRows(a.senders, columns, sort);
	const rest = a.senders_total - a.senders.length;
	return (
		<>
			<div class="row heading">
				<h2>Your senders</h2>
				<span class="grow" />
				<ExportRows columns={columns} rows={rows}
					name={`${a.domain}-senders`} />
			</div>
			<Table name="Senders" columns={columns} rows={rows}
				rowKey={(s) => s.key} sort={sort} sorts="page"
				empty="No sender was seen in these days." />
			<AnswerBar targets={a.senders.filter((s) => chosen.has(s.key))
				.map((s) => ({ domain: a.domain, sender: s.key }))}
				about={senders(chosen.size)} what={senders} changed={() => {
					setChosen(new Set());
					retry();
				}} />
			{rest > 0 && <p class="small">{plural(rest, "more sender")} with
				fewer messages.</p>}
		</>
	);
}
