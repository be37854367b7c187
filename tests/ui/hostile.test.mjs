// A report written by an attacker is text on every page; and no report at all
// is a page too.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { api, browse, openPage, rooms, scratch, serve } from "./lib.mjs";

const SCRIPT = "<script>document.title='owned'</script>";
const IMAGE = `"'><img src=x onerror="document.title='owned'">`;
const BIDI = "invoice\u202Egnp.exe\u2066";
const LONG = "long ".repeat(2000);

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
	.replaceAll(">", "&gt;");

function report(n, org) {
	const row = (ip, text) => `<record><row><source_ip>${ip}</source_ip>
<count>7</count><policy_evaluated><disposition>none</disposition>
<dkim>fail</dkim><spf>fail</spf><reason><type>${escape(text)}</type>
<comment>${escape(text)}</comment></reason></policy_evaluated></row>
<identifiers><header_from>${escape(text)}</header_from>
<envelope_from>${escape(text)}</envelope_from></identifiers>
<auth_results><dkim><domain>${escape(text)}</domain>
<selector>${escape(text)}</selector><result>pass</result>
<human_result>${escape(text)}</human_result></dkim>
<spf><domain>victim.example</domain><result>fail</result></spf>
</auth_results></record>`;
	const begin = Date.UTC(2026, 10, 18) / 1000;
	return `<?xml version="1.0" encoding="UTF-8"?>
<feedback><report_metadata><org_name>${escape(org)}</org_name>
<email>reports@evil${n}.example</email>
<extra_contact_info>${escape(IMAGE)}</extra_contact_info>
<report_id>${escape(`${n} ${SCRIPT}`)}</report_id>
<error>${escape(SCRIPT)}</error>
<date_range><begin>${begin}</begin><end>${begin + 86399}</end></date_range>
</report_metadata><policy_published><domain>victim.example</domain>
<adkim>r</adkim><aspf>r</aspf><p>none</p><sp>none</sp><pct>100</pct>
<fo>${escape(IMAGE)}</fo></policy_published>
${row("192.0.2.1", SCRIPT)}${row("192.0.2.2", IMAGE)}${row("192.0.2.3", BIDI)}
</feedback>
`;
}

let files;
let server;
let empty;
let browser;

before(async () => {
	files = scratch();
	[SCRIPT, IMAGE, BIDI, LONG].forEach((org, n) =>
		writeFileSync(join(files.dir, `${n}.xml`), report(n, org)));
	server = await serve([files.dir]);
	empty = await serve([]);
	browser = await browse();
});
after(async () => {
	await browser?.close();
	await server?.stop();
	await empty?.stop();
	files?.remove();
});

test("markup and turned text from a report are text on every page",
	async () => {
		const tab = await openPage(browser, server.url);
		const { items } = await api(server.url, "/api/v1/reports");
		assert.equal(items.length, 4, "all four reports were stored");
		const all = (await rooms(server.url)).map(([, path]) => path);
		all.push(...items.map((r) => `/reports/${r.id}`));
		for (const path of all) {
			await tab.go(path);
			assert.notEqual(await tab.page.title(), "owned", path);
			assert.equal(await tab.page.locator("main img, main script")
				.count(), 0, path);
			const text = await tab.page.locator("main").innerText();
			assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069]/, path);
		}
		assert.deepEqual(tab.complaints, []);
		await tab.close();
	});

test("the names are there to read", async () => {
	const tab = await openPage(browser, server.url);
	await tab.go("/domains/victim.example/reporters");
	const text = await tab.page.locator("main").innerText();
	assert.ok(text.includes(SCRIPT), text);
	assert.ok(text.includes("invoice[U+202E]gnp.exe"), text);
	await tab.close();
});

test("the original document is text, in the page and alone", async () => {
	const tab = await openPage(browser, server.url);
	const { items } = await api(server.url, "/api/v1/reports");
	await tab.go(`/reports/${items[0].id}`);
	await tab.page.getByRole("button", { name: "Show it here" }).click();
	await tab.page.waitForSelector(".xml code");
	assert.ok((await tab.page.locator(".xml").innerText())
		.includes("&lt;script&gt;"));
	assert.equal(await tab.page.locator(".xml *:not(code, mark)").count(), 0);
	const link = tab.page.getByRole("link", { name: "Exact text" });
	const answer = await fetch(server.url + await link.getAttribute("href"));
	assert.match(answer.headers.get("content-type"), /^text\/plain/);
	assert.match(answer.headers.get("content-security-policy"), /sandbox/);
	await tab.close();
});

test("10,000 characters of a name do not widen a phone's page", async () => {
	const tab = await openPage(browser, server.url,
		{ viewport: { width: 320, height: 700 } });
	for (const [name, path] of await rooms(server.url)) {
		await tab.go(path);
		assert.ok(await tab.page.evaluate(() =>
			document.documentElement.scrollWidth) <= 320, name);
	}
	await tab.close();
});

test("a domain of odd characters in the address breaks nothing", async () => {
	const tab = await openPage(browser, server.url);
	for (const odd of ["%3Cimg%20src=x%3E", "%", "..%2f..", "a%00b", "%E2%80%AE"])
		await tab.page.goto(`${server.url}/domains/${odd}`)
			.catch(() => null);
	assert.notEqual(await tab.page.title(), "owned");
	assert.ok(!tab.complaints.some((c) => /^error|CSP/.test(c)));
	await tab.close();
});

test("no reports: the page says the three things to do", async () => {
	const tab = await openPage(browser, empty.url);
	await tab.go("/");
	assert.match(await tab.page.locator("h1").innerText(), /No reports yet/);
	await tab.page.getByLabel("Your domain").fill("Shop.Example");
	const text = await tab.page.locator("main").innerText();
	assert.ok(text.includes("_dmarc.shop.example"), text);
	assert.ok(text.includes(
		"v=DMARC1; p=none; rua=mailto:dmarc-reports@shop.example"), text);
	assert.ok(text.includes("rampart run ~/Maildir"), text);
	await tab.page.getByRole("button", { name: "Choose files" }).waitFor();
	await tab.go("/reports");
	assert.match(await tab.page.locator("td.none").innerText(), /No reports/);
	assert.deepEqual(tab.complaints, []);
	await tab.close();
});
