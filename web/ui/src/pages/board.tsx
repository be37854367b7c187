// What to do, domain by domain: the advisor's board.

import type { Board, BoardRow, DomainRow, Overview } from "../api";
import { Ladder, Tile } from "../components/bits";
import { Foreign } from "../components/foreign";
import { ExportRows } from "../components/export";
import { Choice } from "../components/fields";
import { type Column, sortOf, sortRows, Table } from "../components/table";
import { Spark } from "../charts/spark";
import { ageShort, count, dayLong, isOld, plural, share, time } from "../format";
import { change, domainPath, link, usePlace } from "../router";
import { PROBLEMS, VERDICTS } from "../words";

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

export function boardColumns(o: Overview): readonly Column<BoardRow>[] {
	const figures = days(o);
	return [
		{ key: "domain", title: "Domain", wide: true, value: (b) => b.domain,
			cell: (b) => <a class="name" href={link(domainPath(b.domain))}>
				<Foreign text={b.domain} max={70} /></a> },
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

const problemOf = (b: BoardRow): string | null => b.task_code === null ||
	PROBLEMS[b.task_code] === undefined ? null :
	`${b.task_code} ${b.task_sender ?? ""}`.trim();

export function filterBoard(items: readonly BoardRow[],
	query: URLSearchParams): readonly BoardRow[] {
	const name = (query.get("q") ?? "").toLowerCase();
	const want = (word: string, of: (b: BoardRow) => string | null) =>
		(b: BoardRow): boolean => !query.get(word) ||
			of(b) === query.get(word);
	return items.filter((b) => b.domain.includes(name) &&
		want("stage", (x) => x.stage)(b) &&
		want("verdict", (x) => x.verdict)(b) &&
		want("problem", problemOf)(b));
}

// One fix, many domains.
function Problems({ items }: { items: readonly BoardRow[] }) {
	const { query } = usePlace();
	const groups = new Map<string, BoardRow[]>();
	for (const b of items) {
		const problem = problemOf(b);
		if (problem !== null)
			groups.set(problem, [...groups.get(problem) ?? [], b]);
	}
	const shared = [...groups].filter(([, rows]) => rows.length > 1)
		.sort((a, b) => b[1].length - a[1].length).slice(0, 8);
	if (shared.length === 0)
		return null;
	return (
		<div class="row outcomes" role="group" aria-label="Same problem">
			<span class="small">Same problem:</span>
			{shared.map(([problem, rows]) => {
				const [code = "", sender] = problem.split(" ");
				const on = query.get("problem") === problem;
				return (
					<button key={problem} type="button" class="btn"
						aria-pressed={on} onClick={() => change(
							{ problem: on ? null : problem })}>
						{sender && <Foreign text={sender.replace(/^\w+:/, "")}
							max={40} />} {PROBLEMS[code]}{" "}
						<b>{plural(rows.length, "domain")}</b>
					</button>
				);
			})}
		</div>
	);
}

function choices(values: readonly (readonly [string, string])[]) {
	return [["", "any"] as const, ...new Map(values)];
}

export function BoardTable({ o, board }: { o: Overview; board: Board }) {
	const { query } = usePlace();
	const columns = boardColumns(o);
	const sort = sortOf(query.get("sort"));
	const rows = sortRows(filterBoard(board.items, query), columns, sort);
	return (
		<>
			<div class="row filters" role="group" aria-label="Filters">
				<Choice word="stage" label="Stage" choices={choices(
					board.items.map((b) => [b.stage ?? "",
						b.stage_text ?? ""]))} />
				<Choice word="verdict" label="Verdict" choices={choices(
					board.items.map((b) => [b.verdict,
						VERDICTS[b.verdict]?.word ?? b.verdict]))} />
				<Problems items={board.items} />
				<span class="grow" />
				<ExportRows columns={columns} rows={rows} name="board" />
			</div>
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
