"""What changes something: who may, what it takes, and what comes of it."""
import json
import os
import sqlite3
import time

from world import Server, xml_report

UPLOAD = "/api/v1/intake/upload"
FILE = {"Content-Type": "application/octet-stream"}


def refusals(w):
    """Nothing that another site's page can send changes anything."""
    post = w.description["paths"]["/api/v1/reports/{id}/accept"]["post"]
    own = f"http://{w.server.host}"
    for sentence, headers, status, says in (
            ("no Origin", {"Origin": None}, 403, "Origin"),
            ("another Origin", {"Origin": "http://evil.example"}, 403,
             "Origin"),
            ("an Origin that only begins as ours",
             {"Origin": own + ".evil.example"}, 403, "Origin"),
            ("the Origin null", {"Origin": "null"}, 403, "Origin"),
            ("another port", {"Origin": "http://127.0.0.1:1"}, 403, "Origin"),
            ("no Sec-Fetch-Site", {"Sec-Fetch-Site": None}, 403, "Sec-Fetch"),
            ("cross-site", {"Sec-Fetch-Site": "cross-site"}, 403,
             "Sec-Fetch"),
            ("same-site", {"Sec-Fetch-Site": "same-site"}, 403, "Sec-Fetch"),
            ("a form's type",
             {"Content-Type": "application/x-www-form-urlencoded"}, 415,
             "application/json"),
            ("text", {"Content-Type": "text/plain"}, 415,
             "application/json"),
            ("no type", {"Content-Type": None}, 415, "application/json"),
            ("too long", {"Content-Length": "70000"}, 413, "65536")):
        a = w.post("/api/v1/reports/1/accept", b'{"accept": true}', **headers)
        wrong = w.wrong(post, a)
        if a.status != status or says not in a.json()["detail"]:
            wrong.append(f"{a.status} {a.body[:200]}")
        w.tap.ok(f"a change with {sentence} is a {status}", wrong)
    for body in (b"", b"[]", b"{", b'{"accept": 1}', b"{}", b"null",
                 b'{"accept": true, "x": 1}',
                 b'{"accept": true, "accept": false}', b"\xff",
                 b"[" * 10000):
        a = w.post("/api/v1/reports/1/accept", body)
        w.tap.ok(f"the body {body[:40]!r} is a 400 that says so",
                 w.wrong(post, a) + ([] if a.status == 400 else [a.status]))
    a = w.server.get(UPLOAD)
    w.tap.equal("GET of an address that changes is a 405",
                (a.status, a.headers["Allow"]), (405, "POST"))


def conflict(w):
    """Two reports of one name: the second is accepted, and taken back."""
    day = w.yesterday
    w.write("one.xml", xml_report("twice.example", day, [
        ("192.0.2.1", 7, "none", "pass", "pass"),
        ("192.0.2.2", 1, "none", "pass", "pass")], report_id="twice"))
    w.write("two.xml", xml_report("twice.example", day, [
        ("192.0.2.1", 7, "none", "pass", "pass"),
        ("192.0.2.3", 2, "none", "pass", "pass")], report_id="twice"))
    w.ingest(w.files)
    items = w.server.json("/api/v1/reports?domain=twice.example")["items"]
    odd = [i for i in items if i["outcome"] == "conflict"]
    w.tap.equal("the second of a name is a conflict", (len(items), len(odd)),
                (2, 1))
    where = f"/api/v1/reports/{odd[0]['id']}"
    post = w.description["paths"]["/api/v1/reports/{id}/accept"]["post"]

    def sums():
        return w.server.json("/api/v1/domains/twice.example/sources"
                             )["provenance"]["imported"]
    for accept, outcome, by in ((True, "report", "local"),
                                (False, "conflict", None)):
        before = sums()
        a = w.post(where + "/accept",
                   b'{"accept": true}' if accept else b'{"accept": false}')
        w.tap.ok("accepting answers as described", w.wrong(post, a))
        r = w.server.json(where)
        w.tap.equal(f"accept {accept}: what it is, who said so, the sums",
                    (a.json().get("outcome"), a.headers["Cache-Control"],
                     r["outcome"], r["accepted"] and r["accepted"]["by"],
                     abs(sums() - before)),
                    (outcome, "no-store", outcome, by, odd[0]["messages"]))
    a = w.post(where + "/accept", b'{"accept": false}')
    w.tap.equal("what was not accepted cannot be taken back", a.status, 400)
    a = w.post("/api/v1/reports/999999999/accept", b'{"accept": true}')
    w.tap.equal("an unknown report is a 404", a.status, 404)


