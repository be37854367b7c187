// The API as the pages see it: the types are the contract (doc/api.yaml), and
// every request goes through ask().  Days are "YYYY-MM-DD" UTC, times are
// integer UTC seconds.

export type * from "./answers/documents";
export type * from "./answers/figures";
export type * from "./answers/judged";

// What went wrong, in the words of RFC 9457 where the server gave them.
export class Problem extends Error {
	constructor(readonly status: number, readonly title: string,
		readonly detail: string) {
		super(detail || title);
	}
}

async function problemOf(response: Response): Promise<Problem> {
	const type = response.headers.get("content-type") ?? "";
	if (!type.includes("json"))
		return new Problem(response.status, response.statusText, "");
	const body: unknown = await response.json().catch(() => null);
	const text = (key: string): string => {
		const value = (body as Record<string, unknown> | null)?.[key];
		return typeof value === "string" ? value : "";
	};
	return new Problem(response.status, text("title"), text("detail"));
}

async function send(url: string, init: RequestInit): Promise<Response> {
	let response: Response;
	try {
		response = await fetch(url, init);
	} catch (error) {
		if (init.signal?.aborted)
			throw error;
		throw new Problem(0, "The server does not answer",
			"Is rampart still running?");
	}
	if (!response.ok)
		throw await problemOf(response);
	return response;
}

export const request = (url: string, accept: string,
	signal: AbortSignal): Promise<Response> =>
	send(url, { signal, headers: { Accept: accept } });

// A change: the browser adds Origin and Sec-Fetch-Site, which the server asks
// for.
export async function change<T>(url: string, what: unknown): Promise<T> {
	const file = what instanceof Blob;
	const response = await send(url, { method: "POST",
		body: file ? what : JSON.stringify(what),
		headers: { "Content-Type": file ? "application/octet-stream" :
			"application/json" } });
	return await response.json() as T;
}

export async function ask<T>(url: string, signal: AbortSignal): Promise<T> {
	const response = await request(url, "application/json", signal);
	return await response.json() as T;
}

const API = "/api/v1";

export const api = {
	overview: `${API}/overview`,
	domains: `${API}/domains`,
	reports: `${API}/reports`,
	about: `${API}/about`,
	intake: `${API}/intake`,
	reporters: `${API}/reporters`,
	repairs: `${API}/repairs`,
	upload: (name: string) =>
		`${API}/intake/upload?name=${encodeURIComponent(name)}`,
	source: (ip: string) => `${API}/sources/${encodeURIComponent(ip)}`,
	board: `${API}/board`,
	search: `${API}/search`,
	decisions: `${API}/decisions`,
	sender: (domain: string, key: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/senders/` +
			encodeURIComponent(key),
	diary: (domain: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/diary`,
	settings: (domain: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/settings`,
	whatif: (domain: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/whatif`,
	advice: (domain: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/advice`,
	addresses: (domain: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/addresses`,
	client: (domain: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/client-report`,
	decide: (domain: string, about: "senders" | "questions" | "settings") =>
		`${API}/domains/${encodeURIComponent(domain)}/${about}`,
	trend: (domain: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/trend`,
	sources: (domain: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/sources`,
	subdomains: (domain: string) =>
		`${API}/domains/${encodeURIComponent(domain)}/subdomains`,
	accept: (id: string | number) => `${API}/reports/${id}/accept`,
	report: (id: string | number) => `${API}/reports/${id}`,
	document: (id: string | number) => `${API}/reports/${id}/document`,
};
