// Light or dark: the system's choice until the reader makes one, which this
// browser then remembers.

import { createStore, recall, remember } from "./store";

export type Theme = "system" | "light" | "dark";
export const THEMES: readonly Theme[] = ["system", "light", "dark"];
const KEY = "rampart-theme";

const stored = THEMES.find((t) => t === recall(KEY)) ?? "system";
export const theme = createStore<Theme>(stored);

// Changes when the colours on the screen do: charts are drawn again.
export const painted = createStore(0);

function apply(choice: Theme): void {
	if (choice === "system")
		delete document.documentElement.dataset.theme;
	else
		document.documentElement.dataset.theme = choice;
	painted.set(painted.get() + 1);
}

// Paper is light and narrow, and nothing on it can be unfolded.
export const paper = createStore(false);

function startPaper(): void {
	let folded: Element[] = [];
	addEventListener("beforeprint", () => {
		folded = [...document.querySelectorAll("details.fold:not([open])")];
		for (const fold of folded)
			fold.setAttribute("open", "");
		paper.set(true);
		apply("light");
	});
	addEventListener("afterprint", () => {
		for (const fold of folded)
			fold.removeAttribute("open");
		paper.set(false);
		apply(theme.get());
	});
}

export function startTheme(): void {
	startPaper();
	apply(theme.get());
	theme.watch((choice) => {
		remember(KEY, choice === "system" ? null : choice);
		apply(choice);
	});
	for (const question of ["(prefers-color-scheme: dark)",
		"(forced-colors: active)"]) {
		matchMedia(question).addEventListener("change", () =>
			painted.set(painted.get() + 1));
	}
}

// The colours that the style sheet gives these tokens now, for a canvas.
export function colours<K extends string>(at: Element,
	names: readonly K[]): Record<K, string> {
	const probe = document.createElement("span");
	probe.className = "probe";
	at.append(probe);
	const found = {} as Record<K, string>;
	for (const name of names) {
		probe.style.color = `var(--${name})`;
		found[name] = getComputedStyle(probe).color;
	}
	probe.remove();
	return found;
}
