// A table: sorted by a click on a heading, walked through with the arrow
// keys, wider than the page only inside its own frame.

import type { ComponentChildren } from "preact";
import { change } from "../router";

export type Value = string | number | null;

export interface Column<R> {
	key: string; // of the API, and of ?sort=
	title: string;
	term?: string; // the technical term, small below the title
	number?: boolean;
	value?: (row: R) => Value; // to sort and to export by
	cell: (row: R) => ComponentChildren;
	server?: boolean; // the API can sort by it
	wide?: boolean; // may wrap
}

export interface Sort {
	key: string;
	down: boolean;
}

export function sortOf(text: string | null): Sort | null {
	if (!text)
		return null;
	return text.startsWith("-") ? { key: text.slice(1), down: true } :
		{ key: text, down: false };
}

function compare(a: Value, b: Value): number {
	if (a === null || b === null)
		return a === b ? 0 : a === null ? 1 : -1;
	if (typeof a === "number" && typeof b === "number")
		return a - b;
	return String(a).localeCompare(String(b), "en", { numeric: true });
}

// Sorted here, when all rows are here.  Missing values come last either way.
export function sortRows<R>(rows: readonly R[],
	columns: readonly Column<R>[], sort: Sort | null): readonly R[] {
	const value = columns.find((c) => c.key === sort?.key)?.value;
	if (!sort || !value)
		return rows;
	return [...rows].sort((x, y) => {
		const a = value(x);
		const b = value(y);
		const order = compare(a, b);
		return sort.down && a !== null && b !== null ? -order : order;
	});
}

function Heading<R>({ column, sort, sortable }: {
	column: Column<R>;
	sort: Sort | null;
	sortable: boolean;
}) {
	const on = sort?.key === column.key;
	const words = (
		<>
			{column.title}
			{column.term && <small>{column.term}</small>}
		</>
	);
	// Numbers begin with the largest, names with the first.
	const down = on ? !sort.down : column.number === true;
	return (
		<th scope="col" class={column.number ? "n" : undefined}
			aria-sort={on ? (sort.down ? "descending" : "ascending") :
				undefined}>
			{sortable ? (
				<button type="button" class="sort" onClick={() => change(
					{ sort: `${down ? "-" : ""}${column.key}` }, "replace")}>
					<span>{words}</span>
					<i class={on ? (sort.down ? "down" : "up") : "both"}
						aria-hidden="true" />
				</button>
			) : words}
		</th>
	);
}

// Up and down move from a row's first link to the next row's.
function walk(event: KeyboardEvent): void {
	const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
	const row = event.target instanceof Element ?
		event.target.closest("tbody tr") : null;
	if (step === undefined || !row)
		return;
	let next: Element | null = row;
	do {
		next = step > 0 ? next.nextElementSibling :
			next.previousElementSibling;
	} while (next && !next.querySelector("a, button"));
	const goal = next?.querySelector("a, button");
	if (goal instanceof HTMLElement) {
		goal.focus();
		event.preventDefault();
	}
}

export function Table<R>({ name, columns, rows, rowKey, sort, sorts, empty }: {
	name: string;
	columns: readonly Column<R>[];
	rows: readonly R[];
	rowKey: (row: R, i: number) => string | number;
	sort?: Sort | null;
	sorts: "page" | "server" | "none"; // who can sort these rows
	empty: ComponentChildren;
}) {
	const sortable = (c: Column<R>): boolean => sorts === "server" ?
		c.server === true : sorts === "page" && c.value !== undefined;
	return (
		<div class="card table" role="region" aria-label={name} tabIndex={0}
			onKeyDown={walk}>
			<table>
				<caption class="unseen">{name}</caption>
				<thead>
					<tr>
						{columns.map((c) => <Heading key={c.key} column={c}
							sort={sort ?? null} sortable={sortable(c)} />)}
					</tr>
				</thead>
				<tbody>
					{rows.map((row, i) => (
						<tr key={rowKey(row, i)}>
							{columns.map((c, k) => {
								const cls = [c.number && "n", c.wide && "wide"]
									.filter(Boolean).join(" ") || undefined;
								return k === 0 ?
									<th key={c.key} scope="row" class={cls}>
										{c.cell(row)}</th> :
									<td key={c.key} class={cls}>
										{c.cell(row)}</td>;
							})}
						</tr>
					))}
					{rows.length === 0 && (
						<tr><td colSpan={columns.length} class="none">
							{empty}</td></tr>
					)}
				</tbody>
			</table>
		</div>
	);
}
