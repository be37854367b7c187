// The help dialog: single keys, and the switch that turns them off.

import { useEffect, useRef } from "preact/hooks";
import { helpOpen, keysOn, SHORTCUTS } from "../keys";
import { useStore } from "../store";

export function Help() {
	const open = useStore(helpOpen);
	const on = useStore(keysOn);
	const dialog = useRef<HTMLDialogElement>(null);
	useEffect(() => {
		if (open && !dialog.current?.open)
			dialog.current?.showModal();
	}, [open]);
	return (
		<dialog ref={dialog} class="card" aria-labelledby="help-title"
			onClose={() => helpOpen.set(false)}>
			<h2 id="help-title">Keys</h2>
			<dl class="keys">
				{SHORTCUTS.map(([key, what]) => (
					<div key={key}>
						<dt><kbd>{key}</kbd></dt>
						<dd>{what}</dd>
					</div>
				))}
			</dl>
			<p><label class="check">
				<input type="checkbox" checked={on}
					onChange={(event) =>
						keysOn.set(event.currentTarget.checked)} />
				Single keys are on
			</label></p>
			<p class="small">Dragging over a chart’s bars makes them the range;
				the browser’s Back undoes it.</p>
			<form method="dialog">
				<button type="submit" class="btn primary">Close</button>
			</form>
		</dialog>
	);
}
