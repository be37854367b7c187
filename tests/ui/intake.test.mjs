// The intake page, files that are brought, a conflict that is accepted, one
// address over all domains, long tables.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { api, browse, number, openPage, scratch, serve, settled }
	from "./lib.mjs";

const DAY = Date.parse("2026-11-19T00:00:00Z") / 1000;
let place;
let server;
let browser;
let tab;

function report(id, rows, { begin = DAY, email = "a@receiver.example" } = {}) {
	const records = rows.map(([ip, n]) => `<record><row><source_ip>${ip}` +
		`</source_ip><count>${n}</count><policy_evaluated><disposition>none` +
		"</disposition><dkim>pass</dkim><spf>fail</spf></policy_evaluated>" +
		"</row><identifiers><header_from>mail.shop.example</header_from>" +
		"</identifiers><auth_results /></record>");
	return "<feedback><report_metadata><org_name>Receiver</org_name>" +
		`<email>${email}</email><report_id>${id}</report_id><date_range>` +
		`<begin>${begin}</begin><end>${begin + 86399}</end></date_range>` +
		"</report_metadata><policy_published><domain>shop.example</domain>" +
		`<p>none</p></policy_published>${records.join("")}</feedback>`;
}

before(async () => {
	place = scratch();
	const files = join(place.dir, "files");
	const box = join(place.dir, "box");
	for (const dir of ["cur", "new", "tmp"])
		mkdirSync(join(box, dir), { recursive: true });
	mkdirSync(files);
	const put = (name, text) => writeFileSync(join(files, name), text);
	put("1.xml", report("one", [["192.0.2.1", 7], ["192.0.2.2", 1]]));
	put("2.xml", report("one", [["192.0.2.1", 7], ["192.0.2.3", 2]]));
	put("3.xml", report("cut", [["192.0.2.1", 7]]).slice(0, -20));
	put("4.xml", report("many", Array.from({ length: 10_000 }, (_, i) =>
		[`10.0.${i >> 8}.${i & 255}`, i + 1])));
	// Every day until three weeks ago, then nothing.
	for (let i = 0; i < 10; i++)
		put(`s${i}.xml`, report(`s${i}`, [["192.0.2.9", 3]],
			{ begin: DAY - (30 - i) * 86400, email: "a@stopped.example" }));
	server = await serve([files],
		["run", "--quiet", "--interval", "3600", box]);
	browser = await browse();
	tab = await openPage(browser, server.url);
});
after(async () => {
	await browser?.close();
	await server?.stop();
	place?.remove();
});

const table = (name) => tab.page.getByRole("region", { name, exact: true });
const rows = (name) => table(name).locator("tbody tr:not(.gap)");

test("what was set aside says why, and outcomes are filters", async () => {
	await tab.go("/intake");
	assert.match(await rows("Ledger").first().innerText(), /truncated/);
	await tab.page.getByRole("button", { name: /^stored 1/ }).click();
	await settled(tab.page);
	assert.match(tab.at(), /outcome=report/);
	const want = await api(server.url, "/api/v1/intake?outcome=report");
	assert.equal(await rows("Ledger").count(), want.items.length);
	assert.deepEqual(tab.complaints, []);
});

test("who used to report and stopped is named", async () => {
	await tab.go("/intake");
	const text = await rows("Silent reporters").allInnerTexts();
	assert.equal(text.length, 1);
	assert.match(text[0], /21 days/);
	assert.match(text[0], /every day/);
});

test("a file that is brought is read, and stands in the ledger", async () => {
	await tab.go("/intake?outcome=report");
	const before = await rows("Ledger").count();
	await tab.page.locator("input[type=file]").setInputFiles({
		name: "brought.xml", mimeType: "text/xml",
		buffer: Buffer.from(report("brought", [["192.0.2.7", 5]])),
	});
	await tab.page.getByText("1 file sent").waitFor();
	assert.match(await tab.page.locator(".drop").innerText(),
		/being read now/);
	for (let i = 0, read = []; i < 300 && read.length <= before; i++) {
		await sleep(100);
		({ items: read } = await api(server.url,
			"/api/v1/intake?outcome=report"));
	}
	await tab.page.clock.runFor(60_000);
	await tab.page.waitForFunction((n) => document.querySelectorAll(
		"[aria-label=Ledger] tbody tr").length > n, before);
	assert.match(await rows("Ledger").first().innerText(), /brought\.xml/);
});

