// A domain day by day, and the policies it published meanwhile.

import { useEffect, useMemo } from "preact/hooks";
import { api, type Numbers, type PolicyRun, type Trend } from "../api";
import { TrendCard } from "../charts/trend";
import { Ladder, Newest, PolicyCode, SplitBar, Tile } from "../components/bits";
import { Foreign } from "../components/foreign";
import { Wait } from "../components/states";
import { type Column, Table } from "../components/table";
import { count, dayLong, dayRange, plural, share } from "../format";
import { useAnswer } from "../load";
import { noteRange, rangeOf } from "../range";
import { address, domainPath, link, usePlace } from "../router";
import { CLASSES, KINDS, policyText, type Slice, trustSentence } from "../words";

const TOP = 4;

const POLICY_COLUMNS: readonly Column<PolicyRun>[] = [
	{ key: "first_day", title: "Days (UTC)",
		cell: (p) => dayRange(p.first_day, p.last_day) },
	{ key: "p", title: "Policy", cell: (p) =>
		<code class="policy">{policyText(p)}</code> },
	{ key: "stage", title: "In words", cell: (p) => p.stage_text ?? "–" },
	{ key: "messages", title: "Messages", number: true,
		cell: (p) => count(p.messages) },
	{ key: "reports", title: "Reports", number: true,
		cell: (p) => count(p.reports) },
];

function sumOf(t: Trend, key: string): number {
	const judged = (of: readonly number[]): number =>
		of.reduce((sum, n) => sum + n, 0);
	return key === "unjudged" ? Math.max(0, t.totals.messages -
		Object.values(t.kinds).reduce((sum, of) => sum + judged(of), 0)) :
		judged(t.kinds[key as keyof Numbers]);
}

// Shares of our own mail alone: what others forge moves none of them.
function aboutKind(t: Trend, k: Slice & { n: number }): string {
	const own = sumOf(t, "own_pass") + sumOf(t, "own_fail");
	if (k.key === "own_pass" || k.key === "own_fail")
		return `${share(k.n, own)} of your own`;
	return k.key === "forged" ? `${count(t.forged_stopped)} of them stopped` :
		k.term;
}

function Head({ t }: { t: Trend }) {
	const trust = trustSentence(t.totals);
	return (
		<>
			<p class="row head">
				<Ladder stage={t.stage} stage_text={t.stage_text}
					rung={t.rung} />
				<PolicyCode policy={t.policy} />
				<span class="muted">
					{t.first_day && t.last_day &&
						<>reports since {dayLong(t.first_day)} · </>}
					<Newest at={t.last_report} />
					{trust && <> · {trust}</>}
				</span>
			</p>
			<section class="tiles" aria-label="Sums">
				<Tile n={count(t.totals.messages)} label="messages"
					term={`${plural(t.totals.reports, "report")} by ` +
						plural(t.totals.reporters, "reporter")}
					href={link(domainPath(t.domain, "sources"))} />
				{KINDS.map((k) => ({ ...k, n: sumOf(t, k.key) }))
					.filter((k) => k.key !== "unjudged" || k.n > 0)
					.map((k) => (
						<Tile key={k.key} n={count(k.n)}
							label={<><i class={`swatch c-${k.key}`} />
								{k.label.toLowerCase()}</>}
							term={aboutKind(t, k)} {...k.key !== "unjudged" &&
								{ href: link(domainPath(t.domain, "sources"),
									{ whose: k.key.replace(/_.*/, "") }) }} />
					))}
			</section>
		</>
	);
}

// A day's policy is what most of its reports saw; the others are not below.
function OtherPolicies({ t }: { t: Trend }) {
	const sum = (key: "messages" | "reports"): number =>
		t.policies.reduce((n, p) => n + p[key], 0);
	const reports = t.totals.reports - sum("reports");
	return reports <= 0 ? null : (
		<p class="small">What most reports of a day saw.{" "}
			{plural(reports, "more report")} with{" "}
			{plural(t.totals.messages - sum("messages"), "message")} saw
			another record, such as an old one in a cache.</p>
	);
}

function ByReporter({ t }: { t: Trend }) {
	const top = t.reporters.slice(0, TOP);
	const most = top[0]?.messages ?? 0;
	const rest = t.reporters.length - top.length;
	return (
		<section class="card">
			<h2>By reporter</h2>
			<ul class="bars">
				{top.map((r) => (
					<li key={r.reporter}>
						<p class="row">
							<a href={link(domainPath(t.domain, "sources"),
								{ reporter: r.reporter })}>
								<Foreign text={r.org_name ?? r.reporter}
									max={40} /></a>
							<span class="grow" />
							<span>{count(r.messages)}{" "}
								<small>{share(r.messages,
									t.totals.messages)}</small></span>
						</p>
						<SplitBar sums={r} of={most} />
					</li>
				))}
			</ul>
			<p class="small row legendline">
				{CLASSES.filter((c) => top.some((r) => r[c.key] > 0)).map((c) =>
					<span key={c.key}><i class={`swatch c-${c.key}`}
						aria-hidden="true" />{c.label}</span>)}
			</p>
			<p class="small">
				{rest > 0 && <><a href={link(domainPath(t.domain,
					"reporters"))}>{count(rest)} more</a>. </>}
				Only receivers that send reports are here; many never do.
			</p>
		</section>
	);
}

function Body({ t }: { t: Trend }) {
	const { query } = usePlace();
	const kinds = useMemo(() => ({ from: t.from, days: t.kinds }), [t]);
	useEffect(() => noteRange(t), [t]);
	const a = t.totals;
	const note = a.messages === 0 ? "No messages in these days." :
		(query.get("by") ?? "kind") === "kind" ? "" :
		`Of ${plural(a.messages, "message")}, ` +
		`${share(a.dkim_pass, a.messages)} had an aligned signature (DKIM) ` +
		`and ${share(a.spf_pass, a.messages)} came from an aligned server ` +
		"(SPF).";
	return (
		<>
			<Head t={t} />
			<TrendCard title="Messages" days={t.days} policies={t.policies}
				name={`${t.domain}-days`} kinds={kinds} first="kind" note={note}
				reportsOf={(b) => address(domainPath(t.domain, "reports"),
					{ from: b.from, to: b.to })} />
			<div class="two">
				<section class="card">
					<h2>Published policy, as reporters saw it</h2>
					<OtherPolicies t={t} />
					<Table name="Published policy" columns={POLICY_COLUMNS}
						rows={t.policies} rowKey={(p) => p.first_day}
						sorts="none" empty="No policy in these days." />
				</section>
				<ByReporter t={t} />
			</div>
		</>
	);
}

export function Trends({ domain }: { domain: string }) {
	const { query } = usePlace();
	const answer = useAnswer<Trend>(address(api.trend(domain),
		rangeOf(query)));
	return (
		<Wait of={answer} shapes={["line", "tiles", "chart", "table"]}>
			{(t) => <Body t={t} />}
		</Wait>
	);
}
