"""Every operation against its description, and the figures with each other."""
import csv
import datetime
import io
import json
import os
import re
import subprocess
from urllib.parse import quote

from world import HOSTILE, PROGRAM, REQUIRED, ROOT, SANDBOXES, target

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


def whatif(w):
    """A record tried: as the command says it, and refused with a reason."""
    where = f"/api/v1/domains/{DOMAIN}/whatif"
    record = "v=DMARC1; p=reject; pct=25; sp=none"
    for words, options in (
            ([], []), ([("days", "7")], ["--days", "7"]),
            ([("as_of", "2026-01-02")], ["--as-of", "2026-01-02"])):
        got = w.server.get(target(where, [("record", record)] + words))
        said = subprocess.run(
            [PROGRAM, "whatif", "--json", "--db", w.db, "--record", record,
             *options, DOMAIN], capture_output=True, text=True)
        want = json.loads(said.stdout) if said.stdout else None
        w.tap.equal(f"whatif with {words} is what the command says",
                    got.json() if got.status == 200 else None, want)
    a = w.server.json(target(where, [("record", "v=DMARC1; p=reject")]))
    w.tap.equal("each message is delivered, spam or refused", [
        round(sum(sum(f.values()) for f in a[world].values()))
        for world in ("as_seen", "all_7489", "all_9989")],
        [a["messages"]] * 3)
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


def everything(w, where, key):
    """All items of a list by its cursors, three at a time."""
    items, cursor, pages = [], None, 0
    while pages < 1000:
        a = w.server.json(where + ("&" if "?" in where else "?") + "limit=3"
                          + (f"&cursor={quote(cursor)}" if cursor else ""))
        items += a["items"]
        pages += 1
        if not a["more"]:
            return items, a["total"]
        cursor = a["next"]
    return items, -1


def lists(w):
    o = w.server.json("/api/v1/overview")
    days = f"from={o['from']}&to={o['to']}"
    recent = f"from={o['to']}&to={o['to']}"
    for where, key in (
            (f"/api/v1/domains?{days}", "domain"),
            (f"/api/v1/domains?{days}&sort=domain", "domain"),
            (f"/api/v1/domains/{DOMAIN}/sources?{days}", "source_ip"),
            (f"/api/v1/domains/{DOMAIN}/subdomains?{days}", "header_from"),
            (f"/api/v1/domains/{DOMAIN}/subdomains?{days}&sort=header_from",
             "header_from"),
            (f"/api/v1/domains/{DOMAIN}/addresses?whose=forged", "source_ip"),
            (f"/api/v1/domains/{DOMAIN}/addresses?sort=source_ip",
             "source_ip"),
            (f"/api/v1/domains/{DOMAIN}/senders?{days}", "sender"),
            (f"/api/v1/domains/{DOMAIN}/senders?{days}&sort=own_pass",
             "sender"),
            (f"/api/v1/reporters?{days}", "reporter"),
            (f"/api/v1/reporters?{days}&sort=-repairs", "reporter"),
            (f"/api/v1/reports?{recent}", "id")):
        items, total = everything(w, where, key)
        keys = [i[key] for i in items]
        one = w.server.json(where + "&limit=1000")
        w.tap.equal(f"cursors walk all of {where} once",
                    (keys, len(set(keys))),
                    ([i[key] for i in one["items"]], total))
        a = w.server.get(where + "&format=csv")
        rows = list(csv.DictReader(io.StringIO(a.body.decode())))
        w.tap.equal(f"CSV of {where} has the same rows",
                    (a.type, [r[key] for r in rows]),
                    ("text/csv", ["" if k is None else str(k)
                                  for k in keys]))
        b = w.server.get(where, accept="text/csv")
        w.tap.equal("Accept: text/csv is as good as format=csv",
                    (b.type, b.body), (a.type, a.body))
        c = w.server.get(where + "&format=ndjson")
        w.tap.equal(f"NDJSON of {where} has the same items, one a line",
                    (c.type, [json.loads(i) for i in c.body.splitlines()]),
                    ("application/x-ndjson", one["items"]))
        d = w.server.get(where, accept="application/x-ndjson")
        w.tap.equal("Accept: application/x-ndjson is as good",
                    (d.type, d.body), (c.type, c.body))
    a = w.server.get(f"/api/v1/reports?{days}&limit=2&format=csv")
    link = re.fullmatch(r'<(.*)>; rel="next"', a.headers["Link"] or "")
    ids = []
    if link:
        ids = [r["id"] for answer in (a, w.server.get(link.group(1)))
               for r in csv.DictReader(io.StringIO(answer.body.decode()))]
    w.tap.equal("a page of CSV links to the next", ids, [
        str(i["id"]) for i in
        w.server.json(f"/api/v1/reports?{days}&limit=4")["items"]])


