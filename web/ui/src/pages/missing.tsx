import { useTitle } from "../components/states";

export function Missing() {
	useTitle("No such page");
	return (
		<>
			<h1>There is no such page.</h1>
			<p class="sub">The address may have been cut on its way.</p>
			<p><a class="btn" href="/">To the overview</a></p>
		</>
	);
}
