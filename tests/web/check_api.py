"""Every operation against its description, and what is refused."""
import json
import os
import re
import subprocess
from urllib.parse import quote

from world import PROGRAM, REQUIRED, ROOT, target

# Values that nobody means.  Whatever comes, it is an answer as described.
WRONG = ["", " ", "<script>alert(1)</script>", "' OR 1=1 --", "%", "\u202e",
         "\0", "\r\nX-Injected: 1", "-1", "1e9", "9" * 40, "0000-00-00",
         "2026-02-30", "x" * 300, "\u00e4" * 300, "../../etc/passwd", "$(id)",
         "{}", "NaN"]
DOMAIN = "bakery.example"


def paths(w, path):
    report = w.server.json("/api/v1/reports?limit=1")["items"][0]["id"]
    sources = w.server.json(f"/api/v1/domains/{DOMAIN}/sources?limit=1")
    senders = w.server.json(f"/api/v1/domains/{DOMAIN}/senders?limit=1")
    return path.replace("{domain}", DOMAIN).replace(
        "{sender}", quote(senders["items"][0]["sender"], "")
        ).replace("{id}", str(report)
        ).replace("{ip}", sources["items"][0]["source_ip"])


def valid(w):
    """A good value of every parameter there is."""
    page = w.server.json("/api/v1/reports?limit=2")
    overview = w.server.json("/api/v1/overview")
    sources = w.server.json(f"/api/v1/domains/{DOMAIN}/sources")["items"]
    return {"from": overview["from"], "to": overview["to"],
            "domain": DOMAIN, "reporter": page["items"][0]["reporter"],
            "source_ip": sources[0]["source_ip"], "disposition": "none",
            "dmarc": "fail", "dkim": "fail", "spf": "pass", "limit": "3",
            **REQUIRED, "days": "7", "as_of": overview["to"],
            "sort": "-messages", "outcome": "other", "whose": "unsure",
            "sender": "dom:rundbrief.example", "format": "json",
            "download": "1"}


def query_names(w, operation):
    return [p["name"] for p in w.query(operation)]


def described(w):
    with open(os.path.join(ROOT, "web/routes.c")) as f:
        table = re.findall(r'\{ "([A-Z]+)",\s*"(/api/[^"]*)"', f.read())
    want = {(m.upper(), path) for path, item
            in w.description["paths"].items() for m in item}
    w.tap.equal("web/routes.c has the routes of doc/api.yaml, no other",
                set(table), want)


def right_requests(w):
    good = valid(w)
    for path, op in w.operations():
        wrong = []
        names = query_names(w, op)
        base = w.required(op)
        requests = [base] + [[(n, good[n])] + [b for b in base if b[0] != n]
                             for n in names if n in good]
        requests.append([(n, good[n]) for n in names if n in good])
        for words in requests:
            a = w.server.get(target(paths(w, path), words))
            wrong += w.wrong(op, a)
            if a.status != 200:
                wrong.append(f"{a.target}: {a.status} {a.body[:200]}")
        w.tap.ok(f"{path} answers as described, with and without its words",
                 wrong)


def wrong_requests(w):
    good = valid(w)
    for path, op in w.operations():
        names = query_names(w, op)
        wrong = []
        for name in names + ["foo"]:
            for value in WRONG:
                a = w.server.get(target(paths(w, path), [(name, value)]))
                wrong += w.wrong(op, a)
                if a.status not in (200, 400):
                    wrong.append(f"{a.target}: {a.status}")
                if a.headers["X-Injected"]:
                    wrong.append(f"{a.target}: a header was injected")
        w.tap.ok(f"{path} answers as described, whatever its words hold",
                 wrong)

        wrong = []
        for name in ["foo"] + [n for n in good if n not in names]:
            a = w.server.get(target(paths(w, path), [(name, good.get(name))]))
            wrong += w.wrong(op, a)
            detail = a.json()["detail"] if a.status == 400 else ""
            if f'"{name}"' not in detail:
                wrong.append(f"{a.target}: {a.status} {detail}")
            wrong += [f"{a.target}: does not name {n}: {detail}"
                      for n in names if n not in detail]
        w.tap.ok(f"{path} refuses other words and names its own", wrong)

        wrong = []
        for name in [n for n in names if n in good]:
            a = w.server.get(target(paths(w, path), [(name, good[name])] * 2))
            if a.status != 400 or "twice" not in a.json()["detail"]:
                wrong.append(f"{a.target}: {a.status}")
        w.tap.ok(f"{path} refuses a word that is given twice", wrong)


