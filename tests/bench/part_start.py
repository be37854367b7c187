"""
start: how long `rampart --version` takes, and how long it is from starting
`rampart serve` on the big database to its first answer.
"""

import time

from runs import RAMPART, Run, database, number
from server import Server

RECORDS = number("BENCH_RECORDS", 5000000)


def first_answer(db):
    start = time.perf_counter()
    server = Server(db)
    server.json("/api/v1/about")
    ms = (time.perf_counter() - start) * 1000
    server.end()
    return ms


def measure():
    db, _ = database("big", RECORDS, "--days", str(max(1, RECORDS // 12500)))
    version = [Run([RAMPART, "--version"]).seconds * 1000 for _ in range(20)]
    serve = [first_answer(db) for _ in range(10)]
    return { "version_ms": min(version), "serve_ms": min(serve) }


LINES = (
    ("ms, rampart --version", "version_ms", "%.1f", 10),
    ("ms, serve to its first answer", "serve_ms", "%.0f", 100),
)
