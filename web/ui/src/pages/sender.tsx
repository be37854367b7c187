// One sender of a domain: what it is, why we think so, how it proves itself,
// what to do, and what people said about it.

import { type Advice, api, type Sender } from "../api";
import { Tile } from "../components/bits";
import { Foreign } from "../components/foreign";
import { useTitle, Wait } from "../components/states";
import { Spark } from "../charts/spark";
import { addDays, count, dayLong, dayRange, share, time } from "../format";
import { useAnswer } from "../load";
import { domainPath, link } from "../router";
import { CATEGORIES, EVIDENCE } from "../words";
import { useDecide } from "./advice";
import { howOf } from "./advice-senders";
import { full } from "./advice-tasks";
import { Addresses } from "./addresses";

const ANSWERS: readonly { verdict: string; word: string; says: string }[] = [
	{ verdict: "approved", word: "Ours",
		says: "what it sends and fails is to be fixed" },
	{ verdict: "threat", word: "Not ours",
		says: "what it sends and fails is forged" },
	{ verdict: "forwarder", word: "A forwarder",
		says: "it passes on mail of others" },
	{ verdict: "ignore", word: "Do not ask",
		says: "it is left out of the questions" },
];

const DAYS = 35; // a bar each

const saidOf = (a: Advice, key: string) => a.decisions.findLast((d) =>
	d.subject === key && d.kind === "sender" && d.in_force);

function Said({ a, sender, retry }: {
	a: Advice;
	sender: string;
	retry: () => void;
}) {
	const { decide, wrong } = useDecide(a.domain, retry);
	const now = saidOf(a, sender);
	return (
		<section class="card">
			<h2>Is it yours?</h2>
			{now?.value ? <p>{ANSWERS.find((x) => x.verdict === now.value)
				?.word ?? now.value}, said{" "}
				<Foreign text={now.decided_by} max={40} /> on{" "}
				{time(now.decided_at)}{now.due_day && <>; asked again on{" "}
				{dayLong(now.due_day)}</>}.</p> :
				<p class="small">Nobody said so far: it is judged by the
					figures alone.</p>}
			<div class="row answers">
				{ANSWERS.map((x) => (
					<button key={x.verdict} type="button" class="btn"
						title={x.says} aria-pressed={now?.value === x.verdict}
						onClick={() => decide("senders", { sender,
							verdict: x.verdict })}>{x.word}</button>
				))}
				{now?.value && <button type="button" class="btn"
					onClick={() => decide("senders", { sender,
						verdict: null })}>Take it back</button>}
			</div>
			{wrong && <p class="bad" role="alert">{wrong}</p>}
		</section>
	);
}

function Fix({ a, s }: { a: Advice; s: Sender }) {
	const texts = a.texts.items.filter((t) => t.sender === s.key);
	if (texts.length === 0)
		return <p>{CATEGORIES[s.cat ?? ""]?.says ?? ""} There is nothing to
			do.</p>;
	return (
		<>
			{texts.map((t) => (
				<div key={t.code} class="task">
					<p><b>{full(t.what)}</b></p>
					{t.why && <p class="small">{t.why}.</p>}
					{t.do && <ol>{t.do.map((step, i) =>
						<li key={i}>{step}</li>)}</ol>}
					{t.know && <p class="small">How you will know:{" "}
						{t.know}.</p>}
				</div>
			))}
		</>
	);
}

function Body({ a, s, retry }: { a: Advice; s: Sender; retry: () => void }) {
	const c = CATEGORIES[s.cat ?? ""];
	const [passed, excused, lost] = s.relay;
	const days = s.days.own_pass.map((n, i) =>
		n + (s.days.forwarded[i] ?? 0)).slice(-DAYS);
	const rest = s.days.own_fail.map((n, i) => n + (s.days.unsure[i] ?? 0) +
		(s.days.forged[i] ?? 0)).slice(-DAYS);
	return (
		<>
			<p class="row verdict">
				<span class={`chip ${c?.tone ?? ""}`} title={s.cat ?? ""}>
					{c?.word ?? s.cat}</span>
				<b>{c?.says}</b>
				{s.why && EVIDENCE[s.why] && <span class="muted">We think so
					because {EVIDENCE[s.why]}.</span>}
			</p>
			<section class="tiles" aria-label="Sums">
				<Tile n={count(s.n)} label="messages"
					term={`in ${a.window_days} days`} />
				<Tile n={s.pass_rate === null ? "–" : share(s.pass_rate, 1)}
					label="prove that they are yours" term="aligned pass" />
				<Tile n={s.dkim_rate === null ? "–" : share(s.dkim_rate, 1)}
					label="signed in your name" term="dkim aligned" />
				<Tile n={count(passed + excused + lost)} label="forwarded"
					term={`${count(lost)} of them lost`} />
			</section>
			<section class="card">
				<h2>Per day, {dayRange(addDays(a.as_of, 1 - days.length),
					a.as_of)}</h2>
				<Spark pass={days} fail={rest} wide />
				<p class="small">Blue: proven or forwarded whole. Orange: the
					rest. First seen {dayLong(s.first_day)}, last{" "}
					{dayLong(s.last_day)}. How it proves itself: {howOf(s)}.
				</p>
			</section>
			<div class="two">
				<section class="card"><h2>What to do</h2><Fix a={a} s={s} />
				</section>
				<Said a={a} sender={s.key} retry={retry} />
			</div>
			<Addresses domain={a.domain} sender={s.key} />
		</>
	);
}

export function SenderPage({ domain, sender }: {
	domain: string;
	sender: string;
}) {
	const answer = useAnswer<Advice>(api.advice(domain));
	const s = answer.data?.senders.find((x) => x.key === sender);
	useTitle(`${(s?.name ?? sender).slice(0, 60)} for ${domain.slice(0, 60)}`);
	return (
		<>
			<p class="small crumbs"><a href={link("/")}>Overview</a> /{" "}
				<a href={link(domainPath(domain))}><Foreign text={domain}
					max={80} /></a> / Sender</p>
			<h1><Foreign text={s?.name ?? sender} max={80} /></h1>
			<p class="sub"><code><Foreign text={sender} max={80} /></code></p>
			<Wait of={answer} shapes={["line", "tiles", "chart"]}>
				{(a) => s ? <Body a={a} s={s} retry={answer.retry} /> :
					<>
						<p>{saidOf(a, sender)?.value === "threat" ?
							"What it sends and fails counts as forged now." :
							"It was not seen in these days."}{" "}
							<a href={link(domainPath(domain))}>The advice as
								it is now</a></p>
						<Said a={a} sender={sender} retry={answer.retry} />
						<Addresses domain={domain} sender={sender} />
					</>}
			</Wait>
		</>
	);
}
