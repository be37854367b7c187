"""
api: every GET route of the JSON API on a big database whose domains were
judged: cold (a new process, the file out of the page cache), warm (the least
of several tries counts), while an ingest runs, and as whole lists.  Sums in
the answers must be the generator's.
"""

import statistics
import threading

from runs import RAMPART, Run, copy, database, expect, forget, mails, \
    number, say
from server import API, Server, drop_cache
from targets import all_days, missing, targets, whole_lists

RECORDS = number("BENCH_RECORDS", 5000000)
SMALL = number("BENCH_SMALL", 2000)
TRIES = number("BENCH_TRIES", 7)
MAILS = number("BENCH_MAILS", 20000)
EDGES = (1, 2, 5, 10, 20, 50, 100, 500)
SLOWEST = 8


def check_truth(server, truth):
    span = all_days(truth)
    totals = server.json(API + "overview?" + span)["totals"]
    for key in ("messages", "pass", "reports"):
        expect("overview, " + key, totals[key], truth["all"][key])
    first = API + "domains/" + truth["domain"] + "/"
    for key in ("messages", "pass"):
        days = server.json(first + "trend?" + span)["days"]
        expect("trend, " + key, sum(d[key] for d in days),
            truth["first"][key])
        got, after = 0, ""
        while after is not None:
            page = server.json(first + "sources?limit=1000&" + span +
                (after and "&cursor=" + after))
            got += sum(s[key] for s in page["items"])
            after = page["next"]
        expect("sources, " + key, got, truth["first"][key])


def prepare():
    """
    A copy with some mails more, so that it has documents and a ledger, and
    every domain judged, as `rampart run` does it each day.
    """
    db, truth = database("big", RECORDS, "--days",
        str(max(1, RECORDS // 12500)))
    server = Server(db)
    check_truth(server, truth)
    server.end()
    ready = copy(db, "api.db")
    folder, _ = mails(SMALL)
    Run([RAMPART, "ingest", "--db", ready, "--json", "--quiet", folder])
    Run([RAMPART, "names", "forget", "--services", "--db", ready])
    return ready, truth


def warm(server, asked):
    rows = []
    for route, target in asked:
        times = []
        for _ in range(TRIES):
            ms, status, _ = server.get(API + target)
            expect(target, status, 200)
            times.append(ms)
        rows.append({ "route": route, "target": target,
            "ms": min(times) })
    return rows


def cold(db, asked):
    """The longest of first answers: four of each route, the largest domain."""
    rows = {}
    for route, target in asked:
        times = rows.setdefault(route, [])
        if len(times) >= 4 or "=90" in target or ("{domain}" in route and
                "customer0" not in target):
            continue
        drop_cache(db)
        server = Server(db)
        ms, status, _ = server.get(API + target)
        server.end()
        expect(target, status, 200)
        times.append(ms)
    return { route: max(times) for route, times in rows.items() }


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


def print_slowest(what, rows):
    say("slowest, %s:", what)
    for row in sorted(rows, key=lambda r: -r["ms"])[:SLOWEST]:
        say("%8.2f ms %s", row["ms"], row["target"])


def busy(db, asked):
    """The same while mails are taken in; statuses, and the longest waits."""
    folder, _ = mails(MAILS)
    other = copy(db, "busy.db")
    server = Server(other)
    ingest = threading.Thread(target=Run, args=([RAMPART, "ingest", "--db",
        other, "--json", "--quiet", folder],))
    rows, statuses = [], {}
    ingest.start()
    while ingest.is_alive():
        for _, target in asked:
            ms, status, _ = server.get(API + target)
            rows.append({ "target": target, "ms": ms })
            statuses[status] = statuses.get(status, 0) + 1
            if not ingest.is_alive():
                break
    ingest.join()
    server.end()
    forget(other)
    print_slowest("an ingest runs", rows)
    times = [row["ms"] for row in rows]
    return { "answers": len(times), "median": statistics.median(times),
        "worst": max(times), "statuses": statuses,
        "refused": sum(n for s, n in statuses.items() if s >= 500) }


def whole(server, truth):
    """Megabytes a second of lists that are sent while they are made."""
    rates = {}
    for target in whole_lists(truth):
        ms, status, body = server.get(API + target)
        expect(target, status, 200)
        rates[target] = len(body) / 1000 / ms
        say("%8.0f ms, %.1f MB, %.1f MB/s: %s", ms, len(body) / 1e6,
            rates[target], target)
    return rates


def print_routes(routes, colds):
    head = "".join("%6s" % ("<%d" % e) for e in EDGES) + "  more"
    say("%-27s %8s %8s %8s %s", "route", "median", "worst", "cold", head)
    for route, row in sorted(routes.items()):
        say("%-27s %8.2f %8.2f %8.1f %s", route, row["median"], row["worst"],
            colds.get(route, 0),
            "".join("%6s" % (n or "") for n in row["histogram"]))


def measure():
    db, truth = prepare()
    server = Server(db)
    asked = list(targets(server, truth))
    expect("GET routes of doc/api.yaml that are not asked", missing(asked), [])
    rows = warm(server, asked)
    rates = whole(server, truth)
    server.end()
    routes, colds = by_route(rows), cold(db, asked)
    print_routes(routes, colds)
    print_slowest("warm", rows)
    times = [row["ms"] for row in rows]
    result = { "records": truth["all"]["records"], "routes": routes,
        "cold": colds, "targets": { r["target"]: r["ms"] for r in rows },
        "median_ms": statistics.median(times), "worst_ms": max(times),
        "cold_worst_ms": max(colds.values()), "whole": rates,
        "whole_least": min(rates.values()), "busy": busy(db, asked) }
    forget(db)
    return result


LINES = (
    ("ms, median of all answers", "median_ms", "%.1f", 10),
    ("ms, worst answer", "worst_ms", "%.1f", 50),
    ("ms, worst answer, cold", "cold_worst_ms", "%.0f", None),
    ("MB a second, whole lists", "whole_least", "%.1f", None),
    ("ms, worst answer, ingest runs", "busy.worst", "%.0f", 100),
    ("answers of 500 to 599 meanwhile", "busy.refused", "%d", 0),
)
