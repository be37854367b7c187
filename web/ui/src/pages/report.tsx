// One report: who says what about whom, what we had to put right, its rows,
// and its original text.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { api, change as decideOn, type Report } from "../api";
import { FilterChip } from "../components/bits";
import { Foreign, ForeignLong, plain, cut } from "../components/foreign";
import { useTitle, Wait } from "../components/states";
import { count, dayLong, plural, share, time } from "../format";
import { useAnswer } from "../load";
import { address, change, domainPath, link, usePlace } from "../router";
import { ALIGNMENT, OUTCOMES, policyText, PROVENANCES, REPAIRS }
	from "../words";
import { Original } from "./original";
import { Records } from "./records";

const ROWS = 50; // more come by their cursor
const ROWS_MARKED = 1000; // so that those which are looked for are there

type Fact = readonly [string, ComponentChildren];

const Facts = ({ facts }: { facts: readonly Fact[] }) => (
	<dl class="facts">
		{facts.filter(([, value]) => value !== null).map(([name, value]) => (
			<div key={name}><dt>{name}</dt><dd>{value}</dd></div>
		))}
	</dl>
);

const said = (text: string | null): ComponentChildren =>
	text === null || text === "" ? null : <ForeignLong text={text} />;

function metadata(r: Report): Fact[] {
	return [
		["Reporter (org_name)", <ForeignLong text={r.org_name} />],
		["Known as", said(r.reporter)],
		["Contact (email)", said(r.email)],
		["More contact", said(r.extra_contact_info)],
		["Program (generator)", said(r.generator)],
		["Report ID (report_id)", <ForeignLong text={r.report_id} />],
		["Covers", r.begin !== null && r.end !== null ?
			`${time(r.begin)} to ${time(r.end)}` : null],
		["Counts on", r.day === null ? null : dayLong(r.day)],
		["Standard", r.dialect === null ? null : `RFC ${r.dialect}`],
		["Version", said(r.version)],
		["Namespace", said(r.xml_namespace)],
	];
}

function policy(r: Report): Fact[] {
	const p = r.policy_published;
	const align = (word: string | null): ComponentChildren =>
		word === null ? null : ALIGNMENT[word] ?? <Foreign text={word} />;
	return [
		["Domain", <Foreign text={p.domain} />],
		["Policy", <code class="policy">{policyText(p)}</code>],
		["Subdomains (sp)", said(p.sp)],
		["Missing subdomains (np)", said(p.np)],
		["Share (pct)", p.pct === null ? null : `${p.pct} %`],
		["DKIM must match (adkim)", align(p.adkim)],
		["SPF must match (aspf)", align(p.aspf)],
		["Failure reports (fo)", said(p.fo)],
		["Test mode (t)", said(p.testing)],
		["Found by", said(p.discovery_method)],
	];
}

function origin(r: Report): Fact[] {
	return [
		["State", OUTCOMES[r.outcome] ?? r.outcome],
		["Trust", PROVENANCES[r.provenance] ?? r.provenance],
		["Received", r.received === null ? null : time(r.received)],
		["Mail from", said(r.mail_from)],
		["Proven to be from", said(r.auth_from)],
		["Message-ID", said(r.message_id)],
		["File", said(r.path)],
		["Name inside", said(r.member)],
		["SHA-256", <code class="break">{r.digest}</code>],
	];
}

function Repairs({ r }: { r: Report }) {
	if (r.repairs_total === 0 && r.errors.length === 0)
		return null;
	const rest = r.repairs_total - r.repairs.length;
	return (
		<section class="card notice">
			<h2>What is odd about it</h2>
			<ul>
				{r.repairs.map((x, i) => (
					<li key={i}>{REPAIRS[x.code] ?? x.code}{" "}
						<small><Foreign text={x.detail} max={200}
							none="" /></small></li>
				))}
				{rest > 0 && <li>{plural(rest, "more note")} not kept.</li>}
				{r.errors.map((text, i) => (
					<li key={`e${i}`}>The reporter notes an error:{" "}
						<Foreign text={text} max={300} /></li>
				))}
			</ul>
		</section>
	);
}