def spooled(w):
    at = w.db + ".spool/new"
    return sorted(os.listdir(at)) if os.path.isdir(at) else []


def upload(w):
    post = w.description["paths"][UPLOAD]["post"]
    document = xml_report("brought.example", w.yesterday,
                          [("192.0.2.9", 13, "none", "pass", "pass")])
    a = w.post(UPLOAD + "?name=..%2Fmy%20report%3A2%2C.xml", document, **FILE)
    w.tap.ok("an upload answers as described", w.wrong(post, a))
    w.tap.equal("serve alone says that it waits",
                (a.status, a.json()["ingests"], a.json()["bytes"]),
                (202, False, len(document)))
    names = spooled(w)
    w.tap.ok("it waits under its own name, made harmless",
             [n for n in names if not n.endswith(".._my_report_2_.xml")]
             or (None if len(names) == 1 else names))
    with open(os.path.join(w.db + ".spool/new", names[0]), "rb") as f:
        w.tap.equal("to the byte", f.read(), document)
    for sentence, where, body, headers, status in (
            ("an empty file", UPLOAD, b"", FILE, 400),
            ("another word", UPLOAD + "?x=1", b"x", FILE, 400),
            ("a form", UPLOAD, b"x",
             {"Content-Type": "multipart/form-data"}, 415),
            ("more than a mail may have", UPLOAD, b"x",
             {**FILE, "Content-Length": str(26 << 20)}, 413)):
        a = w.post(where, body, **headers)
        w.tap.ok(f"{sentence} is a {status}, and nothing waits for it",
                 w.wrong(post, a) + ([] if a.status == status and
                                     spooled(w) == names else [a.status]))
    w.ingest(w.files)
    got = w.server.json("/api/v1/intake?outcome=report&limit=1")["items"][0]
    w.tap.equal("the next ingest reads it, as given by a person",
                (got["provenance"], got["path"].endswith("report_2_.xml"),
                 w.server.json("/api/v1/domains/brought.example/trend")
                 ["totals"]["messages"], spooled(w)),
                ("imported", True, 13, []))
    w.ingest(w.files)
    w.tap.equal("and reads it once", w.server.json(
        "/api/v1/intake?outcome=report&limit=1")["items"][0]["id"], got["id"])


def crowded(w):
    """A thousand may wait, then it is enough."""
    at = w.db + ".spool/new"
    for i in range(1000):
        open(os.path.join(at, f"full{i}"), "w").close()
    a = w.post(UPLOAD, b"x", **FILE)
    w.tap.equal("when too many wait, more are refused with what to do",
                (a.status, "rampart ingest" in a.json()["detail"]),
                (503, True))
    for i in range(1000):
        os.unlink(os.path.join(at, f"full{i}"))


def run(w):
    """With rampart run an upload is in the figures a moment later."""
    box = os.path.join(w.dir, "box")
    for name in ("cur", "new", "tmp"):
        os.makedirs(os.path.join(box, name))
    db = os.path.join(w.dir, "run.db")

    class Run(Server):
        COMMAND = ("run", "--quiet", "--interval", "3600", box)
    s, kept = Run(db), w.server
    w.server = s
    try:
        a = w.post(UPLOAD, xml_report(
            "quick.example", w.yesterday,
            [("192.0.2.9", 17, "none", "pass", "pass")]), **FILE)
        for _ in range(300):
            totals = s.json("/api/v1/overview")["totals"]
            if totals["messages"]:
                break
            time.sleep(0.1)
        w.tap.equal("run ingests an upload at once, not at its interval",
                    (a.status, a.json()["ingests"], totals["messages"]),
                    (202, True, 17))
    finally:
        w.server = kept
        s.stop()


