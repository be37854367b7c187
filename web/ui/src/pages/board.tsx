// What to do, domain by domain: the advisor's board.

import { useState } from "preact/hooks";
import type { Board, BoardRow, DomainRow, Overview } from "../api";
import { Ladder, Tile } from "../components/bits";
import { Foreign } from "../components/foreign";
import { ExportRows } from "../components/export";
import { Choice, Pick } from "../components/fields";
import { lazy } from "../components/lazy";
import { type Column, sortOf, sortRows, Table } from "../components/table";
import { Spark } from "../charts/spark";
import { ageShort, count, dayLong, isOld, plural, share, time } from "../format";
import { address, domainPath, link, usePlace } from "../router";
import { PROBLEMS, VERDICTS } from "../words";

const BoardBulk = lazy(() =>
	import("./board-bulk").then((m) => m.BoardBulk));

const URGENT = ["ROLLBACK", "HOLD", "FIX_RECORD", "ATTENTION"];

const has = (verdicts: readonly string[]) => (row: BoardRow): boolean =>
	verdicts.includes(row.verdict);
const ready = has(["READY"]);
const urgent = has(URGENT);
const done = has(["DONE"]);
// Not yet, for something that a person can do.
const blocked = (row: BoardRow): boolean => row.verdict ===
	"READY_IF_CONFIRMED" || (row.verdict === "NOT_READY" &&
	row.task_code !== null && PROBLEMS[row.task_code] !== undefined);
const waiting = (row: BoardRow): boolean => !ready(row) && !urgent(row) &&
	!done(row) && !blocked(row);

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
	const n = (of: (row: BoardRow) => boolean): number =>
		board.items.filter(of).length;
	return (
		<section class="tiles" aria-label="What to do">
			<Tile n={count(n(ready))} tone={n(ready) > 0 ? "good" : ""}
				label="ready for the next step" term="publish the record" />
			<Tile n={count(n(urgent))} tone={n(urgent) > 0 ? "bad" : ""}
				label="need attention now" term="own mail or record in trouble" />
			<Tile n={count(n(blocked))} label="with something to answer or fix"
				term="then the next step" />
			<Tile n={count(n(waiting))} label="only waiting"
				term="nothing to do" />
			<Tile n={count(n(done))} label="at their goal"
				term="we keep watching" />
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
		{ key: "questions", title: "Asks", number: true,
			value: (b) => b.questions, cell: (b) => count(b.questions) },
		{ key: "own", title: "Own mail", term: "days, proven share",
			value: (b) => b.own === 0 ? null : b.own_pass / b.own,
			cell: (b) => b.own === 0 ? <span class="muted">none</span> :
				<span class="own">
					<Spark pass={b.own_pass_days} fail={b.own_fail_days} />{" "}
					{share(b.own_pass, b.own)}</span> },
		{ key: "forged_day", title: "Forged", term: "a day", number: true,
			value: (b) => b.forged_day, cell: (b) => count(b.forged_day) },
		{ key: "lost_week", title: "Lost", term: "a week",
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

// What is in the way, as the address says it: "B_FIX svc:mailchimp".
const problemsOf = (b: BoardRow): string[] => b.problems
	.filter((p) => PROBLEMS[p.code] !== undefined)
	.map((p) => `${p.code} ${p.sender ?? ""}`.trim());

const FILTERS: Record<string, (b: BoardRow, want: string) => boolean> = {
	q: (b, want) => b.domain.includes(want.toLowerCase()),
	stage: (b, want) => b.stage === want,
	verdict: (b, want) => b.verdict === want,
	code: (b, want) => b.task_code === want ||
		b.problems.some((p) => p.code === want),
	problem: (b, want) => problemsOf(b).includes(want),
	service: (b, want) => b.senders.some((s) => s.key === want),
	group: (b, want) => b.group === want,
};

export const filterBoard = (items: readonly BoardRow[],
	query: URLSearchParams): readonly BoardRow[] =>
	items.filter((b) => Object.entries(FILTERS).every(([word, holds]) => {
		const want = query.get(word);
		return !want || holds(b, want);
	}));

// The names of senders, by key.
function namesOf(items: readonly BoardRow[]): ReadonlyMap<string, string> {
	return new Map(items.flatMap((b) => b.senders.map((s) =>
		[s.key, s.name ?? s.key] as const)));
}

// One fix, many domains.
function Problems({ items, names }: {
	items: readonly BoardRow[];
	names: ReadonlyMap<string, string>;
}) {
	const { query } = usePlace();
	const groups = new Map<string, number>();
	for (const problem of items.flatMap(problemsOf))
		groups.set(problem, (groups.get(problem) ?? 0) + 1);
	const shared = [...groups].filter(([, n]) => n > 1)
		.sort((a, b) => b[1] - a[1]).slice(0, 8);
	if (shared.length === 0)
		return null;
	return (
		<nav class="row outcomes" aria-label="Same problem">
			<span class="small">Same problem:</span>
			{shared.map(([problem, n]) => {
				const [code = "", sender] = problem.split(" ");
				const on = query.get("problem") === problem;
				return (
					<a key={problem} class="btn" aria-current={on || undefined}
						href={address("/", { problem: on ? null : problem },
							query)}>
						{sender && <Foreign text={names.get(sender) ??
							sender.replace(/^net:/, "")} max={40} />} {PROBLEMS[code]}:{" "}
						<b>{plural(n, "domain")}</b>
					</a>
				);
			})}
		</nav>
	);
}

type Pair = readonly [string, string];

// Each once, by its text; what the address asks for is there in any case.
function choices(values: readonly Pair[], inForce: string | null): Pair[] {
	const known = new Map(values);
	if (inForce && !known.has(inForce))
		known.set(inForce, inForce);
	return [["", "any"], ...[...known].sort((a, b) =>
		a[1].localeCompare(b[1], "en"))];
}

function Filters({ items, names }: {
	items: readonly BoardRow[];
	names: ReadonlyMap<string, string>;
}) {
	const { query } = usePlace();
	const choice = (word: string, label: string, values: readonly Pair[]) =>
		(values.length > 0 || query.get(word)) && <Choice word={word}
			label={label} choices={choices(values, query.get(word))} />;
	const codes = items.flatMap((b) => [...b.problems.map((p) => p.code),
		...b.task_code === null ? [] : [b.task_code]]);
	return (
		<>
			{choice("stage", "Stage", items.map((b) =>
				[b.stage ?? "", b.stage_text ?? ""]))}
			{choice("verdict", "Verdict", items.map((b) =>
				[b.verdict, VERDICTS[b.verdict]?.word ?? b.verdict]))}
			{choice("code", "In the way", codes.map((code) =>
				[code, PROBLEMS[code] ?? code]))}
			{choice("service", "Service", [...names].filter(([key]) =>
				key.startsWith("svc:") || key === query.get("service")))}
			{choice("group", "Client", items.flatMap((b) =>
				b.group === null ? [] : [[b.group, b.group]]))}
		</>
	);
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
	const names = namesOf(board.items);
	const sender = senderAsked(query);
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
				<Filters items={board.items} names={names} />
				<span class="grow" />
				<ExportRows columns={[...columns, CLIENT]} rows={rows}
					name="board" />
			</div>
			{sender !== null && rows.length > 0 && <BoardBulk sender={sender}
				name={names.get(sender) ?? sender}
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
