"""What the API tests stand on: TAP, a database, a server, and requests."""
import gzip
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from urllib.parse import urlencode, urlsplit
from xml.sax.saxutils import escape

import schema
import yaml_subset

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
PROGRAM = os.path.join(ROOT, os.environ.get("RAMPART", "build/rampart"))
SAMPLE = os.path.join(ROOT, "build/rampart-sample")

REQUIRED = {"record": "v=DMARC1; p=quarantine; pct=25"}
HOSTILE = {
    "org_name": "<script>alert(1)</script>\"'&\u202eevil\u202c \U0001f600"
                + "\u00e4" * 10000,
    "email": "\"><img src=x onerror=alert(2)>@hostile.example",
    "report_id": "=HYPERLINK(\"http://x.example\",\"y\")",
    "comment": "</td><script>alert(3)</script>",
}
SECURITY = {
    "Content-Security-Policy":
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


# Of what is shown beside the pages: a document, and the client report.
SANDBOXES = (
    "sandbox; default-src 'none'",
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'",
)


class Tap:
    def __init__(self):
        self.n = self.failed = 0
        self.lock = threading.Lock()

    def ok(self, sentence, wrong=None):
        """wrong: nothing, or a list or text of what was not as wanted."""
        wrong = [wrong] if isinstance(wrong, str) else list(wrong or [])
        with self.lock:
            self.n += 1
            self.failed += bool(wrong)
            print(f"{'not ok' if wrong else 'ok'} {self.n} - {sentence}")
            for text in wrong[:20]:
                print("#", str(text)[:400].replace("\n", "\n# "))

    def equal(self, sentence, got, want):
        self.ok(sentence, [] if got == want
                else [f"got:  {got!r}", f"want: {want!r}"])

    def finish(self):
        print(f"1..{self.n}")
        return 1 if self.failed else 0


class Answer:
    def __init__(self, status, headers, body, target):
        self.status, self.headers, self.raw = status, headers, body
        self.target = target
        self.type = (headers["Content-Type"] or "").split(";")[0]
        packed = headers["Content-Encoding"] == "gzip"
        self.body = gzip.decompress(body) if packed and body else body

    def json(self):
        return json.loads(self.body)


class Server:
    """rampart serve on a database, on a free port."""
    COMMAND = ("serve",)

    def __init__(self, db, *options):
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [PROGRAM, *self.COMMAND, "--db", db, "--listen", "127.0.0.1:0",
             *options], stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"http://\S+", line)
        if not found:
            self.log.seek(0)
            raise SystemExit(f"Bail out! no server: {line}{self.log.read()}")
        self.url = found.group()
        self.host = urlsplit(self.url).netloc
        self.port = urlsplit(self.url).port

    def get(self, target, method="GET", body=None, **headers):
        """headers: accept_encoding="gzip" and so on."""
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        c.request(method, target, body, headers={
            name.replace("_", "-"): value for name, value in headers.items()})
        r = c.getresponse()
        answer = Answer(r.status, r.headers, r.read(), target)
        c.close()
        return answer

    def json(self, target):
        return self.get(target).json()

    def stop(self):
        """Exit status, seconds it took, and what was written."""
        begin = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(30)
        self.process.stdout.close()
        self.log.seek(0)
        return status, time.monotonic() - begin, self.log.read()


def target(path, words=()):
    query = urlencode(list(words))
    return path + ("?" + query if query else "")


def xml_report(domain, begin, rows, **texts):
    t = {"org_name": "Receiver", "email": "dmarc@receiver.example",
         "report_id": "r1", "comment": "a list", **texts}
    t = {name: escape(text) for name, text in t.items()}
    records = "".join(
        f"<record><row><source_ip>{ip}</source_ip><count>{n}</count>"
        f"<policy_evaluated><disposition>{disposition}</disposition>"
        f"<dkim>{dkim}</dkim><spf>{spf}</spf><reason><type>mailing_list"
        f"</type><comment>{t['comment']}</comment></reason>"
        f"</policy_evaluated></row><identifiers><header_from>{domain}"
        f"</header_from></identifiers><auth_results><spf><domain>{domain}"
        f"</domain><result>{spf}</result></spf></auth_results></record>"
        for ip, n, disposition, dkim, spf in rows)
    return (
        '<?xml version="1.0"?>\n<feedback><report_metadata>'
        f"<org_name>{t['org_name']}</org_name><email>{t['email']}</email>"
        f"<report_id>{t['report_id']}</report_id><date_range><begin>{begin}"
        f"</begin><end>{begin + 86399}</end></date_range></report_metadata>"
        f"<policy_published><domain>{domain}</domain><p>none</p>"
        f"</policy_published>{records}</feedback>\n").encode()