def long_csv(w):
    """More rows than one page takes: 90 days of reports."""
    o = w.server.json("/api/v1/overview")
    first = min(i["first_day"] for i in o["items"])
    where = f"/api/v1/reports?from={first}&to={o['to']}"
    total = w.server.json(where)["total"]
    a = w.server.get(where + "&format=csv")
    ids = [r["id"] for r in csv.DictReader(io.StringIO(a.body.decode()))]
    w.tap.equal("CSV without a limit is the whole list, each row once",
                (len(ids), len(set(ids)), a.headers["Link"], total > 1000),
                (total, total, None, True))


def parts(row):
    return sum(row[n] for n in ("pass", "fail_none", "fail_quarantine",
                                "fail_reject", "fail_unknown"))


def figures(w):
    o = w.server.json("/api/v1/overview?limit=1000")
    rows = [o["totals"]] + o["days"] + o["items"]
    trends = [w.server.json(f"/api/v1/domains/{i['domain']}/trend"
                            f"?from={o['from']}&to={o['to']}")
              for i in o["items"]]
    for t in trends:
        rows += [t["totals"]] + t["days"] + t["reporters"]
    w.tap.equal("pass and the kinds of fail are all messages",
                [r for r in rows if parts(r) != r["messages"]], [])
    for name in ("messages", "pass", "fail_none", "fail_quarantine",
                 "fail_reject", "fail_unknown"):
        want = o["totals"][name]
        got = [sum(d[name] for d in o["days"]),
               sum(i[name] for i in o["items"]),
               sum(t["totals"][name] for t in trends),
               sum(d[name] for t in trends for d in t["days"]),
               sum(r[name] for t in trends for r in t["reporters"])]
        w.tap.equal(f"{name}: days, domains, trends and reporters agree",
                    got, [want] * len(got))
    w.tap.ok("there is something to compare",
             None if o["totals"]["messages"] > 1000 else str(o["totals"]))
    got = [(i["domain"], sum(i["days_pass"]), sum(i["days_fail"]))
           for i in o["items"]]
    w.tap.equal("a domain's days add up to its sums", got,
                [(i["domain"], i["pass"], i["messages"] - i["pass"])
                 for i in o["items"]])
    for t in trends:
        sources, _ = everything(w, f"/api/v1/domains/{t['domain']}/sources"
                                f"?from={o['from']}&to={o['to']}", "")
        w.tap.equal(f"the sources of {t['domain']} add up to its sums",
                    [sum(s[n] for s in sources)
                     for n in ("messages", "pass", "dkim_pass", "spf_pass")],
                    [t["totals"][n]
                     for n in ("messages", "pass", "dkim_pass", "spf_pass")])
        subdomains, _ = everything(
            w, f"/api/v1/domains/{t['domain']}/subdomains"
            f"?from={o['from']}&to={o['to']}", "")
        w.tap.equal(f"so do the From domains of {t['domain']}",
                    sum(s["messages"] for s in subdomains),
                    t["totals"]["messages"])
        w.tap.equal(f"and the days of the reporters of {t['domain']}",
                    [(sum(r["days_pass"]), sum(r["days_fail"]))
                     for r in t["reporters"]],
                    [(r["pass"], r["messages"] - r["pass"])
                     for r in t["reporters"]])
        w.tap.ok(f"what passes both of {t['domain']} passes once",
                 [d for d in t["days"] if d["dkim_pass"] + d["spf_pass"]
                  - d["both_pass"] != d["pass"]])


