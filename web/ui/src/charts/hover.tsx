// The box beside the pointer: the day, what became of its messages, and the
// policy that receivers saw.

import type { PolicyRun } from "../api";
import { Foreign } from "../components/foreign";
import { count, plural, share } from "../format";
import { policyText, type Slice } from "../words";
import { type Bucket, bucketName, part, policyOn } from "./buckets";

export function HoverBox({ bucket, slices, policies, href }: {
	bucket: Bucket;
	slices: readonly Slice[];
	policies: readonly PolicyRun[];
	href: string | null; // a link in the box, for a finger
}) {
	const policy = policyOn(policies, bucket);
	return (
		<>
			<p class="strong">{bucketName(bucket)} <small>UTC</small></p>
			<table>
				<tbody>
					{slices.map((c) => (
						<tr key={c.key} class={part(bucket, c) ? "" : "muted"}>
							<th scope="row">
								<i class={`swatch c-${c.key}`} />{c.label}</th>
							<td>{count(part(bucket, c))}</td>
							<td>{share(part(bucket, c), bucket.messages)}</td>
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
