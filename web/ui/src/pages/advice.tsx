// What this domain may do next, and what is in the way: the advisor's words
// first, every number behind them.

import { useState } from "preact/hooks";
import { type Advice, api, change } from "../api";
import { Copy } from "../components/bits";
import { Wait } from "../components/states";
import { dayLong, list, plural } from "../format";
import { useAnswer } from "../load";
import { VERDICTS } from "../words";
import { Diary } from "./advice-diary";
import { Forged, Forwarders, Sure } from "./advice-evidence";
import { SendersTable } from "./advice-senders";
import { NextStep, recordOf, WhatWouldHappen } from "./advice-step";
import { type Decide, Tasks } from "./advice-tasks";

// A decision, its failure in words, and the advice anew.
export function useDecide(domain: string, retry: () => void) {
	const [wrong, setWrong] = useState("");
	const [busy, setBusy] = useState(false);
	const decide: Decide = (about, what) => {
		setWrong("");
		setBusy(true);
		change(api.decide(domain, about), what).then(retry).catch(
			(e: unknown) => setWrong(e instanceof Error ? e.message :
				String(e))).finally(() => setBusy(false));
	};
	return { decide, wrong, busy };
}

export function Ladder({ a }: { a: Advice }) {
	const rungs = ["NONE", ...a.ladder];
	const known = rungs.indexOf(a.stage);
	return (
		<ol class="card ladder" aria-label="The way to refuse">
			{rungs.map((rung, i) => {
				const here = i === known;
				const next = rung === a.target;
				const kind = here ? "here" : next ? "next" :
					i < known ? "done" : "";
				return (
					<li key={rung} class={kind}
						aria-current={here ? "step" : undefined}>
						<i aria-hidden="true" />
						{rung === "NONE" ? "watch" : a.rungs[rung] ?? rung}
						{here && <small>here
							{a.dwell_days > 0 && <>,{" "}
								{plural(a.dwell_days, "day")}</>}</small>}
						{next && <small>next</small>}
						{kind === "done" && <span class="unseen"> done</span>}
					</li>
				);
			})}
		</ol>
	);
}

// Only if something is on fire: one sentence, what to do, the record to go
// back to.
function AlertBar({ a }: { a: Advice }) {
	const burning = a.alerts.filter((x) => x.severity === "critical");
	const text = a.texts.items.find((t) =>
		burning.some((x) => x.code === t.code));
	if (!text)
		return null;
	const back = recordOf(a.rollback_record);
	return (
		<section class="card notice bad" role="alert">
			<h2>{text.what}</h2>
			<p>{text.why}</p>
			{text.do && <ol>{text.do.map((step, i) =>
				<li key={i}>{step}</li>)}</ol>}
			{back && (
				<>
					<p class="small">To step back meanwhile, publish at{" "}
						<code>{back.name}</code>:</p>
					<pre><code>{back.value}</code></pre>
					<Copy text={back.value} what="the record to step back" />
				</>
			)}
		</section>
	);
}

export function Head({ a }: { a: Advice }) {
	const verdict = VERDICTS[a.verdict];
	const who = a.reporters.slice(0, 3);
	const rest = a.reporters.length - who.length;
	return (
		<>
			<p class="row verdict">
				<span class={`chip ${verdict?.tone ?? ""}`}
					title={a.verdict}>{verdict?.word ?? a.verdict}</span>
				<b>{a.texts.verdict}.</b>
			</p>
			<p class="sub">{plural(a.span_days, "day")} of reports, up to{" "}
				{dayLong(a.as_of)} (UTC)
				{who.length > 0 && <>, from {list(rest > 0 ?
					[...who, `${rest} more`] : who)}</>}</p>
		</>
	);
}

function Body({ a, retry }: { a: Advice; retry: () => void }) {
	const { decide, wrong, busy } = useDecide(a.domain, retry);
	return (
		<div class="advice" aria-busy={busy}>
			<Head a={a} />
			{wrong && <p class="card notice bad" role="alert">{wrong}</p>}
			<AlertBar a={a} />
			<Ladder a={a} />
			<div class="two">
				<Tasks a={a} decide={decide} />
				<section class="card">
					<NextStep a={a} decide={decide} />
					<WhatWouldHappen a={a} />
				</section>
			</div>
			<SendersTable a={a} retry={retry} />
			<Forwarders a={a} />
			<Forged a={a} />
			<Sure a={a} />
			<Diary domain={a.domain} />
		</div>
	);
}

export function AdviceTab({ domain }: { domain: string }) {
	const answer = useAnswer<Advice>(api.advice(domain));
	return (
		<Wait of={answer} shapes={["line", "tiles", "chart", "table"]}>
			{(a) => <Body a={a} retry={answer.retry} />}
		</Wait>
	);
}
