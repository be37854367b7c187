// A table: sorted by a click on a heading, walked through with the arrow
// keys, wider than the page only inside its own frame.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { change } from "../router";

export type Value = string | number | null;

export interface Column<R> {
	key: string; // of the API, and of ?sort=
	title: string;
	term?: string; // the technical term, small below the title
	swatch?: string; // its colour in the bars beside it: .c-SWATCH
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

const names = new Intl.Collator("en", { numeric: true });

function compare(a: Value, b: Value): number {
	if (a === null || b === null)
		return a === b ? 0 : a === null ? 1 : -1;
	if (typeof a === "number" && typeof b === "number")
		return a - b;
	return names.compare(String(a), String(b));
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

function Heading<R>({ column, word, sort, sortable }: {
	column: Column<R>;
	word: string;
	sort: Sort | null;
	sortable: boolean;
}) {
	const on = sort?.key === column.key;
	const words = (
		<>
			{column.swatch && <i class={`swatch c-${column.swatch}`}
				aria-hidden="true" />}
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
					{ [word]: `${down ? "-" : ""}${column.key}` }, "replace")}>
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

// Of a long table only the rows near the window are made: 10,000 stay smooth.
// A row's height is that of the first ones on the screen, on average, and stays
// so: measured anew, 10,000 of them would move what stands below the table while
// somebody is about to click it.  Printing shows all of them.
const MANY = 300;
const AHEAD = 1200; // pixels above and below the window
const ROW_HEIGHT = 40; // before one was measured

interface Slice {
	from: number;
	to: number;
	height: number;
}

// Of the rows there are; the last one has no line below it.
function heightOf(body: HTMLElement): number | null {
	const rows = body.querySelectorAll("tr:not(.gap)");
	const top = (i: number): number =>
		rows[i]?.getBoundingClientRect().top ?? 0;
	const last = rows.length - 1;
	return last > 0 ? (top(last) - top(0)) / last : null;
}

function useWindow(n: number) {
	const body = useRef<HTMLTableSectionElement>(null);
	const measured = useRef<number | null>(null);
	// What the window can show at first, not more: each row costs.
	const [slice, setSlice] = useState<Slice>(() => ({ from: 0,
		to: Math.ceil(innerHeight / ROW_HEIGHT), height: ROW_HEIGHT }));
	const many = n > MANY;
	useLayoutEffect(() => {
		if (!many)
			return;
		let frame = 0;
		const look = (): void => {
			frame = 0;
			const at = body.current;
			if (!at)
				return;
			const height = measured.current ??= heightOf(at) ?? ROW_HEIGHT;
			const top = at.getBoundingClientRect().top;
			const from = Math.max(0, Math.min(n - 1,
				Math.floor((-top - AHEAD) / height)));
			const to = Math.min(n, Math.ceil(
				(innerHeight - top + AHEAD) / height));
			// Half of what is ahead is left before anything moves.
			const near = (a: number, b: number, end: number): boolean =>
				(b !== end || a === b) &&
				Math.abs(a - b) * height < AHEAD / 2;
			setSlice((old) => near(old.from, from, 0) &&
				near(old.to, to, n) ? old :
				{ from, to: Math.max(to, from + 1), height });
		};
		const wish = (): void => {
			frame ||= requestAnimationFrame(look);
		};
		const resized = (): void => {
			measured.current = null;
			wish();
		};
		const all = (): void => setSlice({ from: 0, to: n, height: 1 });
		look();
		addEventListener("scroll", wish, { passive: true });
		addEventListener("resize", resized);
		addEventListener("beforeprint", all);
		addEventListener("afterprint", wish);
		return () => {
			cancelAnimationFrame(frame);
			removeEventListener("scroll", wish);
			removeEventListener("resize", resized);
			removeEventListener("beforeprint", all);
			removeEventListener("afterprint", wish);
		};
	}, [many, n]);
	const shown = many ? { ...slice, to: Math.min(n, slice.to) } :
		{ from: 0, to: n, height: 0 };
	return { body, many, ...shown,
		above: shown.from * shown.height,
		below: (n - shown.to) * shown.height };
}

const Gap = ({ columns, height }: { columns: number; height: number }) =>
	height > 0 ? (
		<tr class="gap" aria-hidden="true">
			<td colSpan={columns} style={{ height: `${height}px` }} />
		</tr>
	) : null;

export function Table<R>({ name, columns, rows, rowKey, sort, sorts, empty,
	word = "sort", marked }: {
	name: string;
	columns: readonly Column<R>[];
	rows: readonly R[];
	rowKey: (row: R, i: number) => string | number;
	sort?: Sort | null;
	sorts: "page" | "server" | "none"; // who can sort these rows
	empty: ComponentChildren;
	word?: string; // of the address that holds the sort
	marked?: (row: R) => boolean; // what one came here for
}) {
	const view = useWindow(rows.length);
	const sortable = (c: Column<R>): boolean => sorts === "server" ?
		c.server === true : sorts === "page" && c.value !== undefined;
	return (
		<div class="card table" role="region" aria-label={name} tabIndex={0}
			onKeyDown={walk}>
			<table aria-rowcount={view.many ? rows.length + 1 : undefined}>
				<caption class="unseen">{name}</caption>
				<thead>
					<tr>
						{columns.map((c) => <Heading key={c.key} column={c}
							word={word} sort={sort ?? null} sortable={sortable(c)} />)}
					</tr>
				</thead>
				<tbody ref={view.body}>
					<Gap columns={columns.length} height={view.above} />
					{rows.slice(view.from, view.to).map((row, i) => (
						<tr key={rowKey(row, view.from + i)}
							{...marked?.(row) && { class: "marked",
								"aria-current": "true" }}
							aria-rowindex={view.many ? view.from + i + 2 :
								undefined}>
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
					<Gap columns={columns.length} height={view.below} />
					{rows.length === 0 && (
						<tr><td colSpan={columns.length} class="none">
							{empty}</td></tr>
					)}
				</tbody>
			</table>
		</div>
	);
}
