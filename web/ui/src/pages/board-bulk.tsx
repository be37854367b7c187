// One answer about a sender for many domains.  Loaded when a sender is chosen.

import { AnswerBar } from "../components/answers";
import { plural } from "../format";

export function BoardBulk({ sender, name, chosen, groups, all, choose, changed }: {
	sender: string;
	name: string;
	chosen: readonly string[]; // domains
	groups: readonly (string | null)[]; // whose these are, each once
	all: readonly string[];
	choose: (domains: readonly string[]) => void;
	changed: () => void;
}) {
	const refused = groups.length > 1 ? `These domains are of ${groups.length
	} clients (${groups.map((g) => g ?? "no group").join(", ")}): answer for ` +
		"one client at a time; the filter Client shows its domains alone." : "";
	return (
		<section class="card bulk" aria-label={`Answer about ${name}`}>
			<p class="row">
				<b>Is {name} yours?</b>
				<span class="small">Choose the domains below, and answer for
					all of them at once.</span>
				<span class="grow" />
				<button type="button" class="btn" disabled={all.length === 0}
					onClick={() => choose(chosen.length === all.length ? [] :
						all)}>{chosen.length === all.length &&
						all.length > 0 ? "Choose none" :
						`Choose all ${all.length}`}</button>
			</p>
			<AnswerBar targets={chosen.map((domain) => ({ domain, sender }))}
				about={`${name} of ${plural(chosen.length, "domain")}`}
				what={(n) => `${name}, ${plural(n, "domain")}`}
				refused={refused} changed={() => {
					choose([]);
					changed();
				}} />
		</section>
	);
}
