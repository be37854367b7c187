// What happened, newest first.  Asked for when it is opened; a page of it can
// be printed or taken along for an auditor.

import { useState } from "preact/hooks";
import { api, type Diary as Entries, type DiaryRow } from "../api";
import { ExportLinks } from "../components/export";
import { Foreign } from "../components/foreign";
import { More, Wait } from "../components/states";
import { dayLong } from "../format";
import { useAnswer, usePages } from "../load";

function List({ url, first }: { url: string; first: Entries }) {
	const pages = usePages<Entries, DiaryRow>(url, first, (a) => a);
	return (
		<>
			<ul class="diary">
				{pages.rows.map((x, i) => (
					<li key={i}><span>{dayLong(x.day)}</span>{" "}
						<span><Foreign text={x.text} max={300} /></span>{" "}
						<small>{x.kind}</small></li>
				))}
			</ul>
			<More {...pages} shown={pages.rows.length} what="entries" />
		</>
	);
}

export function Diary({ domain }: { domain: string }) {
	const [open, setOpen] = useState(false);
	const url = api.diary(domain);
	const answer = useAnswer<Entries>(open ? url : null);
	return (
		<details class="card fold" onToggle={(event) =>
			setOpen(event.currentTarget.open)}>
			<summary><h2>Diary</h2>{" "}
				<span class="muted">records, decisions, verdicts and alerts,
					for auditors too</span></summary>
			{open && <>
				<div class="row"><span class="grow" />
					<ExportLinks url={url} name={`${domain}-diary`} /></div>
				<Wait of={answer} shapes={["table"]}>
					{(a) => <List url={url} first={a} />}
				</Wait>
			</>}
		</details>
	);
}
