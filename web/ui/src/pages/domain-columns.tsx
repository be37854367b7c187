// The columns of a list of domains.

import type { DomainRow } from "../api";
import { Ladder, Part, PolicyCode } from "../components/bits";
import { Foreign } from "../components/foreign";
import type { Column } from "../components/table";
import { Spark } from "../charts/spark";
import { ageShort, count, isOld, time } from "../format";
import { domainPath, link } from "../router";
import { CLASSES, policyText } from "../words";

export const DOMAIN_COLUMNS: readonly Column<DomainRow>[] = [
	{ key: "domain", title: "Domain", server: true, wide: true,
		value: (d) => d.domain,
		cell: (d) => <a class="name" href={link(domainPath(d.domain))}>
			<Foreign text={d.domain} max={70} /></a> },
	{ key: "stage", title: "Stage", term: "published policy",
		value: (d) => d.rung === null ? null :
			`${d.rung} ${policyText(d.policy)}`,
		cell: (d) => <>
			<Ladder stage={d.stage} stage_text={d.stage_text} rung={d.rung} />
			<small class="below"><PolicyCode policy={d.policy} /></small>
		</> },
	{ key: "messages", title: "Messages", number: true, server: true,
		value: (d) => d.messages, cell: (d) => count(d.messages) },
	...CLASSES.filter((c) => c.key !== "fail_unknown").map((c):
		Column<DomainRow> => ({
		key: c.key, title: c.short, term: c.word, number: true, server: true,
		value: (d) => d[c.key],
		cell: (d) => <Part n={d[c.key]} of={d.messages} />,
	})),
	{ key: "days", title: "Per day", term: "passing, failing",
		cell: (d) => <Spark pass={d.days_pass} fail={d.days_fail}
			step={d.days_step} /> },
	{ key: "last_report", title: "Last report", number: true, server: true,
		value: (d) => d.last_report,
		cell: (d) => <span class={isOld(d.last_report) ? "bad strong" :
			undefined} title={time(d.last_report)}>
			{ageShort(d.last_report)}</span> },
];
