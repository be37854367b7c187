"""The figures of answers with each other, and with the commands'."""
import csv
import datetime
import io
import json
import subprocess
from urllib.parse import quote

from check_api import DOMAIN
from check_lists import everything
from world import PROGRAM, target


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


def whatif(w):
    """A record tried: as the command says it."""
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


PARTS = [figures, kinds, senders, diary, one_address, addresses, whatif]