def decisions(w):
    """A sender is said to be ours, a question answered, a setting made."""
    where = "/api/v1/domains/bakery.example"
    ops = {n: w.description["paths"][f"/api/v1/domains/{{domain}}/{n}"]["post"]
           for n in ("senders", "questions", "settings")}

    def decide(about, body, **headers):
        a = w.post(f"{where}/{about}", body, **headers)
        w.tap.ok(f"{about} {body[:60]} answers as described",
                 w.wrong(ops[about], a))
        return a
    before = w.server.json(where + "/advice")
    open_ = [b for b in before["blockers"] if b["code"] == "B_UNKNOWN"]
    key = open_[0]["sender"]
    a = decide("senders", f'{{"sender": "{key}", "verdict": "threat", '
               '"note": "not us"}'.encode())
    after = a.json()
    mine = [d for d in after["decisions"] if d["in_force"]]
    w.tap.equal("a sender that is not ours holds nothing up any more",
                ([b for b in after["blockers"] if b.get("sender") == key],
                 [(d["subject"], d["value"], d["decided_by"], d["note"])
                  for d in mine], after["spoof_n"] > before["spoof_n"]),
                ([], [(key, "threat", "local", "not us")], True))
    w.tap.equal("the same stands in the advice afterwards",
                w.server.json(where + "/advice"), after)
    a = decide("senders", f'{{"sender": "{key}", "verdict": null}}'.encode())
    w.tap.equal("taken back, it is asked again",
                [b["sender"] for b in a.json()["blockers"]
                 if b["code"] == "B_UNKNOWN"], [b["sender"] for b in open_])
    a = decide("settings", b'{"rua": "mailto:r@bakery.example"}')
    w.tap.equal("where reports go comes into the record",
                "rua=mailto:r@bakery.example" in a.json()["next_record"],
                True)
    code = w.server.json("/api/v1/domains/college.example/advice"
                         )["confirms"][0]["code"]
    a = w.post("/api/v1/domains/college.example/questions",
               f'{{"code": "{code}", "confirmed": true}}'.encode())
    w.tap.equal("a question that is answered is closed",
                code in [c["code"] for c in a.json()["confirms"]], False)
    for about, body in (
            ("senders", b"{}"), ("senders", b'{"sender": "x y"}'),
            ("senders", b'{"sender": "net:192.0.2.0/24", "verdict": "x"}'),
            ("questions", b'{"code": "B_FIX", "confirmed": true}'),
            ("questions", b'{"code": "S_X"}'), ("settings", b"{}"),
            ("settings", b'{"colour": "red"}'),
            ("settings", b'{"final": "never"}'),
            ("settings", b'{"final": 1}')):
        a = decide(about, body)
        w.tap.equal(f"{about} refuses {body}", a.status, 400)
    a = decide("settings", b'{"final": null}', Origin="http://evil.example")
    w.tap.equal("another site's page decides nothing", a.status, 403)


