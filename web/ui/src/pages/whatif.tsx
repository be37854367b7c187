// A record tried on the mail that was seen: what would have become of it, and
// of whose.  The record stands in the address, so that it can be sent on.

import { useEffect, useRef, useState } from "preact/hooks";
import { api, type Advice, type Fate, type Fates, type Trial } from "../api";
import { ExportRows } from "../components/export";
import { Foreign } from "../components/foreign";
import { Failure, Skeleton } from "../components/states";
import { type Column, sortOf, sortRows, Table } from "../components/table";
import { count, dayLong, plural, share } from "../format";
import { useAnswer } from "../load";
import { address, change, link, senderPath, usePlace } from "../router";
import { recordOf } from "./advice-step";

const PAUSE_MS = 350; // of typing, before it is tried

type Kind = keyof Fates;
const KINDS: readonly { key: Kind; word: string; term: string }[] = [
	{ key: "own", word: "Your own mail", term: "direct" },
	{ key: "forwarded", word: "Forwarded on the way", term: "relayed" },
	{ key: "unknown", word: "We cannot tell yet", term: "unknown" },
	{ key: "forged", word: "Forged", term: "spoofed" },
];

type End = keyof Fate;
const ENDS: readonly { key: End; word: string; term: string }[] = [
	{ key: "delivered", word: "Delivered", term: "none" },
	{ key: "spam", word: "To spam", term: "quarantine" },
	{ key: "refused", word: "Refused", term: "reject" },
];

const WORLDS = [
	{ key: "as_seen", word: "As they are",
		says: "each receiver by the standard that its reports show" },
	{ key: "all_7489", word: "All by RFC 7489",
		says: "the old standard, which samples by pct" },
	{ key: "all_9989", word: "All by RFC 9989",
		says: "the new standard, which knows no pct" },
] as const;

const all = (f: Fate): number => f.delivered + f.spam + f.refused;
const stopped = (f: Fate): number => f.spam + f.refused;
// A part of a message is possible: pct takes a share.
const number = (n: number): string => n > 0 && n < 0.95 ? "< 1" :
	count(Math.round(n));

function Bar({ fate, word }: { fate: Fate; word: string }) {
	const sum = all(fate);
	const says = `${word}: ${ENDS.map((x) => `${number(fate[x.key])} ` +
		`${x.word.toLowerCase()} (${share(fate[x.key], sum)})`).join(", ")}`;
	if (sum === 0)
		return null;
	return (
		<span class="split ends" role="img" aria-label={says} title={says}>
			{ENDS.filter((x) => fate[x.key] > 0).map((x) =>
				<i key={x.key} class={`e-${x.key}`}
					style={{ width: `${(100 * fate[x.key]) / sum}%` }} />)}
		</span>
	);
}

function Legend() {
	return (
		<p class="small row legendline">
			{ENDS.map((x) => <span key={x.key}>
				<i class={`key e-${x.key}`} aria-hidden="true" /> {x.word}{" "}
				<span class="muted">({x.term})</span></span>)}
		</p>
	);
}

function World({ t, fates, word, says, most }: {
	t: Trial;
	fates: Fates;
	word: string;
	says: string;
	most: number;
}) {
	return (
		<section class="card">
			<h2>{word}</h2>
			<p class="small">{says}</p>
			<div class="table" role="region" tabIndex={0}
				aria-label={`What would have become of it: ${word}`}>
				<table>
					<thead><tr>
						<th scope="col">Messages<small>{t.days} days</small></th>
						{ENDS.map((x) => <th key={x.key} scope="col" class="n">
							{x.word}<small>{x.term}</small></th>)}
					</tr></thead>
					<tbody>
						{KINDS.map((k) => (
							<tr key={k.key}>
								<th scope="row">{k.word}
									<small class="below">{k.term}</small>
									<Bar fate={fates[k.key]} word={k.word} />
								</th>
								{ENDS.map((x) => <td key={x.key} class="n">
									{number(fates[k.key][x.key])}</td>)}
							</tr>
						))}
					</tbody>
				</table>
			</div>
			<p>Of your own mail at most <b>{most === 0 ? "0" : most < 0.05 ?
				"< 0.1" : most.toFixed(1)}</b> messages a day would go to spam
				or be refused, with 95 % confidence.</p>
		</section>
	);
}

type Row = Trial["senders"][number];

const columnsOf = (domain: string): readonly Column<Row>[] => [
	{ key: "name", title: "Sender", wide: true,
		value: (s) => s.key ? s.name : "All forged mail",
		cell: (s) => !s.key ? <>All forged mail</> :
			<a class="name" href={link(senderPath(domain, s.key))}>
				<Foreign text={s.name ?? s.key} max={60} /></a> },
	{ key: "messages", title: "Messages", number: true,
		value: (s) => s.messages, cell: (s) => count(s.messages) },
	{ key: "own", title: "Your own mail", term: "stopped", number: true,
		value: (s) => stopped(s.own),
		cell: (s) => stopped(s.own) === 0 ? <span class="muted">0</span> :
			<b class="bad">{number(stopped(s.own))}</b> },
	...KINDS.slice(1).map((k): Column<Row> => ({ key: k.key, title: k.word,
		term: "stopped", number: true, value: (s) => stopped(s[k.key]),
		cell: (s) => stopped(s[k.key]) === 0 ? <span class="muted">0</span> :
			number(stopped(s[k.key])) })),
	{ key: "picture", title: "What becomes of it", cell: (s) => {
		const sum = (x: End): number =>
			KINDS.reduce((n, k) => n + s[k.key][x], 0);
		return <Bar word={s.name ?? "All forged mail"} fate={{ delivered: sum("delivered"),
			spam: sum("spam"), refused: sum("refused") }} />;
	} },
];

