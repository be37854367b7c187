// Pictures of every page, to look at: build/screenshots/NAME-THEME-WIDTH.png.

import { join } from "node:path";
import { browse, makeDir, openPage, ROOT, rooms, serve, serveSample }
	from "./lib.mjs";

const SIZES = [[1440, 900], [768, 1024], [390, 844]];
const OUT = makeDir(join(ROOT, "build/screenshots"));

async function hoverChart(page) {
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
				await tab.page.screenshot({
					path: join(OUT, `${name}-${colorScheme}-${width}.png`),
					fullPage: true,
				});
			}
			if (tab.complaints.length > 0)
				console.error(tab.complaints.join("\n"));
			await tab.close();
		}
	}
}

const full = await serveSample();
const empty = await serve([]);
const browser = await browse();
try {
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
} finally {
	await browser.close();
	await full.stop();
	await empty.stop();
}