// A conflict: what it is, and a person's word on it.
function Decision({ r, retry }: { r: Report; retry: () => void }) {
	const [wrong, setWrong] = useState("");
	const decide = (accept: boolean): void => {
		setWrong("");
		decideOn(api.accept(r.id), { accept }).then(retry).catch(
			(e: unknown) => setWrong(e instanceof Error ? e.message :
				String(e)));
	};
	if (r.outcome === "report" && r.accepted === null)
		return null;
	return (
		<section class={`card notice${r.accepted ? "" : " bad"}`}>
			{r.accepted === null ? (
				<>
					<h2>This report does not count</h2>
					<p>{plural(r.messages, "message")}: another report of the
						same name is here with other rows. If you know that
						both are parts of one report, count this one too.</p>
					<button type="button" class="btn primary"
						onClick={() => decide(true)}>Count it as a
						part</button>
				</>
			) : (
				<>
					<h2>It counts because a person said so</h2>
					<p>Accepted by <Foreign text={r.accepted.by} max={40} /> on{" "}
						{time(r.accepted.at)}.</p>
					<button type="button" class="btn"
						onClick={() => decide(false)}>Take it back</button>
				</>
			)}
			{wrong && <p class="bad" role="alert">{wrong}</p>}
		</section>
	);
}

// Whoever came from an address looks for its rows.
function Marked({ r, wanted }: { r: Report; wanted: string | null }) {
	if (wanted === null)
		return null;
	const rows = r.records.items.filter((x) => x.source_ip === wanted);
	const sum = rows.reduce((n, x) => n + x.count, 0);
	return (
		<p class="row">
			<FilterChip word="marked" clear={() =>
				change({ source_ip: null }, "replace")}>
				<Foreign code text={wanted} max={60} /></FilterChip>
			<span>{rows.length > 0 ? <>From it:{" "}
				{plural(sum, "message")} in <a href="#rows">
					{plural(rows.length, "row")}</a>.</> :
				r.records.more ? "None of the first rows is from it." :
				"No row of this report is from it."}</span>
		</p>
	);
}

function Body({ r, url, retry, wanted }: {
	r: Report;
	url: string;
	retry: () => void;
	wanted: string | null; // the address whose rows are marked
}) {
	const who = plain(cut(r.org_name ?? r.reporter ?? "nobody named", 60));
	const fail = r.messages - r.pass;
	useTitle(`Report of ${who}`);
	return (
		<>
			<p class="small crumbs"><a href={link("/reports")}>Reports</a> /{" "}
				{r.domain && <a href={link(domainPath(r.domain, "reports"))}>
					<Foreign text={r.domain} /></a>}</p>
			<h1><bdi>{who}</bdi> on <Foreign text={r.domain} max={80}
				none="no domain" />{r.day && <>, {dayLong(r.day)}</>}</h1>
			<p class="sub">{plural(r.messages, "message")}: {count(r.pass)}{" "}
				pass ({share(r.pass, r.messages)}), {count(fail)} fail (
				{share(fail, r.messages)})</p>
			<Marked r={r} wanted={wanted} />
			<Decision r={r} retry={retry} />
			<Repairs r={r} />
			<div class="three">
				<section class="card"><h2>The report</h2>
					<Facts facts={metadata(r)} /></section>
				<section class="card"><h2>Policy that it saw</h2>
					<Facts facts={policy(r)} /></section>
				<section class="card"><h2>Where it comes from</h2>
					<Facts facts={origin(r)} /></section>
			</div>
			<Original r={r} wanted={wanted} />
			<Records r={r} url={url} wanted={wanted} />
		</>
	);
}

export function ReportPage({ id }: { id: string }) {
	const { query } = usePlace();
	const wanted = query.get("source_ip");
	const url = address(api.report(id), { limit: String(wanted === null ?
		ROWS : ROWS_MARKED) });
	useTitle("Report");
	const answer = useAnswer<Report>(url);
	return (
		<Wait of={answer} shapes={["title", "line", "tiles", "table"]}>
			{(r) => <Body r={r} url={url} retry={answer.retry}
				wanted={wanted} />}
		</Wait>
	);
}
