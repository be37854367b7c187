// Builds the pages: node build.mjs OUTDIR
//
// Type check; a bundle of script for the first page and a piece for each other
// one, which is loaded when it is opened; one bundle of style; all named by the
// hash of their content.  An index.html names them, and beside every file lies
// its gzip, so that the server compresses nothing.  The same sources give the
// same bytes.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const SCRIPT_MAX = 60 * 1024; // gzip, first load (design: ui.md)
const HERE = dirname(fileURLToPath(import.meta.url));

function fail(sentence) {
	console.error(`build.mjs: ${sentence}`);
	process.exit(1);
}

function checkTypes() {
	const tsc = join(HERE, "node_modules/typescript/bin/tsc");
	const run = spawnSync(process.execPath, [tsc, "--noEmit", "-p", HERE], {
		stdio: "inherit",
	});
	if (run.status !== 0)
		fail("the type check failed, see above");
}

const bundle = () => esbuild.build({
	absWorkingDir: HERE,
	entryPoints: { app: "src/main.tsx" },
	outdir: "assets",
	entryNames: "[name]-[hash]",
	chunkNames: "[name]-[hash]",
	bundle: true,
	splitting: true,
	metafile: true,
	write: false,
	minify: true,
	format: "esm",
	charset: "utf8",
	legalComments: "none",
	jsx: "automatic",
	jsxImportSource: "preact",
	target: ["es2022", "chrome123", "firefox120", "safari17.5"],
	define: { "process.env.NODE_ENV": '"production"' },
	logLevel: "warning",
});

// A script or style that stands in a page, as its policy names it.
const hash = (text) =>
	`'sha256-${createHash("sha256").update(text).digest("base64")}'`;

// The client report is a file by itself: script and style stand in it, and its
// policy lets nothing else run, wherever it is opened.
async function clientPage() {
	const { outputFiles } = await esbuild.build({
		absWorkingDir: HERE,
		entryPoints: { client: "src/client.tsx" },
		outdir: "out",
		bundle: true,
		write: false,
		minify: true,
		format: "iife",
		charset: "utf8",
		legalComments: "none",
		jsx: "automatic",
		jsxImportSource: "preact",
		target: ["es2022", "chrome123", "firefox120", "safari17.5"],
		define: { "process.env.NODE_ENV": '"production"' },
		logLevel: "warning",
	});
	const text = (end) => outputFiles.find((f) => f.path.endsWith(end)).text
		.replaceAll("</script", "<\\/script");
	const style = text(".css");
	const script = text(".js");
	return (await readFile(join(HERE, "src/client.html"), "utf8"))
		.replace("POLICY", () => "default-src 'none'; " +
			`script-src ${hash(script)}; style-src ${hash(style)}; ` +
			"base-uri 'none'; form-action 'none'")
		.replace("STYLE", () => style)
		.replace("SCRIPT", () => script);
}

// The scripts that a page needs before it shows anything: what it imports.
function firstLoad(outputs, entry) {
	const found = new Set([entry]);
	for (const path of found)
		for (const { path: next, kind } of outputs[path].imports)
			if (kind === "import-statement")
				found.add(next);
	return [...found];
}

function zip(bytes) {
	const gz = gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION });
	gz.fill(0, 4, 8); // no time
	gz[9] = 255; // no operating system
	return gz;
}

async function write(outdir, name, bytes) {
	const path = join(outdir, name);
	await mkdir(dirname(path), { recursive: true });
	await writeFile(path, bytes);
	await writeFile(`${path}.gz`, zip(bytes));
}

async function main() {
	if (process.argv.length !== 3)
		fail("usage: node build.mjs OUTDIR");
	const outdir = resolve(process.argv[2]);
	checkTypes();
	const { outputFiles, metafile: { outputs } } = await bundle();
	const files = new Map(outputFiles.map((f) =>
		[`assets/${basename(f.path)}`, f.contents]));
	const entry = Object.keys(outputs).find((path) =>
		outputs[path].entryPoint === "src/main.tsx");
	const html = (await readFile(join(HERE, "src/index.html"), "utf8"))
		.replace("SCRIPT", `/${entry}`)
		.replace("STYLE", `/${outputs[entry].cssBundle}`);

	await write(outdir, "index.html", Buffer.from(html));
	await writeFile(join(outdir, "client.html"), await clientPage());
	for (const [name, bytes] of files)
		await write(outdir, name, bytes);
	await write(outdir, "favicon.svg",
		await readFile(join(HERE, "src/favicon.svg")));

	const sizeOf = (paths) => paths.reduce((n, path) =>
		n + zip(files.get(path)).length, 0);
	const first = firstLoad(outputs, entry);
	const all = [...files.keys()].filter((path) => path.endsWith(".js"));
	console.log(`pages: first load ${sizeOf(first)} bytes of script, gzip` +
		` (at most ${SCRIPT_MAX}), all pages ${sizeOf(all)},` +
		` style ${sizeOf([outputs[entry].cssBundle])}`);
	if (sizeOf(first) > SCRIPT_MAX)
		fail(`the first load is over ${SCRIPT_MAX} bytes gzip`);
}

await main();
