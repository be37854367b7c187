// Builds the pages: node build.mjs OUTDIR
//
// Type check, one bundle of script and one of style, both named by the hash of
// their content, an index.html that names them, and beside every file its
// gzip, so that the server compresses nothing.  The same sources give the same
// bytes.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
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

async function bundle() {
	const result = await esbuild.build({
		absWorkingDir: HERE,
		entryPoints: ["src/main.tsx"],
		outdir: "out",
		bundle: true,
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
	const find = (end) => result.outputFiles.find((f) => f.path.endsWith(end));
	return { script: find(".js").contents, style: find(".css").contents };
}

function zip(bytes) {
	const gz = gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION });
	gz.fill(0, 4, 8); // no time
	gz[9] = 255; // no operating system
	return gz;
}

const named = (end, bytes) =>
	`app-${createHash("sha256").update(bytes).digest("hex").slice(0, 12)}${end}`;

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
	const { script, style } = await bundle();
	const scriptName = named(".js", script);
	const styleName = named(".css", style);
	const html = (await readFile(join(HERE, "src/index.html"), "utf8"))
		.replace("SCRIPT", `/assets/${scriptName}`)
		.replace("STYLE", `/assets/${styleName}`);

	await write(outdir, "index.html", Buffer.from(html));
	await write(outdir, `assets/${scriptName}`, script);
	await write(outdir, `assets/${styleName}`, style);
	await write(outdir, "favicon.svg",
		await readFile(join(HERE, "src/favicon.svg")));

	const size = zip(script).length;
	console.log(`pages: script ${size} bytes gzip (at most ${SCRIPT_MAX}),` +
		` style ${zip(style).length}`);
	if (size > SCRIPT_MAX)
		fail(`the script is over ${SCRIPT_MAX} bytes gzip`);
}

await main();
