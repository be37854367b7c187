// Text from a report: a stranger's.  It is only ever a text node, isolated
// from its surroundings, with the characters that would turn, hide or fake
// text shown by their number, and cut where it would flood the page.

import { type ComponentChildren, Fragment } from "preact";

const TRICKS = new RegExp("[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f" +
	"\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e" +
	"\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]|[\\u{e0000}-\\u{e007f}]", "gu");

const numbered = (c: string): string =>
	`[U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`;

export const plain = (text: string): string => text.replace(TRICKS, numbered);

// At most max characters of it, never half of one.
export function cut(text: string, max: number): string {
	if (text.length <= max)
		return text;
	const end = /[\ud800-\udbff]/.test(text.charAt(max - 1)) ? max - 1 : max;
	return `${text.slice(0, end)}…`;
}

// A long name may break after its dots.
function breakable(text: string): ComponentChildren {
	const parts = text.split(/(?<=[.@/_:])/);
	return parts.length === 1 ? text : parts.map((part, i) =>
		i === 0 ? part : <Fragment key={i}><wbr />{part}</Fragment>);
}

export interface ForeignProps {
	text: string | null | undefined;
	max?: number;
	none?: string; // what stands for a missing text
	code?: boolean;
}

export function Foreign({ text, max = 80, none = "–", code }: ForeignProps) {
	if (text === null || text === undefined || text === "")
		return <span class="muted">{none}</span>;
	const visible = plain(cut(text, max));
	const more = text.length > max ? plain(cut(text, 400)) : undefined;
	return code ? <code><bdi title={more}>{visible}</bdi></code> :
		<bdi title={more}>{breakable(visible)}</bdi>;
}

// The same where there is room, with all of it a click away.
export function ForeignLong({ text }: { text: string | null }) {
	const max = 200;
	if (text === null || text.length <= max)
		return <Foreign text={text} max={max} />;
	return (
		<details class="long">
			<summary>
				<bdi>{plain(cut(text, max))}</bdi>{" "}
				<small>{text.length.toLocaleString("en-US")} characters</small>
			</summary>
			<bdi>{plain(text)}</bdi>
		</details>
	);
}
