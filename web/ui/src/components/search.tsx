// Jump to a domain, a sender, a reporter or an address: a combobox whose list
// the server fills.  Enter before the list is there jumps when it comes.

import { useEffect, useRef, useState } from "preact/hooks";
import { api, type Found, type FoundRow } from "../api";
import { plural } from "../format";
import { searchFocus } from "../keys";
import { useAnswer } from "../load";
import { address, domainPath, go, link, senderPath, sourcePath }
	from "../router";
import { Foreign } from "./foreign";

const SHOWN = "8";
const PAUSE_MS = 80; // between keys that belong together

function goalOf(row: FoundRow): string {
	if (row.kind === "sender" && row.sender !== null)
		return row.domain !== null ?
			link(senderPath(row.domain, row.sender)) :
			link("/", { service: row.sender });
	if (row.kind === "address" && row.source_ip !== null)
		return link(sourcePath(row.source_ip));
	if (row.kind === "reporter")
		return link("/reports", { reporter: row.text });
	return link(domainPath(row.domain ?? row.text));
}

// What it is, small beside its name.
function about(row: FoundRow): string {
	if (row.kind === "sender")
		return row.domain !== null ? `sender of ${row.domain}` :
			`sender of ${plural(row.domains, "domain")}`;
	if (row.kind === "address" && row.source_ip !== row.text)
		return row.source_ip ?? "";
	return row.kind;
}

// Of an older list what still fits, until the new one is there.
const holds = (row: FoundRow, text: string): boolean =>
	text.trim().toLowerCase().split(/\s+/).every((word) =>
		`${row.text} ${row.domain} ${row.sender} ${row.source_ip}`
			.toLowerCase().includes(word));

// What is typed, when no key came for a moment.
function useSettled(text: string): string {
	const [settled, setSettled] = useState(text);
	useEffect(() => {
		const late = setTimeout(() => setSettled(text), PAUSE_MS);
		return () => clearTimeout(late);
	}, [text]);
	return settled;
}

export function Search() {
	const input = useRef<HTMLInputElement>(null);
	const [open, setOpen] = useState(false);
	const [text, setText] = useState("");
	const [at, setAt] = useState(0);
	const [wish, setWish] = useState(false); // to jump to the first
	const asked = useSettled(text.trim());
	const { data, busy } = useAnswer<Found>(open && asked !== "" ?
		address(api.search, { q: asked, limit: SHOWN }) : null);
	const fresh = data !== null && !busy && asked === text.trim();
	const found = !open || text.trim() === "" ? [] : fresh ? data.items :
		(data?.items ?? []).filter((row) => holds(row, text));
	// At once: what is typed next belongs to the box.
	useEffect(() => searchFocus.watch(() => input.current?.focus()), []);

	const jump = (row: FoundRow): void => {
		setOpen(false);
		setText("");
		setWish(false);
		input.current?.blur();
		go(goalOf(row));
	};
	useEffect(() => {
		const first = found[0];
		if (wish && fresh && first)
			jump(first);
		else if (fresh)
			setWish(false);
	}, [wish, fresh]);

	const onKey = (event: KeyboardEvent): void => {
		const n = found.length;
		const row = found[at];
		if (event.key === "ArrowDown" && n > 0)
			setAt((at + 1) % n);
		else if (event.key === "ArrowUp" && n > 0)
			setAt((at + n - 1) % n);
		else if (event.key === "Enter" && fresh && row)
			jump(row);
		else if (event.key === "Enter")
			setWish(!fresh && text.trim() !== "");
		else if (event.key === "Escape") {
			setOpen(false);
			input.current?.blur();
		} else
			return;
		event.preventDefault();
	};
	const none = open && fresh && text.trim() !== "" && found.length === 0;
	return (
		<div class="search" role="search">
			<input ref={input} type="text" role="combobox" value={text}
				placeholder="Domain, sender or address"
				aria-label="Search domains, senders, reporters, addresses"
				aria-expanded={found.length > 0} aria-controls="found"
				aria-autocomplete="list" autocomplete="off" spellcheck={false}
				maxLength={100}
				aria-activedescendant={found.length > 0 ? `found-${at}` :
					undefined}
				onFocus={() => setOpen(true)}
				onBlur={() => setOpen(false)}
				onInput={(event) => {
					setText(event.currentTarget.value);
					setAt(0);
					setWish(false);
					setOpen(true);
				}}
				onKeyDown={onKey} />
			<kbd aria-hidden="true">/</kbd>
			<p class={none ? "card none" : "unseen"} role="status">
				{none ? "Nothing has this in its name." :
					fresh && found.length > 0 ? `${found.length} found` : ""}
			</p>
			<ul id="found" role="listbox" aria-label="Found"
				class="card" hidden={found.length === 0}>
				{found.map((row, i) => (
					<li key={`${row.kind} ${row.text} ${row.domain ??
						row.source_ip ?? row.sender}`} id={`found-${i}`}
						role="option" aria-selected={i === at}
						onPointerDown={(event) => {
							event.preventDefault();
							jump(row);
						}}>
						<Foreign text={row.text} max={60} />{" "}
						{row.kind !== "domain" && <small><Foreign
							text={about(row)} max={60} /></small>}
					</li>
				))}
			</ul>
		</div>
	);
}
