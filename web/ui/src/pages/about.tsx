// What runs here, and how the figures come about.

import { type About as Answer, api } from "../api";
import { useTitle, Wait } from "../components/states";
import { bytes, count, dayLong } from "../format";
import { useAnswer } from "../load";

const METHOD: readonly (readonly [string, string])[] = [
	["Messages, not rows", "Every figure is a sum of messages, as the reports count them."],
	["Passing", "A message passes DMARC when its DKIM signature or its SPF result is aligned with the From domain, as the receiver evaluated it (policy_evaluated). What the receiver then did with it plays no part."],
	["Failing", "Failing messages are told apart by what the receiver says it did: delivered (none), to spam (quarantine), refused (reject). Failing mail is your own with something to fix, mail that a forwarder changed, or forged: the reports alone do not say which."],
	["Days", "Days are UTC. A report counts on the day of its middle; one that covers more than 36 hours is marked, because its day is not exact. Reports of today and yesterday still arrive."],
	["Policy", "The policy shown is the one that the reporters saw in DNS on that day."],
	["Trust", "A report is verified when the mail that brought it proves that it came from the reporter. Imported means that you gave the file yourself."],
	["Own and forged mail", "The advisor tells own mail, forwarded mail and forged mail apart by who sends, over weeks: a signature or a server list that passes shows whose it is. Own mail and forged mail are never added into one rate."],
	["Coverage", "Only receivers that send reports are in these figures; many never do."],
];

// Less than the database takes now is little: an upgrade copies it.
function Room({ d }: { d: Answer["database"] }) {
	if (d.free_bytes === null)
		return <>not known</>;
	return d.free_bytes < 2 * d.bytes ?
		<span class="bad strong">{bytes(d.free_bytes)}: running full</span> :
		<>{bytes(d.free_bytes)}</>;
}

export function About() {
	useTitle("About");
	const answer = useAnswer<Answer>(api.about);
	return (
		<>
			<h1>About Rampart</h1>
			<Wait of={answer} shapes={["line", "table"]}>
				{(a) => (
					<>
						<p class="sub">Version {a.version}, database schema{" "}
							{a.schema_version}, reports up to{" "}
							{dayLong(a.as_of)} (UTC)</p>
						<div class="two">
							<section class="card prose">
								<h2>How the figures are computed</h2>
								<dl class="method">
									{METHOD.map(([what, how]) => (
										<div key={what}>
											<dt>{what}</dt><dd>{how}</dd>
										</div>
									))}
								</dl>
							</section>
							<section class="card">
								<h2>What runs here</h2>
								<dl class="facts">
									<div><dt>Database</dt><dd>
										<code class="break">
											{a.database.path}</code></dd></div>
									<div><dt>Its size</dt>
										<dd>{bytes(a.database.bytes)}, and{" "}
											{bytes(a.database.wal_bytes)} in
											its log</dd></div>
									<div><dt>Room on its disk</dt>
										<dd><Room d={a.database} /></dd></div>
									<div><dt>Files brought, waiting</dt>
										<dd>{count(a.database
											.uploads_waiting)}</dd></div>
									{a.libraries.map((l) => (
										<div key={l.name}><dt>{l.name}</dt>
											<dd>{l.version}</dd></div>
									))}
								</dl>
								<p class="small">The same figures for programs:{" "}
									<a href="/api/v1/overview">
										/api/v1/overview</a></p>
							</section>
						</div>
					</>
				)}
			</Wait>
		</>
	);
}
