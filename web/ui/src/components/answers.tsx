// Whose a sender is: the answers, for one or for many at once, with a note and
// the day on which it is asked again; what was answered can be undone.

import { useState } from "preact/hooks";
import { api, change, type Decided, type Decision } from "../api";
import { plural } from "../format";

export const ANSWERS: readonly { verdict: string; word: string;
	says: string }[] = [
	{ verdict: "approved", word: "Ours",
		says: "what it sends and fails is to be fixed" },
	{ verdict: "threat", word: "Not ours",
		says: "what it sends and fails is forged" },
	{ verdict: "forwarder", word: "A forwarder",
		says: "it passes on mail of others" },
	{ verdict: "ignore", word: "Do not ask",
		says: "it is left out of the questions" },
];

export const answerWord = (verdict: string): string =>
	ANSWERS.find((x) => x.verdict === verdict)?.word ?? verdict;

export interface Target {
	domain: string;
	sender: string;
}

interface Answered {
	words: string;
	undo: Decided["undo"];
}

// What was decided, its failure in words, and the way back.
function useAnswers(changed: () => void) {
	const [wrong, setWrong] = useState("");
	const [busy, setBusy] = useState(false);
	const [done, setDone] = useState<Answered | null>(null);
	const send = (decisions: readonly object[],
		words: (d: Decided) => Answered): void => {
		setWrong("");
		setBusy(true);
		change<Decided>(api.decisions, { decisions }).then((d) => {
			setDone(words(d));
			changed();
		}).catch((e: unknown) => setWrong(e instanceof Error ? e.message :
			String(e))).finally(() => setBusy(false));
	};
	return { wrong, busy, done, send };
}

export function AnswerBar({ targets, about, what, refused, changed, now }: {
	targets: readonly Target[];
	about: string; // "3 senders", for the buttons' names
	what: (n: number) => string; // "3 senders of a.example"
	refused?: string; // why these cannot be answered together
	changed: () => void;
	now?: Decision | undefined; // what holds for a single one
}) {
	const [note, setNote] = useState("");
	const [review, setReview] = useState("");
	const { wrong, busy, done, send } = useAnswers(changed);
	const answer = (verdict: string | null, word: string): void => {
		const n = targets.length;
		send(targets.map((t) => ({ ...t, verdict,
			note: note.trim() === "" ? null : note.trim(),
			review: review === "" ? null : review })),
		(d) => ({ undo: d.undo, words: `${what(n)}: ${word}.` }));
		setNote("");
		setReview("");
	};
	return (
		<div class="answerbar" aria-busy={busy}>
			{targets.length > 0 && (
				<div class="row" role="group" aria-label={`Answer for ${about}`}>
					<label class="field">Note
						<input type="text" value={note} maxLength={500}
							placeholder="why, for those who ask later"
							onInput={(event) =>
								setNote(event.currentTarget.value)} />
					</label>
					<label class="field">Ask again on
						<input type="date" value={review} onInput={(event) =>
							setReview(event.currentTarget.value)} />
					</label>
					<span class="row answers">
						{ANSWERS.map((x) => (
							<button key={x.verdict} type="button" class="btn"
								title={x.says} disabled={busy || !!refused}
								aria-pressed={now ? now.value === x.verdict :
									undefined}
								onClick={() => answer(x.verdict, x.word)}>
								{x.word}<span class="unseen">:{" "}
									{about}</span></button>
						))}
						{now?.value && <button type="button" class="btn"
							disabled={busy} onClick={() =>
								answer(null, "taken back")}>Take it
							back</button>}
					</span>
				</div>
			)}
			{refused && <p class="warn">{refused}</p>}
			{wrong && <p class="bad" role="alert">{wrong}</p>}
			<div role="status">
				{done && (
					<p class="row kept">
						<span>Kept: {done.words}</span>
						{done.undo.length > 0 && <button type="button"
							class="btn" disabled={busy} onClick={() =>
								send(done.undo, () => ({ undo: [],
									words: "as it was before" }))}>
							Undo<span class="unseen"> the last
								answer</span></button>}
					</p>
				)}
			</div>
		</div>
	);
}

export const senders = (n: number): string => plural(n, "sender");