class World:
    """The sample and a hostile report in a database, a server over it."""

    def __init__(self):
        self.dir = tempfile.mkdtemp(prefix="rampart-web-")
        self.db = os.path.join(self.dir, "rampart.db")
        self.mail = os.path.join(self.dir, "sample")
        self.files = os.path.join(self.dir, "files")
        self.tap = Tap()
        self.yesterday = int(time.time()) // 86400 * 86400 - 86400
        with open(os.path.join(ROOT, "doc/api.yaml")) as f:
            self.description = yaml_subset.load(f.read())
        self.validator = schema.Validator(self.description)
        os.mkdir(self.files)
        self.document = xml_report(
            "hostile.example", self.yesterday,
            [("192.0.2.1", 7, "none", "fail", "fail"),
             ("2001:db8::1", 5, "reject", "fail", "fail"),
             ("192.0.2.2", 3, "none", "pass", "fail")], **HOSTILE)
        self.write("hostile.xml", self.document)
        self.write("cut.xml", xml_report("hostile.example", self.yesterday,
            [("192.0.2.1", 7, "none", "fail", "fail")], report_id="cut",
            email="dmarc@cut.example")[:-40])
        self.write("large.xml", b"")
        os.truncate(os.path.join(self.files, "large.xml"), 70000000)
        subprocess.run([SAMPLE, self.mail], check=True,
                       stdout=subprocess.DEVNULL)
        self.ingest(self.mail, self.files)
        self.server = Server(self.db)

    def write(self, name, content):
        with open(os.path.join(self.files, name), "wb") as f:
            f.write(content)

    def ingest(self, *sources):
        subprocess.run([PROGRAM, "ingest", "--db", self.db, *sources],
                       check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)

    def run(self, *command):
        """What a command says, as JSON."""
        return json.loads(subprocess.run(
            [PROGRAM, *command, "--db", self.db], check=True,
            stdout=subprocess.PIPE).stdout)

    def operations(self):
        """Pairs of a path template and its description."""
        return [(path, item["get"])
                for path, item in self.description["paths"].items()
                if "get" in item]

    def query(self, operation):
        """The words that an operation takes behind the question mark."""
        found = map(self.validator.resolve, operation.get("parameters", []))
        return [p for p in found if p["in"] == "query"]

    def required(self, operation):
        """Those without which there is no answer, with good values."""
        return [(p["name"], REQUIRED[p["name"]])
                for p in self.query(operation) if p.get("required")]

    def post(self, target, body, **headers):
        """A change as a page of the server makes it; None leaves one out."""
        kept = {"Origin": f"http://{self.server.host}",
                "Sec-Fetch-Site": "same-origin",
                "Content-Type": "application/json", **headers}
        return self.server.get(target, "POST", body, **{
            n: v for n, v in kept.items() if v is not None})

    def wrong(self, operation, answer):
        """How an answer differs from its description."""
        found = [f"no {name}: {value}" for name, value in SECURITY.items()
                 if answer.headers[name] != value
                 and not (name == "Content-Security-Policy"
                          and answer.headers[name] in SANDBOXES)]
        responses = operation["responses"]
        if str(answer.status) not in responses:
            return found + [f"undescribed status {answer.status}: "
                            f"{answer.body[:200]}"]
        response = self.validator.resolve(responses[str(answer.status)])
        content = response.get("content", {})
        if content and answer.type not in content:
            found.append(f"undescribed type {answer.type}")
        elif answer.type.endswith("json"):
            found += self.validator.errors(content[answer.type]["schema"],
                                           answer.json())
        for name in response.get("headers", {}):
            if answer.headers[name] is None:
                found.append(f"no header {name}")
        return [f"{answer.target[:100]}: {text}" for text in found]

    def end(self):
        shutil.rmtree(self.dir)
        return self.tap.finish()
