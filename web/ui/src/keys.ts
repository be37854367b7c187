// Single keys.  They can be switched off (WCAG 2.1.4) in the help dialog, and
// never act while one types.

import { moveRange } from "./range";
import { go, link } from "./router";
import { createStore, recall, remember } from "./store";

export const SHORTCUTS = [
	["/", "search: jump to a domain, sender or address"],
	["g o", "go to the overview"],
	["g r", "go to the reports"],
	["g i", "go to the intake"],
	["[  ]", "earlier and later days"],
	["↑ ↓", "in a table: from row to row"],
	["← →", "in a chart: from day to day; Enter opens the day"],
	["?", "this help"],
	["Esc", "close what is open"],
] as const;

const KEY = "rampart-keys";
const SECOND_KEY_MS = 1500;

export const keysOn = createStore(recall(KEY) !== "off");
export const helpOpen = createStore(false);
export const searchFocus = createStore(0); // counts the wishes

const ROOMS: Record<string, string> = { o: "/", r: "/reports",
	i: "/intake" };

function isTyping(target: EventTarget | null): boolean {
	return target instanceof HTMLElement && (target.isContentEditable ||
		/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

export function startKeys(): void {
	let waitingUntil = 0;
	keysOn.watch((on) => remember(KEY, on ? null : "off"));
	document.addEventListener("keydown", (event) => {
		if (event.defaultPrevented || event.ctrlKey || event.metaKey ||
			event.altKey || !keysOn.get() || isTyping(event.target) ||
			document.querySelector("dialog[open]"))
			return;
		const room = Date.now() < waitingUntil ? ROOMS[event.key] : undefined;
		waitingUntil = event.key === "g" ? Date.now() + SECOND_KEY_MS : 0;
		if (room !== undefined)
			go(link(room));
		else if (event.key === "/")
			searchFocus.set(searchFocus.get() + 1);
		else if (event.key === "?")
			helpOpen.set(true);
		else if (event.key === "[")
			moveRange(-1);
		else if (event.key === "]")
			moveRange(1);
		else
			return;
		event.preventDefault();
	});
}
