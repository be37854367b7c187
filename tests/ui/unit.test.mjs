// The pages' plain functions, without a browser: each row a sentence, an
// input, and what comes out.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { ROOT } from "./lib.mjs";

const FILES = ["format", "xml", "charts/buckets", "charts/plot",
	"components/foreign", "components/export", "components/table", "summary",
	"words"];
const m = {};
let dir;

before(async () => {
	const ui = join(ROOT, "web/ui");
	const esbuild = createRequire(join(ui, "package.json"))("esbuild");
	dir = mkdtempSync(join(tmpdir(), "rampart-unit-"));
	// router.ts reads the address when it is loaded.
	globalThis.location = { pathname: "/", search: "" };
	globalThis.localStorage = { getItem: () => null };
	globalThis.matchMedia = () => ({ addEventListener() {} });
	globalThis.devicePixelRatio = 1;
	await esbuild.build({ absWorkingDir: ui, outdir: dir, bundle: true,
		entryPoints: FILES.map((f) => `src/${f}.ts${/^comp/.test(f) ? "x" :
			""}`), format: "esm", outExtension: { ".js": ".mjs" },
		jsx: "automatic", jsxImportSource: "preact", logLevel: "error" });
	for (const f of FILES)
		m[f.split("/").pop()] = await import(
			pathToFileURL(join(dir, `${f}.mjs`)));
});
after(() => rmSync(dir, { recursive: true, force: true }));

test("a share never claims all or nothing unless it is", () => {
	for (const [part, all, want] of [[0, 10, "0 %"], [10, 10, "100 %"],
		[9999, 10000, "> 99.9 %"], [1, 10000, "< 0.1 %"], [1, 3, "33.3 %"],
		[0, 0, "–"]])
		assert.equal(m.format.share(part, all), want);
});

test("numbers and ages are short where they must be", () => {
	for (const [n, want] of [[0, "0"], [950, "950"], [1000, "1k"],
		[2500, "2.5k"], [128400, "128k"], [3.2e6, "3.2M"]])
		assert.equal(m.format.si(n), want);
	for (const [old, want] of [[60, "1 minute"], [3 * 3600, "3 hours"],
		[47 * 3600, "47 hours"], [5 * 86400, "5 days"]])
		assert.equal(m.format.age(1e9 - old, 1e9), want);
});

test("days are UTC, leap days and months' ends included", () => {
	assert.equal(m.format.addDays("2024-02-28", 1), "2024-02-29");
	assert.equal(m.format.addDays("2026-03-01", -1), "2026-02-28");
	assert.equal(m.format.daysIn("2026-10-17", "2026-11-20"), 35);
	for (const [text, want] of [["2026-02-29", false], ["2026-2-1", false],
		["2026-02-28", true], ["x", false], [null, false]])
		assert.equal(m.format.isDay(text), want, text);
});

test("an axis has round lines from 0 to over the top", () => {
	for (const [max, want] of [[0, [0, 1]], [1, [0, 1]],
		[4, [0, 1, 2, 3, 4]], [5600, [0, 2000, 4000, 6000]],
		[100, [0, 25, 50, 75, 100]]]) {
		const lines = m.plot.gridLines(max);
		assert.deepEqual(lines.slice(0, want.length), want, String(max));
		assert.ok(lines.at(-1) >= max);
	}
});

const day = (d, n) => ({ day: d, messages: n, pass: n, fail_none: 0,
	fail_quarantine: 0, fail_reject: 0, fail_unknown: 0, dkim_pass: n,
	spf_pass: 0, both_pass: 0, reports: 1, coarse: false });

