// Finding, deciding, trying: the search, the board's filters, answers for many,
// a record that is tried, the settings of a domain; by keyboard where a reader
// without a mouse would be.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { api, faults, makeDir, settled } from "./lib.mjs";
import { onSample, server, tab } from "./sample.mjs";

onSample();

const board = async () => (await api(server.url, "/api/v1/board")).items;
const decisions = async (domain) => (await api(server.url,
	`/api/v1/domains/${domain}/advice`)).decisions.filter((d) => d.in_force);
const rows = (name) => tab.page.getByRole("region", { name, exact: true })
	.locator("tbody tr");
const domainsShown = async () => (await rows("Domains").locator("th a")
	.allInnerTexts()).map((s) => s.replace(/\s/g, "")).sort();
const open = async (path) => {
	await tab.go(path);
	await rows("Domains").first().waitFor();
};

// A sender that several domains have.
async function shared() {
	const where = new Map();
	for (const b of await board())
		for (const s of b.senders)
			where.set(s.key, [...where.get(s.key) ?? [], b.domain]);
	const [key, domains] = [...where].find(([, d]) => d.length > 1);
	return { key, domains: domains.sort() };
}

// Another domain with the same mail: its reports, of another name, changed.
async function twin(domain, other, change = (text) => text) {
	const { items } = await api(server.url,
		`/api/v1/reports?domain=${domain}&limit=1000`);
	const dir = makeDir(join(server.dir, other));
	for (const { id } of items) {
		const text = await (await fetch(
			`${server.url}/api/v1/reports/${id}/document`)).text();
		writeFileSync(join(dir, `${id}.xml`),
			change(text.replaceAll(domain, other)));
	}
	server.run("ingest", dir);
}

test("the search finds a sender by its key; the list is a combobox's",
	async () => {
		await tab.go("/about");
		await tab.page.keyboard.press("/");
		const box = tab.page.getByRole("combobox");
		await tab.page.keyboard.type("rundbrief");
		const option = tab.page.getByRole("option").first();
		await option.waitFor();
		assert.match(await option.innerText(),
			/rundbrief\.example.*sender of bakery\.example/s);
		assert.equal(await box.getAttribute("aria-expanded"), "true");
		assert.equal(await box.getAttribute("aria-activedescendant"),
			await option.getAttribute("id"));
		assert.deepEqual(await faults(tab.page), []);
		await tab.page.keyboard.press("Enter");
		await tab.page.waitForURL("**/senders/dom%3Arundbrief.example");
		await settled(tab.page);
		assert.equal(await tab.page.locator("h1").innerText(),
			"rundbrief.example");
	});

test("arrows go round the list, and the chosen one is announced", async () => {
	await tab.go("/about");
	await tab.page.keyboard.press("/");
	await tab.page.keyboard.type("example");
	const options = tab.page.getByRole("option");
	await options.first().waitFor();
	const n = await options.count();
	assert.ok(n > 2);
	await tab.page.keyboard.press("ArrowUp");
	const box = tab.page.getByRole("combobox");
	assert.equal(await box.getAttribute("aria-activedescendant"),
		`found-${n - 1}`);
	assert.equal(await options.nth(n - 1).getAttribute("aria-selected"),
		"true");
	await tab.page.keyboard.press("ArrowDown");
	assert.equal(await box.getAttribute("aria-activedescendant"), "found-0");
	await tab.page.keyboard.press("Escape");
	assert.equal(await options.count(), 0);
});

test("Enter does not wait for the list; nothing found is said", async () => {
	await tab.go("/about");
	await tab.page.keyboard.press("/");
	await tab.page.keyboard.type("college.example");
	await tab.page.keyboard.press("Enter");
	await tab.page.waitForURL("**/domains/college.example");
	await settled(tab.page);
	await tab.page.keyboard.press("/");
	await tab.page.keyboard.type("nobody.invalid");
	await tab.page.getByText("Nothing has this in its name").waitFor();
	await tab.page.keyboard.press("Enter");
	assert.equal(tab.at(), "/domains/college.example");
	await tab.page.keyboard.press("Escape");
});

test("an address is found by its beginning, and opened", async () => {
	const { items } = await api(server.url,
		"/api/v1/domains/bakery.example/sources");
	const ip = items.map((s) => s.source_ip).find((s) => s?.includes("."));
	await tab.go("/about");
	await tab.page.keyboard.press("/");
	await tab.page.keyboard.type(ip);
	await tab.page.getByRole("option", { name: ip }).waitFor();
	await tab.page.keyboard.press("Enter");
	await tab.page.waitForURL(`**/sources/${ip}`);
	await settled(tab.page);
});