test("a conflict is counted by a click, and taken back", async () => {
	const { items } = await api(server.url, "/api/v1/reports?limit=100");
	const { id } = items.find((r) => r.outcome === "conflict");
	await tab.go(`/reports/${id}`);
	await tab.page.getByRole("button", { name: "Count it as a part" }).click();
	await tab.page.getByText("because a person said so").waitFor();
	const r = await api(server.url, `/api/v1/reports/${id}`);
	assert.equal(r.outcome, "report");
	assert.equal(r.accepted.by, "local");
	await tab.page.getByRole("button", { name: "Take it back" }).click();
	await tab.page.getByText("This report does not count").waitFor();
	assert.deepEqual(tab.complaints, []);
});

test("an address leads to its page over all domains, by / too", async () => {
	await tab.go("/");
	await tab.page.keyboard.press("/");
	await tab.page.keyboard.type("192.0.2.9");
	await tab.page.keyboard.press("Enter");
	await tab.page.waitForURL("**/sources/192.0.2.9");
	await settled(tab.page);
	assert.match(await tab.page.locator("h1").innerText(), /192\.0\.2\.9/);
	const s = await api(server.url, "/api/v1/sources/192.0.2.9");
	assert.equal(await rows("Records").count(), s.sightings.length);
	await rows("Records").first().getByRole("link").click();
	await settled(tab.page);
	assert.match(tab.at(), /^\/reports\/\d+\?source_ip=192\.0\.2\.9$/);
});

test("a report that is opened from an address marks its rows", async () => {
	const ip = "10.0.2.88"; // not among the first rows
	const all = () => rows("Rows").locator("th").allInnerTexts();
	const marked = () => table("Rows").locator("tbody [aria-current=true] th")
		.allInnerTexts();
	await tab.go(`/sources/${ip}`);
	await rows("Records").first().getByRole("link").click();
	await settled(tab.page);
	assert.deepEqual(await marked(), [ip]);
	assert.equal((await all())[0], ip, "and they come first");
	await tab.page.getByText("From it: 601 messages in 1 row.").waitFor();
	await tab.page.getByRole("button", { name: "Show it here" }).click();
	await tab.page.locator(".xml mark").first().waitFor();
	assert.equal(await tab.page.locator(".xml .at mark").innerText(), ip);
	await tab.page.getByRole("button", { name: /^Remove the filter/ }).click();
	await settled(tab.page);
	assert.deepEqual(await marked(), []);
	assert.match(tab.at(), /^\/reports\/\d+$/);
	assert.notEqual((await all())[0], ip);
	assert.deepEqual(tab.complaints, []);
});

test("From domains below the domain are a tab", async () => {
	await tab.go("/domains/shop.example/subdomains");
	assert.match(await rows("Subdomains").first().innerText(),
		/^mail\.shop\.example/);
});

test("a long table has few rows in the page and all of them to scroll to",
	async () => {
		await tab.go("/domains/shop.example/sources");
		for (let i = 0; i < 16; i++) { // each page is as long as all before
			const more = tab.page.getByRole("button", { name: "Show more" });
			if (await more.count() === 0)
				break;
			const text = await tab.page.locator(".more").innerText();
			await more.click();
			await tab.page.waitForFunction((old) => document
				.querySelector(".more").innerText !== old &&
				!document.querySelector(".more").innerText
					.includes("Loading"), text);
		}
		const all = number((await tab.page.locator(".more").innerText())
			.split(" of ")[0]);
		assert.ok(all > 10_000, String(all));
		assert.ok(await rows("Sources").count() < 150);
		assert.equal(await table("Sources").locator("table")
			.getAttribute("aria-rowcount"), String(all + 1));
		// What stands below it does not move when other rows are made.
		assert.ok(await tab.page.evaluate(async () => {
			const place = () => document.querySelector(".more")
				.getBoundingClientRect().top;
			scrollTo(0, document.body.scrollHeight);
			const before = place();
			for (let i = 0; i < 10; i++)
				await new Promise(requestAnimationFrame);
			return Math.abs(place() - before);
		}) < 2);
		await tab.page.waitForFunction((n) => [...document.querySelectorAll(
			"tr[aria-rowindex]")].pop()?.getAttribute("aria-rowindex") === n,
		String(all + 1));
		assert.ok(await rows("Sources").count() < 150);
		// Sorted, it is still a few rows, the first of them at the top.
		await tab.page.evaluate(() => scrollTo(0, 0));
		await tab.page.locator("thead").getByRole("button",
			{ name: /^Address/ }).click();
		await settled(tab.page);
		assert.match(await rows("Sources").first().innerText(), /^10\.0\.0\.0/);
		assert.ok(await rows("Sources").count() < 150);
	});

test("a trend divides by what was aligned, and the address says so",
	async () => {
		await tab.go("/domains/shop.example/trends");
		await tab.page.getByLabel("Divided by").selectOption("alignment");
		await tab.page.waitForURL("**by=alignment*");
		assert.match(await tab.page.locator(".plot").getAttribute(
			"aria-label"), /pass by the signature alone \(100 %\)/);
	});
