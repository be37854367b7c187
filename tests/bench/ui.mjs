// node tests/bench/ui.mjs URL TRIES: how long the overview takes in Chromium
// from its last answer until it can be used (its table stands and the next
// frame is drawn), the page's CPU time for all of that, and that of sorting the
// table by a click.  The least of the tries, as JSON.

import { browse } from "../ui/lib.mjs";

const [url, tries] = process.argv.slice(2);
const TABLE = "[aria-label=Domains] tbody tr";

// In the page: the moment when the table was drawn.
function watch(selector) {
	const seen = new MutationObserver(() => {
		if (!document.querySelector(selector))
			return;
		seen.disconnect();
		requestAnimationFrame(() => setTimeout(() => {
			globalThis.drawn = performance.now();
		}));
	});
	seen.observe(document, { childList: true, subtree: true });
}

const drawn = (page) => page.evaluate(() =>
	new Promise((done) => requestAnimationFrame(() => setTimeout(done))));

// Milliseconds of the page's own thread so far.
async function cpuOf(session) {
	const { metrics } = await session.send("Performance.getMetrics");
	return 1000 * metrics.find((m) => m.name === "TaskDuration").value;
}

async function measure(browser) {
	const context = await browser.newContext({
		viewport: { width: 1440, height: 900 } });
	const page = await context.newPage();
	const session = await context.newCDPSession(page);
	await session.send("Performance.enable", { timeDomain: "threadTicks" });
	await page.addInitScript(watch, TABLE);
	await page.goto(`${url}/`);
	await page.waitForFunction(() => globalThis.drawn !== undefined);
	const ready = await page.evaluate(() => globalThis.drawn - Math.max(
		...performance.getEntriesByType("resource").filter((e) =>
			e.name.includes("/api/")).map((e) => e.responseEnd)));
	const load = await cpuOf(session);
	await page.locator("thead").getByRole("button", { name: /^Forged/ })
		.evaluate((button) => button.click());
	await drawn(page);
	const sort = await cpuOf(session) - load;
	const rows = await page.locator(TABLE).count();
	const domains = parseInt(await page.locator(".row.more").innerText(), 10);
	await context.close();
	return { ready, load, sort, rows, domains };
}

const browser = await browse();
const all = [];
for (let i = 0; i < Number(tries); i++)
	all.push(await measure(browser));
await browser.close();
console.log(JSON.stringify(Object.fromEntries(Object.keys(all[0]).map((key) =>
	[key, Math.min(...all.map((one) => one[key]))]))));
