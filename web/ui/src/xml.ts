// A document as lines to read: a break and an indent per element, a leaf on
// one line.  It only cuts and indents: what is not well-formed comes through
// as it is.  Every byte is looked at once, whatever a stranger wrote.

interface Token {
	kind: "open" | "close" | "empty" | "other" | "text";
	text: string;
}

// The end of a tag that begins at `at`; quotes may hide a ">".
function tagEnd(xml: string, at: number): number {
	let quote = "";
	for (let i = at + 1; i < xml.length; i++) {
		const c = xml.charAt(i);
		if (quote !== "")
			quote = c === quote ? "" : quote;
		else if (c === '"' || c === "'")
			quote = c;
		else if (c === ">")
			return i + 1;
	}
	return -1;
}

function endOf(xml: string, at: number): number {
	for (const [begin, end] of [["<!--", "-->"], ["<![CDATA[", "]]>"],
		["<?", "?>"]] as const) {
		if (xml.startsWith(begin, at)) {
			const i = xml.indexOf(end, at + begin.length);
			return i < 0 ? -1 : i + end.length;
		}
	}
	return tagEnd(xml, at);
}

function kindOf(text: string): Token["kind"] {
	if (text.startsWith("<![CDATA["))
		return "text";
	if (text.startsWith("<!") || text.startsWith("<?"))
		return "other";
	if (text.startsWith("</"))
		return "close";
	return text.endsWith("/>") ? "empty" : "open";
}

function tokensOf(xml: string): Token[] {
	const tokens: Token[] = [];
	for (let at = 0; at < xml.length;) {
		let end = xml.charAt(at) === "<" ? endOf(xml, at) :
			xml.indexOf("<", at);
		if (end < 0)
			end = xml.length;
		const text = xml.slice(at, end);
		if (xml.charAt(at) === "<")
			tokens.push({ kind: kindOf(text), text });
		else if (text.trim() !== "")
			tokens.push({ kind: "text", text: text.trim() });
		at = end;
	}
	return tokens;
}

const DEPTH_MAX = 32;

export function linesOf(xml: string): string[] {
	const lines: string[] = [];
	const tokens = tokensOf(xml);
	let depth = 0;
	const put = (text: string): void => {
		const indent = "  ".repeat(Math.min(Math.max(depth, 0), DEPTH_MAX));
		for (const line of text.split(/\r\n?|\n/))
			lines.push(indent + line);
	};
	for (let i = 0; i < tokens.length; i++) {
		const [a, b, c] = [tokens[i], tokens[i + 1], tokens[i + 2]];
		if (!a)
			break;
		if (a.kind === "open" && b?.kind === "text" && c?.kind === "close") {
			put(a.text + b.text + c.text);
			i += 2;
		} else if (a.kind === "open" && b?.kind === "close") {
			put(a.text + b.text);
			i += 1;
		} else {
			if (a.kind === "close")
				depth--;
			put(a.text);
			if (a.kind === "open")
				depth++;
		}
	}
	return lines;
}

// The text of bytes in the encoding that they declare.
export function decode(bytes: Uint8Array): string {
	const head = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
	const declared = /encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head)?.[1];
	const [a, b] = bytes;
	const mark = a === 0xff && b === 0xfe ? "utf-16le" :
		a === 0xfe && b === 0xff ? "utf-16be" : undefined;
	for (const name of [mark, declared]) {
		try {
			if (name && !(name === declared && /utf-?16/i.test(name)))
				return new TextDecoder(name).decode(bytes);
		} catch {
			continue;
		}
	}
	return new TextDecoder().decode(bytes);
}
