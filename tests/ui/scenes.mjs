// Domains in the states that the pages are looked at in, as report files: a
// clean one, one under attack, and 500 of a provider in all states.  Pure
// functions of their numbers, up to SAMPLE_DATE.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { SAMPLE_DATE } from "./lib.mjs";

const DAY = 86400;
const LAST = Date.parse(`${SAMPLE_DATE}T00:00:00Z`) / 1000;
const REPORTERS = ["postbox.example", "gelbpost.example", "nordmail.example"];

// address, messages, disposition, dkim domain, spf domain ("": it fails)
function record(domain, [ip, n, disposition, dkim, spf]) {
	const aligned = (name) => name === domain ? "pass" : "fail";
	return `<record><row><source_ip>${ip}</source_ip><count>${n}</count>` +
		`<policy_evaluated><disposition>${disposition}</disposition><dkim>` +
		`${aligned(dkim)}</dkim><spf>${aligned(spf)}</spf>` +
		"</policy_evaluated></row><identifiers><header_from>" +
		`${domain}</header_from></identifiers><auth_results>` +
		(dkim ? `<dkim><domain>${dkim}</domain><selector>s1</selector>` +
			"<result>pass</result></dkim>" : "") +
		`<spf><domain>${spf || domain}</domain><result>` +
		`${spf ? "pass" : "fail"}</result></spf></auth_results></record>`;
}

function put(dir, domain, ago, policy, rows) {
	const begin = LAST - ago * DAY;
	const by = REPORTERS[ago % REPORTERS.length];
	writeFileSync(join(dir, `${domain}-${ago}.xml`), "<feedback>" +
		`<report_metadata><org_name>${by}</org_name><email>dmarc@${by}` +
		`</email><report_id>${domain}-${ago}</report_id><date_range><begin>` +
		`${begin}</begin><end>${begin + DAY - 1}</end></date_range>` +
		`</report_metadata><policy_published><domain>${domain}</domain>` +
		`<adkim>r</adkim><aspf>r</aspf>${policy}</policy_published>` +
		`${rows.map((r) => record(domain, r)).join("")}</feedback>\n`);
}

// Not the same each day, and the same each time.
const wave = (n, ago, seed) => Math.max(1, Math.round(n * (0.6 + 0.4 *
	Math.sin(ago * 1.7 + seed)) * ([0, 6].includes((ago + 5) % 7) ? 0.4 : 1)));

const own = (domain, ago, seed, n = 60) => [["192.0.2.10",
	wave(n, ago, seed), "none", domain, domain], ["192.0.2.11",
	wave(n / 4, ago, seed + 1), "none", domain, domain]];

const forged = (ago, seed, n, disposition) => Array.from({ length: 6 },
	(_, i) => [`198.51.${(ago * 7 + i * 31 + seed) % 250}.${(i * 41 + ago) %
		250}`, wave(n / 6, ago, seed + i), disposition, "", ""]);

const none = "<p>none</p><pct>100</pct>";
const spam = "<p>quarantine</p><pct>100</pct>";
const refuse = "<p>reject</p><pct>100</pct>";

export function clean(dir, days = 60) {
	for (let ago = 0; ago < days; ago++)
		put(dir, "tailor.example", ago, none, own("tailor.example", ago, 1, 9));
}

// Forged by the thousand; quarantine holds it back for the last two weeks.
export function attack(dir, days = 60) {
	for (let ago = 0; ago < days; ago++) {
		const held = ago < 14;
		put(dir, "bank.example", ago, held ? spam : none, [
			...own("bank.example", ago, 2, 300),
			...forged(ago, 3, held ? 2500 : 6000,
				held ? "quarantine" : "none")]);
	}
}

// What a provider's domains have: the state of domain i.
const STATES = [
	(d, ago, i) => [none, own(d, ago, i)],
	(d, ago, i) => [refuse, [...own(d, ago, i), ...forged(ago, i, 8,
		"reject")]],
	(d, ago, i) => [none, [...own(d, ago, i), ["205.201.128.9",
		wave(20, ago, i), "none", "mcsv.net", "mcsv.net"]]],
	(d, ago, i) => [spam, own(d, ago, i, 200)],
	(d, ago, i) => [none, [...own(d, ago, i), ...forged(ago, i, 90, "none")]],
	(d, ago, i) => [refuse, forged(ago, i, 12, "reject")],
	(d, ago, i) => [none, [...own(d, ago, i), [`203.0.113.${i % 250}`,
		wave(15, ago, i), "none", "", ""]]],
	// The key at its mail service is gone since five days.
	(d, ago, i) => [spam, [...own(d, ago, i), ["54.240.8.9",
		wave(100, ago, i), ago > 4 ? "none" : "quarantine",
		ago > 4 ? d : "", "amazonses.com"]]],
];

export function provider(dir, domains = 500, days = 40) {
	for (let i = 0; i < domains; i++) {
		// The urgent state is rare.
		const state = i % 100 === 99 ? 7 : i % 7;
		const domain = `client${String(i).padStart(3, "0")}.example`;
		for (let ago = 0; ago < days; ago++)
			put(dir, domain, ago, ...STATES[state](domain, ago, i));
	}
}
