"""Start and stop, and a database that changes, is empty, or goes away."""
import os
import socket
import sqlite3
import subprocess
import time

from world import PROGRAM, Server, target, xml_report

OVERVIEW = "/api/v1/overview"
USAGE = [64, 65, 78]


def refused(w, listen, statuses, says):
    db = os.path.join(w.dir, "refused.db")
    p = subprocess.run([PROGRAM, "serve", "--db", db, "--listen", listen],
                       capture_output=True, text=True, timeout=30)
    wrong = []
    if p.returncode not in statuses or says not in p.stderr:
        wrong = [f"{p.returncode}: {p.stdout}{p.stderr}"]
    if os.path.exists(db):
        wrong.append("a database was made")
    w.tap.ok(f"--listen {listen} is refused: {says}", wrong)


def change(w):
    before = w.server.get(OVERVIEW)
    w.write("more.xml", xml_report(
        "late.example", w.yesterday,
        [("192.0.2.9", 11, "none", "pass", "pass")]))
    w.ingest(w.files)
    after = w.server.get(OVERVIEW, If_None_Match=before.headers["ETag"])
    w.tap.equal("after an ingest the tag and the sums are others",
                (after.status, after.json()["totals"]["messages"]
                 - before.json()["totals"]["messages"]), (200, 11))


def one_moment(w):
    """Read while the sample is ingested: no answer mixes two moments."""
    db = os.path.join(w.dir, "growing.db")
    s = Server(db)
    ingest = subprocess.Popen([PROGRAM, "ingest", "--db", db, w.mail],
                              stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    wrong, seen = [], set()
    while ingest.poll() is None:
        a = s.get(OVERVIEW + "?limit=1000")
        if a.status != 200:
            wrong.append(f"{a.status} {a.body}")
            continue
        o = a.json()
        sums = [o["totals"]["messages"]] + [
            sum(row["messages"] for row in o[rows])
            for rows in ("items", "days")]
        seen.add(sums[0])
        if len(set(sums)) > 1:
            wrong.append(f"totals, items, days: {sums}")
    s.stop()
    w.tap.ok("while an ingest runs, every answer is of one moment", wrong)
    w.tap.ok("and they grow meanwhile", None if len(seen) > 1 else str(seen))


def gone(w):
    aside = w.db + ".aside"
    os.rename(w.db, aside)
    a = w.server.get(OVERVIEW)
    w.tap.equal("a database that is gone is a 503 with a sentence",
                (a.status, a.type, a.headers["Retry-After"] is not None,
                 len(a.json()["detail"]) > 10),
                (503, "application/problem+json", True, True))
    with open(w.db, "wb") as f:
        f.write(b"something else altogether" * 100)
    a = w.server.get(OVERVIEW)
    w.tap.equal("a file that is no database is a 500 with a sentence",
                (a.status, a.type, len(a.json()["detail"]) > 10),
                (500, "application/problem+json", True))
    # By now the server has closed its connections: it can be locked.
    lock = sqlite3.connect(aside, isolation_level=None)
    lock.execute("PRAGMA locking_mode=EXCLUSIVE")
    lock.execute("BEGIN EXCLUSIVE")
    lock.execute("CREATE TABLE scratch (a)")
    os.rename(aside, w.db)
    a = w.server.get(OVERVIEW)
    w.tap.equal("a locked database is a 503 that says so",
                (a.status, "locked" in a.json()["detail"]), (503, True))
    lock.execute("ROLLBACK")
    lock.close()
    w.tap.equal("when it is back, so are the answers",
                w.server.get(OVERVIEW).status, 200)


def empty(w):
    s = Server(os.path.join(w.dir, "empty.db"))
    o = s.json(OVERVIEW)
    yesterday = time.strftime("%Y-%m-%d", time.gmtime(w.yesterday))
    w.tap.equal("an empty database has an overview",
                (o["items"], o["days"], o["totals"]["messages"],
                 o["totals"]["newest"], o["next"], o["total"], o["more"],
                 o["as_of"]),
                ([], [], 0, None, None, 0, False, yesterday))
    wrong = []
    for path, op in w.operations():
        a = s.get(target(path.replace("{domain}", "a.example").replace(
            "{id}", "1").replace("{ip}", "192.0.2.1"), w.required(op)))
        wrong += w.wrong(op, a)
        if a.status != (404 if "{" in path else 200):
            wrong.append(f"{path}: {a.status}")
    w.tap.ok("and answers everywhere as described", wrong)
    s.stop()


def stop(w):
    with socket.create_connection(("127.0.0.1", w.server.port)) as s:
        s.sendall(b"GET / HTTP/1.1\r\nHost: " + w.server.host.encode()
                  + b"\r\n\r\n")
        s.recv(10)
        status, seconds, log = w.server.stop()
    w.tap.equal("SIGTERM ends it at once, idle connections or not",
                (status, seconds < 3), (0, True))
    w.tap.ok("what failed stands in the log, a line each", [
        text for text in ("404", "405", "421", "503") if text not in log])
    w.tap.ok("no sanitizer found anything",
             [line for line in log.split("\n") if "ERROR:" in line
              or "runtime error" in line or "WARNING: Thread" in line])
    w.tap.equal("the log holds no control characters",
                [c for c in log if ord(c) < 32 and c != "\n"], [])


def addresses(w):
    refused(w, w.server.host, [75], "in use")
    refused(w, "0.0.0.0:0", USAGE, "reverse proxy")
    refused(w, "192.0.2.1:80", USAGE, "accounts")
    refused(w, "nonsense", USAGE, "127.0.0.1:8080")


def trust(w):
    """The same reports under another setting: the answers follow it."""
    os.makedirs(os.path.join(w.dir, "trust/cur"))
    os.makedirs(os.path.join(w.dir, "trust/new"))
    with open(os.path.join(w.dir, "trust/new/1"), "wb") as f:
        f.write(b"From: a@receiver.example\nContent-Type: text/xml\n\n")
        f.write(xml_report("trust.example", w.yesterday,
                           [("192.0.2.9", 11, "none", "pass", "pass")]))
    db = os.path.join(w.dir, "trust.db")
    conf = os.path.join(w.dir, "trust.conf")
    subprocess.run([PROGRAM, "ingest", "--quiet", "--db", db,
                    os.path.join(w.dir, "trust")], check=True)
    sums = "/api/v1/domains/trust.example/sources"
    for word, messages, status in (("yes", 11, 200), ("no", 0, 404)):
        with open(conf, "w") as f:
            f.write(f"trust-unverified = {word}\n")
        s = Server(db, "--config", conf)
        totals = s.json(OVERVIEW)["totals"]
        w.tap.equal(f"trust-unverified = {word} is in the totals",
                    (totals["messages"], totals["provenance"]["unverified"],
                     "unverified" in totals["counted_provenance"]),
                    (messages, 11, word == "yes"))
        w.tap.equal("and in every list", (
            len(s.json("/api/v1/domains")["items"]), s.get(sums).status,
            [r["counted"] for r in s.json("/api/v1/reports")["items"]]),
            (messages // 11, status, [word == "yes"]))
        s.stop()


PARTS = [addresses, change, trust, one_moment, gone, empty]
