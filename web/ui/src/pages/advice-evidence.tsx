// Folded below the advice: forwarders, forged mail, how sure we are.

import { useState } from "preact/hooks";
import type { Advice } from "../api";
import { Foreign } from "../components/foreign";
import { api } from "../api";
import { count, dayRange, addDays, plural, share } from "../format";
import { Addresses } from "./addresses";

export function Forwarders({ a }: { a: Advice }) {
	const { passed, exempt, failed } = a.forward;
	const all = passed + exempt + failed;
	if (all === 0)
		return null;
	return (
		<details class="card fold">
			<summary><h2>Forwarded on the way</h2>{" "}
				<span class="muted">{plural(all, "message")} in{" "}
					{plural(a.window_days, "day")}</span></summary>
			<p>{count(passed)} got through with their signature whole,{" "}
				{count(exempt)} were excused by the receiver (override), and{" "}
				{count(failed)} fail ({share(failed, all)}): these are lost
				when failing mail goes to spam or is refused.</p>
			<p class="small">Mailing lists and other people’s forwarding change
				messages. You cannot repair that; sign with few headers and no
				footers behind the signature.</p>
		</details>
	);
}

export function Forged({ a }: { a: Advice }) {
	const [open, setOpen] = useState(false);
	return (
		<details class="card fold" onToggle={(event) =>
			setOpen(event.currentTarget.open)}>
			<summary><h2>Forged mail</h2>{" "}
				<span class="muted">{plural(a.spoof_n, "message")} in{" "}
					{plural(a.window_days, "day")}</span></summary>
			<p>{a.texts.forged}.</p>
			{open && a.spoof_n > 0 && <Addresses domain={a.domain} />}
			<p class="small">Forged mail is not your failure, and never holds
				you back: it is the reason for the next step.</p>
		</details>
	);
}

export function Sure({ a }: { a: Advice }) {
	const passing = a.n_legit - a.x_legit;
	return (
		<details class="card fold">
			<summary><h2>How sure are we</h2>{" "}
				<span class="muted">{dayRange(addDays(a.as_of,
					1 - a.window_days), a.as_of)}</span></summary>
			<p>{count(passing)} of {count(a.n_legit)} messages of your working
				senders passed.{a.n_legit > 0 && <> With 95 % confidence at
				most {share(a.ub95, 1)} of such mail fails, that is about{" "}
				{a.worst_loss_week.toFixed(1)} a week.</>}</p>
			<p>{plural(a.reporters.length, "receiver")} report:{" "}
				{a.reporters.map((r, i) => <span key={r}>{i > 0 && ", "}
					<Foreign text={r} max={40} /></span>)}.</p>
			<p class="small">The bound assumes that messages fail one by one;
				failures come in bursts, which the waiting times and alerts are
				for. Mail inside your own mail system, mail that is refused
				early for SPF <code>-all</code>, and receivers that send no
				reports are never seen.</p>
			<p class="small">Signatures (DKIM) cover {share(a.dkim_cov, 1)} of
				your mail. All numbers, with every gate:{" "}
				<a href={api.advice(a.domain)}>JSON</a></p>
		</details>
	);
}
