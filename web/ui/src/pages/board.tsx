// What to do, domain by domain: the advisor's board.

import { useMemo, useState } from "preact/hooks";
import type { Board, BoardRow, DomainRow, Overview } from "../api";
import { FilterChip, Ladder, Tile } from "../components/bits";
import { Foreign } from "../components/foreign";
import { ExportRows } from "../components/export";
import { Pick } from "../components/fields";
import { lazy } from "../components/lazy";
import { type Column, sortOf, sortRows, Table } from "../components/table";
import { Spark } from "../charts/spark";
import { ageShort, count, dayLong, isOld, plural, share, time } from "../format";
import { address, change, domainPath, link, usePlace } from "../router";
import { VERDICTS } from "../words";
import { blocked, done, filterBoard, Filters, nameIn, namesOf, Problems,
	ready, TODO, urgent } from "./board-filters";

const BoardBulk = lazy(() =>
	import("./board-bulk").then((m) => m.BoardBulk));

// "4 domains can take their next step today. 2 need you first."
export function boardSentence(items: readonly BoardRow[]): string {
	const n = (of: (row: BoardRow) => boolean): number =>
		items.filter(of).length;
	const parts = [];
	if (n(ready) > 0)
		parts.push(`${plural(n(ready), "domain")} can take ` +
			`${n(ready) === 1 ? "its" : "their"} next step today.`);
	if (n(urgent) > 0)
		parts.push(`${n(urgent) === 1 ? "1 needs" : `${count(n(urgent))} need`}` +
			" you first.");
	if (parts.length === 0)
		parts.push(n(done) === items.length && items.length > 0 ?
			"All domains are at their goal." :
			"No domain can take its next step today.");
	if (parts.length < 2 && n(blocked) > 0)
		parts.push(`${n(blocked) === 1 ? "1 waits" :
			`${count(n(blocked))} wait`} for you.`);
	return parts.join(" ");
}

export function BoardTiles({ o, board }: { o: Overview; board: Board }) {
	const { query } = usePlace();
	return (
		<section class="tiles" aria-label="What to do">
			{Object.entries(TODO).map(([key, todo]) => {
				const n = board.items.filter(todo.is).length;
				return <Tile key={key} n={count(n)} label={todo.label}
					term={todo.term} tone={n > 0 ? todo.tone ?? "" : ""}
					{...n > 0 && { href: address("/", { todo:
						query.get("todo") === key ? null : key }, query) }}
					on={query.get("todo") === key} />;
			})}
			<Tile n={count(o.forged_stopped)} label="forged messages stopped"
				term="to spam or refused" />
		</section>
	);
}

const days = (o: Overview): ReadonlyMap<string, DomainRow> =>
	new Map(o.items.map((d) => [d.domain, d]));

// pick: rows can be chosen.
export interface Picking {
	chosen: ReadonlySet<string>;
	flip: (domain: string) => void;
}

const Name = ({ b }: { b: BoardRow }) => (
	<span>
		<a class="name" href={link(domainPath(b.domain))}>
			<Foreign text={b.domain} max={70} /></a>
		{b.group !== null && <small class="below"><Foreign text={b.group}
			max={40} /></small>}
	</span>
);

// Below the domain on the page; a column of its own in files.
const CLIENT: Column<BoardRow> = { key: "group", title: "Client",
	value: (b) => b.group, cell: (b) => b.group };

