// Tables: sorted by a click, filtered, counted, continued, exported.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { api, number, settled } from "./lib.mjs";
import { onSample, server, tab } from "./sample.mjs";

let domains;

onSample(async () => {
	domains = (await api(server.url, "/api/v1/overview")).items;
});

const column = (k) => tab.page.locator("tbody tr").evaluateAll((trs, i) =>
	trs.map((tr) => tr.cells[i].innerText), k);

const sortBy = (name) => tab.page.locator("thead").getByRole("button",
	{ name }).click();

test("the overview sorts by a click, both ways, and the address says so",
	async () => {
		await tab.go("/?list=figures");
		await sortBy(/^Domain/);
		const up = domains.map((d) => d.domain).sort();
		assert.deepEqual(await column(0), up);
		assert.match(tab.at(), /sort=domain/);
		await sortBy(/^Domain/);
		assert.deepEqual(await column(0), [...up].reverse());
		assert.equal(await tab.page.locator("th[aria-sort]").first()
			.getAttribute("aria-sort"), "descending");
		await tab.page.reload();
		await settled(tab.page);
		assert.deepEqual(await column(0), [...up].reverse());
	});

test("the overview's filter narrows the rows and their count", async () => {
	await tab.go("/?list=figures");
	const name = domains[domains.length - 1].domain;
	await tab.page.getByLabel("Filter by name").fill(name.slice(0, 6));
	assert.deepEqual(await column(0), domains.map((d) => d.domain)
		.filter((d) => d.includes(name.slice(0, 6))));
	assert.match(await tab.page.locator(".more").innerText(),
		new RegExp(`^1 of ${domains.length} domains`));
	await tab.page.getByLabel("Filter by name").fill("zzzz");
	assert.match(await tab.page.locator("td.none").innerText(), /No domain/);
});

test("sources sort and filter as the API does", async () => {
	const name = encodeURIComponent(domains[0].domain);
	const path = `/domains/${name}/sources`;
	await tab.go(path);
	await sortBy(/^Failing, delivered/);
	await tab.page.waitForURL("**sort=-fail_none*");
	await settled(tab.page);
	const want = await api(server.url, `/api/v1${path}?sort=-fail_none`);
	const names = (list) => list.items.map((s) =>
		s.source_ip ?? "not readable");
	assert.deepEqual(await column(0), names(want));
	await tab.page.getByLabel("DMARC").selectOption("pass");
	await tab.page.waitForURL("**dmarc=pass*");
	await settled(tab.page);
	const passing = await api(server.url,
		`/api/v1${path}?dmarc=pass&sort=-fail_none`);
	assert.deepEqual(await column(0), names(passing));
	assert.match(await tab.page.locator(".more").innerText(), new RegExp(
		`^${passing.items.length} of ${passing.total} `));
	assert.deepEqual(tab.complaints, []);
});

test("an address is searched when it is whole, and refused with a word",
	async () => {
		const name = encodeURIComponent(domains[0].domain);
		await tab.go(`/domains/${name}/sources`);
		const ip = (await column(0))[0];
		const field = tab.page.getByLabel("Address", { exact: true });
		await field.fill("192.0");
		await field.press("Enter");
		assert.match(await tab.page.getByRole("alert").innerText(), /whole/);
		await field.fill(ip);
		await field.press("Enter");
		await tab.page.waitForURL("**source_ip=*");
		await settled(tab.page);
		assert.deepEqual(await column(0), [ip]);
		await tab.page.getByRole("button", { name: "Clear all filters" })
			.click();
		await settled(tab.page);
		assert.ok(!tab.at().includes("source_ip"));
	});

test("a long list goes on where it stopped", async () => {
	const first = await api(server.url, "/api/v1/reports?limit=100");
	await tab.go("/reports");
	assert.equal((await column(0)).length, first.items.length);
	if (first.next === null)
		return;
	await tab.page.getByRole("button", { name: "Show more" }).click();
	await tab.page.waitForFunction((n) =>
		document.querySelectorAll("tbody tr").length > n, first.items.length);
	const next = await api(server.url, `/api/v1/reports?limit=100&cursor=` +
		encodeURIComponent(first.next));
	assert.equal((await column(0)).length,
		first.items.length + next.items.length);
	const links = await tab.page.locator("tbody th a").evaluateAll((as) =>
		as.map((a) => a.getAttribute("href")));
	assert.equal(new Set(links).size, links.length, "no report twice");
});

test("exports are links that carry the filters", async () => {
	const name = encodeURIComponent(domains[0].domain);
	await tab.go(`/domains/${name}/sources?dmarc=fail`);
	const csv = await tab.page.getByRole("link", { name: /^CSV/ })
		.getAttribute("href");
	assert.match(csv, /dmarc=fail/);
	assert.match(csv, /format=csv/);
	const answer = await fetch(server.url + csv);
	assert.match(answer.headers.get("content-type"), /^text\/csv/);
	const json = await tab.page.getByRole("link", { name: /^JSON/ })
		.getAttribute("href");
	assert.equal((await api(server.url, json)).items.length > 0, true);
});

test("what only the page filtered is exported by the page", async () => {
	const name = encodeURIComponent(domains[0].domain);
	await tab.go(`/domains/${name}/reporters`);
	const saved = tab.page.waitForEvent("download");
	await tab.page.getByRole("button", { name: /^CSV/ }).click();
	const file = await (await saved).path();
	const lines = readFileSync(file, "utf8").trimEnd().split("\r\n");
	assert.match(lines[0], /^"org_name","reporter","messages"/);
	assert.equal(lines.length - 1, (await column(0)).length);
	assert.equal(number(lines[1].split(",")[2]), number((await column(2))[0]));
});
