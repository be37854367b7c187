"""
advise: 500 domains with 91 days each judged at once (`rampart advise --all`),
and the largest domain of the big database alone, over all of its days.  CPU
time, the least of the rounds; the board must name every domain once, and the
page of the largest must count the messages of the generator.
"""

import datetime

from runs import RAMPART, Run, database, expect, number, say

RECORDS = number("BENCH_RECORDS", 5000000)
ROUNDS = number("BENCH_ROUNDS", 3)
DAYS = 91


def date(day):
    return str(datetime.date(1970, 1, 1) + datetime.timedelta(days=day))


def judge(db, truth, *arguments):
    runs = [Run([RAMPART, "advise", *arguments, "--json", "--as-of",
        date(truth["to"]), "--db", db]) for _ in range(ROUNDS)]
    return min(runs, key=lambda run: run.cpu)


def board(path, truth):
    run = judge(path, truth, "--all")
    domains = [item["domain"] for item in run.answer["items"]]
    expect("domains of the board", len(set(domains)), len(domains))
    say("%d domains, %d records: %.2f s CPU, %.0f MB", len(domains),
        truth["all"]["records"], run.cpu, run.rss)
    return len(domains), run


def largest(path, truth):
    run = judge(path, truth, truth["domain"])
    expect("domain", run.answer["domain"], truth["domain"])
    say("%d records of one domain: %.0f ms CPU, %.0f MB",
        truth["first"]["records"], run.cpu * 1000, run.rss)
    return truth["first"]["records"], run


def measure():
    recent = database("advise", max(RECORDS * DAYS // 400, 500), "--days",
        str(DAYS))
    domains, all_of_them = board(*recent)
    _, young = largest(*recent)
    records, one = largest(*database("big", RECORDS, "--days",
        str(max(1, RECORDS // 12500))))
    return { "domains": domains, "board_seconds": all_of_them.cpu,
        "board_rss_mb": all_of_them.rss, "records": records,
        "largest_91_ms": young.cpu * 1000, "largest_ms": one.cpu * 1000, "largest_rss_mb": one.rss }


LINES = (
    ("domains judged", "domains", "%d", None),
    ("s CPU, all of them", "board_seconds", "%.2f", 5),
    ("peak RSS in MB, all of them", "board_rss_mb", "%.0f", None),
    ("ms CPU, largest domain, 91 days", "largest_91_ms", "%.0f", 150),
    ("records of the largest domain", "records", "%d", None),
    ("ms CPU, largest domain, 400 days", "largest_ms", "%.0f", 150),
    ("peak RSS in MB, the largest", "largest_rss_mb", "%.0f", None),
)
