// The address is the state of a page: path, range, filters, sort.  Links are
// ordinary <a href>; a click on one that stays inside is taken over here.

import { createStore, useStore } from "./store";

export interface Place {
	path: string;
	query: URLSearchParams;
}

export type Tab = "advice" | "trends" | "sources" | "reporters" | "subdomains" |
	"reports" | "whatif" | "settings";
export const TABS: readonly Tab[] = [
	"advice",
	"trends",
	"sources",
	"reporters",
	"subdomains",
	"reports",
	"whatif",
	"settings",
];

export type Route =
	| { page: "overview" }
	| { page: "domain"; domain: string; tab: Tab }
	| { page: "sender"; domain: string; sender: string }
	| { page: "reports" }
	| { page: "report"; id: string }
	| { page: "source"; ip: string }
	| { page: "intake" }
	| { page: "about" }
	| { page: "missing" };

const read = (): Place => ({
	path: location.pathname,
	query: new URLSearchParams(location.search),
});

const place = createStore<Place>(read());

export const usePlace = (): Place => useStore(place);
export const currentPlace = (): Place => place.get();

function decode(part: string): string | null {
	try {
		return decodeURIComponent(part);
	} catch {
		return null;
	}
}

export function routeOf(path: string): Route {
	const parts = path.split("/").filter((p) => p !== "").map(decode);
	const [room, name, tab] = parts;
	if (room === "domains" && name && tab === "senders" && parts[3] &&
		parts.length === 4)
		return { page: "sender", domain: name, sender: parts[3] };
	if (parts.includes(null) || parts.length > 3)
		return { page: "missing" };
	if (room === undefined)
		return { page: "overview" };
	if ((room === "about" || room === "intake") && parts.length === 1)
		return { page: room };
	if (room === "sources" && name && parts.length === 2)
		return { page: "source", ip: name };
	if (room === "reports" && parts.length === 1)
		return { page: "reports" };
	if (room === "reports" && parts.length === 2 && /^\d+$/.test(name ?? ""))
		return { page: "report", id: name as string };
	if (room === "domains" && name) {
		const known = TABS.find((t) => t === (tab ?? "advice"));
		if (known)
			return { page: "domain", domain: name, tab: known };
	}
	return { page: "missing" };
}

export type Words = Record<string, string | null | undefined>;

// An address with these words added to (or, by null, taken out of) a query.
export function address(path: string, words: Words = {},
	base: URLSearchParams = new URLSearchParams()): string {
	const query = new URLSearchParams(base);
	for (const [word, value] of Object.entries(words)) {
		if (value === null || value === undefined || value === "")
			query.delete(word);
		else
			query.set(word, value);
	}
	const text = query.toString();
	return text === "" ? path : `${path}?${text}`;
}

// A link to another page that keeps the range in use.
export function link(path: string, words: Words = {}): string {
	const { query } = place.get();
	return address(path, {
		from: query.get("from"),
		to: query.get("to"),
		...words,
	});
}

export const domainPath = (domain: string, tab: Tab = "advice"): string =>
	`/domains/${encodeURIComponent(domain)}` +
	(tab === "advice" ? "" : `/${tab}`);

export const senderPath = (domain: string, key: string): string =>
	`/domains/${encodeURIComponent(domain)}/senders/${encodeURIComponent(key)}`;

export const sourcePath = (ip: string): string =>
	`/sources/${encodeURIComponent(ip)}`;

export function go(to: string, how: "push" | "replace" = "push"): void {
	const before = place.get().path;
	if (how === "push")
		history.pushState(null, "", to);
	else
		history.replaceState(null, "", to);
	place.set(read());
	if (place.get().path !== before)
		window.scrollTo(0, 0);
}

// The same page with other words: another filter, sort or range.
export function change(words: Words, how: "push" | "replace" = "push"): void {
	const { path, query } = place.get();
	go(address(path, words, query), how);
}

function isOurs(event: MouseEvent, a: HTMLAnchorElement): boolean {
	return event.button === 0 && !event.defaultPrevented && !event.metaKey &&
		!event.ctrlKey && !event.shiftKey && !event.altKey &&
		a.target === "" && !a.hasAttribute("download") &&
		a.origin === location.origin &&
		!a.pathname.startsWith("/api/") && a.getAttribute("href") !== null &&
		!(a.getAttribute("href") as string).startsWith("#");
}

export function startRouter(): void {
	window.addEventListener("popstate", () => place.set(read()));
	document.addEventListener("click", (event) => {
		const target = event.target;
		const a = target instanceof Element ? target.closest("a") : null;
		if (!(a instanceof HTMLAnchorElement) || !isOurs(event, a))
			return;
		event.preventDefault();
		go(a.pathname + a.search);
	});
}