export function boardColumns(o: Overview,
	pick: Picking | null): readonly Column<BoardRow>[] {
	const figures = days(o);
	return [
		{ key: "domain", title: "Domain", wide: true, value: (b) => b.domain,
			cell: (b) => pick === null ? <Name b={b} /> :
				<Pick name={b.domain} on={pick.chosen.has(b.domain)}
					flip={() => pick.flip(b.domain)}>
					<Name b={b} /></Pick> },
		{ key: "stage", title: "Stage", value: (b) => b.rung,
			cell: (b) => <Ladder stage={b.stage} stage_text={b.stage_text}
				rung={b.rung} /> },
		{ key: "verdict", title: "Verdict", value: (b) => b.score,
			cell: (b) => <>
				<span title={`${b.verdict}: ${b.verdict_text}`}
					class={`chip ${VERDICTS[b.verdict]?.tone ?? ""}`}>
					{VERDICTS[b.verdict]?.word ?? b.verdict}</span>
				{b.alerts > 0 && <small class={`below ${b.critical > 0 ?
					"bad" : ""}`}>{plural(b.alerts, "alert")}</small>}
			</> },
		{ key: "task", title: "What to do", wide: true,
			value: (b) => b.task, cell: (b) => b.task ?? <span
				class="muted">nothing</span> },
		{ key: "questions", title: "Asks", term: "of you", number: true,
			value: (b) => b.questions, cell: (b) => count(b.questions) },
		{ key: "own", title: "Own mail", term: "days, proven share",
			value: (b) => b.own === 0 ? null : b.own_pass / b.own,
			cell: (b) => b.own === 0 ? <span class="muted">none</span> :
				<span class="own">
					<Spark pass={b.own_pass_days} fail={b.own_fail_days} />{" "}
					{share(b.own_pass, b.own)}</span> },
		{ key: "forged_day", title: "Forged", term: "a day", number: true,
			value: (b) => b.forged_day,
			cell: (b) => b.forged === 0 ? count(0) :
				<a title="Where it comes from" href={link(domainPath(b.domain,
					"sources"), { whose: "forged" })}>
					{b.forged_day === 0 ? "< 1" : count(b.forged_day)}</a> },
		{ key: "lost_week", title: "Forwards", term: "lost a week",
			number: true, value: (b) => b.lost_week,
			cell: (b) => count(b.lost_week) },
		{ key: "last_report", title: "Last report", number: true,
			value: (b) => figures.get(b.domain)?.last_report ?? null,
			cell: (b) => {
				const at = figures.get(b.domain)?.last_report;
				return at === undefined ? "–" : <span title={time(at)}
					class={isOld(at) ? "bad strong" : undefined}>
					{ageShort(at)}</span>;
			} },
		{ key: "earliest", title: "Earliest", value: (b) => b.earliest,
			cell: (b) => ready(b) ? "today" : b.earliest === null ? "–" :
				dayLong(b.earliest) },
	];
}

// Of which sender the chosen domains can be answered for.
function senderAsked(query: URLSearchParams): string | null {
	return query.get("service") ??
		query.get("problem")?.split(" ")[1] ?? null;
}

export function BoardTable({ o, board, retry }: {
	o: Overview;
	board: Board;
	retry: () => void;
}) {
	const { query } = usePlace();
	const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
	// 500 domains have 10,000 senders: not at each click.
	const names = useMemo(() => namesOf(board.items), [board]);
	const sender = senderAsked(query);
	const todo = TODO[query.get("todo") ?? ""];
	const flip = (domain: string): void => {
		const next = new Set(chosen);
		if (!next.delete(domain))
			next.add(domain);
		setChosen(next);
	};
	const columns = boardColumns(o,
		sender === null ? null : { chosen, flip });
	const sort = sortOf(query.get("sort"));
	const rows = sortRows(filterBoard(board.items, query), columns, sort);
	const picked = rows.filter((b) => chosen.has(b.domain));
	return (
		<>
			<Problems items={board.items} names={names} />
			<div class="row filters" role="group" aria-label="Filters">
				{todo && <FilterChip word="only those"
					clear={() => change({ todo: null })}>
					{todo.label}</FilterChip>}
				<Filters items={board.items} names={names} />
				<span class="grow" />
				<ExportRows columns={[...columns, CLIENT]} rows={rows}
					name="board" />
			</div>
			{sender !== null && rows.length > 0 && <BoardBulk sender={sender}
				name={nameIn(names, sender)}
				chosen={picked.map((b) => b.domain)}
				groups={[...new Set(picked.map((b) => b.group))]}
				all={rows.map((b) => b.domain)}
				choose={(domains) => setChosen(new Set(domains))}
				changed={retry} />}
			<Table name="Domains" columns={columns} rows={rows}
				rowKey={(row) => row.domain} sort={sort} sorts="page"
				empty="No domain matches these filters." />
			<div class="row more">
				<span class="small" role="status">{count(rows.length)} of{" "}
					{plural(board.items.length, "domain")}</span>
			</div>
		</>
	);
}
