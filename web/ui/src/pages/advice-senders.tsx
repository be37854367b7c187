// Who sends in this name: who they are, how they prove it, problems on top.

import { useState } from "preact/hooks";
import type { Advice, Sender, ShownSender } from "../api";
import { AnswerBar, senders } from "../components/answers";
import { Pick } from "../components/fields";
import { ExportRows } from "../components/export";
import { Foreign } from "../components/foreign";
import { type Column, sortOf, sortRows, Table } from "../components/table";
import { KindSpark } from "../charts/spark";
import { count, plural, share } from "../format";
import { link, senderPath, usePlace } from "../router";
import { CATEGORIES, PROOFS } from "../words";

// How it proves itself, in plain words and in terms.
export function howOf(s: Sender): string {
	if (s.proof !== null)
		return PROOFS[s.proof] ?? s.proof;
	return s.relay[0] + s.relay[1] + s.relay[2] > 0 ? "relayed" : "–";
}

// What else is known of a network: who it may be, and those shown with it.
export function Besides({ s }: { s: ShownSender }) {
	const parts = [];
	if (s.others.length > 0)
		parts.push(`and ${plural(s.others.length, "network")} more`);
	if (s.guess)
		parts.push(`perhaps ${s.guess}`);
	return parts.length === 0 ? null :
		<small class="muted" title={s.others.join(", ")}>{" "}
			<Foreign text={parts.join(", ")} max={80} /></small>;
}

const columnsOf = (a: Advice, chosen: ReadonlySet<string>,
	pick: (key: string) => void): readonly Column<ShownSender>[] => [
	{ key: "name", title: "Sender", wide: true, value: (s) => s.name,
		cell: (s) => <Pick name={s.name} on={chosen.has(s.key)}
			flip={() => pick(s.key)}>
			<span><a class="name"
				href={link(senderPath(a.domain, s.key))}>
				<Foreign text={s.name} max={60} /></a>
				<Besides s={s} /></span></Pick> },
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
	const rows = sortRows(a.shown, columns, sort);
	const rest = a.senders_total -
		a.shown.reduce((n, s) => n + 1 + s.others.length, 0);
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
			<AnswerBar targets={a.shown.filter((s) => chosen.has(s.key))
				.flatMap((s) => [s.key, ...s.others])
				.map((sender) => ({ domain: a.domain, sender }))}
				about={senders(chosen.size)} what={senders} changed={() => {
					setChosen(new Set());
					retry();
				}} />
			{rest > 0 && <p class="small">{plural(rest, "more sender")} with
				fewer messages.</p>}
		</>
	);
}
