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

// What a page looks like besides: charts, dialogs, lists that are open, errors
// and nothing found, each as a reader comes to it.
async function states(tab) {
	const { page } = tab;
	const at = "/domains/bakery.example";
	const key = (name) => page.keyboard.press(name);
	const chart = async () => {
		await page.locator(".chart").focus();
		await key("End");
		await page.locator(".hover").waitFor();
	};
	return [
		["figures", "/?list=figures"],
		["no domain", "/?q=zzzz", () => page.locator("td.none").waitFor()],
		["chart, read by keys", `${at}/trends`, chart],
		["chart by kind", `${at}/trends?by=kind`],
		["chart by alignment, a class off",
			`${at}/trends?by=alignment&hide=both`],
		["chart as a table", "/?view=table"],
		["everything unfolded", at, () => page.evaluate(() => document
			.querySelectorAll("details").forEach((d) => (d.open = true)))],
		["help", "/", () => key("?")],
		["range", "/", () => page.locator(".range [aria-haspopup]").click()],
		["search", "/", async () => {
			await key("/");
			await key("b");
			await page.locator("[role=option]").first().waitFor();
		}],
		["a wrong address", `${at}/sources`, async () => {
			const field = page.getByLabel("Address", { exact: true });
			await field.fill("192");
			await field.press("Enter");
		}],
		["no such page", "/nothing/here"],
		["no such domain", "/domains/nobody.example"],
		["no such address", "/sources/198.51.100.250"],
		["a server that failed", "/intake", async () => {
			await page.route("**/api/v1/intake*", (r) => r.fulfill(
				{ status: 503, contentType: "application/problem+json",
					body: '{"title":"Busy","detail":"Later."}' }));
			await page.reload();
			await page.getByRole("alert").waitFor();
			await page.unroute("**/api/v1/intake*");
		}],
	];
}

// With the colours that a reader forces.
const forced = { colorScheme: "dark", forcedColors: "active",
	reducedMotion: "reduce" };

for (const options of [{ colorScheme: "light" }, { colorScheme: "dark" },
	forced]) {
	test(`axe-core finds nothing in any state, ${Object.values(options)
		.join(", ")}`, async () => {
		const tab = await openPage(browser, server.url, options);
		for (const [name, path, act] of await states(tab)) {
			await tab.go(path);
			await act?.();
			assert.deepEqual(await faults(tab.page), [], name);
		}
		await tab.close();
	});
}

for (const colorScheme of ["light", "dark"]) {
	test(`axe-core finds nothing on any page, ${colorScheme}`, async () => {
		const tab = await openPage(browser, server.url, { colorScheme });
		const all = await rooms(server.url);
		all.push(["table", `${all[1][1]}?view=table`]);
		for (const [name, path] of all) {
			await tab.go(path);
			assert.deepEqual(await faults(tab.page), [], name);
		}
		// A page of its own, and without our policy's leave for any script.
		await tab.page.goto(`${server.url}/api/v1/domains/bakery.example/` +
			"client-report");
		await tab.page.waitForSelector("h1");
		assert.deepEqual(await faults(tab.page), [], "client report");
		await tab.close();
		const bare = await openPage(browser, empty.url, { colorScheme });
		for (const path of ["/", "/reports", "/intake", "/about"]) {
			await bare.go(path);
			assert.deepEqual(await faults(bare.page), [], `empty ${path}`);
		}
		await bare.close();
	});
}

// 640: 1280 pixels at 200 %.
for (const width of [1440, 768, 640, 390, 320]) {
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

test("with forced colours and less motion every page still says it all",
	async () => {
		const tab = await openPage(browser, server.url, forced);
		for (const [name, path] of await rooms(server.url)) {
			await tab.go(path);
			assert.deepEqual(await faults(tab.page), [], name);
			// Nothing moves by itself.
			assert.equal(await tab.page.evaluate(() =>
				document.getAnimations().length), 0, name);
		}
		// What is done is told from what is not without a colour of ours.
		await tab.go("/domains/college.example");
		const dots = await tab.page.locator(".ladder i").evaluateAll((all) =>
			all.map((i) => getComputedStyle(i).backgroundColor));
		assert.equal(new Set(dots).size, 2, dots.join(" "));
		assert.deepEqual(tab.complaints, []);
		await tab.close();
	});
