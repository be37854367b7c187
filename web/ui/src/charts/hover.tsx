// The box beside the pointer: the day, what became of its messages, and the
// policy that receivers saw.

import type { PolicyRun } from "../api";
import { Foreign } from "../components/foreign";
import { count, plural, share } from "../format";
import { CLASSES, policyText } from "../words";
import { type Bucket, bucketName, policyOn } from "./buckets";

export function HoverBox({ bucket, policies, href }: {
	bucket: Bucket;
	policies: readonly PolicyRun[];
	href: string | null; // a link in the box, for a finger
}) {
	const policy = policyOn(policies, bucket);
	return (
		<>
			<p class="strong">{bucketName(bucket)} <small>UTC</small></p>
			<table>
				<tbody>
					{CLASSES.map((c) => (
						<tr key={c.key} class={bucket[c.key] ? "" : "muted"}>
							<th scope="row">
								<i class={`swatch c-${c.key}`} />{c.label}</th>
							<td>{count(bucket[c.key])}</td>
							<td>{share(bucket[c.key], bucket.messages)}</td>
						</tr>
					))}
					<tr class="sum">
						<th scope="row">Messages</th>
						<td>{count(bucket.messages)}</td>
						<td />
					</tr>
				</tbody>
			</table>
			<p>
				{plural(bucket.reports, "report")}
				{policy && <> · <Foreign code text={policyText(policy)} /></>}
			</p>
			{bucket.arriving && <p>Reports of these days still arrive.</p>}
			{bucket.coarse && <p>Holds reports of more than 36 hours: the day
				is not exact.</p>}
			{href && <p><a href={href}>The reports</a></p>}
		</>
	);
}
