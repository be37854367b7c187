// Report files, dropped or chosen, to the server one after the other.

import { useRef, useState } from "preact/hooks";
import { api, change, Problem } from "../api";
import { bytes, plural } from "../format";
import { Foreign } from "./foreign";

interface Sent {
	name: string;
	size: number;
	state: "waits" | "sent" | "failed";
	why: string;
}

interface Answer {
	ingests: boolean;
}

const WORDS = { waits: "is being sent", sent: "sent", failed: "not taken" };

export function Drop({ done }: { done: () => void }) {
	const [over, setOver] = useState(false);
	const [sent, setSent] = useState<readonly Sent[]>([]);
	const [ingests, setIngests] = useState<boolean | null>(null);
	const chooser = useRef<HTMLInputElement>(null);

	const send = async (files: readonly File[]): Promise<void> => {
		const list: Sent[] = files.map((f) =>
			({ name: f.name, size: f.size, state: "waits", why: "" }));
		setSent(list);
		for (const [i, file] of files.entries()) {
			let next: Partial<Sent> = { state: "sent" };
			try {
				const answer = await change<Answer>(api.upload(file.name),
					file);
				setIngests(answer.ingests);
			} catch (e) {
				next = { state: "failed",
					why: e instanceof Problem ? e.message : String(e) };
			}
			list[i] = { ...list[i] as Sent, ...next };
			setSent([...list]);
		}
		done();
	};
	const n = sent.filter((s) => s.state === "sent").length;
	return (
		<section class={`card drop${over ? " over" : ""}`}
			aria-label="Bring report files"
			onDragOver={(event) => {
				event.preventDefault();
				setOver(true);
			}}
			onDragLeave={() => setOver(false)}
			onDrop={(event) => {
				event.preventDefault();
				setOver(false);
				void send([...event.dataTransfer?.files ?? []]);
			}}>
			<div class="row">
				<p><b>Drop report files here</b>{" "}
					<span class="muted">mails, .xml, .xml.gz, .zip: the bytes
						decide what a file is. They count as given by
						you.</span></p>
				<span class="grow" />
				<button type="button" class="btn" onClick={() =>
					chooser.current?.click()}>Choose files</button>
				<input ref={chooser} type="file" multiple hidden
					aria-label="Report files" onChange={(event) => {
						void send([...event.currentTarget.files ?? []]);
						event.currentTarget.value = "";
					}} />
			</div>
			<div role="status">
				{n > 0 && <p class="small">{plural(n, "file")} sent. {ingests ?
					"They are being read now; what becomes of them stands " +
					"below in a moment." :
					"They wait beside the database: run rampart ingest, or " +
					"rampart run, to read them."}</p>}
			</div>
			{sent.length > 0 && (
				<ul class="sent">
					{sent.map((s, i) => (
						<li key={i}>
							<Foreign text={s.name} max={80} />{" "}
							<small>{bytes(s.size)}</small>{" "}
							<span class={`chip ${s.state === "failed" ? "bad" :
								s.state === "sent" ? "good" : ""}`}>
								{WORDS[s.state]}</span>
							{s.why && <small class="bad"> {s.why}</small>}
						</li>
					))}
				</ul>
			)}
		</section>
	);
}