def wrong_values(w):
    cases = [
        ("no day", "/api/v1/overview?from=yesterday", 400, "from takes"),
        ("no such day", "/api/v1/overview?to=2026-02-30", 400, "to takes"),
        ("to before from",
         "/api/v1/overview?from=2026-02-02&to=2026-02-01", 400, "before"),
        ("ten thousand years",
         "/api/v1/overview?from=0001-01-01&to=9999-12-31", 400, "3660 days"),
        ("too much for one answer",
         "/api/v1/domains?from=2020-01-01&to=2026-01-01&limit=1000", 400,
         "too much"),
        ("a limit of nothing", "/api/v1/reports?limit=0", 400, "limit takes"),
        ("a limit too high", "/api/v1/reports?limit=1001", 400, "limit takes"),
        ("a key that is none", "/api/v1/domains?sort=colour", 400, "colour"),
        ("a cursor that is none", "/api/v1/reports?cursor=%21%21", 400,
         "cursor"),
        ("an outcome that is none", "/api/v1/intake?outcome=lost", 400,
         "outcome takes"),
        ("no word of results",
         f"/api/v1/domains/{DOMAIN}/sources?dmarc=maybe", 400, "pass or fail"),
        ("nobody's mail", f"/api/v1/domains/{DOMAIN}/addresses?whose=mine",
         400, "forwarded"),
        ("an unknown domain's addresses",
         "/api/v1/domains/nobody.example/addresses", 404, "nobody.example"),
        ("an unknown domain", "/api/v1/domains/nobody.example/trend", 404,
         "nobody.example"),
        ("an unknown domain's sources",
         "/api/v1/domains/nobody.example/sources", 404, "nobody.example"),
        ("an unknown domain's trend as CSV",
         "/api/v1/domains/nobody.example/trend?format=csv", 404,
         "nobody.example"),
        ("an unknown address", "/api/v1/sources/198.51.100.250", 404,
         "address"),
        ("no address", "/api/v1/sources/198.51.100", 400, "source_ip"),
        ("no domain name", "/api/v1/domains/a%20b/trend", 400, "domain"),
        ("an unknown report", "/api/v1/reports/999999999", 404, "999999999"),
        ("an unknown report's document",
         "/api/v1/reports/999999999/document", 404, "999999999"),
        ("an id that is no number", "/api/v1/reports/abc", 400, "number"),
        ("an id too high", "/api/v1/reports/99999999999999999999", 400,
         "number"),
        ("an address that is none", "/api/v1/nothing", 404, "no such"),
        ("the API's root", "/api/", 404, "no such"),
        ("an older API", "/api/v0/overview", 404, "no such"),
        ("a slash too many", "/api/v1/overview/", 404, "no such"),
    ]
    problem = {"responses": w.operations()[0][1]["responses"]}
    for sentence, where, status, says in cases:
        a = w.server.get(where)
        wrong = []
        if a.status != status or a.type != "application/problem+json":
            wrong = [f"{a.status} {a.type} {a.body[:200]}"]
        elif says not in a.json()["detail"]:
            wrong = [f"{a.json()['detail']} does not say {says}"]
        elif status == 400:
            wrong = w.wrong(problem, a)
        w.tap.ok(f"{sentence} is a {status} that says so", wrong)