def many(w):
    """Several answers in one, undone in one, never across clients."""
    op = w.description["paths"]["/api/v1/decisions"]["post"]
    rows = w.server.json("/api/v1/board")["items"]
    names = [r["domain"] for r in rows[:3]]

    def post(items):
        a = w.post("/api/v1/decisions",
                   json.dumps({"decisions": items}).encode())
        w.tap.ok(f"{len(items)} decisions answer as described",
                 w.wrong(op, a))
        return a

    def said(name):
        return [(d["subject"], d["value"], d["note"], d["due_day"])
                for d in w.run("sender", "list", name, "--json")["items"]
                if d["domain"] == name]
    before = {n: said(n) for n in names}
    a = post([{"domain": n.upper(), "sender": "svc:mailchimp",
               "verdict": "approved", "note": "all of us",
               "review": "2030-01-02"} for n in names])
    w.tap.equal("each is a decision with its note and its day", {
        n: said(n) for n in names}, {
        n: before[n] + [("svc:mailchimp", "approved", "all of us",
                         "2030-01-02")] for n in names})
    w.tap.equal("it says how many", (a.json()["decided"],
                                     a.json()["domains"]), (3, 3))
    post(a.json()["undo"])
    w.tap.equal("what came back undoes them", {n: said(n) for n in names},
                before)
    for sentence, items in (
            ("none", []), ("501", [{"domain": names[0],
                                    "sender": "svc:a"}] * 501),
            ("one without a domain", [{"sender": "svc:a"}]),
            ("one on a day gone by", [
                {"domain": names[0], "sender": "svc:a",
                 "verdict": "approved", "review": "2001-01-01"}]),
            ("a good one and a bad one", [
                {"domain": names[0], "sender": "svc:a",
                 "verdict": "approved"},
                {"domain": names[1], "sender": "x y",
                 "verdict": "approved"}])):
        got = post(items)
        w.tap.equal(f"{sentence} is a 400, and nothing is changed",
                    (got.status, {n: said(n) for n in names}), (400, before))
    a = post([{"domain": names[0], "sender": "svc:never", "verdict": None}])
    w.tap.equal("what nobody said cannot be taken back", a.status, 404)
    w.post(f"/api/v1/domains/{names[0]}/settings", b'{"group": "One"}')
    a = post([{"domain": n, "sender": "svc:a", "verdict": "approved"}
              for n in names])
    w.tap.equal("domains of two clients are refused with their groups",
                (a.status, '"One"' in a.json()["detail"],
                 {n: said(n) for n in names}), (400, True, before))
    got = {i["name"]: i["value"] for i in w.server.json(
        f"/api/v1/domains/{names[0]}/settings")["items"] if i["set"]}
    w.tap.equal("the settings of a domain can be read",
                got.get("group"), "One")
    w.post(f"/api/v1/domains/{names[0]}/settings", b'{"group": null}')


def board(w):
    """Each line says what the domain's own advice says."""
    rows = w.server.json("/api/v1/board")["items"]
    w.tap.equal("the board has every domain", sorted(
        r["domain"] for r in rows), sorted(i["domain"] for i in
        w.server.json("/api/v1/domains?limit=1000")["items"]))
    for row in rows:
        a = w.server.json(f"/api/v1/domains/{row['domain']}/advice")
        w.tap.equal(f"the line of {row['domain']} is its advice",
                    [row[k] for k in ("verdict", "score", "target",
                                      "earliest", "publish_now")]
                    + [row["own"], row["forged"], row["alerts"]],
                    [a[k] for k in ("verdict", "score", "target",
                                    "earliest", "publish_now")]
                    + [a["n_known"], a["spoof_n"], len(a["alerts"])])
        named = [(s["key"], s["cat"]) for s in a["senders"]
                 if not s["key"].startswith("net:")]
        w.tap.equal(f"and has the named senders of {row['domain']}",
                    [(s["key"], s["cat"]) for s in row["senders"]
                     ][:len(named)], named)
        codes = [(p["code"], p["sender"]) for p in row["problems"]]
        w.tap.equal(f"and what is in the way of {row['domain']}", [
            b for b in a["blockers"] if b["code"] in ("B_FIX", "B_UNKNOWN")
            and (b["code"], b["sender"]) not in codes], [])
    w.post("/api/v1/domains/bakery.example/settings", b'{"group": "Crust"}')
    w.tap.equal("a group is on the board at once", {
        r["domain"]: r["group"] for r in w.server.json("/api/v1/board")[
            "items"] if r["group"]}, {"bakery.example": "Crust"})
    rows = w.server.json("/api/v1/board")["items"]
    c = sqlite3.connect(w.db, isolation_level=None)
    kept = c.execute("SELECT count(*) FROM evaluation "
                     "WHERE board IS NOT NULL").fetchone()[0]
    c.execute("UPDATE evaluation SET board = NULL")
    c.execute("UPDATE change SET counter = counter + 1")
    c.close()
    w.tap.equal("lines are kept for every domain", kept >= len(rows), True)
    w.tap.equal("a line that was kept is as judged now",
                w.server.json("/api/v1/board")["items"], rows)
    a = w.server.json("/api/v1/domains/college.example/advice"
                      f"?as_of={rows[0]['last_day'][:8]}01")
    w.tap.equal("advice can be asked as of a day", a["as_of"][8:], "01")


PARTS = [refusals, decisions, many, board, conflict, upload, crowded, run]