test("what was not judged is told, never guessed", () => {
	const days = ["2026-11-01", "2026-11-02", "2026-11-03"].map((d) =>
		day(d, 10));
	const kinds = (own_pass, own_fail, forged) => ({ from: "2026-11-01",
		days: { own_pass, own_fail, forged, forwarded: [1, 1, 1],
			unsure: [0, 0, 0] } });
	for (const [k, unjudged, want] of [
		[kinds([8, 9, 7], [1, 0, 0], [0, 0, 2]), [0, 0, 0],
			/^Of your own mail 96\.0 % proves .* Forged: 2 messages\.$/],
		[kinds([8, 9, 7], [1, 0, 0], [0, 0, 1]), [0, 0, 1],
			/Forged: 1 message\. 1 message is left out/],
		[kinds([9, 9, 12], [0, 0, 0], [0, 0, 0]), [0, 0, 0],
			/100 % .* Nothing was forged\.$/],
		[{ ...kinds([9], [0], [0]), from: "2026-10-31" }, [10, 10, 10],
			/^30 messages are not judged yet, on 3 whole days \(1 Nov – /]]) {
		if (k.from !== "2026-11-01")
			k.days.forwarded = [1];
		const buckets = m.buckets.bucketsOf(days, "2026-11-20", k);
		assert.deepEqual(buckets.map((b) => b.unjudged), unjudged);
		assert.match(m.summary.kindsSentence(buckets), want);
	}
	assert.ok(m.buckets.bucketsOf(days, "2026-11-20").every((b) =>
		b.unjudged === 0));
});

test("many days become weeks from Monday, and lose no message", () => {
	const days = Array.from({ length: 130 }, (_, i) =>
		day(m.format.addDays("2026-07-14", i), i));
	const weeks = m.buckets.bucketsOf(days, "2026-11-20");
	assert.equal(weeks[0].from, "2026-07-14");
	assert.equal(weeks[0].to, "2026-07-19");
	assert.ok(weeks.slice(1).every((w) => m.format.weekday(w.from) === 0));
	assert.equal(weeks.reduce((n, w) => n + w.messages, 0), 129 * 65);
	assert.equal(weeks.at(-1).arriving, true);
	assert.equal(weeks[0].arriving, false);
});

test("a document's lines: leaves stay whole, broken text comes through", () => {
	for (const [xml, want] of [
		["<a><b>1</b><c/></a>", ["<a>", "  <b>1</b>", "  <c/>", "</a>"]],
		["<a x='>'>t</a>", ["<a x='>'>t</a>"]],
		["<a><![CDATA[<b>]]></a>", ["<a><![CDATA[<b>]]></a>"]],
		["<!-- <a> --><b></b>", ["<!-- <a> -->", "<b></b>"]],
		["<a><b", ["<a>", "  <b"]],
		["</a></b>t", ["</a>", "</b>", "t"]],
		["", []]])
		assert.deepEqual(m.xml.linesOf(xml), want, xml);
});

test("a hostile document is cut into lines in a moment", () => {
	for (const piece of ["<\"", "<!--", "<![CDATA[", "<a>", "<", "'"]) {
		const begun = process.cpuUsage(); // others may be busy, too
		m.xml.linesOf(piece.repeat(2 ** 21 / piece.length));
		assert.ok(process.cpuUsage(begun).user < 3_000_000, piece);
	}
});

test("a text is decoded as it declares itself", () => {
	const bytes = (s) => new TextEncoder().encode(s);
	assert.equal(m.xml.decode(bytes("<?xml encoding='utf-8'?>é")),
		"<?xml encoding='utf-8'?>é");
	assert.equal(m.xml.decode(Uint8Array.of(...bytes(
		"<?xml encoding='windows-1252'?>"), 0xe9)).at(-1), "é");
	assert.equal(m.xml.decode(bytes("<?xml encoding='UTF-16'?>ü")).at(-1), "ü");
	assert.equal(m.xml.decode(bytes("<?xml encoding='nonsense'?>ü")).at(-1),
		"ü");
});

test("characters that hide or turn text are shown by their number", () => {
	for (const [text, want] of [["a\u202Eb", "a[U+202E]b"],
		["\u200bx", "[U+200B]x"], ["ok ü 漢", "ok ü 漢"],
		["\u{e0041}", "[U+E0041]"], ["a\tb\nc", "a\tb\nc"]])
		assert.equal(m.foreign.plain(text), want);
	assert.equal(m.foreign.cut("ab\u{1F600}cd", 3), "ab…");
});

test("a CSV cell that a spreadsheet would run is disarmed", () => {
	const columns = [{ key: "n", title: "", cell: () => "",
		value: (r) => r }];
	for (const [value, want] of [["=1+1", '"\'=1+1"'], ["a\"b", '"a""b"'],
		[5, "5"], [-5, "-5"], [null, ""], ["@x", '"\'@x"']])
		assert.equal(m.export.toCsv(columns, [value]), `"n"\r\n${want}\r\n`);
});

test("rows sort by number and by name, missing ones last", () => {
	const columns = [{ key: "v", title: "", cell: () => "",
		value: (r) => r }];
	const sort = (rows, down) => m.table.sortRows(rows, columns,
		{ key: "v", down });
	assert.deepEqual(sort([2, null, 10, 1], false), [1, 2, 10, null]);
	assert.deepEqual(sort([2, null, 10, 1], true), [10, 2, 1, null]);
	assert.deepEqual(sort(["192.0.2.10", "192.0.2.9"], false),
		["192.0.2.9", "192.0.2.10"]);
});

test("the sentence about trust says what rests on what", () => {
	const t = (messages, unverified, counted) => m.words.trustSentence({
		messages, provenance: { verified: 0, unverified, failed: 0,
			imported: 0 },
		counted_provenance: ["verified", ...counted, "imported"] });
	assert.equal(t(10, 0, ["unverified"]), "");
	assert.equal(t(10, 0, []), "");
	assert.match(t(10, 10, ["unverified"]), /^All messages rest on /);
	assert.match(t(10, 5, ["unverified"]), /^5 messages \(50.* %\) rest on /);
	assert.match(t(10, 5, []), /^5 more messages do not count: /);
	assert.match(t(10, 1, []), /^1 more message does not count: /);
});

test("the overview's sentence says what one sees", () => {
	const o = (...p) => ({ from: "2026-10-17", to: "2026-11-20", more: false,
		totals: { domains: p.length, messages: 1234 },
		items: p.map((x) => ({ policy: { p: x } })) });
	for (const [policies, want] of [
		[["none", "reject"], "1 domain is still at p=none."],
		[["none", "none", "reject"], "2 domains are still at p=none."],
		[["none"], "It is still at p=none."],
		[["reject", "reject"], "All are at p=reject."],
		[["reject", "quarantine"],
			"None is at p=none: 1 at p=quarantine, 1 at p=reject."],
		[[null], "in 35 days."]]) {
		const text = m.summary.overviewSentence(o(...policies));
		assert.ok(text.endsWith(want), text);
		assert.ok(text.includes("1,234 messages in 35 days."), text);
	}
});
