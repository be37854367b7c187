// Each page loads quietly, names itself, and shows the API's figures.

import assert from "node:assert/strict";
import { test } from "node:test";
import { api, number, openPage, rooms, settled } from "./lib.mjs";
import { browser, onSample, server, tab } from "./sample.mjs";

onSample();

test("every page loads without a complaint and has a title and one h1",
	async () => {
		const titles = new Set();
		const all = await rooms(server.url);
		for (const [name, path] of all) {
			await tab.go(path);
			assert.deepEqual(tab.complaints, [], name);
			assert.equal(await tab.page.locator("h1").count(), 1, name);
			const title = await tab.page.title();
			assert.match(title, / · Rampart$/, name);
			titles.add(title);
		}
		assert.equal(titles.size, all.length, "no two pages share a title");
	});

test("the overview's sentence, tiles and table are the API's sums",
	async () => {
		const o = await api(server.url, "/api/v1/overview");
		await tab.go("/?list=figures");
		const h1 = await tab.page.locator("h1").innerText();
		assert.ok(h1.includes(`${o.totals.domains} domains`), h1);
		assert.ok(h1.includes(o.totals.messages.toLocaleString("en-US")), h1);
		const none = o.items.filter((d) => d.policy.p === "none").length;
		if (none > 0 && none < o.items.length)
			assert.match(h1, new RegExp(`${none} domains? (is|are) still at`));
		const tiles = await tab.page.locator(".tile b").allInnerTexts();
		assert.deepEqual(tiles.slice(0, 4).map(number), [o.totals.domains,
			o.totals.messages, o.totals.fail_none,
			o.totals.fail_quarantine + o.totals.fail_reject]);
		const rows = await tab.page.locator("tbody tr").evaluateAll((trs) =>
			trs.map((tr) => [tr.cells[0].innerText, tr.cells[2].innerText]));
		assert.deepEqual(rows.map(([d, n]) => [d, number(n)]),
			o.items.map((d) => [d.domain, d.messages]));
		const sum = o.days.reduce((n, d) => n + d.messages, 0);
		assert.equal(sum, o.totals.messages, "the days are the total");
	});

test("the chart's table is the API's days", async () => {
	const { items } = await api(server.url, "/api/v1/overview");
	const domain = encodeURIComponent(items[0].domain);
	const t = await api(server.url, `/api/v1/domains/${domain}/trend`);
	await tab.go(`/domains/${domain}/trends?view=table&by=disposition`);
	const rows = await tab.page.locator(".trend tbody tr").evaluateAll((trs) =>
		trs.map((tr) => [...tr.cells].slice(1, 7).map((c) =>
			c.firstChild.textContent)));
	const keys = ["messages", "pass", "fail_none", "fail_quarantine",
		"fail_reject", "fail_unknown"];
	assert.deepEqual(rows.map((r) => r.map(number)),
		t.days.map((d) => keys.map((k) => d[k])));
});

test("a report shows its rows and, when asked, its original text", async () => {
	const { items } = await api(server.url, "/api/v1/reports?limit=1");
	const r = await api(server.url, `/api/v1/reports/${items[0].id}`);
	await tab.go(`/reports/${r.id}`);
	assert.equal(await tab.page.locator(".table tbody tr").count(),
		Math.min(50, r.records.items.length));
	await tab.page.getByRole("button", { name: "Show it here" }).click();
	await tab.page.waitForSelector(".xml code");
	await tab.page.getByLabel("Search the text").fill("policy_published");
	assert.ok(await tab.page.locator(".xml mark").count() >= 2);
	assert.match(await tab.page.locator(".original [role=status]")
		.innerText(), /^1 of \d+ lines?$/);
	const bytes = await fetch(`${server.url}/api/v1/reports/${r.id}/document`);
	assert.equal(await tab.page.getByRole("link", { name: "Exact text" })
		.getAttribute("href"), `/api/v1/reports/${r.id}/document`);
	assert.match(await bytes.text(), /<feedback/);
	assert.deepEqual(tab.complaints, []);
});

test("from a figure one click leads to its rows and to its reports",
	async () => {
		await tab.go("/");
		await tab.page.locator("tbody th a").first().click();
		await settled(tab.page);
		assert.match(tab.at(), /^\/domains\/[^/]+$/);
		await tab.page.getByRole("link", { name: "Trends" }).click();
		await settled(tab.page);
		const tile = tab.page.locator("a.tile", { hasText: "own, proven" });
		const n = number(await tile.locator("b").innerText());
		await tile.click();
		await settled(tab.page);
		assert.match(tab.at(), /sources\?whose=own/);
		const sums = await tab.page.locator("tbody tr").evaluateAll((trs) =>
			trs.map((tr) => tr.cells[tr.cells.length - 4].innerText));
		assert.equal(sums.reduce((sum, text) => sum + number(text), 0), n);
		await tab.page.goBack();
		await settled(tab.page);
		assert.match(tab.at(), /^\/domains\/[^/]+\/trends$/);
	});

test("an unknown address, domain or report says so", async () => {
	const other = await openPage(browser, server.url);
	await other.go("/nothing/here");
	assert.match(await other.page.locator("h1").innerText(), /no such page/);
	await other.go("/domains/no-such-domain.example");
	assert.equal(await other.page.getByRole("alert").count(), 1);
	await other.go("/reports/999999999");
	assert.equal(await other.page.getByRole("alert").count(), 1);
	await other.close();
});

test("when the server is gone the page says so, and retrying helps",
	async () => {
		const other = await openPage(browser, server.url);
		await other.page.route("**/api/v1/overview*", (r) => r.abort());
		await other.page.goto(`${server.url}/`);
		const again = other.page.getByRole("button", { name: "Try again" });
		await again.waitFor();
		await other.page.unroute("**/api/v1/overview*");
		await again.click();
		await other.page.waitForSelector(".tile");
		await other.close();
	});
