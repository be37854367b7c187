// axe-core over each page in both themes, and no page wider than its window.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browse, faults, openPage, rooms, serve, serveSample }
	from "./lib.mjs";

let server;
let empty;
let browser;

before(async () => {
	server = await serveSample();
	empty = await serve([]);
	browser = await browse();
});
after(async () => {
	await browser?.close();
	await server?.stop();
	await empty?.stop();
});

for (const colorScheme of ["light", "dark"]) {
	test(`axe-core finds nothing on any page, ${colorScheme}`, async () => {
		const tab = await openPage(browser, server.url, { colorScheme });
		const all = await rooms(server.url);
		all.push(["table", `${all[1][1]}?view=table`]);
		for (const [name, path] of all) {
			await tab.go(path);
			assert.deepEqual(await faults(tab.page), [], name);
		}
		await tab.go("/");
		await tab.page.keyboard.press("?");
		assert.deepEqual(await faults(tab.page), [], "help");
		await tab.page.keyboard.press("Escape");
		await tab.page.locator(".range [aria-haspopup]").click();
		assert.deepEqual(await faults(tab.page), [], "range");
		await tab.close();
		const bare = await openPage(browser, empty.url, { colorScheme });
		await bare.go("/");
		assert.deepEqual(await faults(bare.page), [], "empty");
		await bare.close();
	});
}

for (const width of [1440, 768, 390, 320]) {
	test(`no page is wider than ${width} pixels`, async () => {
		const tab = await openPage(browser, server.url,
			{ viewport: { width, height: 800 } });
		for (const [name, path] of await rooms(server.url)) {
			await tab.go(path);
			const wide = await tab.page.evaluate(() =>
				document.documentElement.scrollWidth);
			assert.ok(wide <= width, `${name}: ${wide}`);
		}
		assert.deepEqual(tab.complaints, []);
		await tab.close();
	});
}

test("with forced colours and less motion every page still loads", async () => {
	const tab = await openPage(browser, server.url,
		{ forcedColors: "active", reducedMotion: "reduce" });
	for (const [, path] of await rooms(server.url))
		await tab.go(path);
	assert.deepEqual(tab.complaints, []);
	await tab.close();
});
