// Which days: presets, two dates, earlier, later.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { dayRange, daysIn, isDay, plural } from "../format";
import { moveRange, PRESETS, preset, rangeOf, setRange, shown, today }
	from "../range";
import { usePlace } from "../router";
import { useStore } from "../store";

function label(from: string | undefined, to: string | undefined): string {
	return from && to ? dayRange(from, to) : "Last 35 days";
}

function Dates({ from, to, close }: {
	from: string;
	to: string;
	close: () => void;
}) {
	const [wrong, setWrong] = useState("");
	const submit = (event: SubmitEvent): void => {
		event.preventDefault();
		const data = new FormData(event.currentTarget as HTMLFormElement);
		const a = String(data.get("from"));
		const b = String(data.get("to"));
		if (!isDay(a) || !isDay(b))
			setWrong("Both days, please.");
		else if (b < a)
			setWrong("The last day is before the first.");
		else {
			setRange({ from: a, to: b });
			close();
		}
	};
	return (
		<form onSubmit={submit}>
			<label>First day
				<input type="date" name="from" defaultValue={from} max={today()}
					required /></label>
			<label>Last day
				<input type="date" name="to" defaultValue={to} max={today()}
					required /></label>
			{wrong && <p class="small bad" role="alert">{wrong}</p>}
			<button type="submit" class="btn primary">Show these days</button>
		</form>
	);
}

export function RangePicker() {
	const { query } = usePlace();
	const answer = useStore(shown);
	const [open, setOpen] = useState(false);
	const root = useRef<HTMLDivElement>(null);
	const button = useRef<HTMLButtonElement>(null);
	const asked = rangeOf(query);
	const from = asked.from ?? answer?.from;
	const to = asked.to ?? answer?.to;

	const close = (): void => {
		setOpen(false);
		button.current?.focus();
	};
	useLayoutEffect(() => {
		if (!open)
			return;
		root.current?.querySelector<HTMLElement>(".pop button")?.focus();
		const outside = (event: Event): void => {
			if (event.target instanceof Node &&
				!root.current?.contains(event.target))
				setOpen(false);
		};
		document.addEventListener("pointerdown", outside);
		document.addEventListener("focusin", outside);
		return () => {
			document.removeEventListener("pointerdown", outside);
			document.removeEventListener("focusin", outside);
		};
	}, [open]);

	return (
		<div class="range" ref={root} onKeyDown={(event) => {
			if (event.key === "Escape" && open) {
				event.preventDefault();
				close();
			}
		}}>
			<button type="button" class="btn step" aria-label="Earlier days"
				title="Earlier days  [" onClick={() => moveRange(-1)}>‹</button>
			<button type="button" class="btn" ref={button} aria-expanded={open}
				aria-haspopup="dialog" title="Days are UTC"
				onClick={() => setOpen(!open)}>
				<span class="unseen">Days: </span>{label(from, to)}
			</button>
			<button type="button" class="btn step" aria-label="Later days"
				title="Later days  ]" onClick={() => moveRange(1)}>›</button>
			{open && (
				<div class="card pop" role="dialog" aria-label="Days to show">
					<div class="row">
						{PRESETS.map((n) => (
							<button key={n} type="button" class="btn"
								aria-pressed={from !== undefined &&
									to !== undefined && daysIn(from, to) === n}
								onClick={() => {
									preset(n);
									close();
								}}>{plural(n, "day")}</button>
						))}
					</div>
					<Dates from={from ?? ""} to={to ?? ""} close={close} />
					<p class="small">All days are UTC. A report counts on the
						day of its middle.</p>
				</div>
			)}
		</div>
	);
}
