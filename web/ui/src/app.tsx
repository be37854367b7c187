// The frame around every page.

import { useEffect, useRef } from "preact/hooks";
import { Header } from "./components/header";
import { Help } from "./components/help";
import { lazy } from "./components/lazy";
import { Missing } from "./pages/missing";
import { OverviewPage } from "./pages/overview";
import { type Route, routeOf, usePlace } from "./router";

const About = lazy(() => import("./pages/about").then((m) => m.About));
const Domain = lazy(() => import("./pages/domain").then((m) => m.Domain));
const IntakePage = lazy(() =>
	import("./pages/intake").then((m) => m.IntakePage));
const ReportPage = lazy(() =>
	import("./pages/report").then((m) => m.ReportPage));
const ReportsPage = lazy(() =>
	import("./pages/reports").then((m) => m.ReportsPage));
const SenderPage = lazy(() =>
	import("./pages/sender").then((m) => m.SenderPage));
const SourcePage = lazy(() =>
	import("./pages/source").then((m) => m.SourcePage));

function Page({ route }: { route: Route }) {
	switch (route.page) {
	case "overview":
		return <OverviewPage />;
	case "domain":
		return <Domain key={route.domain} domain={route.domain}
			tab={route.tab} />;
	case "reports":
		return <ReportsPage />;
	case "report":
		return <ReportPage key={route.id} id={route.id} />;
	case "sender":
		return <SenderPage key={`${route.domain} ${route.sender}`}
			domain={route.domain} sender={route.sender} />;
	case "source":
		return <SourcePage key={route.ip} ip={route.ip} />;
	case "intake":
		return <IntakePage />;
	case "about":
		return <About />;
	case "missing":
		return <Missing />;
	}
}

export function App() {
	const { path } = usePlace();
	const route = routeOf(path);
	const main = useRef<HTMLElement>(null);
	const first = useRef(true);
	// A new page begins at its beginning, for the keyboard too.
	useEffect(() => {
		if (!first.current)
			main.current?.focus({ preventScroll: true });
		first.current = false;
	}, [path]);
	return (
		<>
			<a class="skip" href="#main" onClick={(event) => {
				event.preventDefault();
				main.current?.focus();
			}}>To the content</a>
			<Header route={route} />
			<main id="main" ref={main} tabIndex={-1}>
				<Page route={route} />
			</main>
			<Help />
		</>
	);
}