function Result({ t }: { t: Trial }) {
	const { query } = usePlace();
	const columns = columnsOf(t.domain);
	const sort = sortOf(query.get("sort"));
	const rows = sortRows(t.senders, columns, sort);
	const hit = stopped(t.as_seen.own);
	const differ = KINDS.some((k) => ENDS.some((x) =>
		Math.abs(t.all_7489[k.key][x.key] - t.all_9989[k.key][x.key]) >= 0.5));
	return (
		<>
			<h2 class="answer">{hit < 0.5 ?
				"None of your own mail would have been stopped" :
				`${number(hit)} of ${count(t.own)} messages of your own would ` +
				"have been stopped"}; {number(stopped(t.as_seen.forged))} forged
				ones would.</h2>
			<p class="sub">{plural(t.messages, "message")} of{" "}
				{plural(t.days, "day")} up to {dayLong(t.as_of)} (UTC)</p>
			<Legend />
			<div class="worlds">
				{WORLDS.filter((w) => differ || w.key === "as_seen").map((w) =>
					<World key={w.key} t={t} fates={t[w.key]} word={w.word}
						says={w.says} most={t.own_upper_day[w.key]} />)}
			</div>
			{!differ && <p class="small">It makes no difference which standard
				the receivers follow.</p>}
			<div class="row heading"><h2>By sender</h2><span class="grow" />
				<ExportRows columns={columns} rows={rows}
					name={`${t.domain}-whatif`} /></div>
			<Table name="Senders" columns={columns} rows={rows}
				rowKey={(s) => s.key ?? ""} sort={sort} sorts="page"
				empty="There was no mail in these days." />
		</>
	);
}

// Records that one would try first; nobody publishes them by mistake, for they
// say nowhere to report to.
function suggestions(next: string | null): string[] {
	const value = recordOf(next)?.value.replace("; rua={{RUA}}", "");
	return [...new Set([...value && !value.includes("{{") ? [value] : [],
		"v=DMARC1; p=quarantine", "v=DMARC1; p=reject"])];
}

export function WhatIfTab({ domain }: { domain: string }) {
	const { query } = usePlace();
	const record = query.get("record") ?? "";
	const [text, setText] = useState(record);
	const advice = useAnswer<Advice>(api.advice(domain));
	const answer = useAnswer<Trial>(record === "" ? null :
		address(api.whatif(domain), { record }));
	// The address changes by Back, by a suggestion, or by what was typed; only
	// the first two are news to the field, which may be ahead by now.
	const typed = useRef(record);
	useEffect(() => {
		if (record !== typed.current)
			setText(record);
		typed.current = record;
	}, [record]);
	useEffect(() => {
		const late = setTimeout(() => {
			typed.current = text.trim();
			if (typed.current !== record)
				change({ record: typed.current }, "replace");
		}, PAUSE_MS);
		return () => clearTimeout(late);
	}, [text]);
	const wrong = record !== "" && answer.error?.status === 400;
	return (
		<>
			<h2>What if this were your record?</h2>
			<p class="small">Type a DMARC record: it is tried on the mail that
				receivers reported, message by message. Nothing is
				published.</p>
			<form class="try" onSubmit={(event) => {
				event.preventDefault();
				change({ record: text.trim() });
			}}>
				<label class="field">Record
					<input type="text" value={text} spellcheck={false}
						autocomplete="off" maxLength={1000}
						placeholder="v=DMARC1; p=quarantine; pct=25"
						aria-invalid={wrong} aria-describedby="try-says"
						onInput={(event) =>
							setText(event.currentTarget.value)} />
				</label>
			</form>
			<p id="try-says" class={wrong ? "bad" : "small"} role="status">
				{wrong ? answer.error?.detail : record !== "" && answer.data &&
					!answer.busy ? "This record can be read." : ""}</p>
			<div class="row suggestions">
				<span class="small">Try:</span>
				{suggestions(advice.data?.next_record ?? null).map((r) =>
					<button key={r} type="button" class="btn"
						aria-pressed={r === record} onClick={() => change(
							{ record: r })}><code>{r}</code></button>)}
			</div>
			{answer.error && !wrong && <Failure problem={answer.error}
				retry={answer.retry} />}
			{record !== "" && !answer.error && (answer.data ?
				<div class={answer.busy ? "busy" : undefined}
					aria-busy={answer.busy}><Result t={answer.data} /></div> :
				<Skeleton shapes={["line", "table"]} />)}
		</>
	);
}