def whatif_refused(w):
    """A record that cannot be tried is refused with a reason."""
    where = f"/api/v1/domains/{DOMAIN}/whatif"
    op = w.description["paths"]["/api/v1/domains/{domain}/whatif"]["get"]
    good = "v=DMARC1; p=none"
    for sentence, words, says in (
            ("no record", [], "record is missing"),
            ("an empty record", [("record", "")], "v=DMARC1"),
            ("another record", [("record", "v=spf1 -all")], "v=DMARC1"),
            ("a record without p", [("record", "v=DMARC1; rua=mailto:a@b")],
             "has no p"),
            ("an odd p", [("record", "v=DMARC1; p=<b>refuse</b>")],
             "p is none"),
            ("an odd pct", [("record", good + "; pct=" + "9" * 500)],
             "0 to 100"),
            ("a record cut within a character",
             [("record", "x" + "\u00e4" * 500)], "v=DMARC1"),
            ("a tag cut within a character",
             [("record", "v=DMARC1; p=x" + "\u00e4" * 500)], "p is none"),
            ("a record that is too long",
             [("record", good + "; x=" + "y" * 2048)], "2048"),
            ("days of none", [("record", good), ("days", "0")], "1 to 91"),
            ("days too many", [("record", good), ("days", "92")], "1 to 91"),
            ("no days", [("record", good), ("days", "a week")], "a week"),
            ("no day", [("record", good), ("as_of", "today")], "today")):
        a = w.server.get(target(where, words))
        wrong = w.wrong(op, a)
        if a.status != 400 or says not in a.json()["detail"]:
            wrong.append(f"{a.status} {a.body[:300]}")
        w.tap.ok(f"whatif: {sentence} is a 400 that says so", wrong)
    a = w.server.get(target(where, [("record", good + "; x=" + "y" * 9000)]))
    w.tap.equal("whatif: longer than an address may be is a 414", (a.status, a.type),
                (414, "application/problem+json"))
    a = w.server.get(target("/api/v1/domains/nobody.example/whatif",
                            [("record", good)]))
    w.tap.equal("whatif: an unknown domain is a 404",
                (a.status, "nobody.example" in a.json()["detail"]),
                (404, True))
    odd = "v=DMARC1; p=none; rua=mailto:\u202e<script>\";x='1'"
    a = w.server.get(target(where, [("record", odd)]))
    w.tap.ok("whatif: tags that decide nothing may hold anything",
             w.wrong(op, a) + ([] if a.status == 200 else [a.body[:200]]))


def search(w):
    """Every domain, sender, reporter and address is found by its name."""
    def find(q, limit=50):
        return w.server.json(target("/api/v1/search", [
            ("q", q), ("limit", limit)]))["items"]
    board = w.server.json("/api/v1/board")["items"]
    w.tap.equal("a domain is found first by its name",
                [find(r["domain"].upper())[0]["domain"] for r in board],
                [r["domain"] for r in board])
    where = {}
    for r in board:
        for s in r["senders"]:
            where.setdefault(s["key"], []).append(r["domain"])
    got = {}
    for key in where:
        got[key] = [(i["domains"], i["domain"]) for i in find(key)
                    if i["kind"] == "sender" and i["sender"] == key]
    w.tap.equal("a sender by its key, with how many domains it sends for",
                got, {k: [(len(d), d[0] if len(d) == 1 else None)]
                      for k, d in where.items()})
    key, domains = max(where.items(), key=lambda i: len(i[1]))
    w.tap.equal("with a domain's name it is the sender of that domain",
                [(i["sender"], i["domain"])
                 for i in find(f"{key} {domains[0].split('.')[0]}")
                 if i["kind"] == "sender"][:1], [(key, domains[0])])
    reporter = w.server.json("/api/v1/reporters?limit=1")["items"][0]
    w.tap.ok("a reporter is found", None if any(
        i["kind"] == "reporter" and i["text"] == reporter["reporter"]
        for i in find(reporter["reporter"])) else "it is not")
    ip = next(s["source_ip"] for s in w.server.json(
        f"/api/v1/domains/{DOMAIN}/sources")["items"]
        if s["source_ip"] and "." in s["source_ip"])
    w.tap.equal("so is an address, and its beginning", (
        [i["source_ip"] for i in find(ip)],
        ip in [i["source_ip"] for i in find(ip.rsplit(".", 1)[0] + ".")]),
        ([ip], True))
    with open(os.path.join(w.dir, "ptr.tsv"), "w") as f:
        f.write(f"{ip}\tout-7.odd.example\n")
    subprocess.run([PROGRAM, "names", "import", "--db", w.db, f.name],
                   check=True, stdout=subprocess.DEVNULL)
    w.tap.equal("an address is found by its name in the DNS", [
        (i["kind"], i["source_ip"], i["text"]) for i in find("7.odd")],
        [("address", ip, "out-7.odd.example")])
    w.tap.equal("% and _ are letters like others", (find("%"), find("_dd")),
                ([], []))
    w.tap.equal("without a text it is the first domains",
                [i["kind"] for i in w.server.json(
                    "/api/v1/search?limit=2")["items"]], ["domain"] * 2)


PARTS = [described, right_requests, wrong_requests, wrong_values,
         whatif_refused, search]