def senders(w):
    """The list is what the advice says, summed; each of it can be looked at."""
    for i in w.server.json("/api/v1/overview")["items"]:
        at = f"/api/v1/domains/{i['domain']}"
        a = w.server.json(f"{at}/advice")
        parts = ("own_pass", "own_fail", "forwarded", "unsure", "forged")
        rows, _ = everything(
            w, f"{at}/senders?from={a['days_from']}&to={a['as_of']}", "")
        got = {r["sender"]: r for r in rows}
        w.tap.equal(f"the senders of {i['domain']} add up as the advice says",
                    {s["key"]: [got[s["key"]][p] for p in parts]
                     + [got[s["key"]]["cat"], got[s["key"]]["name"]]
                     for s in a["senders"]},
                    {s["key"]: [sum(s["days"][p]) for p in parts]
                     + [s["cat"], s["name"]] for s in a["senders"]})
        of = {s["key"]: s for s in a["senders"]}
        lines = [[of.get(k) for k in [s["key"], *s["others"]]]
                 for s in a["shown"]]
        w.tap.equal(f"the lines of the senders of {i['domain']} hold them all",
                    [[s["n"], *(sum(s["days"][p]) for p in parts)]
                     for s, line in zip(a["shown"], lines) if all(line)],
                    [[sum(s["n"] for s in line),
                      *(sum(sum(s["days"][p]) for s in line) for p in parts)]
                     for line in lines if all(line)])
        w.tap.ok(f"the parts of a sender of {i['domain']} are its messages",
                 [r for r in rows
                  if sum(r[p] for p in parts) != r["messages"]])
        one = {s["key"]: w.server.json(f"{at}/senders/{quote(s['key'], '')}")
               for s in a["senders"]}
        w.tap.equal(f"one sender of {i['domain']} is that of its advice",
                    {k: (o["sender"], o["texts"]) for k, o in one.items()},
                    {s["key"]: (s, [t for t in a["texts"]["items"]
                                    if t["sender"] == s["key"]])
                     for s in a["senders"]})
    a = w.server.json(f"/api/v1/domains/{DOMAIN}/senders/svc%3Anobody")
    w.tap.equal("a sender that nobody saw has nothing but its name",
                (a["key"], a["sender"], a["forged"], a["texts"],
                 a["decisions"]), ("svc:nobody", None, None, [], []))
    a = w.server.get(f"/api/v1/domains/{DOMAIN}/senders/x%20y")
    w.tap.equal("what names no sender is refused with the forms there are",
                (a.status, "svc:sendgrid" in a.json()["detail"]), (400, True))
    a = w.post("/api/v1/domains/bakery.example/senders",
               b'{"sender": "dom:late.example", "verdict": "approved"}')
    one = w.server.json(
        "/api/v1/domains/bakery.example/senders/dom%3Alate.example")
    w.tap.equal("what was decided about is there, though it sends nothing",
                (a.status, one["sender"],
                 [d["value"] for d in one["decisions"]]),
                (200, None, ["approved"]))
    w.post("/api/v1/domains/bakery.example/senders",
           b'{"sender": "dom:late.example", "verdict": null}')


def diary(w):
    where = f"/api/v1/domains/{DOMAIN}/diary"
    items, total = everything(w, where, "")
    w.tap.equal("the diary is the command's, turned round",
                ([i["text"] for i in items], total),
                ([i["text"] for i in reversed(w.run(
                    "diary", DOMAIN, "--json")["items"])], len(items)))
    days = sorted(i["day"] for i in items)
    w.tap.equal("it holds the decision of a moment ago, of today",
                (len({i["kind"] for i in items}) > 2, items[0]["kind"] in (
                    "decision", "verdict")), (True, True))
    cut = w.server.json(f"{where}?to={days[0]}")["items"]
    w.tap.equal("its days can be asked for", [i["day"] for i in cut],
                [d for d in days if d == days[0]])
    a = w.server.get(where + "?format=csv")
    rows = list(csv.DictReader(io.StringIO(a.body.decode())))
    w.tap.equal("its CSV has the same rows",
                [(r["day"], r["text"]) for r in rows],
                [(i["day"], i["text"]) for i in items])


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


