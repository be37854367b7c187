// The head of every page: where one is, search, days, light or dark.

import { helpOpen } from "../keys";
import { link, type Route } from "../router";
import { useStore } from "../store";
import { theme, THEMES } from "../theme";
import { RangePicker } from "./range-picker";
import { Search } from "./search";

const THEME_WORDS = {
	system: "Colours: as the system",
	light: "Colours: light",
	dark: "Colours: dark",
} as const;

const THEME_SHAPES = {
	system: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
	light: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2",
	dark: "M20 14A8.5 8.5 0 0 1 10 4a8.5 8.5 0 1 0 10 10z",
} as const;

function ThemeSwitch() {
	const choice = useStore(theme);
	const next = THEMES[(THEMES.indexOf(choice) + 1) % THEMES.length] ??
		"system";
	return (
		<button type="button" class="btn icon" title={THEME_WORDS[choice]}
			aria-label={THEME_WORDS[choice]} onClick={() => theme.set(next)}>
			<svg viewBox="0 0 24 24" aria-hidden="true">
				<path d={THEME_SHAPES[choice]} />
				{choice === "system" && <path class="half"
					d="M12 3a9 9 0 0 0 0 18z" />}
			</svg>
		</button>
	);
}

const ROOMS: readonly { page: Route["page"][]; path: string; word: string }[] =
	[
		{ page: ["overview", "domain", "sender"], path: "/", word: "Overview" },
		{ page: ["reports", "report"], path: "/reports", word: "Reports" },
		{ page: ["intake"], path: "/intake", word: "Intake" },
		{ page: ["about"], path: "/about", word: "About" },
	];

export function Header({ route }: { route: Route }) {
	const ranged = ["overview", "domain", "reports", "source"]
		.includes(route.page) &&
		!(route.page === "domain" &&
			["advice", "whatif", "settings"].includes(route.tab));
	return (
		<header class="top">
			<a class="brand" href={link("/")}>
				<svg viewBox="0 0 24 24" aria-hidden="true">
					<path d="M3 20V9h3V6h3v3h3V6h3v3h3V6h3v14z" />
				</svg>
				Rampart
			</a>
			<nav aria-label="Rooms">
				{ROOMS.map((room) => (
					<a key={room.path} href={link(room.path)}
						aria-current={route.page === room.page[0] ? "page" :
							room.page.includes(route.page) ? "true" :
								undefined}>{room.word}</a>
				))}
			</nav>
			<Search />
			{ranged && <RangePicker />}
			<div class="tools">
				<ThemeSwitch />
				<button type="button" class="btn icon" aria-label="Help: keys"
					title="Help: keys  ?"
					onClick={() => helpOpen.set(true)}>?</button>
			</div>
		</header>
	);
}
