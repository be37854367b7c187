// One domain: its tabs.

import { useLayoutEffect, useRef } from "preact/hooks";
import { api } from "../api";
import { Foreign } from "../components/foreign";
import { useTitle } from "../components/states";
import { domainPath, link, type Tab, TABS } from "../router";
import { TAB_WORDS } from "../words";
import { AdviceTab } from "./advice";
import { lazy } from "../components/lazy";
import { DomainReports } from "./reports";
import { Reporters } from "./reporters";
import { SourcesTab } from "./sources";
import { SubdomainsTab } from "./subdomains";
import { Trends } from "./trends";

const WhatIfTab = lazy(() => import("./whatif").then((m) => m.WhatIfTab));
const SettingsTab = lazy(() =>
	import("./settings").then((m) => m.SettingsTab));

export function Domain({ domain, tab }: { domain: string; tab: Tab }) {
	useTitle(`${domain.slice(0, 80)} ${TAB_WORDS[tab].toLowerCase()}`);
	const tabs = useRef<HTMLElement>(null);
	// On a phone the row of tabs scrolls: to the one that is open.
	useLayoutEffect(() => tabs.current?.querySelector("[aria-current]")
		?.scrollIntoView({ block: "nearest", inline: "nearest" }), [tab]);
	return (
		<>
			<p class="small crumbs"><a href={link("/")}>Overview</a> /</p>
			<div class="row title">
				<h1><Foreign text={domain} max={120} /></h1>
				<span class="grow" />
				<a class="btn" href={api.client(domain)} target="_blank"
					title="A page of its own to print or to hand on">
					Client report</a>
			</div>
			<nav class="tabs" ref={tabs} aria-label="About this domain">
				{TABS.map((t) => (
					<a key={t} href={link(domainPath(domain, t))}
						aria-current={t === tab ? "page" : undefined}>
						{TAB_WORDS[t]}</a>
				))}
			</nav>
			{tab === "advice" && <AdviceTab domain={domain} />}
			{tab === "trends" && <Trends domain={domain} />}
			{tab === "sources" && <SourcesTab domain={domain} />}
			{tab === "reporters" && <Reporters domain={domain} />}
			{tab === "subdomains" && <SubdomainsTab domain={domain} />}
			{tab === "reports" && <DomainReports domain={domain} />}
			{tab === "whatif" && <WhatIfTab domain={domain} />}
			{tab === "settings" && <SettingsTab domain={domain} />}
		</>
	);
}
