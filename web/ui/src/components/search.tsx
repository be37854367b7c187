// Jump to a domain, a reporter or an address.  The lists of domains and
// reporters are asked for when the box is first used, and filtered here.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { api, type Domains, type Reporters } from "../api";
import { searchFocus } from "../keys";
import { useAnswer } from "../load";
import { domainPath, go, link, sourcePath } from "../router";
import { Foreign } from "./foreign";

const SHOWN = 8;

const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]+)$/i;

interface Goal {
	name: string;
	kind: "" | "reporter" | "address";
	to: () => string;
}

const domainGoal = (name: string): Goal =>
	({ name, kind: "", to: () => link(domainPath(name)) });

function goalsOf(domains: Domains | null, reporters: Reporters | null): Goal[] {
	return [
		...(domains?.items ?? []).map((d) => domainGoal(d.domain)),
		...(reporters?.items ?? []).map(({ reporter }): Goal => ({
			name: reporter, kind: "reporter",
			to: () => link("/reports", { reporter }),
		})),
	];
}

function matches(goals: readonly Goal[], text: string): Goal[] {
	const wanted = text.trim().toLowerCase();
	if (wanted === "")
		return goals.slice(0, SHOWN);
	if (ADDRESS.test(wanted))
		return [{ name: wanted, kind: "address",
			to: () => link(sourcePath(wanted)) }];
	const starts = goals.filter((g) => g.name.startsWith(wanted));
	const holds = goals.filter((g) => !g.name.startsWith(wanted) &&
		g.name.includes(wanted));
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
	const reporters = useAnswer<Reporters>(used ?
		`${api.reporters}?limit=1000` : null).data;
	const goals = useMemo(() => goalsOf(data, reporters), [data, reporters]);
	const found = open ? matches(goals, text) : [];
	// At once: what is typed next belongs to the box.
	useEffect(() => searchFocus.watch(() => input.current?.focus()), []);

	const jump = (goal: Goal): void => {
		setOpen(false);
		setText("");
		input.current?.blur();
		go(goal.to());
	};
	const onKey = (event: KeyboardEvent): void => {
		const n = found.length;
		const typed = text.trim().toLowerCase();
		if (event.key === "ArrowDown" && n > 0)
			setAt((at + 1) % n);
		else if (event.key === "ArrowUp" && n > 0)
			setAt((at + n - 1) % n);
		else if (event.key === "Enter" && (found[at] ?? typed) !== "")
			jump(found[at] ?? domainGoal(typed));
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
				placeholder="Domain, reporter or address"
				aria-label="Search domains, reporters, addresses"
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
			<ul id="found" role="listbox" aria-label="Found"
				class="card" hidden={found.length === 0}>
				{found.map((goal, i) => (
					<li key={goal.kind + goal.name} id={`found-${i}`} role="option"
						aria-selected={i === at}
						onPointerDown={(event) => {
							event.preventDefault();
							jump(goal);
						}}>
						<Foreign text={goal.name} max={60} />
						{goal.kind && <small> {goal.kind}</small>}
					</li>
				))}
			</ul>
		</div>
	);
}
