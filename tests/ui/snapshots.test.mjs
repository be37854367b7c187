// A few things as pictures, kept in snapshots/: the ladder, chips, legends, a
// chart, a task.  Machines draw letters differently, so text is left out, and
// pictures are compared at a quarter of their size: what is a pixel off is the
// same, a missing dot or another colour is not.  BLESS=1 keeps what is there
// now; look at it.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { browse, makeDir, openPage, ROOT, serveSample } from "./lib.mjs";

const KEPT = makeDir(join(ROOT, "tests/ui/snapshots"));
const PLAIN = `* { font-family: "DejaVu Sans" !important;
	color: transparent !important; }`;
// Of the small picture: so far may a channel be off, at so many places.
const OFF = 40;
const PLACES = 6;
const EDGE = 4; // pixels that a size may differ by

let server;
let browser;
let scale;

before(async () => {
	server = await serveSample();
	browser = await browse();
	scale = await (await browser.newContext()).newPage();
});
after(async () => {
	await browser?.close();
	await server?.stop();
});

// How many places of two PNG files differ; Infinity: their sizes do.
async function difference(a, b) {
	return scale.evaluate(async ({ files, off, edge }) => {
		const images = await Promise.all(files.map(async (file) =>
			createImageBitmap(await (await fetch(
				`data:image/png;base64,${file}`)).blob())));
		const [x, y] = images;
		if (Math.abs(x.width - y.width) > edge ||
			Math.abs(x.height - y.height) > edge)
			return Infinity;
		const small = images.map((image) => {
			const canvas = new OffscreenCanvas(x.width >> 2, x.height >> 2);
			const c = canvas.getContext("2d");
			c.imageSmoothingQuality = "high";
			c.drawImage(image, 0, 0, canvas.width, canvas.height);
			return c.getImageData(0, 0, canvas.width, canvas.height).data;
		});
		let places = 0;
		for (let i = 0; i < small[0].length; i += 4)
			if ([0, 1, 2].some((k) => Math.abs(small[0][i + k] -
				small[1][i + k]) > off))
				places++;
		return places;
	}, { files: [a, b].map((png) => png.toString("base64")), off: OFF,
		edge: EDGE });
}

const THINGS = [
	["ladder", "/domains/college.example", ".ladder"],
	["task", "/domains/college.example", ".task"],
	["whatif", "/domains/college.example", ".whatif"],
	["stage", "/", "[aria-label=Domains] .stage"],
	["chip", "/", "[aria-label=Domains] .chip"],
	["spark", "/", "[aria-label=Domains] .spark"],
	["kinds", "/", ".trend .legend"],
	["classes", "/domains/college.example/trends", ".trend .legend"],
	["chart", "/domains/college.example/trends", ".plot"],
];

async function plain(page) {
	await page.evaluate((css) => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(css);
		document.adoptedStyleSheets = [sheet];
	}, PLAIN);
}

for (const colorScheme of ["light", "dark"]) {
	test(`things look as they did, ${colorScheme}`, async () => {
		const tab = await openPage(browser, server.url, { colorScheme });
		for (const [name, path, where] of THINGS) {
			await tab.go(path);
			await plain(tab.page);
			const now = await tab.page.locator(where).first().screenshot();
			const file = join(KEPT, `${name}-${colorScheme}.png`);
			if (process.env.BLESS)
				writeFileSync(file, now);
			assert.ok(existsSync(file), `${file}: not kept yet; BLESS=1`);
			const places = await difference(readFileSync(file), now);
			if (places > PLACES)
				writeFileSync(join(makeDir(join(ROOT, "build/screenshots")),
					`now-${name}-${colorScheme}.png`), now);
			assert.ok(places <= PLACES, `${name}: ${places} places differ; ` +
				`compare ${file} with build/screenshots/now-${name}-` +
				`${colorScheme}.png`);
		}
		await tab.close();
	});
}

test("a dot that is missing, or another colour, is seen", async () => {
	const tab = await openPage(browser, server.url);
	await tab.go("/domains/college.example");
	await plain(tab.page);
	const ladder = tab.page.locator(".ladder");
	const before = await ladder.screenshot();
	assert.ok(await difference(before, await ladder.screenshot()) === 0);
	for (const change of [(i) => (i.style.visibility = "hidden"),
		(i) => (i.style.background = "red")]) {
		const dot = ladder.locator("i").nth(1);
		await dot.evaluate(change);
		assert.ok(await difference(before, await ladder.screenshot()) >
			PLACES);
		await dot.evaluate((i) => i.removeAttribute("style"));
	}
	await tab.close();
});
