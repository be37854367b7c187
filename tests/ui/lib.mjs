// What the tests of the pages share: the program over a database, a browser,
// and a page that notes everything a page should not do.
//
// RAMPART       the program (default: build/rampart)
// RAMPART_URL   a server that is already there, over the sample of SAMPLE_DATE
// RAMPART_ASSETS  pages built elsewhere, in place of those in the program
// CHROMIUM      the browser (default: Debian's)

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const SAMPLE_DATE = "2026-11-20";
// The browser's clock: the morning after, so that pictures stay the same.
export const NOW = new Date("2026-11-21T09:00:00Z");

const PROGRAM = resolve(ROOT, process.env.RAMPART ?? "build/rampart");
const SAMPLE = join(ROOT, "build/rampart-sample");
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
	"--no-first-run", "--disable-background-networking",
	"--disable-component-update", "--disable-sync",
	"--disable-dev-shm-usage"];
const START_MS = 20_000;
// The program's clock is the browser's.
const ENV = { ...process.env, RAMPART_NOW: String(NOW.getTime() / 1000) };

function run(program, args) {
	const done = spawnSync(program, args, { encoding: "utf8", env: ENV });
	if (done.error || done.status !== 0)
		throw new Error(`${program} ${args.join(" ")}: ` +
			`${done.error?.message ?? `exit ${done.status}`}\n` +
			`${done.stderr ?? ""}`);
}

export function scratch() {
	const dir = mkdtempSync(join(tmpdir(), "rampart-ui-"));
	return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

// A server over these sources (directories or files; none: no reports).
export async function serve(sources, command = ["serve"]) {
	const place = scratch();
	const db = join(place.dir, "reports.db");
	if (sources.length > 0)
		run(PROGRAM, ["--db", db, "ingest", ...sources]);
	const pages = process.env.RAMPART_ASSETS;
	const child = spawn(PROGRAM, ["--db", db, ...command, "--listen",
		"127.0.0.1:0", ...(pages ? ["--assets", resolve(pages)] : [])], { env: ENV,
		stdio: ["ignore", "pipe", "inherit"] });
	const url = await new Promise((found, failed) => {
		let text = "";
		const late = setTimeout(() =>
			failed(new Error(`no address in "${text}"`)), START_MS);
		child.once("exit", (code) => failed(new Error(`serve: exit ${code}`)));
		child.stdout.on("data", (part) => {
			text += part;
			const match = /(http:\/\/\S+?)\/?\s/.exec(text);
			if (match) {
				clearTimeout(late);
				found(match[1]);
			}
		});
	});
	return {
		url,
		dir: place.dir,
		run: (...args) => run(PROGRAM, ["--db", db, ...args]),
		async stop() {
			const gone = new Promise((done) => child.once("exit", done));
			child.kill("SIGTERM");
			await gone;
			place.remove();
		},
	};
}

// A server over the sample maildir.
export async function serveSample() {
	if (process.env.RAMPART_URL)
		return { url: process.env.RAMPART_URL.replace(/\/$/, ""),
			stop: async () => {} };
	const place = scratch();
	const maildir = join(place.dir, "maildir");
	run(SAMPLE, [maildir, "--date", SAMPLE_DATE]);
	const server = await serve([maildir]);
	place.remove();
	return server;
}

export async function browse() {
	const place = scratch(); // where it would keep settings
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
		args: FLAGS,
		env: { ...process.env, XDG_CONFIG_HOME: place.dir },
	});
	browser.on("disconnected", place.remove);
	return browser;
}

// A page; complaints collects console messages, errors, broken rules of the
// Content-Security-Policy, failed answers and requests to anywhere else.
export async function openPage(browser, url, options = {}) {
	const context = await browser.newContext({
		viewport: { width: 1440, height: 900 },
		acceptDownloads: true,
		locale: "en-GB",
		...options,
	});
	const page = await context.newPage();
	await page.clock.setFixedTime(NOW);
	const complaints = [];
	page.on("console", (m) => complaints.push(`console: ${m.text()}`));
	page.on("pageerror", (e) => complaints.push(`error: ${e.message}`));
	page.on("request", (r) => {
		if (!r.url().startsWith(`${url}/`) && !/^(data|blob):/.test(r.url()))
			complaints.push(`request elsewhere: ${r.url()}`);
	});
	page.on("response", (r) => {
		if (r.status() >= 400)
			complaints.push(`${r.status()}: ${r.url()}`);
	});
	await page.addInitScript(() => {
		document.addEventListener("securitypolicyviolation", (e) =>
			console.error(`CSP: ${e.violatedDirective} ${e.blockedURI}`));
	});
	return {
		page,
		complaints,
		at: () => new URL(page.url()).pathname + new URL(page.url()).search,
		async go(path) {
			await page.goto(url + path);
			await settled(page);
		},
		close: () => context.close(),
	};
}

// The answer is on the screen.
export async function settled(page) {
	await page.waitForSelector("main h1, main [role=alert]");
	await page.waitForFunction(() =>
		!document.querySelector("main [aria-busy=true]"));
}

export async function api(url, path) {
	const response = await fetch(url + path);
	if (!response.ok)
		throw new Error(`${path}: HTTP ${response.status}`);
	return response.json();
}

const axeSource = readFileSync(createRequire(import.meta.url)
	.resolve("axe-core/axe.min.js"), "utf8");

// Sentences for what axe-core finds wrong, WCAG 2.2 A and AA and its own best
// practices.  It is injected by the debugger: the pages' policy lets no
// foreign script in.
export async function faults(page) {
	await page.evaluate(axeSource);
	const result = await page.evaluate(() => globalThis.axe.run(document, {
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
			"best-practice"],
	}));
	return result.violations.map((v) =>
		`${v.id}: ${v.help} (${v.nodes.map((n) => n.target.join(" "))
			.slice(0, 3).join("; ")})`);
}

export const number = (text) => Number(text.replace(/[^\d]/g, ""));

export function makeDir(path) {
	mkdirSync(path, { recursive: true });
	return path;
}

// Every room, with a domain and a report that are really there.
export async function rooms(url) {
	const { items } = await api(url, "/api/v1/overview");
	const { items: reports } = await api(url, "/api/v1/reports?limit=1");
	const domain = encodeURIComponent(items[0].domain);
	const { senders } = await api(url, `/api/v1/domains/${domain}/advice`);
	const senderAt = `/domains/${domain}/senders/` +
		encodeURIComponent(senders[0]?.key ?? "net:192.0.2.0/24");
	const { items: sources } = await api(url,
		`/api/v1/domains/${domain}/sources?limit=1`);
	return [
		["overview", "/"],
		["advice", `/domains/${domain}`],
		["sender", senderAt],
		["trends", `/domains/${domain}/trends`],
		["sources", `/domains/${domain}/sources`],
		["reporters", `/domains/${domain}/reporters`],
		["subdomains", `/domains/${domain}/subdomains`],
		["source", `/sources/${encodeURIComponent(sources[0].source_ip)}`],
		["intake", "/intake"],
		["whatif", `/domains/${domain}/whatif?record=` +
			encodeURIComponent("v=DMARC1; p=quarantine; pct=25")],
		["settings", `/domains/${domain}/settings`],
		["domain-reports", `/domains/${domain}/reports`],
		["reports", "/reports"],
		["report", `/reports/${reports[0].id}`],
		["about", "/about"],
	];
}