def kinds(w):
    """By what they are: the overview's days are those of all advice."""
    o = w.server.json("/api/v1/overview?limit=1000")
    first = datetime.date.fromisoformat(o["from"])
    names = ["own_pass", "own_fail", "forwarded", "forged", "unsure"]
    want = {n: [0] * len(o["days"]) for n in names}
    for i in o["items"]:
        a = w.server.json(f"/api/v1/domains/{i['domain']}/advice")
        at = (datetime.date.fromisoformat(a["days_from"]) - first).days
        for n in names:
            for k, messages in enumerate(a["days"][n]):
                if 0 <= at + k < len(o["days"]):
                    want[n][at + k] += messages
    w.tap.equal("the overview's kinds are those of all advice",
                o["kinds"], want)
    w.tap.ok("no day has more judged messages than messages",
             [d for k, d in enumerate(o["days"])
              if sum(o["kinds"][n][k] for n in names) > d["messages"]])
    w.tap.ok("some forged mail was stopped, and not all",
             None if 0 < o["forged_stopped"] < sum(o["kinds"]["forged"])
             else str(o["forged_stopped"]))


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


def one_address(w):
    """An address over all domains is the sum of the lists of each."""
    o = w.server.json("/api/v1/overview?limit=1000")
    days = f"from={o['from']}&to={o['to']}"
    want = {}
    for i in o["items"]:
        for s in everything(w, f"/api/v1/domains/{i['domain']}/sources"
                            f"?{days}", "")[0]:
            want.setdefault(s["source_ip"], {})[i["domain"]] = s
    most = max((ip for ip in want if ip), key=lambda ip: len(want[ip]))
    for ip in (most, next(ip for ip in want if ip and ip != most)):
        a = w.server.json(f"/api/v1/sources/{quote(ip)}?{days}&limit=1000")
        w.tap.equal(f"{ip}: its domains are those that list it", {
            i["domain"]: {k: v for k, v in i.items() if k != "domain"}
            for i in a["items"]}, {
            d: {k: v for k, v in s.items() if k != "source_ip"}
            for d, s in want[ip].items()})
        seen = {}
        for s in a["sightings"]:
            seen[s["domain"]] = seen.get(s["domain"], 0) + s["messages"]
        w.tap.equal(f"{ip}: its records add up to it", seen,
                    {d: s["messages"] for d, s in want[ip].items()})


def addresses(w):
    """Each figure of the advice is the sum of its addresses."""
    for i in w.server.json("/api/v1/overview?limit=1000")["items"]:
        where = f"/api/v1/domains/{i['domain']}/"
        advice = w.server.json(where + "advice")
        rows, _ = everything(w, where + "addresses", "source_ip")

        def summed(items, *parts):
            return sum(row[part] for row in items for part in parts)
        w.tap.equal(f"the addresses of {i['domain']} add up to its advice",
                    [summed(rows, "own_pass"), summed(rows, "own_pass",
                     "own_fail"), summed(rows, "forged"),
                     summed(rows, "forwarded")],
                    [advice["n_legit"] - advice["x_legit"], advice["n_known"],
                     advice["spoof_n"], sum(advice["forward"].values())])
        got = {s["key"]: w.server.json(where + "addresses?limit=1000&sender="
               + quote(s["key"], safe="")) for s in advice["senders"]}
        w.tap.equal(f"and those of each sender of {i['domain']} to it",
                    {k: summed(a["items"], "messages")
                     for k, a in got.items()},
                    {s["key"]: s["n"] for s in advice["senders"]})
        forged, _ = everything(w, where + "addresses?whose=forged&"
                               "sort=source_ip", "source_ip")
        line = next(b for b in w.server.json("/api/v1/board")["items"]
                    if b["domain"] == i["domain"])
        w.tap.ok(f"what is asked about {i['domain']} stands on the board",
                 None if line["task"] or not line["questions"]
                 or line["verdict"] == "NO_DATA" else str(line))
        w.tap.equal("the board rounds what is lost as the texts do",
                    line["lost_week"], int(7 * advice["forward"]["failed"]
                    / advice["window_days"] + 0.5))
        w.tap.equal(f"forged mail alone, too, of {i['domain']}",
                    [summed(forged, "messages"), summed(forged, "own_pass",
                     "own_fail", "forwarded", "unsure")],
                    [advice["spoof_n"], 0])


