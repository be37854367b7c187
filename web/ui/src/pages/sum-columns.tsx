// What lists of sums have in common: addresses, From domains, domains.

import type { SourceRow } from "../api";
import { Part, SplitBar } from "../components/bits";
import type { Column } from "../components/table";
import { count, dayRange, dayRangeShort } from "../format";
import { CLASSES } from "../words";

type Summed = Omit<SourceRow, "source_ip">;

export const SUM_COLUMNS: readonly Column<Summed>[] = [
	{ key: "messages", title: "Messages", number: true, server: true,
		value: (s) => s.messages, cell: (s) => count(s.messages) },
	{ key: "split", title: "Shares",
		cell: (s) => <SplitBar sums={s} /> },
	...CLASSES.filter((c) => c.key !== "fail_unknown").map((c):
		Column<Summed> => ({
		key: c.key, title: c.short, term: c.word, swatch: c.key, number: true, server: true,
		value: (s) => s[c.key],
		cell: (s) => <Part n={s[c.key]} of={s.messages} />,
	})),
	{ key: "dkim_pass", title: "DKIM", term: "aligned", number: true,
		server: true, value: (s) => s.dkim_pass,
		cell: (s) => count(s.dkim_pass) },
	{ key: "spf_pass", title: "SPF", term: "aligned", number: true,
		server: true, value: (s) => s.spf_pass,
		cell: (s) => count(s.spf_pass) },
	{ key: "reporters", title: "Seen by", term: "reporters", number: true,
		server: true, value: (s) => s.reporters,
		cell: (s) => count(s.reporters) },
	{ key: "last_day", title: "Days", term: "first, last",
		value: (s) => s.last_day,
		cell: (s) => <span title={dayRange(s.first_day, s.last_day)}>
			{dayRangeShort(s.first_day, s.last_day)}</span> },
];
