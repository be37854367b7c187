// What one sees, first as a sentence: all domains, their mail, their policy.

import { useEffect, useMemo, useState } from "preact/hooks";
import { api, type Board, type DomainRow, type Overview, type PolicyRun } from "../api";
import { TrendCard } from "../charts/trend";
import { Newest, Tile } from "../components/bits";
import { ExportLinks, ExportRows } from "../components/export";
import { More, useTitle, Wait } from "../components/states";
import { sortOf, sortRows, Table } from "../components/table";
import { age, count, dayLong, dayOf, isOld, plural, share } from "../format";
import { type Loaded, useAnswer, usePages } from "../load";
import { noteRange, rangeOf } from "../range";
import { address, change, link, usePlace } from "../router";
import { overviewSentence, policyCounts } from "../summary";
import { trustSentence } from "../words";
import { boardSentence, BoardTable, BoardTiles } from "./board";
import { DOMAIN_COLUMNS } from "./domain-columns";
import { Empty } from "./empty";

const ROWS = "1000"; // more come by their cursor
// The chart is of many domains; the same array, or it is drawn at each render.
const NONE: readonly PolicyRun[] = [];

function Tiles({ o }: { o: Overview }) {
	const t = o.totals;
	const stopped = t.fail_quarantine + t.fail_reject;
	return (
		<section class="tiles" aria-label="Sums">
			<Tile n={count(t.domains)} label={t.domains === 1 ? "domain" :
				"domains"} term={o.more ? "" : policyCounts(o.items)} />
			<Tile n={count(t.messages)} label="messages"
				term={`${plural(t.reports, "report")} counted`}
				href={link("/reports")} />
			<Tile n={count(t.fail_none)} label="failing and delivered"
				term={`${share(t.fail_none, t.messages)}, disposition none`} />
			<Tile n={count(stopped)} label="failing and stopped"
				term={`${count(t.fail_quarantine)} to spam, ` +
					`${count(t.fail_reject)} refused`} />
			<Tile n={count(t.reporters)} label={t.reporters === 1 ?
				"reporter" : "reporters"} term="receivers that report" />
			{t.newest !== null && <Tile n={age(t.newest)}
				label="age of the newest report"
				tone={isOld(t.newest) ? "bad" : ""}
				term={`covers up to ${dayLong(dayOf(t.newest - 1))}`} />}
		</section>
	);
}

function DomainTable({ o, url }: { o: Overview; url: string }) {
	const { query } = usePlace();
	const pages = usePages<Overview, DomainRow>(url, o, (a) => a);
	const sort = sortOf(query.get("sort"));
	const wanted = (query.get("q") ?? "").toLowerCase();
	const whole = pages.next === null;
	const matching = wanted === "" ? pages.rows :
		pages.rows.filter((row) => row.domain.includes(wanted));
	const rows = whole ? sortRows(matching, DOMAIN_COLUMNS, sort) : matching;
	const list = address(api.domains, { from: o.from, to: o.to,
		limit: ROWS });
	return (
		<>
			<div class="row filters">
				<span class="grow" />
				{wanted === "" ? <ExportLinks url={list} name="domains" /> :
					<ExportRows columns={DOMAIN_COLUMNS} rows={rows}
						name="domains" />}
			</div>
			<Table name="Domains" columns={DOMAIN_COLUMNS} rows={rows}
				rowKey={(row) => row.domain} sort={sort}
				sorts={whole ? "page" : "server"}
				empty="No domain has this in its name." />
			<More {...pages} shown={rows.length} what="domains" />
		</>
	);
}

// The same domains by what to do, or by their figures.
function Lists({ o, url, board, figures }: {
	o: Overview;
	url: string;
	board: Loaded<Board>;
	figures: boolean;
}) {
	const { query } = usePlace();
	const view = (word: string | null, label: string) => (
		<button type="button" class="btn"
			aria-pressed={figures === (word !== null)} onClick={() => change({
				list: word, sort: null }, "replace")}>{label}</button>
	);
	return (
		<>
			<div class="row heading">
				<h2>Domains</h2>
				{view(null, "What to do")}
				{view("figures", "Figures")}
				<span class="grow" />
				<input type="search" class="field" value={query.get("q") ?? ""}
					placeholder="Filter by name" aria-label="Filter by name"
					onInput={(event) => change(
						{ q: event.currentTarget.value }, "replace")} />
			</div>
			{figures ? <DomainTable o={o} url={url} /> :
				<Wait of={board} shapes={["table"]}>
					{(b) => <BoardTable o={o} board={b}
						retry={board.retry} />}
				</Wait>}
		</>
	);
}

function Body({ o, url, board, retry }: {
	o: Overview;
	url: string;
	board: Loaded<Board>;
	retry: () => void;
}) {
	const { query } = usePlace();
	useEffect(() => noteRange(o), [o]);
	const kinds = useMemo(() => ({ from: o.from, days: o.kinds }), [o]);
	const asked = rangeOf(query);
	const untouched = asked.from === undefined && asked.to === undefined;
	if (o.totals.messages === 0 && o.totals.reports === 0 && untouched)
		return <Empty retry={retry} />;
	const trust = trustSentence(o.totals);
	const figures = query.get("list") === "figures";
	return (
		<>
			<h1>{board.data && !figures ? boardSentence(board.data.items) :
				overviewSentence(o)}</h1>
			<p class="sub">{board.data && !figures &&
				`${plural(o.totals.domains, "domain")} · `}Reports up to {dayLong(o.as_of)} (UTC)
				{" · "}<Newest at={o.totals.newest} />
				{" · "}{plural(o.totals.reporters, "reporter")}
				{o.totals.set_aside > 0 && <>
					{" · "}<a href="/intake">{plural(o.totals.set_aside,
						"document")} set aside</a>
				</>}
				{trust !== "" && <>{" · "}{trust}</>}
			</p>
			{board.data && !figures ? <BoardTiles o={o} board={board.data} /> :
				<Tiles o={o} />}
			<TrendCard title="Mail in your names" days={o.days} policies={NONE}
				name="days" kinds={kinds} first="kind" reportsOf={(b) => address("/reports",
					{ from: b.from, to: b.to })} />
			<Lists o={o} url={url} board={board} figures={figures} />
		</>
	);
}

export function OverviewPage() {
	useTitle("Overview");
	const { query } = usePlace();
	// Sorting is the server's only when not all rows fit one answer.
	const [whole, setWhole] = useState(true);
	const url = address(api.overview, { ...rangeOf(query), limit: ROWS,
		sort: whole ? null : query.get("sort") });
	const answer = useAnswer<Overview>(url);
	const board = useAnswer<Board>(api.board);
	const more = answer.data?.more;
	useEffect(() => {
		if (more !== undefined)
			setWhole(!more);
	}, [more]);
	return (
		<Wait of={answer}
			shapes={["title", "line", "tiles", "chart", "table"]}>
			{(o) => <Body o={o} url={url} board={board}
				retry={answer.retry} />}
		</Wait>
	);
}
