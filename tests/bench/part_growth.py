"""
growth: databases of 10^4 to 5 * 10^6 records, a day more for each 12,500, and
the exponents of CPU time and size over records (1: linear).
"""

import math
import os

from runs import database, number, say

MOST = number("BENCH_RECORDS", 5000000)
RECORDS_PER_DAY = 12500


def exponent(points):
    """The slope of the least squares in logarithms."""
    x = [math.log(p[0]) for p in points]
    y = [math.log(p[1]) for p in points]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y)) / \
        sum((a - mean_x) ** 2 for a in x)


def sizes():
    n = 10000
    while n < MOST:
        yield n
        n *= 10
    yield MOST


def measure():
    rows = []
    for n in sizes():
        name = "big" if n == MOST else "growth"
        days = max(1, n // RECORDS_PER_DAY)
        path, truth = database(name, n, "--days", str(days))
        size = os.path.getsize(path)
        rows.append({ "records": truth["all"]["records"],
            "cpu": truth["cpu"], "bytes": size })
        say("%8d records: %6.1f s CPU, %6.1f us and %5.1f bytes a record", n,
            truth["cpu"], truth["cpu"] / n * 1e6, size / n)
    return { "sizes": rows,
        "time_exponent": exponent([(r["records"], r["cpu"]) for r in rows]),
        "size_exponent": exponent([(r["records"], r["bytes"])
            for r in rows]),
        "bytes_per_record": rows[-1]["bytes"] / rows[-1]["records"] }


LINES = (
    ("exponent of time over records", "time_exponent", "%.3f", 1.05),
    ("exponent of size over records", "size_exponent", "%.3f", 1.05),
    ("bytes a record, big database", "bytes_per_record", "%.1f", None),
)
