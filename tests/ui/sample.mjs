// The sample's server, a browser and a page in it, for the tests of a file: there
// before the first of them, gone after the last.

import { after, before } from "node:test";
import { browse, openPage, serveSample } from "./lib.mjs";

export let server;
export let browser;
export let tab;

// more: what the file needs besides, when these are there.
export function onSample(more) {
	before(async () => {
		server = await serveSample();
		browser = await browse();
		tab = await openPage(browser, server.url);
		await more?.();
	});
	after(async () => {
		await browser?.close();
		await server?.stop();
	});
}
