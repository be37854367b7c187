// What the advisor is told about a domain, each with what it does.

import { useState } from "preact/hooks";
import { api, change, type Setting, type Settings } from "../api";
import { Wait } from "../components/states";
import { useAnswer } from "../load";

interface Words {
	title: string;
	says: string;
	values?: Record<string, string>;
	placeholder?: string;
	long?: boolean;
}

const WORDS: Record<string, Words> = {
	own: { title: "Is it ours?",
		says: "A domain that is not ours gets no advice and no line on the overview; its reports stay.",
		values: { yes: "Yes, ours", no: "No" } },
	parked: { title: "Parked",
		says: "Nobody sends from it. It may refuse everything at once, without waiting.",
		values: { no: "No, mail is sent from it", yes: "Yes, parked" } },
	people: { title: "People write from it",
		says: "People post to mailing lists, and some of that mail is lost when failing mail is refused. Without people there is nothing to ask about lists.",
		values: { yes: "Yes", no: "No, only programs do" } },
	final: { title: "How far to go",
		says: "Where the way ends. Refuse is the goal for most; a domain whose people use many mailing lists may stay at spam.",
		values: { reject: "Refuse (reject)",
			quarantine: "To spam (quarantine)" } },
	profile: { title: "How long to wait and see",
		says: "How long each step is watched before the next one is advised.",
		values: { standard: "Standard", fast: "Fast: less evidence",
			cautious: "Cautious: more evidence" } },
	rua: { title: "Where reports go",
		says: "The address that stands as rua in the records that are shown to publish.",
		placeholder: "mailto:dmarc-reports@example.com" },
	record: { title: "The record in the DNS now",
		says: "Paste the TXT record of _dmarc as it stands. Receivers report it late; with it the advice builds on what is really there.",
		placeholder: "v=DMARC1; p=none; rua=mailto:…" },
	group: { title: "Group",
		says: "Whose it is: the domains of one client have one name. The overview filters by it, and answers for many domains stay within it.",
		placeholder: "Name of the client" },
	notes: { title: "Notes",
		says: "What colleagues should know before they touch it.",
		long: true },
};

type Save = (name: string, value: string | null) => Promise<void>;

function Choices({ s, words, save }: {
	s: Setting;
	words: Words;
	save: (value: string) => void;
}) {
	return (
		<div class="row">
			{s.takes.split("|").map((value) => (
				<label key={value} class="check">
					<input type="radio" name={s.name} checked={s.value === value}
						onChange={() => save(value)} />
					{words.values?.[value] ?? value}
				</label>
			))}
		</div>
	);
}

function Free({ s, words, save }: {
	s: Setting;
	words: Words;
	save: (value: string) => void;
}) {
	const [text, setText] = useState(s.value);
	const common = { value: text, "aria-label": words.title,
		placeholder: words.placeholder ?? "", spellcheck: false };
	return (
		<form class="row" onSubmit={(event) => {
			event.preventDefault();
			save(text.trim());
		}}>
			{words.long ?
				<textarea {...common} rows={3} maxLength={1000}
					onInput={(event) => setText(event.currentTarget.value)} /> :
				<input type="text" {...common} autocomplete="off"
					onInput={(event) => setText(event.currentTarget.value)} />}
			<button type="submit" class="btn" disabled={text.trim() === s.value}>
				Keep<span class="unseen"> {words.title}</span></button>
		</form>
	);
}

function One({ s, save }: { s: Setting; save: Save }) {
	const words = WORDS[s.name] ?? { title: s.name, says: s.why };
	const [wrong, setWrong] = useState("");
	const [kept, setKept] = useState("");
	const keep = (value: string | null): void => {
		setWrong("");
		setKept("");
		save(s.name, value === "" ? null : value)
			.then(() => setKept(value ? "Kept." : "Taken back."))
			.catch((e: unknown) => setWrong(e instanceof Error ? e.message :
				String(e)));
	};
	return (
		<section class="card setting" aria-labelledby={`set-${s.name}`}>
			<h2 id={`set-${s.name}`}>{words.title}
				{words.title.toLowerCase() !== s.name && <> <small
					class="muted">{s.name}</small></>}</h2>
			<p class="small">{words.says}</p>
			{s.takes.includes("|") ?
				<Choices s={s} words={words} save={keep} /> :
				<Free key={s.value} s={s} words={words} save={keep} />}
			{s.set && <p><button type="button" class="btn" onClick={() =>
				keep(null)}>{s.usual === "" ? "Forget it" :
				`Back to what is usual: ${s.usual}`}
				<span class="unseen"> for {words.title}</span></button></p>}
			<p class="small status" role="status">{kept}</p>
			{wrong && <p class="bad" role="alert">{wrong}</p>}
		</section>
	);
}

export function SettingsTab({ domain }: { domain: string }) {
	const url = api.settings(domain);
	const answer = useAnswer<Settings>(url);
	const save: Save = async (name, value) => {
		await change(url, { [name]: value });
		answer.retry();
	};
	return (
		<Wait of={answer} shapes={["table"]}>
			{(a) => <div class="settings">
				{a.items.map((s) => <One key={s.name} s={s} save={save} />)}
			</div>}
		</Wait>
	);
}
