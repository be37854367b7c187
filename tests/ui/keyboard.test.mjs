// A reader without a mouse.

import assert from "node:assert/strict";
import { test } from "node:test";
import { api, settled } from "./lib.mjs";
import { onSample, server, tab } from "./sample.mjs";

let domains;

onSample(async () => {
	domains = (await api(server.url, "/api/v1/overview")).items
		.map((d) => d.domain);
});

const focused = () => tab.page.evaluate(() => {
	const e = document.activeElement;
	return e?.getAttribute("aria-label") ?? e?.textContent ?? "";
});

test("the first stop is the link that skips to the content", async () => {
	await tab.go("/");
	await tab.page.keyboard.press("Tab");
	assert.match(await focused(), /To the content/);
	await tab.page.keyboard.press("Enter");
	assert.equal(await tab.page.evaluate(() => document.activeElement.id),
		"main");
});

test("/ searches, arrows choose, Enter jumps to the domain", async () => {
	await tab.go("/");
	await tab.page.keyboard.press("/");
	assert.equal(await focused(), "Search domains, senders, reporters, addresses");
	const goal = domains[1];
	await tab.page.keyboard.type(goal.slice(0, 4));
	await tab.page.locator("[role=option]").first().waitFor();
	await tab.page.keyboard.press("Enter");
	await tab.page.waitForURL("**/domains/**");
	await settled(tab.page);
	assert.equal(await tab.page.locator("h1").innerText(), goal);
});

test("g o and g r go to the overview and to the reports", async () => {
	await tab.go("/about");
	await tab.page.keyboard.press("g");
	await tab.page.keyboard.press("o");
	await settled(tab.page);
	assert.equal(tab.at(), "/");
	await tab.page.keyboard.press("g");
	await tab.page.keyboard.press("r");
	await settled(tab.page);
	assert.equal(tab.at(), "/reports");
});

test("[ and ] move the range by its own length", async () => {
	await tab.go("/?from=2026-10-12&to=2026-10-18");
	await tab.page.keyboard.press("[");
	await tab.page.waitForURL("**from=2026-10-05&to=2026-10-11");
	await settled(tab.page);
	await tab.page.keyboard.press("]");
	await tab.page.waitForURL("**from=2026-10-12&to=2026-10-18");
	await settled(tab.page);
	for (const key of ["[", "[", "]", "["]) // without waiting
		await tab.page.keyboard.press(key);
	await tab.page.waitForURL("**from=2026-09-28&to=2026-10-04");
	await settled(tab.page);
});

test("the range's panel opens, takes a preset, and gives the focus back",
	async () => {
		await tab.go("/?list=figures");
		const button = tab.page.locator(".range [aria-haspopup]");
		await button.focus();
		await tab.page.keyboard.press("Enter");
		assert.equal(await focused(), "7 days");
		await tab.page.keyboard.press("Escape");
		assert.equal(await button.evaluate((b) =>
			b === document.activeElement), true);
		await tab.page.keyboard.press("Enter");
		await tab.page.keyboard.press("Enter");
		await tab.page.waitForURL("**from=*");
		await settled(tab.page);
		assert.match(await tab.page.locator("h1").innerText(), /in 7 days/);
	});

test("arrows walk a table's rows", async () => {
	await tab.go("/?list=figures");
	await tab.page.locator("tbody a").first().focus();
	await tab.page.keyboard.press("ArrowDown");
	assert.equal(await focused(), domains[1]);
	await tab.page.keyboard.press("ArrowUp");
	assert.equal(await focused(), domains[0]);
	await tab.page.keyboard.press("Enter");
	await settled(tab.page);
	assert.match(tab.at(), /^\/domains\//);
});

test("? helps, and the single keys can be switched off", async () => {
	await tab.go("/");
	await tab.page.keyboard.press("?");
	const dialog = tab.page.getByRole("dialog", { name: "Keys" });
	await dialog.waitFor();
	await dialog.getByRole("checkbox").uncheck();
	await tab.page.keyboard.press("Escape");
	await dialog.waitFor({ state: "hidden" });
	await tab.page.keyboard.press("?");
	assert.equal(await dialog.isVisible(), false);
	await tab.page.getByRole("button", { name: "Help: keys" }).click();
	await dialog.getByRole("checkbox").check();
	await tab.page.keyboard.press("Escape");
});

test("light and dark are switched and remembered", async () => {
	await tab.go("/");
	const paper = () => tab.page.evaluate(() =>
		getComputedStyle(document.body).backgroundColor);
	const light = await paper();
	const button = tab.page.getByRole("button", { name: /^Colours/ });
	await button.click();
	await button.click();
	assert.equal(await button.getAttribute("aria-label"), "Colours: dark");
	const dark = await paper();
	assert.notEqual(light, dark);
	await tab.page.reload();
	await settled(tab.page);
	assert.equal(await paper(), dark);
	await button.click();
	assert.deepEqual(tab.complaints, []);
});
