"""
ingest: CPU and time of `rampart ingest` next to the floor of the libraries, on
the same mails in turn, with and without documents; 1 and N workers; a second
run; memory; bytes by table.  The least of the rounds counts, for the machine
may be noisy.
"""

import glob
import os

from runs import HERE, RAMPART, Run, check, expect, forget, mails, number, \
    say, sums_of, table_bytes, tool

MAILS = number("BENCH_MAILS", 20000)
SMALL = number("BENCH_SMALL", 2000)
ROUNDS = number("BENCH_ROUNDS", 3)
SCHEMA = os.path.join(HERE, "schema.sql")
FLOOR_DB = os.path.join(HERE, "floor.db")
DB = os.path.join(HERE, "rampart.db")


def write_schema():
    """All migrations in one, for the floor: the tables of today."""
    with open(SCHEMA, "w") as out:
        for path in sorted(glob.glob("schema/*.sql")):
            with open(path) as f:
                out.write(f.read())


def floor(folder):
    forget(FLOOR_DB)
    return Run([tool("bench-floor"), folder, FLOOR_DB, SCHEMA]), FLOOR_DB


def ingest(folder, new=True):
    if new:
        forget(DB)
    return Run([RAMPART, "ingest", "--db", DB, "--json", folder]), DB


def variant(name, setting):
    """The same with a setting."""
    config = os.path.join(HERE, name + ".conf")

    def run(folder):
        with open(config, "w") as out:
            out.write(setting + "\n")
        forget(DB)
        return Run([RAMPART, "ingest", "--config", config, "--db", DB,
            "--json", folder]), DB
    return run


PROGRAMS = (
    ("floor", floor),
    ("bare", variant("bare", "keep-documents = 0")),
    ("one", variant("one", "workers = 1")),
    ("rampart", ingest),
)


def rounds(folder, want):
    """The least CPU, seconds and RSS of each program."""
    runs = { name: [] for name, _ in PROGRAMS }
    for i in range(ROUNDS):
        for name, program in PROGRAMS:
            run, db = program(folder)
            check(db, want)
            runs[name].append(run)
            say("%-8s round %d: %6.2f s CPU, %6.2f s, %4.0f MB", name, i + 1,
                run.cpu, run.seconds, run.rss)
    return { name: { key: min(getattr(r, key) for r in rs)
        for key in ("cpu", "seconds", "rss") } for name, rs in runs.items() }


def second_run(folder):
    before = sums_of(DB)
    again = min((ingest(folder, new=False)[0] for _ in range(ROUNDS)),
        key=lambda run: run.cpu)
    expect("second run stored", again.answer["stored"], 0)
    expect("second run", sums_of(DB), before)
    return again.cpu


def measure():
    write_schema()
    folder, want = mails(MAILS)
    small, small_want = mails(SMALL)
    least = rounds(folder, want)
    size, tables = table_bytes(DB)
    again = second_run(folder)
    little, db = ingest(small)
    check(db, small_want)
    f, r = least["floor"], least["rampart"]
    return { "mails": MAILS, "records": want["records"], "rounds": ROUNDS,
        "runs": least,
        "cpu_ratio": r["cpu"] / f["cpu"],
        "cpu_ratio_bare": least["bare"]["cpu"] / f["cpu"],
        "workers_gain": least["one"]["seconds"] / r["seconds"],
        "floor_us_per_report": f["cpu"] / MAILS * 1e6,
        "us_per_report": r["cpu"] / MAILS * 1e6,
        "floor_reports_per_second": MAILS / f["seconds"],
        "reports_per_second": MAILS / r["seconds"],
        "rss_mb": r["rss"], "rss_small_mb": little.rss,
        "rss_ratio": r["rss"] / little.rss,
        "second_run_cpu": again, "second_run_ratio": again / r["cpu"],
        "bytes_per_record": size / want["records"],
        "bytes_by_table": { name: n / want["records"]
            for name, n in (tables or {}).items() } }


LINES = (
    ("CPU, rampart to floor", "cpu_ratio", "%.2f", 2.0),
    ("CPU, to floor, no documents", "cpu_ratio_bare", "%.2f", 1.5),
    ("us CPU a report, floor", "floor_us_per_report", "%.0f", None),
    ("us CPU a report, rampart", "us_per_report", "%.0f", None),
    ("reports a second, floor", "floor_reports_per_second", "%.0f", None),
    ("reports a second, rampart", "reports_per_second", "%.0f", -6000),
    ("time, 1 worker to all", "workers_gain", "%.2f", None),
    ("peak RSS in MB", "rss_mb", "%.0f", 64),
    ("peak RSS in MB, few mails", "rss_small_mb", "%.0f", 64),
    ("peak RSS, many to few mails", "rss_ratio", "%.2f", 1.2),
    ("CPU, second run to first", "second_run_ratio", "%.4f", 0.02),
    ("bytes a record, no documents", "bytes_per_record", "%.1f", 60),
)
