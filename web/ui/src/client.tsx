// The client report: one file with its data inside, no network, for print.

import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/controls.css";
import "./styles/table.css";
import "./styles/chart.css";
import "./styles/page.css";
import "./styles/advice.css";
import "./styles/media.css";
import "./styles/print.css";

import { render } from "preact";
import type { Advice } from "./api";
import { busiest, Spark } from "./charts/spark";
import { Foreign } from "./components/foreign";
import { addDays, count, dayLong, dayRange, plural, share } from "./format";
import { Head, Ladder } from "./pages/advice";
import { full } from "./pages/advice-tasks";
import { Besides, howOf } from "./pages/advice-senders";
import { recordOf, WhatWouldHappen } from "./pages/advice-step";
import { CATEGORIES } from "./words";

function Senders({ a }: { a: Advice }) {
	return (
		<div class="card table">
			<table>
				<thead><tr>
					<th scope="col">Sender</th><th scope="col">State</th>
					<th scope="col" class="n">Messages</th>
					<th scope="col" class="n">Prove it is yours</th>
					<th scope="col">How</th>
				</tr></thead>
				<tbody>
					{a.shown.map((s) => (
						<tr key={s.key}>
							<th scope="row"><Foreign text={s.name} max={60} />
								<Besides s={s} /></th>
							<td>{CATEGORIES[s.cat ?? ""]?.word ?? s.cat}</td>
							<td class="n">{count(s.n)}</td>
							<td class="n">{s.pass_rate === null ? "–" :
								share(s.pass_rate, 1)}</td>
							<td>{howOf(s)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

const DAYS = 35; // a bar each

function Report({ a }: { a: Advice }) {
	const record = recordOf(a.next_record);
	const last = (days: readonly number[]): readonly number[] =>
		days.slice(-DAYS);
	const shown = last(a.days.forged);
	const pass = last(a.days.own_pass);
	const fail = last(a.days.own_fail);
	return (
		<main class="advice">
			<h1><Foreign text={a.domain} max={120} /></h1>
			<Head a={a} />
			<p class="card notice"><b>{a.texts.forged}.</b></p>
			<Ladder a={a} />
			<div class="two">
				<section class="card">
					<h2>Your mail per day, {dayRange(
						addDays(a.as_of, 1 - shown.length), a.as_of)}</h2>
					<Spark wide pass={pass} fail={fail} />
					<p class="small">Blue proves that it is yours, orange does
						not. {busiest(pass, fail)}</p>
					<h2>Forged mail per day</h2>
					<Spark wide forged pass={shown.map(() => 0)} fail={shown} />
					<p class="small">{busiest(shown, [])}</p>
				</section>
				<section class="card">
					<h2>The next step</h2>
					{a.texts.step && <p>{a.texts.step}.</p>}
					{record && <>
						<p class="small">Name <code>{record.name}</code>,
							type TXT{a.publish_now ? "" : "; not yet to be published"}</p>
						<pre><code>{record.value.replace("{{RUA}}", "…")}
						</code></pre>
					</>}
					<WhatWouldHappen a={a} />
				</section>
			</div>
			<h2>What is to be done</h2>
			{a.texts.items.length === 0 && <p>Nothing.</p>}
			<ul>{a.texts.items.map((t, i) => <li key={i}><b>{full(t.what)}</b>{" "}
				{t.do?.join(" ")}</li>)}</ul>
			<h2>Senders</h2>
			<Senders a={a} />
			<h2>Method</h2>
			<p class="small">From the aggregate reports (DMARC) of{" "}
				{plural(a.reporters.length, "receiver")} over{" "}
				{plural(a.span_days, "day")} up to {dayLong(a.as_of)} (UTC).
				Figures are sums of messages. A message passes when its
				signature (DKIM) or its server (SPF) is aligned with the From
				domain, as the receiver evaluated it. Own mail is told from
				forged mail by its senders’ history; they are never added into
				one rate. Receivers that send no reports are not seen.</p>
		</main>
	);
}

const root = document.getElementById("app");
const data = document.getElementById("data")?.textContent ?? "";
if (root && data.startsWith("{"))
	render(<Report a={JSON.parse(data) as Advice} />, root);
