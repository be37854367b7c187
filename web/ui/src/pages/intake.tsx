// What came in, when, from where, and what became of it; what had to be put
// right; who stopped reporting.

import { api, type Intake, type IntakeRow, type RepairRow, type Repairs,
	type Reporters } from "../api";
import { FilterChip } from "../components/bits";
import { Drop } from "../components/drop";
import { ExportLinks, ExportRows } from "../components/export";
import { Foreign, ForeignLong } from "../components/foreign";
import { More, useTitle, Wait } from "../components/states";
import { type Column, sortOf, sortRows, Table } from "../components/table";
import { addDays, bytes, count, dayLong, plural, time } from "../format";
import { useAnswer, usePages, useReadAgain } from "../load";
import { type Silent, silentOf } from "../silence";
import { address, change, link, usePlace } from "../router";
import { LEDGER, REPAIRS } from "../words";

const SILENCE_DAYS = 90;
// A report that is lost is bad; what is none, or was here before, is not.
const TONES: Record<string, string> = { report: "good", conflict: "warn",
	malformed: "bad", truncated: "bad", damaged: "bad", encrypted: "bad",
	unsupported: "bad", limit: "bad", "bad-dates": "bad",
	"no-reporter": "bad", crashed: "bad", timeout: "bad",
	"failed-auth": "bad" };

const COLUMNS: readonly Column<IntakeRow>[] = [
	{ key: "received", title: "Came in (UTC)", value: (r) => r.received,
		cell: (r) => time(r.received).replace(/ UTC$/, "") },
	{ key: "outcome", title: "What became of it", term: "outcome",
		value: (r) => r.outcome,
		cell: (r) => <>
			<span class={`chip ${TONES[r.outcome] ?? ""}`}
				title={r.outcome}>{LEDGER[r.outcome]?.short ?? r.outcome}</span>
			{r.report !== null && <small> <a href={`/reports/${r.report}`}>
				its report</a></small>}
		</> },
	{ key: "reason", title: "Why", wide: true, value: (r) => r.reason,
		cell: (r) => r.reason === null ? <span class="muted">–</span> :
			<ForeignLong text={r.reason} /> },
	{ key: "reporter", title: "Reporter", wide: true,
		value: (r) => r.reporter,
		cell: (r) => r.reporter === null ? <Foreign text={null} /> :
			<button type="button" class="linklike" title="Only this reporter"
				onClick={() => change({ reporter: r.reporter })}>
				<Foreign text={r.reporter} max={60} /></button> },
	{ key: "mail_from", title: "Mail from", wide: true,
		value: (r) => r.mail_from,
		cell: (r) => <Foreign text={r.mail_from} max={60} /> },
	{ key: "path", title: "Where it lay", term: "path, name inside",
		wide: true, value: (r) => r.path,
		cell: (r) => <>
			<Foreign text={r.path} max={120} />
			{r.member && <small class="below">
				<Foreign text={r.member} max={80} /></small>}
		</> },
	{ key: "size", title: "Size", number: true, value: (r) => r.size,
		cell: (r) => r.size > 0 ? bytes(r.size) :
			<span class="muted">–</span> },
];

const REPAIR_COLUMNS: readonly Column<RepairRow>[] = [
	{ key: "reporter", title: "Reporter", wide: true,
		value: (r) => r.reporter,
		cell: (r) => <a class="name"
			href={link("/reports", { reporter: r.reporter })}>
			<Foreign text={r.reporter} max={60} /></a> },
	{ key: "code", title: "What was put right", term: "repair", wide: true,
		value: (r) => r.code,
		cell: (r) => <>{REPAIRS[r.code] ?? r.code}{" "}
			<small>{r.code}</small></> },
	{ key: "repairs", title: "Times", number: true, value: (r) => r.repairs,
		cell: (r) => count(r.repairs) },
	{ key: "reports", title: "Reports", number: true,
		value: (r) => r.reports, cell: (r) => count(r.reports) },
	{ key: "last_day", title: "Last day", value: (r) => r.last_day,
		cell: (r) => dayLong(r.last_day) },
];

const SILENT_COLUMNS: readonly Column<Silent>[] = [
	{ key: "reporter", title: "Reporter", wide: true,
		value: (s) => s.row.org_name ?? s.row.reporter,
		cell: (s) => <a class="name"
			href={link("/reports", { reporter: s.row.reporter })}>
			<Foreign text={s.row.org_name ?? s.row.reporter} max={60} /></a> },
	{ key: "still", title: "Silent for", number: true, value: (s) => s.still,
		cell: (s) => <span class="strong">{plural(s.still, "day")}</span> },
	{ key: "last_day", title: "Last day with a report",
		value: (s) => s.row.last_day, cell: (s) => dayLong(s.row.last_day) },
	{ key: "gap", title: "Used to report", value: (s) => s.gap,
		cell: (s) => s.gap < 1.5 ? "every day" :
			`about every ${Math.round(s.gap)} days` },
	{ key: "messages", title: "Messages", number: true,
		value: (s) => s.row.messages, cell: (s) => count(s.row.messages) },
];