test("the board filters by what is in the way, and the address says so",
	async () => {
		const code = "B_UNKNOWN";
		const want = (await board()).filter((b) =>
			b.problems.some((p) => p.code === code)).map((b) => b.domain);
		await open("/");
		await tab.page.getByLabel("In the way").selectOption(code);
		await tab.page.waitForURL(`**code=${code}*`);
		assert.deepEqual(await domainsShown(), want.sort());
		await tab.page.goBack();
		await tab.page.waitForURL(`${server.url}/`);
		assert.equal((await domainsShown()).length, (await board()).length);
	});

test("the same problem of several domains is a link to them", async () => {
	await twin("bakery.example", "brewery.example");
	const link = tab.page.getByRole("navigation", { name: "Same problem" })
		.getByRole("link").first();
	await open("/");
	await link.waitFor();
	const [, n] = /(\d+) domains$/.exec(await link.innerText());
	await link.focus();
	await tab.page.keyboard.press("Enter");
	await tab.page.waitForURL("**problem=*");
	assert.equal((await domainsShown()).length, Number(n));
	assert.equal(await link.getAttribute("aria-current"), "true");
	const size = tab.page.viewportSize();
	await tab.page.setViewportSize({ width: 300, height: 700 });
	assert.ok(await tab.page.evaluate(() =>
		document.documentElement.scrollWidth) <= 300, "it breaks its line");
	await tab.page.setViewportSize(size);
	await link.click();
	await tab.page.waitForURL(`${server.url}/`);
});

test("one answer for all domains of a sender, by keyboard, and undone",
	async () => {
		const { key, domains } = await shared();
		const said = () => Promise.all(domains.map(async (d) =>
			(await decisions(d)).filter((x) => x.subject === key)
				.map((x) => [x.value, x.note, x.due_day])));
		const before = await said();
		await open(`/?service=${encodeURIComponent(key)}`);
		assert.deepEqual(await domainsShown(), domains);
		const { keyboard } = tab.page;
		await tab.page.getByRole("button", { name: /^Choose all/ }).focus();
		await keyboard.press("Enter");
		await keyboard.press("Tab");
		await keyboard.type("our own line");
		await tab.page.getByLabel("Ask again on").fill("2030-02-03");
		await tab.page.getByRole("button", { name: /^Ours/ }).focus();
		assert.deepEqual(await faults(tab.page), []);
		await keyboard.press("Enter");
		const undo = tab.page.getByRole("button", { name: /^Undo/ });
		await undo.waitFor();
		assert.deepEqual(await said(), domains.map(() =>
			[["approved", "our own line", "2030-02-03"]]));
		await undo.focus();
		await keyboard.press("Enter");
		await tab.page.getByText("as it was before").waitFor();
		assert.deepEqual(await said(), before);
		assert.deepEqual(tab.complaints, []);
	});

test("an answer does not cross clients; the filter leads to one", async () => {
	const { key, domains } = await shared();
	server.run("domain", "set", domains[0], "group=First & Co");
	await open(`/?service=${encodeURIComponent(key)}`);
	await tab.page.getByRole("button", { name: /^Choose all/ }).click();
	await tab.page.getByText("answer for one client at a time").waitFor();
	assert.ok(await tab.page.getByRole("button", { name: /^Ours/ })
		.isDisabled());
	await tab.page.getByLabel("Client").selectOption("First & Co");
	assert.deepEqual(await domainsShown(), [domains[0]]);
	assert.ok(await tab.page.getByRole("button", { name: /^Ours/ })
		.isEnabled());
	server.run("domain", "set", domains[0], "group=");
});

test("several senders of a domain are answered for at once", async () => {
	await tab.go("/domains/bakery.example");
	const boxes = rows("Senders").getByRole("checkbox");
	const n = await boxes.count();
	for (let i = 0; i < n; i++)
		await boxes.nth(i).check();
	const bar = tab.page.getByRole("group", { name: `Answer for ${n} senders` });
	await bar.getByRole("button", { name: /^Do not ask/ }).click();
	await tab.page.getByText(`Kept: ${n} senders: Do not ask.`).waitFor();
	assert.equal((await decisions("bakery.example")).filter((d) =>
		d.value === "ignore").length, n);
	await tab.page.getByRole("button", { name: /^Undo/ }).click();
	await tab.page.getByText("as it was before").waitFor();
	assert.equal((await decisions("bakery.example")).filter((d) =>
		d.value === "ignore").length, 0);
	assert.deepEqual(tab.complaints, []);
});