def repairs(w):
    o = w.server.json("/api/v1/overview")
    days = f"from={o['from']}&to={o['to']}"
    rows = w.server.json(f"/api/v1/repairs?{days}")["items"]
    got = {}
    for r in rows:
        got[r["reporter"]] = got.get(r["reporter"], 0) + r["repairs"]
    w.tap.equal("repairs by code are those of the reporters", got, {
        r["reporter"]: r["repairs"] for r in everything(
            w, f"/api/v1/reporters?{days}", "")[0] if r["repairs"]})


def reporters(w):
    o = w.server.json("/api/v1/overview")
    days = f"from={o['from']}&to={o['to']}"
    items, _ = everything(w, f"/api/v1/reporters?{days}", "")
    w.tap.equal("the reporters add up to all messages and reports",
                [sum(i[n] for i in items) for n in ("messages", "reports")],
                [o["totals"][n] for n in ("messages", "reports")])
    kept = 0
    for i in items:
        where = f"/api/v1/reports?{days}&reporter={quote(i['reporter'])}"
        kept += sum(r["repairs"] for r in everything(w, where, "")[0]
                    if r["outcome"] == "report")
    w.tap.equal("their repairs are those of their reports",
                (sum(i["repairs"] for i in items), kept > 0), (kept, True))


def ledger(w):
    everyone, total = everything(w, "/api/v1/intake?outcome=all", "")
    a = w.server.json("/api/v1/intake")
    counts = {c["outcome"]: c["documents"] for c in a["counts"]}
    seen = {}
    for i in everyone:
        seen[i["outcome"]] = seen.get(i["outcome"], 0) + 1
    if total is not None:
        w.tap.equal("the ledger's total is its length", len(everyone), total)
    w.tap.equal("the counts of the ledger are those of its rows",
                (seen, len({(i["id"], i["document"]) for i in everyone})),
                (counts, len(everyone)))
    places = [(i["id"], i["document"]) for i in everyone]
    w.tap.equal("what came last is first", places,
                sorted(places, reverse=True))
    aside = [i for i in everyone
             if i["outcome"] not in ("report", "duplicate", "conflict")]
    w.tap.equal("without an outcome it is what was set aside",
                (everything(w, "/api/v1/intake", "")[0], a["total"]),
                (aside, w.server.json("/api/v1/overview")["totals"]
                 ["set_aside"]))
    w.tap.ok("each of them says why",
             [i for i in aside if not i["reason"] or not i["path"]])
    for outcome, n in counts.items():
        got, _ = everything(w, f"/api/v1/intake?outcome={outcome}", "")
        w.tap.equal(f"outcome={outcome} gives these alone",
                    (len(got), {i["outcome"] for i in got}), (n, {outcome}))
    cut = [i for i in aside if i["path"].endswith("/cut.xml")]
    w.tap.equal("of a truncated report it is known who sent it",
                [(i["outcome"], i["reporter"], i["report"]) for i in cut],
                [("truncated", "cut.example", None)])
    large = [i for i in aside if i["path"].endswith("/large.xml")]
    w.tap.equal("what is over its ceiling is there, with its size and why",
                [(i["outcome"], i["size"], i["reason"]) for i in large],
                [("limit", 70000000,
                  "larger than 67108864 bytes, the ceiling document_bytes")])
    got = w.server.json("/api/v1/intake?reporter=cut.example&outcome=all")
    w.tap.equal("and it is found by that", (got["items"], got["counts"]),
                (cut, [{"outcome": "truncated", "documents": 1}]))
    got = w.server.json("/api/v1/intake?outcome=all&to=2001-01-01")
    w.tap.equal("days are those on which things came in",
                (got["items"], got["counts"], got["total"]), ([], [], 0))


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


PARTS = [described, right_requests, wrong_requests, wrong_values, whatif,
         lists, long_csv, figures, kinds, client_report, senders, diary,
         search, one_address, addresses, repairs, reporters, ledger,
         hostile_texts]
