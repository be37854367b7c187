"""Texts of strangers on their way out, and the page that is handed on."""
import json
import re

from check_api import DOMAIN
from world import HOSTILE, SANDBOXES


def client_report(w):
    """The same page as that of the command, in a sandbox."""
    where = f"/api/v1/domains/{DOMAIN}/client-report"
    a = w.server.get(where)
    page = a.body.decode()
    w.tap.equal("the client report is a page in a sandbox",
                (a.headers["Content-Type"],
                 a.headers["Content-Security-Policy"]),
                ("text/html; charset=utf-8", SANDBOXES[1]))
    w.tap.ok("that runs its own script and style alone",
             [n for n in ("script", "style") if not re.search(
                 rf'<meta http-equiv="Content-Security-Policy" [^>]*'
                 rf"{n}-src 'sha256-", page)])
    data = json.loads(re.search(
        r'id="data">(.*?)</script>', page, re.S).group(1))
    w.tap.equal("with the advice as its data", data,
                w.server.json(f"/api/v1/domains/{DOMAIN}/advice"))
    w.tap.equal("and a name to keep it by", [
        re.sub(r"\d{4}-\d\d-\d\d", "DAY",
               w.server.get(where + q).headers["Content-Disposition"])
        for q in ("", "?download=1")], [
        f'inline; filename="{DOMAIN}-DAY.html"',
        f'attachment; filename="{DOMAIN}-DAY.html"'])


def hostile_texts(w):
    page = w.server.get("/api/v1/reports?domain=hostile.example")
    item = page.json()["items"][0]
    report = w.server.json(f"/api/v1/reports/{item['id']}")
    comments = [x["comment"] for r in report["records"]["items"]
                for x in r["policy_evaluated"]["reasons"]]
    w.tap.equal("hostile texts come back as they were written",
                (item["org_name"][:60], item["report_id"], comments[:1]),
                (HOSTILE["org_name"][:60], HOSTILE["report_id"],
                 [HOSTILE["comment"]]))
    w.tap.ok("a name of 10 kB is cut, at a character",
             None if len(item["org_name"].encode()) <= 1024
             and item["org_name"][-1] == "\u00e4" else item["org_name"][-9:])
    w.tap.equal("JSON goes out as JSON, never as a page", page.type,
                "application/json")
    a = w.server.get("/api/v1/reports?domain=hostile.example&format=csv")
    w.tap.ok("a cell of CSV is no formula",
             None if b'"\'=HYPERLINK(' in a.body else a.body[:300])
    a = w.server.get(f"/api/v1/reports/{item['id']}/document")
    w.tap.equal("the document is sent to the byte, as text, in a sandbox",
                (a.body, a.headers["Content-Type"],
                 a.headers["Content-Security-Policy"],
                 a.headers["Content-Disposition"]),
                (w.document, "text/plain; charset=utf-8",
                 "sandbox; default-src 'none'", None))
    a = w.server.get(f"/api/v1/reports/{item['id']}/document?download=1")
    w.tap.equal("or as a file", (a.body, a.headers["Content-Type"],
                                 a.headers["Content-Disposition"]),
                (w.document, "application/xml",
                 f'attachment; filename="report-{item["id"]}.xml"'))
    w.tap.equal("a report's records are paged", [
        len(w.server.json(f"/api/v1/reports/{item['id']}?limit=2"
                          )["records"]["items"]),
        report["records"]["total"]], [2, 3])


PARTS = [client_report, hostile_texts]
