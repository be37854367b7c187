// A page whose script is loaded when it is first opened.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Skeleton } from "./states";

export function lazy<P extends object>(load: () => Promise<ComponentType<P>>) {
	let loaded: ComponentType<P> | null = null;
	return function Lazy(props: P) {
		const [Page, setPage] = useState<ComponentType<P> | null>(() => loaded);
		const [failed, setFailed] = useState(false);
		useEffect(() => {
			if (Page)
				return;
			load().then((page) => {
				loaded = page;
				setPage(() => page);
			}).catch(() => setFailed(true));
		}, [Page]);
		// The server may have another version by now, with other names.
		if (failed)
			return (
				<section class="card notice bad" role="alert">
					<h1>This page could not be loaded</h1>
					<p>The server does not answer, or has a newer version.</p>
					<button type="button" class="btn primary"
						onClick={() => location.reload()}>Load again</button>
				</section>
			);
		return Page ? <Page {...props} /> :
			<Skeleton shapes={["title", "line", "tiles", "table"]} />;
	};
}
