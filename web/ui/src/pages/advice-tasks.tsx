// What is in the way: questions with their buttons, fixes with their steps,
// and, in a line each, what only takes time.

import { useState } from "preact/hooks";
import type { Advice, AdviceText } from "../api";
import { plural } from "../format";
import { link, senderPath } from "../router";

const QUESTIONS = 3; // at a time, biggest first

// A sentence with its stop.
export const full = (text: string | null): string =>
	text === null || /[.?!]$/.test(text) ? text ?? "" : `${text}.`;

export type Decide = (about: "senders" | "questions" | "settings",
	what: Record<string, unknown>) => void;

const WAITING = new Set(["B_SPAN", "B_WEEKS", "B_DWELL", "B_QDAYS",
	"B_VOLUME", "B_SETTLE"]);

const isSender = (t: AdviceText): boolean =>
	t.sender !== null && t.code.startsWith("B_");

// What the n-th answer to a question does; null: nothing today.
function answer(t: AdviceText, n: number, decide: Decide): (() => void) | null {
	if (isSender(t)) {
		const verdict = ["approved", "threat"][n];
		return verdict === undefined ? null :
			() => decide("senders", { sender: t.sender, verdict });
	}
	if (n === 0)
		return () => decide("questions", { code: t.code, confirmed: true });
	if (/^Stay/.test(t.ask?.[n] ?? ""))
		return () => decide("settings", { final: "quarantine" });
	return null;
}

function Answers({ t, decide, later }: {
	t: AdviceText;
	decide: Decide;
	later: () => void;
}) {
	return (
		<div class="row answers">
			{t.ask?.map((word, n) => (
				<button key={word} type="button"
					class={n === 0 ? "btn primary" : "btn"}
					onClick={answer(t, n, decide) ?? later}>{word}
					<span class="unseen">: {t.what}</span></button>
			))}
		</div>
	);
}

function Task({ a, t, decide, later }: {
	a: Advice;
	t: AdviceText;
	decide: Decide;
	later: () => void;
}) {
	return (
		<li class="task">
			<p><b>{full(t.what)}</b>{" "}
				<small title="code">{t.code}</small></p>
			{t.why && <p class="small">{t.why}.</p>}
			{t.ask && <Answers t={t} decide={decide} later={later} />}
			{t.do && t.do.length > 1 && (
				<ol>{t.do.map((step, i) => <li key={i}>{step}</li>)}</ol>
			)}
			{t.do?.length === 1 && <p>{full(t.do[0] ?? null)}</p>}
			{t.know && <p class="small">How you will know: {t.know}.</p>}
			{t.sender !== null && <p class="small"><a
				href={link(senderPath(a.domain, t.sender))}>Evidence</a></p>}
		</li>
	);
}

export function Tasks({ a, decide }: { a: Advice; decide: Decide }) {
	const [put, setPut] = useState<readonly string[]>([]);
	const alerted = (severity: string) => new Set(a.alerts
		.filter((x) => x.severity === severity).map((x) => x.code));
	const burning = alerted("critical");
	const mild = alerted("info");
	const key = (t: AdviceText): string => `${t.code} ${t.sender ?? ""}`;
	const items = a.texts.items.filter((t) => !burning.has(t.code) &&
		!put.includes(key(t)));
	const waits = items.filter((t) => WAITING.has(t.code));
	const questions = items.filter((t) => t.ask && !WAITING.has(t.code));
	const known = items.filter((t) => t.code.startsWith("N_"));
	const told = items.filter((t) => !t.ask && mild.has(t.code));
	const fixes = items.filter((t) => !t.ask && !WAITING.has(t.code) &&
		!known.includes(t) && !told.includes(t));
	const rest = questions.length - QUESTIONS;
	const row = (t: AdviceText) => <Task key={key(t)} a={a} t={t}
		decide={decide} later={() => setPut([...put, key(t)])} />;
	return (
		<section class="card tasks">
			<h2>{a.verdict === "READY" ? "Nothing is in the way" :
				a.verdict === "DONE" ? "You are at your goal" :
					"What is in the way"}</h2>
			{questions.length + fixes.length + waits.length === 0 &&
				a.verdict === "READY" && <p>{a.next_record?.includes("{{RUA}}") ?
				"Say where reports go, then publish the record" :
				"Publish the record"}, and look again in a week.</p>}
			{questions.length > 0 && (
				<>
					<h3>Questions for you</h3>
					<ul>{questions.slice(0, QUESTIONS).map(row)}</ul>
					{rest > 0 && <p class="small">{plural(rest,
						"more question")} after these.</p>}
				</>
			)}
			{fixes.length > 0 && (
				<>
					<h3>To be fixed</h3>
					<ul>{fixes.map(row)}</ul>
				</>
			)}
			{waits.length > 0 && (
				<>
					<h3>Only time</h3>
					<ul class="waits">{waits.map((t) =>
						<li key={key(t)}>{t.what}{t.know && <small>:{" "}
							{t.know}</small>}</li>)}</ul>
				</>
			)}
			{told.length + known.length > 0 && (
				<>
					<h3>Good to know</h3>
					{told.length > 0 && <ul>{told.map(row)}</ul>}
					{known.length > 0 && <ul class="waits">
						{known.map((t) => <li key={key(t)}>{t.what}.{" "}
							<small>{t.why}. {t.do?.join(" ")}</small>
						</li>)}</ul>}
				</>
			)}
			{put.length > 0 && <p><button type="button" class="btn"
				onClick={() => setPut([])}>Show what I put off</button></p>}
		</section>
	);
}
