// The advisor's pages: the board, the advice, a decision, and the whole way by
// keyboard alone.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { api, settled } from "./lib.mjs";
import { browser, onSample, server, tab } from "./sample.mjs";

let board;

onSample(async () => {
	board = (await api(server.url, "/api/v1/board")).items;
});

const advice = (domain) => api(server.url, `/api/v1/domains/${domain}/advice`);
const rows = (name) => tab.page.getByRole("region", { name, exact: true })
	.locator("tbody tr");

test("the overview leads with what to do, in the board's order", async () => {
	await tab.go("/");
	await tab.page.getByText("next step today").first().waitFor();
	const names = await rows("Domains").locator("th").allInnerTexts();
	assert.deepEqual(names.map((s) => s.replace(/\s/g, "")),
		board.map((b) => b.domain));
	const n = board.filter((b) => b.verdict === "READY").length;
	assert.equal(await tab.page.locator(".tile b").first().innerText(),
		String(n));
	assert.deepEqual(tab.complaints, []);
});

test("a tile leads to its domains, a forged figure to its addresses",
	async () => {
		const names = async () => (await rows("Domains").locator("th")
			.allInnerTexts()).map((s) => s.replace(/\s/g, ""));
		await tab.go("/");
		await tab.page.locator("a.tile", { hasText: "ready for the next step" })
			.click();
		await tab.page.waitForURL("**todo=ready*");
		assert.deepEqual(await names(), board.filter((b) =>
			b.verdict === "READY").map((b) => b.domain));
		await tab.page.getByRole("button", { name: /^Remove the filter/ })
			.click();
		await tab.page.waitForURL(`${server.url}/`);
		assert.deepEqual(await names(), board.map((b) => b.domain));
		const at = board.findIndex((b) => b.forged > 0);
		await rows("Domains").nth(at).locator("td a").click();
		await tab.page.waitForURL("**/sources?whose=forged");
		await settled(tab.page);
		assert.ok(await rows("Addresses").count() > 0);
		assert.deepEqual(tab.complaints, []);
	});

test("the board filters by verdict, and the address says so", async () => {
	await tab.go("/");
	await tab.page.getByLabel("Verdict").selectOption("DONE");
	await tab.page.waitForURL("**verdict=DONE*");
	assert.equal(await rows("Domains").locator("th").count(),
		board.filter((b) => b.verdict === "DONE").length);
});

test("the advice says the verdict, the rung, the question, the senders",
	async () => {
		const a = await advice("bakery.example");
		await tab.go("/domains/bakery.example");
		const text = await tab.page.locator("main").innerText();
		assert.ok(text.includes(a.texts.verdict));
		for (const t of a.texts.items)
			assert.ok(text.includes(t.what), t.what);
		assert.match(await tab.page.locator("[aria-current=step]")
			.innerText(), /^watch/);
		assert.equal(await rows("Senders").count(), a.senders.length);
		// Nobody knows where reports go: nothing to copy yet.
		assert.equal(await tab.page.getByRole("button",
			{ name: /Copy the record$/ }).count(), 0);
	});

test("from forged mail to its address, its report and the original text",
	async () => {
		const a = await advice("college.example");
		await tab.go("/domains/college.example");
		await tab.page.locator("summary", { hasText: "Forged mail" }).click();
		const forged = rows("Addresses");
		await forged.first().waitFor();
		const all = await api(server.url,
			"/api/v1/domains/college.example/addresses?whose=forged");
		assert.equal(await tab.page.getByText(
			`of ${all.total} addresses`).count(), 1);
		assert.ok(a.spoof_n > 0);
		const ip = all.items[0].source_ip;
		await forged.first().getByRole("link", { name: ip }).click();
		await tab.page.waitForURL(`**/sources/${ip}*`);
		// As many records as the advice counted messages, for each has one.
		const records = rows("Records");
		await records.first().waitFor();
		assert.equal(await records.count(), all.items[0].messages);
		await records.first().getByRole("link").first().click();
		await tab.page.waitForURL("**/reports/*");
		await tab.page.locator("main").getByText(ip).first().waitFor();
		await tab.page.getByRole("button", { name: "Show it here" }).click();
		await tab.page.getByRole("region", { name: "The document" })
			.getByText(`<source_ip>${ip}</source_ip>`).waitFor();
		assert.deepEqual(tab.complaints, []);
	});

