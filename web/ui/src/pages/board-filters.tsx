// What the board is narrowed by: what to do, stage, verdict, what is in the way,
// a service, a client, and the same problem of several domains.

import { useMemo } from "preact/hooks";
import type { BoardRow } from "../api";
import { Foreign } from "../components/foreign";
import { Choice } from "../components/fields";
import { plural } from "../format";
import { address, usePlace } from "../router";
import { PROBLEMS, VERDICTS } from "../words";

const URGENT = ["ROLLBACK", "HOLD", "FIX_RECORD", "ATTENTION"];

type Is = (row: BoardRow) => boolean;

const has = (verdicts: readonly string[]): Is => (row) =>
	verdicts.includes(row.verdict);
export const ready = has(["READY"]);
export const urgent = has(URGENT);
export const done = has(["DONE"]);
// Not yet, for something that a person can do.
export const blocked: Is = (row) => row.verdict ===
	"READY_IF_CONFIRMED" || (row.verdict === "NOT_READY" &&
	row.task_code !== null && PROBLEMS[row.task_code] !== undefined);
const waiting: Is = (row) => !ready(row) && !urgent(row) && !done(row) &&
	!blocked(row);

// What to do with a domain: each domain is in one of them.
interface Todo {
	is: Is;
	label: string;
	term: string;
	tone?: "good" | "bad";
}

export const TODO: Record<string, Todo> = {
	ready: { is: ready, tone: "good", label: "ready for the next step",
		term: "publish the record" },
	urgent: { is: urgent, tone: "bad", label: "need attention now",
		term: "stay, step back or fix the record" },
	blocked: { is: blocked, label: "with something to answer or fix",
		term: "then the next step" },
	waiting: { is: waiting, label: "only waiting", term: "nothing to do" },
	done: { is: done, label: "at their goal", term: "we keep watching" },
};

// What is in the way, as the address says it: "B_FIX svc:mailchimp".
const problemsOf = (b: BoardRow): string[] => b.problems
	.filter((p) => PROBLEMS[p.code] !== undefined)
	.map((p) => `${p.code} ${p.sender ?? ""}`.trim());

const FILTERS: Record<string, (b: BoardRow, want: string) => boolean> = {
	q: (b, want) => b.domain.includes(want.toLowerCase()),
	stage: (b, want) => b.stage === want,
	verdict: (b, want) => b.verdict === want,
	code: (b, want) => b.task_code === want ||
		b.problems.some((p) => p.code === want),
	problem: (b, want) => problemsOf(b).includes(want),
	service: (b, want) => b.senders.some((s) => s.key === want),
	group: (b, want) => b.group === want,
	todo: (b, want) => TODO[want]?.is(b) ?? false,
};

export const filterBoard = (items: readonly BoardRow[],
	query: URLSearchParams): readonly BoardRow[] =>
	items.filter((b) => Object.entries(FILTERS).every(([word, holds]) => {
		const want = query.get(word);
		return !want || holds(b, want);
	}));

// The names of senders, by key.
export function namesOf(items: readonly BoardRow[]): ReadonlyMap<string, string> {
	return new Map(items.flatMap((b) => b.senders.map((s) =>
		[s.key, s.name ?? s.key] as const)));
}

// A network has no other name than itself.
export const nameIn = (names: ReadonlyMap<string, string>, key: string): string =>
	names.get(key) ?? key.replace(/^net:/, "");

// Problems of more than one domain, and of how many.
function sharedOf(items: readonly BoardRow[]): [string, number][] {
	const groups = new Map<string, number>();
	for (const problem of items.flatMap(problemsOf))
		groups.set(problem, (groups.get(problem) ?? 0) + 1);
	return [...groups].filter(([, n]) => n > 1)
		.sort((a, b) => b[1] - a[1]).slice(0, 8);
}

// One fix, many domains.
export function Problems({ items, names }: {
	items: readonly BoardRow[];
	names: ReadonlyMap<string, string>;
}) {
	const { query } = usePlace();
	const shared = useMemo(() => sharedOf(items), [items]);
	if (shared.length === 0)
		return null;
	return (
		<nav class="row outcomes" aria-label="Same problem">
			<span class="small">Same problem:</span>
			{shared.map(([problem, n]) => {
				const [code = "", sender] = problem.split(" ");
				const on = query.get("problem") === problem;
				return (
					<a key={problem} class="btn" aria-current={on || undefined}
						href={address("/", { problem: on ? null : problem },
							query)}>
						{sender && <Foreign text={nameIn(names, sender)}
							max={40} />}{sender && " "}
						{PROBLEMS[code]?.replace(/([^?])$/, "$1:")}{" "}
						<b>{plural(n, "domain")}</b>
					</a>
				);
			})}
		</nav>
	);
}

const byName = new Intl.Collator("en");

type Pair = readonly [string, string];

// Each once, by its text; what the address asks for is there in any case.
function choices(values: readonly Pair[], inForce: string | null): Pair[] {
	const known = new Map(values);
	if (inForce && !known.has(inForce))
		known.set(inForce, inForce);
	return [["", "any"], ...[...known].sort((a, b) =>
		byName.compare(a[1], b[1]))];
}

export function Filters({ items, names }: {
	items: readonly BoardRow[];
	names: ReadonlyMap<string, string>;
}) {
	const { query } = usePlace();
	const choice = (word: string, label: string, values: readonly Pair[]) =>
		(values.length > 0 || query.get(word)) && <Choice word={word}
			label={label} choices={choices(values, query.get(word))} />;
	const codes = items.flatMap((b) => [...b.problems.map((p) => p.code),
		...b.task_code === null ? [] : [b.task_code]]);
	return (
		<>
			{choice("stage", "Stage", items.map((b) =>
				[b.stage ?? "", b.stage_text ?? ""]))}
			{choice("verdict", "Verdict", items.map((b) =>
				[b.verdict, VERDICTS[b.verdict]?.word ?? b.verdict]))}
			{choice("code", "In the way", codes.map((code) =>
				[code, PROBLEMS[code] ?? code]))}
			{choice("service", "Service", [...names].filter(([key]) =>
				key.startsWith("svc:") || key === query.get("service")))}
			{choice("group", "Client", items.flatMap((b) =>
				b.group === null ? [] : [[b.group, b.group]]))}
		</>
	);
}
