"""Lists: their pages, their forms, and what they add up to."""
import csv
import io
import json
import re
from urllib.parse import quote

from check_api import DOMAIN


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


PARTS = [lists, long_csv, repairs, reporters, ledger]
