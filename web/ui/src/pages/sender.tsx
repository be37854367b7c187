// One sender of a domain: what it is, why we think so, how it proves itself,
// what to do, and what people said about it.

import { api, type OneSender, type Sender } from "../api";
import { AnswerBar, answerWord } from "../components/answers";
import { Tile } from "../components/bits";
import { Foreign } from "../components/foreign";
import { useTitle, Wait } from "../components/states";
import { busiest, Spark } from "../charts/spark";
import { addDays, count, dayLong, dayRange, plural, share, time }
	from "../format";
import { useAnswer } from "../load";
import { domainPath, link } from "../router";
import { CATEGORIES, EVIDENCE } from "../words";
import { howOf } from "./advice-senders";
import { full } from "./advice-tasks";
import { Addresses } from "./addresses";

const DAYS = 35; // a bar each

function Said({ a, retry }: { a: OneSender; retry: () => void }) {
	const now = a.decisions.findLast((d) => d.kind === "sender" && d.in_force);
	const name = (a.sender?.name ?? a.name).slice(0, 60);
	return (
		<section class="card">
			<h2>Is it yours?</h2>
			{now?.value ? <p>{answerWord(now.value)}, said{" "}
				<Foreign text={now.decided_by} max={40} /> on{" "}
				{time(now.decided_at)}{now.due_day && <>; asked again on{" "}
				{dayLong(now.due_day)}</>}.{now.note && <> “<Foreign
				text={now.note} max={200} />”</>}</p> :
				<p class="small">Nobody said so far: it is judged by the
					figures alone.</p>}
			<AnswerBar targets={[{ domain: a.domain, sender: a.key }]}
				about={name} what={() => name} changed={retry} now={now} />
		</section>
	);
}

function Fix({ a, s }: { a: OneSender; s: Sender }) {
	if (a.texts.length === 0)
		return <p>{CATEGORIES[s.cat ?? ""]?.says ?? ""} There is nothing to
			do.</p>;
	return (
		<>
			{a.texts.map((t) => (
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

function Known({ a, s, retry }: {
	a: OneSender;
	s: Sender;
	retry: () => void;
}) {
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
				{s.why && EVIDENCE[s.why] && <span class="muted">
					Evidence: {EVIDENCE[s.why]}.</span>}
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
					rest. {busiest(days, rest)} First seen {dayLong(s.first_day)}, last{" "}
					{dayLong(s.last_day)}.{s.legit > 0 &&
						<> How it proves itself: {howOf(s)}.</>}
				</p>
				{s.together && <p class="small">In the list it is one line
					with other networks that use the same signature.</p>}
			</section>
			<div class="two">
				<section class="card"><h2>What to do</h2><Fix a={a} s={s} />
				</section>
				<Said a={a} retry={retry} />
			</div>
			<Addresses domain={a.domain} sender={s.key} />
		</>
	);
}

// It sends nothing that is not forged: what is known of it is what was said.
function Gone({ a, retry }: { a: OneSender; retry: () => void }) {
	return (
		<>
			<p>{a.forged ? `What it sends and fails counts as forged: ${
				plural(a.forged.n, "message")}, last seen ${
				dayLong(a.forged.last_day)}.` :
				"It was not seen in these days."}{" "}
				<a href={link(domainPath(a.domain))}>The advice as
					it is now</a></p>
			<Said a={a} retry={retry} />
			<Addresses domain={a.domain} sender={a.key} />
		</>
	);
}

export function SenderPage({ domain, sender }: {
	domain: string;
	sender: string;
}) {
	const answer = useAnswer<OneSender>(api.sender(domain, sender));
	const name = answer.data?.sender?.name ?? answer.data?.name ?? sender;
	useTitle(`${name.slice(0, 60)} for ${domain.slice(0, 60)}`);
	return (
		<>
			<p class="small crumbs"><a href={link("/")}>Overview</a> /{" "}
				<a href={link(domainPath(domain))}><Foreign text={domain}
					max={80} /></a> / Sender</p>
			<h1><Foreign text={name} max={80} /></h1>
			<p class="sub"><code><Foreign text={sender} max={80} /></code></p>
			<Wait of={answer} shapes={["line", "tiles", "chart"]}>
				{(a) => a.sender ?
					<Known a={a} s={a.sender} retry={answer.retry} /> :
					<Gone a={a} retry={answer.retry} />}
			</Wait>
		</>
	);
}