// How many came to each outcome: each a filter.
function Outcomes({ a }: { a: Intake }) {
	const { query } = usePlace();
	const inForce = query.get("outcome") ?? "";
	const n = (of: (outcome: string) => boolean): number => a.counts
		.filter((c) => of(c.outcome)).reduce((sum, c) => sum + c.documents, 0);
	const aside = n((o) => LEDGER[o]?.aside !== false);
	const button = (word: string, label: string, documents: number) => (
		<button key={word} type="button" class="btn"
			aria-pressed={inForce === word}
			onClick={() => change({ outcome: word === "" ? null : word })}>
			{label} <b>{count(documents)}</b></button>
	);
	return (
		<div class="row outcomes" role="group"
			aria-label="What became of it">
			{button("", "Set aside", aside)}
			{button("all", "Everything", n(() => true))}
			{a.counts.map((c) => button(c.outcome,
				LEDGER[c.outcome]?.short ?? c.outcome, c.documents))}
		</div>
	);
}

function Ledger({ a, url }: { a: Intake; url: string }) {
	const { query } = usePlace();
	const pages = usePages<Intake, IntakeRow>(url, a, (x) => x);
	const whole = pages.next === null;
	const sort = whole ? sortOf(query.get("sort")) : null;
	const outcome = query.get("outcome") ?? "";
	return (
		<>
			<Outcomes a={a} />
			<p class="small">{LEDGER[outcome]?.long ?? (outcome === "all" ?
				"Everything that came in, last come first." :
				"Everything that could not be stored, and why. Nothing is " +
				"dropped silently; the mails lie where they lay.")}</p>
			<Table name="Ledger" columns={COLUMNS} sort={sort}
				rows={sortRows(pages.rows, COLUMNS, sort)}
				rowKey={(r) => `${r.id}.${r.document}`}
				sorts={whole ? "page" : "none"}
				empty={outcome === "" ? "Nothing was set aside." :
					"Nothing came to this."} />
			<More {...pages} shown={pages.rows.length} what="entries" />
		</>
	);
}

function RepairsTable({ a, url }: { a: Repairs; url: string }) {
	const { query } = usePlace();
	const sort = sortOf(query.get("repairs"));
	return (
		<>
			<div class="row heading">
				<h2>What reporters get wrong</h2>
				<span class="grow" />
				<ExportLinks url={url} name="repairs" />
			</div>
			<Table name="Repairs" columns={REPAIR_COLUMNS} sort={sort}
				word="repairs" rows={sortRows(a.items, REPAIR_COLUMNS, sort)}
				rowKey={(r) => `${r.reporter} ${r.code}`} sorts="page"
				empty="Nothing had to be put right." />
		</>
	);
}

function Silence({ a }: { a: Reporters }) {
	const { query } = usePlace();
	const sort = sortOf(query.get("silence"));
	const rows = sortRows(silentOf(a.items, a.from, a.as_of), SILENT_COLUMNS,
		sort);
	return (
		<>
			<div class="row heading">
				<h2>Who used to report and stopped</h2>
				<span class="grow" />
				<ExportRows columns={SILENT_COLUMNS} rows={rows}
					name="silent-reporters" />
			</div>
			<Table name="Silent reporters" columns={SILENT_COLUMNS} rows={rows}
				word="silence" sort={sort} rowKey={(s) => s.row.reporter}
				sorts="page" empty={"Nobody: everyone who reports " +
					"regularly still does."} />
			<p class="small">Silent is who reported on three days or more of
				the last {SILENCE_DAYS}, and then not for three times as long
				as usual, and four days at least.</p>
		</>
	);
}

export function IntakePage() {
	useTitle("Intake");
	const { query } = usePlace();
	const words = { outcome: query.get("outcome"),
		reporter: query.get("reporter") };
	const url = address(api.intake, words);
	const ledger = useAnswer<Intake>(url);
	const again = useReadAgain(ledger.retry);
	const as_of = ledger.data?.as_of;
	const days = { from: as_of && addDays(as_of, 1 - SILENCE_DAYS), to: as_of };
	const repairsUrl = address(api.repairs, days);
	const repairs = useAnswer<Repairs>(as_of ? repairsUrl : null);
	const reporters = useAnswer<Reporters>(as_of ?
		address(api.reporters, { ...days, limit: "1000" }) : null);
	return (
		<>
			<h1>Intake</h1>
			<p class="sub">Everything that came in, and what became of it.</p>
			<Drop done={again} />
			<div class="row heading">
				<h2>The ledger</h2>
				{words.reporter && <FilterChip word="reporter"
					clear={() => change({ reporter: null })}>
					<Foreign text={words.reporter} max={40} /></FilterChip>}
				<span class="grow" />
				<ExportLinks url={url} name="intake" />
			</div>
			<Wait of={ledger} shapes={["line", "table"]}>
				{(a) => <Ledger a={a} url={url} />}
			</Wait>
			<Wait of={reporters} shapes={["line", "table"]}>
				{(a) => <Silence a={a} />}
			</Wait>
			<Wait of={repairs} shapes={["line", "table"]}>
				{(a) => <RepairsTable a={a} url={repairsUrl} />}
			</Wait>
		</>
	);
}
