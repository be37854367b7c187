// Pictures of every page, to look at: build/screenshots/NAME-THEME-WIDTH.png.

import { join } from "node:path";
import { api, browse, makeDir, openPage, ROOT, rooms, scratch, serve,
	serveSample } from "./lib.mjs";
import { attack, clean, provider } from "./scenes.mjs";

const SIZES = [[1440, 900], [768, 1024], [390, 844]];
const HEIGHT_MAX = 2000; // where a table has only the rows near the window
const OUT = makeDir(join(ROOT, "build/screenshots"));

async function hoverChart(page) {
	await page.locator(".u-over").scrollIntoViewIfNeeded();
	const box = await page.locator(".u-over").boundingBox();
	await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.5);
}

const show = async (page) => {
	await page.getByRole("button", { name: "Show it here" }).click();
	await page.waitForSelector(".xml code");
};

async function shoot(browser, url, pages) {
	for (const colorScheme of ["light", "dark"]) {
		for (const [width, height] of SIZES) {
			const tab = await openPage(browser, url,
				{ colorScheme, viewport: { width, height } });
			for (const [name, path, act] of pages) {
				await tab.go(path);
				await act?.(tab.page);
				const all = await tab.page.evaluate(() =>
					document.documentElement.scrollHeight);
				const many = await tab.page.locator("[aria-rowcount]").count();
				await tab.page.screenshot({
					path: join(OUT, `${name}-${colorScheme}-${width}.png`),
					fullPage: true,
					clip: { x: 0, y: 0, width,
						height: many ? Math.min(all, HEIGHT_MAX) : all },
				});
			}
			if (tab.complaints.length > 0)
				console.error(tab.complaints.join("\n"));
			await tab.close();
		}
	}
}

// A server over files of its own; the pages of the first domain with an alert,
// or of its first.
async function shootScene(browser, name, make, pagesOf) {
	const { dir, remove } = scratch();
	make(dir);
	const server = await serve([dir]);
	remove();
	const { items } = await api(server.url, "/api/v1/board");
	const at = `/domains/${(items.find((b) => b.alerts > 0) ?? items[0])
		.domain}`;
	await shoot(browser, server.url, pagesOf(at).map(([page, path, act]) =>
		[`${name}-${page}`, path, act]));
	await server.stop();
}

async function shootSample(browser) {
	const full = await serveSample();
	const empty = await serve([]);
	const pages = await rooms(full.url);
	const trends = pages.find(([name]) => name === "trends")[1];
	const report = pages.find(([name]) => name === "report")[1];
	await shoot(browser, full.url, [
		...pages.filter(([name]) => name !== "report"),
		["report", report, show],
		["trends-hover", `${trends}?from=2026-08-23&to=2026-11-20`,
			hoverChart],
		["trends-table", `${trends}?view=table`],
	]);
	await shoot(browser, empty.url, [["empty", "/"]]);
	await full.stop();
	await empty.stop();
}

const ofOne = (at) => [["overview", "/"], ["advice", at],
	["trends", `${at}/trends?by=kind`]];
const ofMany = (at) => [["overview", "/"], ["figures", "/?list=figures"],
	["problem", "/?verdict=NOT_READY"], ["urgent", at]];
const SCENES = {
	sample: shootSample,
	clean: (browser) => shootScene(browser, "clean", clean, ofOne),
	attack: (browser) => shootScene(browser, "attack", attack, ofOne),
	provider: (browser) => shootScene(browser, "provider", provider, ofMany),
};

// ONLY=clean,attack: these alone.
const browser = await browse();
for (const name of process.env.ONLY?.split(",") ?? Object.keys(SCENES))
	await SCENES[name](browser);
await browser.close();
