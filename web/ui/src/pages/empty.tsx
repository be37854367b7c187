// No data yet: the three things to do.

import { useState } from "preact/hooks";
import { Copy } from "../components/bits";
import { lazy } from "../components/lazy";
import { useReadAgain } from "../load";

const Drop = lazy(() => import("../components/drop").then((m) => m.Drop));

const HOST = /^(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+$/;

export function Empty({ retry }: { retry: () => void }) {
	const again = useReadAgain(retry);
	const [typed, setTyped] = useState("");
	const name = typed.trim().toLowerCase();
	const domain = HOST.test(name) ? name : "example.com";
	const record = `v=DMARC1; p=none; rua=mailto:dmarc-reports@${domain}`;
	const command = "rampart run ~/Maildir";
	const files = "rampart ingest ~/Downloads/reports/";
	return (
		<>
			<h1>No reports yet. Three things to do.</h1>
			<p class="sub">Receivers send a report a day for each domain that
				asks for them. The first one comes within two days.</p>
			<ol class="steps">
				<li class="card">
					<h2>Ask for reports</h2>
					<p>Publish this TXT record in DNS. If there is one already,
						keep it and add only the <code>rua=</code> part: two
						records count as none.</p>
					<p><label>Your domain
						<input type="text" value={typed} spellcheck={false}
							autocomplete="off" placeholder="example.com"
							onInput={(e) => setTyped(e.currentTarget.value)} />
					</label></p>
					<p class="small">Name: <code>_dmarc.{domain}</code>, type
						TXT</p>
					<pre><code>{record}</code></pre>
					<Copy text={record} what="the record" />
				</li>
				<li class="card">
					<h2>Let them arrive in a mailbox</h2>
					<p>Deliver that address into a maildir on this machine. It
						may hold other mail too: what is no report is left
						alone.</p>
					<p class="small">A report to an address of another domain,
						say <code>other.example</code>, needs its consent: a TXT
						record <code>v=DMARC1</code> at{" "}
						<code>{domain}._report._dmarc.other.example</code></p>
				</li>
				<li class="card">
					<h2>Run one command</h2>
					<p>It reads the maildir, serves these pages, and looks for
						new mail every minute.</p>
					<pre><code>{command}</code></pre>
					<Copy text={command} what="the command" />
					<p>Reports that you have as files (mail, <code>.xml</code>,{" "}
						<code>.xml.gz</code>, <code>.zip</code>):</p>
					<pre><code>{files}</code></pre>
					<Copy text={files} what="the command for files" />
				</li>
			</ol>
			<h2>Or begin with the files that you have</h2>
			<Drop done={again} />
		</>
	);
}
