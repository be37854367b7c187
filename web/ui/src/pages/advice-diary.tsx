// What happened, newest first: policies, decisions, alerts.

import type { ComponentChildren } from "preact";
import type { Advice } from "../api";
import { Foreign } from "../components/foreign";
import { dayLong, dayOf, plural } from "../format";
import { policyText } from "../words";

interface Entry {
	day: string;
	what: ComponentChildren;
	kind: string;
}

function entriesOf(a: Advice): Entry[] {
	return [
		...a.policies.map((p): Entry => ({ day: p.first_day, kind: "policy",
			what: <><code class="policy">{policyText(p)}</code>{" "}
				{p.stage_text}</> })),
		...a.decisions.map((d): Entry => ({ day: dayOf(d.decided_at),
			kind: d.kind,
			what: <><Foreign text={d.subject} max={60} />:{" "}
				{d.value ?? "taken back"}, by{" "}
				<Foreign text={d.decided_by} max={40} />
				{d.note && <> (<Foreign text={d.note} max={120} />)</>}</> })),
		...a.alert_log.map((x): Entry => ({ day: x.opened_day,
			kind: `alert, ${x.severity}`,
			what: <>{x.code}{x.subject && <> <Foreign text={x.subject}
				max={60} /></>}{x.closed_day ?
				` until ${dayLong(x.closed_day)}` : ", still open"}</> })),
	].sort((x, y) => y.day.localeCompare(x.day));
}

export function Diary({ a }: { a: Advice }) {
	const entries = entriesOf(a);
	return (
		<details class="card fold">
			<summary><h2>Diary</h2>{" "}
				<span class="muted">{plural(entries.length, "entry", "entries")},
					for auditors too</span></summary>
			<ul class="diary">
				{entries.map((x, i) => (
					<li key={i}><span>{dayLong(x.day)}</span>{" "}
						<span>{x.what}</span>{" "}
						<small>{x.kind}</small></li>
				))}
			</ul>
		</details>
	);
}