test("a sender shows its addresses and signatures", async () => {
	await tab.go("/domains/bakery.example");
	await rows("Senders").first().getByRole("link").first().click();
	await tab.page.waitForURL("**/senders/*");
	const key = decodeURIComponent(new URL(tab.page.url()).pathname
		.split("/").pop());
	const found = await api(server.url, "/api/v1/domains/bakery.example/" +
		`addresses?sender=${encodeURIComponent(key)}`);
	await rows("Addresses").first().waitFor();
	assert.equal(await rows("Addresses").count(), found.items.length);
	assert.ok(found.items.length > 0);
	assert.equal(await rows("Its signatures in your name").count(),
		found.selectors.length);
});

test("by keyboard alone: overview, domain, blocker, sender, verdict, record",
	async () => {
		const context = tab.page.context();
		await context.grantPermissions(["clipboard-read", "clipboard-write"]);
		const { keyboard } = tab.page;
		const focused = () => tab.page.evaluate(() => {
			const e = document.activeElement;
			return `${e?.getAttribute("aria-label") ??
				e?.getAttribute("placeholder") ?? ""} ${
				e?.textContent ?? ""}`;
		});
		// Tab to what has these words, as a reader would.
		const reach = async (words) => {
			for (let i = 0; i < 80; i++) {
				if (words.test(await focused()))
					return;
				await keyboard.press("Tab");
			}
			assert.fail(`no way to ${words}`);
		};
		await tab.go("/about");
		await keyboard.press("g");
		await keyboard.press("o");
		await settled(tab.page);
		await tab.page.getByRole("region", { name: "Domains" }).waitFor();
		await reach(/^ bakery\.example$/);
		await keyboard.press("Enter");
		await settled(tab.page);
		await tab.page.getByText("Questions for you").waitFor();
		await reach(/^ Evidence$/);
		await keyboard.press("Enter");
		await settled(tab.page);
		assert.match(tab.at(), /\/senders\/dom%3Arundbrief\.example$/);
		await tab.page.getByText("Is it yours?").waitFor();
		await reach(/^ Not ours: /);
		await keyboard.press("Enter");
		await tab.page.getByText(/Not ours, said/).waitFor();
		await tab.page.goBack();
		await settled(tab.page);
		await tab.page.locator(".verdict", { hasText: "Ready" }).waitFor();
		await reach(/^ ?dmarc-reports@example\.com/);
		await keyboard.type("reports@bakery.example");
		await keyboard.press("Enter");
		await tab.page.getByRole("button", { name: "Copy the record",
			exact: true }).waitFor();
		await reach(/^ Copy the record$/);
		await keyboard.press("Enter");
		await tab.page.getByRole("button", { name: "Copied" }).first()
			.waitFor();
		const a = await advice("bakery.example");
		assert.equal(a.verdict, "READY");
		const copied = await tab.page.evaluate(() =>
			navigator.clipboard.readText());
		assert.ok(a.next_record.includes(`"${copied}"`), copied);
		assert.match(copied, /rua=mailto:reports@bakery\.example/);
		assert.deepEqual(tab.complaints, []);
	});

test("a button on a domain's page opens its client report", async () => {
	await tab.go("/domains/college.example/trends");
	const opened = tab.page.context().waitForEvent("page");
	await tab.page.getByRole("link", { name: "Client report" }).click();
	const sheet = await opened;
	const said = [];
	sheet.on("console", (m) => said.push(m.text()));
	await sheet.waitForURL("**/client-report");
	assert.equal(await sheet.locator("h1").innerText(), "college.example");
	assert.deepEqual(said, []);
	// Another script does not run there, nor has the page an origin.
	assert.equal(await sheet.evaluate(() => {
		const script = document.createElement("script");
		script.textContent = "document.title = 'foreign'";
		document.body.append(script);
		return `${document.title} ${origin}`;
	}), "Client report · Rampart null");
	assert.match(said.join(), /Content Security Policy/);
	await sheet.close();
	assert.deepEqual(tab.complaints, []);
});

test("the client report is a page of its own, without a network", async () => {
	const page = join(server.dir, "client.html");
	server.run("report", "college.example", "--html", page);
	const own = await browser.newContext();
	const sheet = await own.newPage();
	const asked = [];
	sheet.on("request", (r) => asked.push(r.url()));
	sheet.on("pageerror", (e) => asked.push(e.message));
	await sheet.goto(pathToFileURL(page).href);
	assert.equal(await sheet.locator("h1").innerText(), "college.example");
	const a = await advice("college.example");
	const text = await sheet.locator("main").innerText();
	assert.ok(text.includes(a.texts.forged));
	// The two pictures have a scale each, in words.
	const most = Math.max(...a.days.forged.slice(-35));
	assert.ok(text.includes(`On the busiest day ${most} messages.`), text);
	assert.deepEqual(asked, [pathToFileURL(page).href]);
	await own.close();
});