test("the diary opens, newest first, with a file for an auditor", async () => {
	await tab.go("/domains/bakery.example");
	const fold = tab.page.locator("details", { hasText: "Diary" }).last();
	await fold.locator("summary").focus();
	await tab.page.keyboard.press("Enter");
	await fold.locator(".diary li").first().waitFor();
	const { items } = await api(server.url,
		"/api/v1/domains/bakery.example/diary");
	assert.equal(await fold.locator(".diary li").count(), items.length);
	assert.match(await fold.locator(".diary li").first().innerText(),
		/decision/);
	assert.match(await fold.getByRole("link", { name: /^CSV/ })
		.getAttribute("href"), /diary\?format=csv$/);
});

test("a record is tried while it is typed, and the address says it",
	async () => {
		await tab.go("/domains/college.example/whatif");
		await tab.page.getByLabel("Record").focus();
		await tab.page.keyboard.type("v=DMARC1; p=reject");
		await tab.page.getByText("This record can be read").waitFor();
		assert.equal(new URL(tab.page.url()).searchParams.get("record"),
			"v=DMARC1; p=reject");
		const want = await api(server.url, "/api/v1/domains/college.example" +
			"/whatif?record=v%3DDMARC1%3B%20p%3Dreject");
		assert.equal(await rows("Senders").count(), want.senders.length);
		const table = tab.page.getByRole("region",
			{ name: "What would have become of it: As they are" });
		const forged = await table.getByRole("row", { name: /^Forged/ })
			.locator("td").last().innerText();
		assert.equal(Number(forged.replace(/,/g, "")),
			Math.round(want.as_seen.forged.refused));
		// Half a record is a 400 of its own, if the typing pauses there.
		assert.deepEqual(tab.complaints.filter((c) => !/\/whatif\?|400 \(/
			.test(c)), []);
		await tab.page.getByLabel("Record").fill("v=DMARC1; p=rejct");
		await tab.page.getByText("p is none, quarantine or reject").waitFor();
		assert.equal(await tab.page.getByLabel("Record")
			.getAttribute("aria-invalid"), "true");
		tab.complaints.length = 0; // the 400 that was asked for
	});

test("settings are explained, kept and taken back", async () => {
	await tab.go("/domains/college.example/settings");
	const card = (name) => tab.page.locator("section.setting",
		{ has: tab.page.getByRole("heading", { name }) });
	const value = async (name) => (await api(server.url,
		"/api/v1/domains/college.example/settings")).items
		.find((s) => s.name === name).value;
	const { items } = await api(server.url,
		"/api/v1/domains/college.example/settings");
	assert.equal(await tab.page.locator("section.setting").count(),
		items.length);
	await card(/^How far/).getByLabel("To spam (quarantine)").focus();
	await tab.page.keyboard.press("Space");
	await card(/^How far/).getByText("Kept.").waitFor();
	assert.equal(await value("final"), "quarantine");
	await card(/^How far/).getByRole("button", { name: /^Back to/ }).click();
	await card(/^How far/).getByText("Taken back.").waitFor();
	assert.equal(await value("final"), "reject");
	await card(/^Group/).getByRole("textbox").fill("Schools");
	await tab.page.keyboard.press("Enter");
	await card(/^Group/).getByText("Kept.").waitFor();
	assert.equal(await value("group"), "Schools");
	assert.deepEqual(tab.complaints, []);
	await card(/^Where reports/).getByRole("textbox").fill("nowhere");
	await tab.page.keyboard.press("Enter");
	await card(/^Where reports/).getByText("rua takes mailto:").waitFor();
	tab.complaints.length = 0; // the 400 that was asked for
});

test("what is only to be known is not under what is to be fixed", async () => {
	await twin("college.example", "half.example", (text) =>
		text.replace("<pct>100</pct>", "<pct>50</pct>"));
	await tab.go("/domains/half.example");
	const under = (heading) => tab.page.locator(".tasks h3",
		{ hasText: heading }).locator("xpath=following-sibling::ul[1]")
		.allInnerTexts();
	assert.match((await under("Good to know")).join(), /PCT_NOT_UNIVERSAL/);
	assert.doesNotMatch((await under("To be fixed")).join(),
		/PCT_NOT_UNIVERSAL/);
	assert.deepEqual(tab.complaints, []);
});
