// The trend chart: hover, click, drag, keys, legend, table.

import assert from "node:assert/strict";
import { test } from "node:test";
import { api, openPage, settled } from "./lib.mjs";
import { browser, onSample, server, tab } from "./sample.mjs";

let path;
let trend;

onSample(async () => {
	const { items } = await api(server.url, "/api/v1/overview");
	const name = encodeURIComponent(items[0].domain);
	path = `/domains/${name}/trends`;
	trend = await api(server.url, `/api/v1/domains/${name}/trend`);
});

// The middle of bar i of n, in the page.
async function bar(i, n) {
	const box = await tab.page.locator(".u-over").boundingBox();
	return { x: box.x + (box.width * (i + 0.5)) / n,
		y: box.y + box.height / 2 };
}

const count = (n) => n.toLocaleString("en-US");

test("hovering shows the day's classes, sum and policy", async () => {
	await tab.go(path);
	const n = trend.days.length;
	const day = trend.days[n - 5];
	const at = await bar(n - 5, n);
	await tab.page.mouse.move(at.x, at.y);
	const text = await tab.page.locator(".hover").innerText();
	assert.ok(text.includes(count(day.messages)), text);
	assert.ok(text.includes(count(trend.kinds.own_pass[n - 5])), text);
	assert.match(text, /p=(none|quarantine|reject)/);
});

test("a click opens the day's reports", async () => {
	await tab.go(path);
	const n = trend.days.length;
	const at = await bar(n - 5, n);
	await tab.page.mouse.click(at.x, at.y);
	await settled(tab.page);
	const day = trend.days[n - 5].day;
	assert.equal(tab.at(), `${path.replace(/trends$/, "")}reports?from=${day}&to=${day}`);
	const names = await tab.page.locator("tbody th").count();
	assert.equal(names, trend.days[n - 5].reports);
});

test("dragging over bars makes them the range, Back undoes it", async () => {
	await tab.go(path);
	const n = trend.days.length;
	const a = await bar(n - 12, n);
	const b = await bar(n - 6, n);
	await tab.page.mouse.move(a.x, a.y);
	await tab.page.mouse.down();
	await tab.page.mouse.move(b.x, b.y, { steps: 5 });
	await tab.page.mouse.up();
	const { day: from } = trend.days[n - 12];
	const { day: to } = trend.days[n - 6];
	await tab.page.waitForURL(`**?from=${from}&to=${to}`);
	await settled(tab.page);
	assert.match(await tab.page.locator(".plot").getAttribute("aria-label"),
		/^\d+ \w+ (\d+ )?– \d+ \w+ 2026: /);
	await tab.page.goBack();
	await settled(tab.page);
	assert.equal(tab.at(), path);
});

test("arrow keys read the bars and Enter opens one", async () => {
	await tab.go(path);
	await tab.page.locator(".chart").focus();
	await tab.page.keyboard.press("End");
	await tab.page.keyboard.press("ArrowLeft");
	const last = trend.days[trend.days.length - 2];
	assert.ok((await tab.page.locator(".hover").innerText())
		.includes(count(last.messages)));
	await tab.page.keyboard.press("Enter");
	await settled(tab.page);
	assert.ok(tab.at().endsWith(`from=${last.day}&to=${last.day}`));
});

test("the legend hides a class, and the address remembers it", async () => {
	await tab.go(path);
	const pass = tab.page.locator(".legend button").first();
	assert.equal(await pass.getAttribute("aria-pressed"), "true");
	await pass.click();
	assert.equal(await pass.getAttribute("aria-pressed"), "false");
	assert.match(tab.at(), /hide=own_pass/);
	await tab.page.reload();
	await settled(tab.page);
	assert.equal(await pass.getAttribute("aria-pressed"), "false");
});

test("the table button shows the same days as a table and back", async () => {
	await tab.go(path);
	const button = tab.page.getByRole("button", { name: "Table" });
	await button.click();
	assert.equal(await tab.page.locator(".trend tbody tr").count(),
		trend.days.length);
	assert.match(tab.at(), /view=table/);
	await button.click();
	assert.equal(await tab.page.locator(".u-over").count(), 1);
});

test("over 120 days the bars are weeks", async () => {
	await tab.go(`${path}?from=2026-06-01&to=2026-11-20`);
	assert.match(await tab.page.locator(".trend h2").innerText(), /per week$/);
	assert.deepEqual(tab.complaints, []);
});

test("a finger reads a bar first and opens it by the box's link", async () => {
	const touch = await openPage(browser, server.url, { hasTouch: true,
		isMobile: true, viewport: { width: 390, height: 844 } });
	await touch.go(path);
	const over = touch.page.locator(".u-over");
	await over.scrollIntoViewIfNeeded();
	const box = await over.boundingBox();
	await touch.page.touchscreen.tap(box.x + box.width / 2,
		box.y + box.height / 2);
	const link = touch.page.locator(".hover a");
	await link.waitFor();
	assert.equal(touch.at(), path);
	await link.tap();
	await settled(touch.page);
	assert.match(touch.at(), /\/reports\?from=([\d-]+)&to=\1$/);
	await touch.close();
});
