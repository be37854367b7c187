// The next step: the record to publish, and what each rung would do.

import { useState } from "preact/hooks";
import type { Advice, WhatIf } from "../api";
import { Copy } from "../components/bits";
import { share } from "../format";
import type { Decide } from "./advice-tasks";

export interface Txt {
	name: string;
	value: string;
}

// "_dmarc.x TXT "v=DMARC1; ..."" in its parts.
export function recordOf(text: string | null): Txt | null {
	const found = /^(\S+) TXT "(.*)"$/.exec(text ?? "");
	return found?.[1] !== undefined && found[2] !== undefined ?
		{ name: found[1], value: found[2] } : null;
}

const isGood = (address: string): boolean => /^\S+@\S+\.\S+$/.test(address);

// No record is shown to copy before we know where reports go.
function AskRua({ decide }: { decide: Decide }) {
	const [text, setText] = useState("");
	const [wrong, setWrong] = useState("");
	return (
		<form class="row" onSubmit={(event) => {
			event.preventDefault();
			const address = text.trim().replace(/^mailto:/, "");
			setWrong(isGood(address) ? "" : "A mail address, please.");
			if (isGood(address))
				decide("settings", { rua: `mailto:${address}` });
		}}>
			<label class="field">Where reports go (rua)
				<input type="text" value={text} autocomplete="off"
					spellcheck={false} placeholder="dmarc-reports@example.com"
					aria-invalid={wrong !== ""} onInput={(event) =>
						setText(event.currentTarget.value)} />
			</label>
			<button type="submit" class="btn">Keep it</button>
			{wrong && <small class="bad" role="alert">{wrong}</small>}
		</form>
	);
}

export function NextStep({ a, decide }: { a: Advice; decide: Decide }) {
	const record = recordOf(a.next_record);
	const back = recordOf(a.rollback_record);
	const ready = a.verdict === "READY" || a.verdict === "FIX_RECORD" ||
		a.verdict === "READY_IF_CONFIRMED";
	if (record === null)
		return (
			<>
				<h2>Your next step</h2>
				<p>{a.target === null ? "Nothing: you are at your goal." :
					"Not yet known."}</p>
			</>
		);
	const noRua = record.value.includes("{{RUA}}");
	return (
		<>
			<h2>Your next step</h2>
			{a.texts.step && <p>{a.texts.step}.</p>}
			<p class="small">{ready ? "" : "When nothing is in the way any more. "}Name:{" "}
				<code>{record.name}</code>, type TXT, TTL 3600. Replace the
				old record, do not add a second one.</p>
			<pre class={a.publish_now ? "record" : "record later"}><code>
				{noRua ? record.value.replace("{{RUA}}", "…") : record.value}
			</code></pre>
			<div class="row">
				{a.publish_now && <Copy text={record.value}
					what="the record" />}
				{!a.publish_now && !noRua && <span class="small">not yet to be
					published{a.earliest && <>: {a.earliest} at the
					earliest</>}</span>}
			</div>
			{noRua && <AskRua decide={decide} />}
			{back && (
				<details>
					<summary>If something goes wrong</summary>
					<p class="small">The record that steps back; it takes
						effect when the old one has left the caches.</p>
					<pre><code>{back.value.includes("{{RUA}}") ?
						back.value.replace("{{RUA}}", "…") : back.value}
					</code></pre>
					{!back.value.includes("{{RUA}}") && <Copy
						text={back.value} what="the record to step back" />}
				</details>
			)}
		</>
	);
}

const ROWS: readonly { title: string; term?: string;
	of: (w: WhatIf) => number }[] = [
	{ title: "Your mail to spam", of: (w) => w.legit_quar_day },
	{ title: "Your mail refused", of: (w) => w.legit_rej_day },
	{ title: "at most", term: "95 %", of: (w) => w.legit_upper_day },
	{ title: "Not yet identified", of: (w) => w.unknown_day },
	{ title: "Forwarded mail lost", of: (w) => w.forward_day },
	{ title: "Forged mail stopped", of: (w) => w.spoof_stopped_day },
];

const number = (n: number): string => n === 0 ? "0" : n < 0.1 ? "< 0.1" :
	n < 10 ? n.toFixed(1) : Math.round(n).toLocaleString("en-US");

// The present rung and those still to climb: at most four, on a phone too.
function rungsShown(a: Advice): string[] {
	const here = a.ladder.indexOf(a.stage);
	const all = [...a.ladder, "R100"].filter((r, i, v) =>
		a.whatif[r] !== undefined && v.indexOf(r) === i && i >= here);
	const wanted = [a.target, "Q100", "R100"];
	const chosen = all.filter((r) => wanted.includes(r));
	for (const r of all)
		if (chosen.length < 4 && !chosen.includes(r))
			chosen.push(r);
	return all.filter((r) => chosen.includes(r));
}

// "25 % to spam" in two lines: four of them fit a phone.
function RungHead({ word, now }: { word: string; now: boolean }) {
	const [, share, fate] = /^(.+?) (to spam|refused)$/.exec(word) ??
		["", word, ""];
	return <th scope="col" class="n">{share}{" "}
		{fate && <small>{fate}</small>}{now && <small>now</small>}</th>;
}

export function WhatWouldHappen({ a }: { a: Advice }) {
	const rungs = rungsShown(a);
	return (
		<>
			<h2>What would happen, per day</h2>
			<div class="table whatif" role="region" tabIndex={0}
				aria-label="What would happen, per day">
				<table>
					<thead><tr>
						<th scope="col">Messages</th>
						{rungs.map((r) => <RungHead key={r}
							word={a.rungs[r] ?? r} now={r === a.stage} />)}
					</tr></thead>
					<tbody>
						{ROWS.map((row) => (
							<tr key={row.title}>
								<th scope="row">{row.term ? <small>
									{row.title} ({row.term})</small> :
									row.title}</th>
								{rungs.map((r) => {
									const w = a.whatif[r];
									return <td key={r} class="n">
										{w ? number(row.of(w)) : "–"}</td>;
								})}
							</tr>
						))}
					</tbody>
				</table>
			</div>
			<p class="small">{share(a.rfc9989_share, 1)} of the mail is
				reported by receivers that follow the new standard and ignore{" "}
				<code>pct</code> (RFC 9989).</p>
		</>
	);
}
