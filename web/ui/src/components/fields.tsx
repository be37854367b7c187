// Filters: what is chosen or typed goes into the address.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { change, usePlace } from "../router";

export function Choice({ word, label, choices }: {
	word: string;
	label: string;
	choices: readonly (readonly [string, string])[];
}) {
	const { query } = usePlace();
	return (
		<label class="field">
			{label}
			<select value={query.get(word) ?? ""} onChange={(event) =>
				change({ [word]: event.currentTarget.value })}>
				{choices.map(([value, text]) =>
					<option key={value} value={value}>{text}</option>)}
			</select>
		</label>
	);
}

// Asked for with Enter or on leaving the field, when it can be right.
export function Field({ word, label, placeholder, check }: {
	word: string;
	label: string;
	placeholder: string;
	check?: (text: string) => string;
}) {
	const { query } = usePlace();
	const inForce = query.get(word) ?? "";
	const [text, setText] = useState(inForce);
	const [wrong, setWrong] = useState("");
	useEffect(() => {
		setText(inForce);
		setWrong("");
	}, [inForce]);
	const apply = (): void => {
		const value = text.trim();
		const why = value === "" ? "" : check?.(value) ?? "";
		setWrong(why);
		if (why === "" && value !== inForce)
			change({ [word]: value });
	};
	return (
		<form class="field" onSubmit={(event) => {
			event.preventDefault();
			apply();
		}}>
			<label>
				{label}
				<input type="search" value={text} placeholder={placeholder}
					spellcheck={false} autocomplete="off"
					aria-invalid={wrong !== ""} onBlur={apply}
					onInput={(event) => setText(event.currentTarget.value)} />
			</label>
			{wrong && <small class="bad" role="alert">{wrong}</small>}
		</form>
	);
}

// A row's box to choose it by, before its name.
export function Pick({ name, on, flip, children }: {
	name: string;
	on: boolean;
	flip: () => void;
	children: ComponentChildren;
}) {
	return (
		<span class="pick">
			<input type="checkbox" aria-label={`Choose ${name.slice(0, 60)}`}
				checked={on} onChange={flip} />
			{children}
		</span>
	);
}
