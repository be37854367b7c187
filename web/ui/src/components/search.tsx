// Jump to a domain.  The list of domains is asked for when the box is first
// used, and filtered here.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { api, type Domains } from "../api";
import { searchFocus } from "../keys";
import { useAnswer } from "../load";
import { domainPath, go, link } from "../router";
import { Foreign } from "./foreign";

const SHOWN = 8;

function matches(names: readonly string[], text: string): string[] {
	const wanted = text.trim().toLowerCase();
	if (wanted === "")
		return names.slice(0, SHOWN);
	const starts = names.filter((n) => n.startsWith(wanted));
	const holds = names.filter((n) => !n.startsWith(wanted) &&
		n.includes(wanted));
	return [...starts, ...holds].slice(0, SHOWN);
}

export function Search() {
	const input = useRef<HTMLInputElement>(null);
	const [used, setUsed] = useState(false);
	const [open, setOpen] = useState(false);
	const [text, setText] = useState("");
	const [at, setAt] = useState(0);
	const { data } = useAnswer<Domains>(used ?
		`${api.domains}?limit=1000` : null);
	const names = useMemo(() => data?.items.map((d) => d.domain) ?? [], [data]);
	const found = open ? matches(names, text) : [];
	// At once: what is typed next belongs to the box.
	useEffect(() => searchFocus.watch(() => input.current?.focus()), []);

	const jump = (domain: string): void => {
		setOpen(false);
		setText("");
		input.current?.blur();
		go(link(domainPath(domain)));
	};
	const onKey = (event: KeyboardEvent): void => {
		const n = found.length;
		const typed = text.trim().toLowerCase();
		if (event.key === "ArrowDown" && n > 0)
			setAt((at + 1) % n);
		else if (event.key === "ArrowUp" && n > 0)
			setAt((at + n - 1) % n);
		else if (event.key === "Enter" && (found[at] ?? typed) !== "")
			jump(found[at] ?? typed);
		else if (event.key === "Escape") {
			setOpen(false);
			input.current?.blur();
		} else
			return;
		event.preventDefault();
	};
	return (
		<div class="search" role="search">
			<input ref={input} type="text" role="combobox" value={text}
				placeholder="Search domains" aria-label="Search domains"
				aria-expanded={found.length > 0} aria-controls="found"
				aria-autocomplete="list" autocomplete="off" spellcheck={false}
				aria-activedescendant={found.length > 0 ? `found-${at}` :
					undefined}
				onFocus={() => {
					setUsed(true);
					setOpen(true);
				}}
				onBlur={() => setOpen(false)}
				onInput={(event) => {
					setText(event.currentTarget.value);
					setAt(0);
					setOpen(true);
				}}
				onKeyDown={onKey} />
			<kbd aria-hidden="true">/</kbd>
			<ul id="found" role="listbox" aria-label="Domains"
				class="card" hidden={found.length === 0}>
				{found.map((name, i) => (
					<li key={name} id={`found-${i}`} role="option"
						aria-selected={i === at}
						onPointerDown={(event) => {
							event.preventDefault();
							jump(name);
						}}>
						<Foreign text={name} max={60} />
					</li>
				))}
			</ul>
		</div>
	);
}
