"""
api: every route of the JSON API on a big database: cold (a new process, the
file out of the page cache), warm (the least of several tries counts), and
while an ingest runs.  Sums in the answers must be the generator's.
"""

import datetime
import statistics
import threading

from runs import RAMPART, Run, copy, database, expect, forget, mails, \
    number, say
from server import Server, drop_cache

RECORDS = number("BENCH_RECORDS", 5000000)
TRIES = number("BENCH_TRIES", 7)
MAILS = number("BENCH_MAILS", 20000)
EDGES = (1, 2, 5, 10, 20, 50, 100, 500)
API = "/api/v1/"


def date(day):
    return str(datetime.date(1970, 1, 1) + datetime.timedelta(days=day))


def spans(truth):
    """Of the last days, as parameters."""
    for days in (1, 35, 90, 365):
        yield "from=%s&to=%s" % (date(max(truth["from"],
            truth["to"] - days + 1)), date(truth["to"]))


def domain_targets(truth, span):
    """Of the largest domain and of small ones."""
    for rank in (0, 9, 99):
        domain = API + "domains/customer%d.example/" % rank
        yield "trend", domain + "trend?" + span
        yield "sources", domain + "sources?" + span
        yield "sources", domain + "sources?sort=-reporters&" + span
        yield "sources", domain + "sources?dmarc=fail&" + span
        yield "sources", domain + "sources?reporter=receiver0.example&" + span
        yield "sources", domain + "sources?source_ip=198.0.0.97&" + span
        yield "reports", API + "reports?domain=customer%d.example&%s" % (rank,
            span)
        yield "reporters", API + "reporters?domain=customer%d.example&%s" % (
            rank, span)


def targets(server, truth):
    """(route, target) of all that is asked."""
    yield "about", API + "about"
    for span in spans(truth):
        yield "overview", API + "overview?" + span
        yield "domains", API + "domains?" + span
        yield "domains", API + "domains?sort=domain&limit=500&" + span
        yield "reporters", API + "reporters?" + span
        yield "reports", API + "reports?" + span
        yield "reports", API + "reports?reporter=receiver20.example&" + span
        yield "intake", API + "intake?outcome=all&" + span
        yield from domain_targets(truth, span)
    yield "reports", API + "reports?cursor=" + server.json(
        API + "reports?limit=1000")["next"]
    yield "intake", API + "intake"
    for i in range(1, 8):
        yield "report", API + "reports/%d" % (
            truth["all"]["reports"] * i // 8)


def check_truth(server, truth):
    all_days = "from=%s&to=%s" % (date(truth["from"]), date(truth["to"]))
    totals = server.json(API + "overview?" + all_days)["totals"]
    for key in ("messages", "pass", "reports"):
        expect("overview, " + key, totals[key], truth["all"][key])
    first = API + "domains/" + truth["domain"] + "/"
    for key in ("messages", "pass"):
        days = server.json(first + "trend?" + all_days)["days"]
        expect("trend, " + key, sum(d[key] for d in days),
            truth["first"][key])
        got, after = 0, ""
        while after is not None:
            page = server.json(first + "sources?limit=1000&" + all_days +
                (after and "&cursor=" + after))
            got += sum(s[key] for s in page["items"])
            after = page["next"]
        expect("sources, " + key, got, truth["first"][key])


def warm(server, asked):
    rows = []
    for route, target in asked:
        times = []
        for _ in range(TRIES):
            ms, status, _ = server.get(target)
            expect(target, status, 200)
            times.append(ms)
        rows.append({ "route": route, "target": target,
            "ms": min(times) })
    return rows


def cold(db, asked):
    """The longest and the median of first answers; one target a route."""
    rows = {}
    for route, target in asked:
        if "customer0" not in target and route in ("trend", "sources"):
            continue
        if "=90" in target or rows.get(route, {}).get("n", 0) >= 4:
            continue
        drop_cache(db)
        server = Server(db)
        ms, status, _ = server.get(target)
        server.end()
        expect(target, status, 200)
        row = rows.setdefault(route, { "n": 0, "ms": 0 })
        row["n"] += 1
        row["ms"] = max(row["ms"], ms)
    return { route: row["ms"] for route, row in rows.items() }


def histogram(times):
    counts = [0] * (len(EDGES) + 1)
    for ms in times:
        counts[sum(ms >= edge for edge in EDGES)] += 1
    return counts


def by_route(rows):
    routes = {}
    for row in rows:
        routes.setdefault(row["route"], []).append(row["ms"])
    return { route: { "median": statistics.median(times),
        "worst": max(times), "histogram": histogram(times) }
        for route, times in routes.items() }


def busy(db, asked):
    """The same while mails are taken in; statuses, and the longest wait."""
    folder, _ = mails(MAILS)
    other = copy(db, "busy.db")
    server = Server(other)
    ingest = threading.Thread(target=Run, args=([RAMPART, "ingest", "--db",
        other, "--json", "--quiet", folder],))
    times, statuses = [], {}
    ingest.start()
    while ingest.is_alive():
        for _, target in asked:
            ms, status, _ = server.get(target)
            times.append(ms)
            statuses[status] = statuses.get(status, 0) + 1
            if not ingest.is_alive():
                break
    ingest.join()
    server.end()
    forget(other)
    return { "answers": len(times), "median": statistics.median(times),
        "worst": max(times), "statuses": statuses,
        "refused": sum(n for s, n in statuses.items() if s >= 500) }


def print_routes(routes, colds):
    head = "".join("%6s" % ("<%d" % e) for e in EDGES) + "  more"
    say("%-10s %8s %8s %8s %s", "route", "median", "worst", "cold", head)
    for route, row in sorted(routes.items()):
        say("%-10s %8.2f %8.2f %8.1f %s", route, row["median"], row["worst"],
            colds.get(route, 0),
            "".join("%6s" % (n or "") for n in row["histogram"]))


def measure():
    db, truth = database("big", RECORDS, "--days",
        str(max(1, RECORDS // 12500)))
    server = Server(db)
    check_truth(server, truth)
    asked = list(targets(server, truth))
    rows = warm(server, asked)
    server.end()
    routes, colds = by_route(rows), cold(db, asked)
    print_routes(routes, colds)
    for row in sorted(rows, key=lambda r: -r["ms"])[:5]:
        say("%8.2f ms %s", row["ms"], row["target"])
    times = [row["ms"] for row in rows]
    return { "records": truth["all"]["records"], "routes": routes,
        "cold": colds, "targets": { r["target"]: r["ms"] for r in rows },
        "median_ms": statistics.median(times), "worst_ms": max(times),
        "cold_worst_ms": max(colds.values()), "busy": busy(db, asked) }


LINES = (
    ("ms, median of all answers", "median_ms", "%.1f", 10),
    ("ms, worst answer", "worst_ms", "%.1f", 50),
    ("ms, worst answer, cold", "cold_worst_ms", "%.0f", None),
    ("ms, worst answer, ingest runs", "busy.worst", "%.0f", None),
    ("answers of 500 to 599 meanwhile", "busy.refused", "%d", 0),
)
