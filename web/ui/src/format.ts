// Numbers, days and ages as text.  Days are "YYYY-MM-DD" and times are UTC
// seconds, as the API gives them; nothing here knows a local time zone.

const DAY_SECONDS = 86400;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
	"Oct", "Nov", "Dec"];

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat("en-US", {
	minimumFractionDigits: 1,
	maximumFractionDigits: 1,
});

export const count = (n: number): string => whole.format(n);

export function plural(n: number, one: string, many = `${one}s`): string {
	return `${count(n)} ${n === 1 ? one : many}`;
}

// 1234567 is 1.2M: for axes, where the exact number would not fit.
export function si(n: number): string {
	for (const [unit, word] of [[1e9, "G"], [1e6, "M"], [1e3, "k"]] as const) {
		if (n >= unit) {
			const v = n / unit;
			return (v >= 100 || Number.isInteger(v) ? whole.format(v) :
				tenth.format(v)) + word;
		}
	}
	return whole.format(n);
}

// A share never claims all or nothing unless it is.
export function share(part: number, all: number): string {
	if (all === 0)
		return "–";
	const percent = (100 * part) / all;
	if (part === all || part === 0)
		return `${whole.format(percent)} %`;
	if (percent < 0.1)
		return "< 0.1 %";
	if (percent > 99.9)
		return "> 99.9 %";
	return `${tenth.format(percent)} %`;
}

export function bytes(n: number): string {
	for (const [unit, word] of [[2 ** 30, "GiB"], [2 ** 20, "MiB"],
		[2 ** 10, "KiB"]] as const) {
		if (n >= unit)
			return `${tenth.format(n / unit)} ${word}`;
	}
	return `${whole.format(n)} bytes`;
}

const stamp = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000;

export const isDay = (text: string | null): text is string =>
	text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) &&
	!Number.isNaN(stamp(text)) && dayOf(stamp(text)) === text;

export const dayOf = (seconds: number): string =>
	new Date(seconds * 1000).toISOString().slice(0, 10);

export const addDays = (day: string, n: number): string =>
	dayOf(stamp(day) + n * DAY_SECONDS);

// Days from a to b, both counted: one day is 1.
export const daysIn = (a: string, b: string): number =>
	Math.round((stamp(b) - stamp(a)) / DAY_SECONDS) + 1;

// 0 is Monday.
export const weekday = (day: string): number =>
	(new Date(stamp(day) * 1000).getUTCDay() + 6) % 7;

export function dayShort(day: string): string {
	return `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]}`;
}

export const dayLong = (day: string): string =>
	`${dayShort(day)} ${day.slice(0, 4)}`;

export function dayRange(from: string, to: string): string {
	if (from === to)
		return dayLong(from);
	if (from.slice(0, 4) === to.slice(0, 4))
		return `${dayShort(from)} – ${dayLong(to)}`;
	return `${dayLong(from)} – ${dayLong(to)}`;
}

// The same in a narrow column: without the year, where that is this one's.
export function dayRangeShort(from: string, to: string): string {
	const year = dayOf(now()).slice(0, 4);
	if (from.slice(0, 4) !== year || to.slice(0, 4) !== year)
		return dayRange(from, to);
	return from === to ? dayShort(from) : `${dayShort(from)} – ${dayShort(to)}`;
}

export function time(seconds: number): string {
	const iso = new Date(seconds * 1000).toISOString();
	return `${dayLong(iso.slice(0, 10))}, ${iso.slice(11, 16)} UTC`;
}

export const now = (): number => Math.floor(Date.now() / 1000);

// "2 hours": how long ago, in the largest unit that says enough.
export function age(seconds: number, at: number = now()): string {
	const old = Math.max(0, at - seconds);
	if (old < 90 * 60)
		return plural(Math.max(1, Math.round(old / 60)), "minute");
	if (old < 2 * DAY_SECONDS)
		return plural(Math.round(old / 3600), "hour");
	if (old < 90 * DAY_SECONDS)
		return plural(Math.round(old / DAY_SECONDS), "day");
	return plural(Math.round(old / (30.44 * DAY_SECONDS)), "month");
}

// "2 h", "3 d": the same in a table's cell.
export function ageShort(seconds: number, at: number = now()): string {
	const hours = Math.max(0, at - seconds) / 3600;
	return hours < 48 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} d`;
}

// No report for so long means that something is wrong (ui.md).
export const isOld = (seconds: number, at: number = now()): boolean =>
	at - seconds > 4 * DAY_SECONDS;

export function list(words: readonly string[]): string {
	if (words.length < 2)
		return words.join("");
	return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}
