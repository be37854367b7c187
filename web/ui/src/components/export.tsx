// Rows as files.  Where the API can answer the same question, its file is
// linked; what only the page filtered is written here, by the same rules
// (RFC 4180; a cell that a spreadsheet would execute gets a ' before it).

import { saveAs } from "../save";
import type { Column } from "./table";
import { address } from "../router";

function csvCell(value: string | number | null): string {
	if (value === null)
		return "";
	if (typeof value === "number")
		return String(value);
	const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return `"${safe.replaceAll('"', '""')}"`;
}

export function toCsv<R>(columns: readonly Column<R>[],
	rows: readonly R[]): string {
	const used = columns.filter((c) => c.value);
	const lines = [used.map((c) => `"${c.key}"`).join(",")];
	for (const row of rows)
		lines.push(used.map((c) => csvCell(c.value?.(row) ?? null)).join(","));
	return `${lines.join("\r\n")}\r\n`;
}

export function ExportLinks({ url, name }: { url: string; name: string }) {
	const [path = "", query] = url.split("?");
	const base = new URLSearchParams(query);
	return (
		<span class="row export">
			<a class="btn" download={`${name}.csv`}
				href={address(path, { format: "csv" }, base)}>
				CSV<span class="unseen"> file: {name}</span></a>
			<a class="btn" href={address(path, {}, base)}>
				JSON<span class="unseen"> of {name}</span></a>
		</span>
	);
}

export function ExportRows<R>({ columns, rows, name }: {
	columns: readonly Column<R>[];
	rows: readonly R[];
	name: string;
}) {
	return (
		<span class="row export">
			<button type="button" class="btn" onClick={() => saveAs(
				`${name}.csv`, "text/csv", toCsv(columns, rows))}>
				CSV<span class="unseen"> file: {name}</span></button>
			<button type="button" class="btn" onClick={() => saveAs(
				`${name}.json`, "application/json",
				JSON.stringify(rows, null, 1))}>
				JSON<span class="unseen"> of {name}</span></button>
		</span>
	);
}
