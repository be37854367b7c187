// A reporter for node --test that says TAP plainly: a line a test, what went
// wrong as comments behind it, the plan at the end.  The one that node brings
// writes blocks of YAML that other readers of TAP take for broken output.

import { basename } from "node:path";

const comment = (text) => text.split("\n").map((line) => `# ${line}\n`).join("");

// What was thrown; around it node puts an error of its own.
function reasonOf({ details }) {
	const error = details?.error;
	const cause = error?.cause;
	if (!(cause instanceof Error))
		return String(cause ?? error?.message ?? "no reason given");
	const at = /\n\s*(at .*\.test\.mjs.*)/.exec(cause.stack ?? "");
	return [cause.message, at?.[1] ?? ""].filter(Boolean).join("\n");
}

// A file stands in the report only when it failed by itself: its tests say the
// rest.
function isNoise(type, { name, file, details }) {
	if (details?.type === "suite" || name !== file)
		return details?.type === "suite";
	return type === "test:pass" ||
		details?.error?.failureType === "subtestsFailed";
}

export default async function* tap(source) {
	let n = 0;
	const said = new Map(); // on stderr, by file: why one did not load
	for await (const { type, data } of source) {
		if (type === "test:stderr")
			said.set(data.file, (said.get(data.file) ?? "") +
				data.message);
		if (!["test:pass", "test:fail"].includes(type) ||
			isNoise(type, data))
			continue;
		const name = `${basename(data.file ?? "", ".test.mjs")}: ${data.name}`
			.replaceAll("#", "\\#").replace(/\s+/g, " ");
		const skip = data.skip === undefined || data.skip === false ? "" :
			` # SKIP ${data.skip === true ? "" : data.skip}`;
		yield `${type === "test:pass" ? "ok" : "not ok"} ${++n} - ${name}` +
			`${skip}\n`;
		if (type === "test:fail")
			yield comment(data.name === data.file ?
				said.get(data.file)?.trimEnd() ?? reasonOf(data) :
				reasonOf(data));
	}
	yield `1..${n}\n`;
}
