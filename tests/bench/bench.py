#!/usr/bin/env python3
"""make bench: what ingest costs, as ratios to the floor of the libraries.

    bench.py BUILD      BENCH_MAILS=20000 BENCH_SMALL=2000 BENCH_ROUNDS=3

bench-floor and `rampart ingest` read the same mails in turn; the least of the
rounds counts, for the machine may be noisy.  CPU is user and system time of
the process and its children (wait4).  Their totals must equal those of the
generator, or the bench fails.  The goals are those of performance.md.
"""

import json
import os
import shutil
import sqlite3
import sys
import time

BUILD = sys.argv[1] if len(sys.argv) > 1 else "build"
MAILS = int(os.environ.get("BENCH_MAILS", "20000"))
SMALL = int(os.environ.get("BENCH_SMALL", "2000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
HERE = os.path.join(BUILD, "bench")
SCHEMA = os.path.join("schema", "001-initial.sql")
FLOOR = os.path.join(BUILD, "bench-floor")
RAMPART = os.environ.get("RAMPART", os.path.join(BUILD, "rampart"))


class Run:
    """One run of a program: seconds, CPU seconds, peak RSS, its output."""

    def __init__(self, arguments):
        out = os.path.join(HERE, "out")
        start = time.monotonic()
        pid = os.posix_spawnp(arguments[0], arguments, os.environ,
            file_actions=[(os.POSIX_SPAWN_OPEN, 1, out,
                os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)])
        _, status, usage = os.wait4(pid, 0)
        self.seconds = time.monotonic() - start
        self.cpu = usage.ru_utime + usage.ru_stime
        self.rss = usage.ru_maxrss / 1024
        if status != 0:
            sys.exit("%s: exit %d" % (" ".join(arguments),
                os.waitstatus_to_exitcode(status)))
        with open(out) as f:
            self.answer = json.loads(f.read())


def mails(n):
    """The maildir of n mails, made anew after its maker, and its sums."""
    folder = os.path.join(HERE, "mails-%d" % n)
    sums = folder + ".json"
    maker = os.path.join(BUILD, "rampart-bench-mails")
    if not os.path.exists(sums) or \
            os.path.getmtime(sums) < os.path.getmtime(maker):
        shutil.rmtree(folder, ignore_errors=True)
        run = Run([maker, folder, str(n)])
        with open(sums, "w") as f:
            json.dump(run.answer, f)
    with open(sums) as f:
        return folder, json.load(f)


def forget(db):
    for end in ("", "-wal", "-shm"):
        if os.path.exists(db + end):
            os.unlink(db + end)


def floor(folder):
    db = os.path.join(HERE, "floor.db")
    forget(db)
    return Run([FLOOR, folder, db, SCHEMA]), db


def ingest(folder, new=True):
    db = os.path.join(HERE, "rampart.db")
    if new:
        forget(db)
    return Run([RAMPART, "ingest", "--db", db, "--json", folder]), db


def expect(what, got, want):
    if got != want:
        sys.exit("%s: %r, the mails hold %r" % (what, got, want))


def sums_of(db):
    with sqlite3.connect(db) as c:
        return dict(zip(("reports", "records", "messages", "pass"),
            c.execute("SELECT count(*), sum(records), sum(messages), "
                "sum(pass) FROM report WHERE outcome = 2").fetchone()))


def check(db, want):
    got = sums_of(db)
    expect(db, got, { k: want[k] for k in got })


def table_bytes(db):
    """Bytes by table, its indexes included; None without dbstat."""
    try:
        with sqlite3.connect(db) as c:
            return dict(c.execute("SELECT coalesce(s.tbl_name, d.name), "
                "sum(d.pgsize) FROM dbstat d LEFT JOIN sqlite_schema s "
                "ON s.name = d.name GROUP BY 1 ORDER BY 2 DESC"))
    except sqlite3.OperationalError:
        return None


def without_documents(db):
    """Size of a copy without documents and free pages."""
    copy = os.path.join(HERE, "copy.db")
    forget(copy)
    with sqlite3.connect(db) as c:
        c.execute("VACUUM INTO ?", (copy,))
    c = sqlite3.connect(copy, isolation_level=None)
    c.execute("DELETE FROM document")
    c.execute("VACUUM")
    c.close()
    size = os.path.getsize(copy)
    forget(copy)
    return size


def rounds(folder, want):
    """The least CPU, seconds and RSS of both programs; the last database."""
    runs = { "floor": [], "rampart": [] }
    for i in range(ROUNDS):
        for name, program in (("floor", floor), ("rampart", ingest)):
            run, db = program(folder)
            check(db, want)
            runs[name].append(run)
            print("# %-8s round %d: %6.2f s CPU, %6.2f s, %4.0f MB" % (name,
                i + 1, run.cpu, run.seconds, run.rss), flush=True)
    return { name: { key: min(getattr(r, key) for r in rs)
        for key in ("cpu", "seconds", "rss") }
        for name, rs in runs.items() }, db


def measure():
    folder, want = mails(MAILS)
    small, small_want = mails(SMALL)
    result, db = rounds(folder, want)
    tables = table_bytes(db)
    size = without_documents(db)
    before = sums_of(db)
    again, db = ingest(folder, new=False)
    expect("second run stored", again.answer["stored"], 0)
    expect("second run", sums_of(db), before)
    little, db = ingest(small)
    check(db, small_want)
    f, r = result["floor"], result["rampart"]
    return { "mails": MAILS, "records": want["records"], "rounds": ROUNDS,
        "floor": f, "rampart": r, "tables": tables,
        "cpu_ratio": r["cpu"] / f["cpu"],
        "floor_us_per_report": f["cpu"] / MAILS * 1e6,
        "rampart_us_per_report": r["cpu"] / MAILS * 1e6,
        "floor_reports_per_second": MAILS / f["seconds"],
        "rampart_reports_per_second": MAILS / r["seconds"],
        "rss_mb": r["rss"], "rss_small_mb": little.rss,
        "rss_ratio": r["rss"] / little.rss,
        "second_run_ratio": again.cpu / r["cpu"],
        "second_run_cpu": again.cpu,
        "bytes_per_record": size / want["records"] }


LINES = (
    ("CPU, rampart to floor", "cpu_ratio", "%.2f", 2.0),
    ("us CPU a report, floor", "floor_us_per_report", "%.0f", None),
    ("us CPU a report, rampart", "rampart_us_per_report", "%.0f", None),
    ("reports a second, floor", "floor_reports_per_second", "%.0f", None),
    ("reports a second, rampart", "rampart_reports_per_second", "%.0f",
        -6000),
    ("peak RSS in MB", "rss_mb", "%.0f", 64),
    ("peak RSS in MB, %d mails" % SMALL, "rss_small_mb", "%.0f", 64),
    ("peak RSS, %d to %d mails" % (MAILS, SMALL), "rss_ratio", "%.2f", 1.2),
    ("CPU, second run to first", "second_run_ratio", "%.4f", 0.02),
    ("bytes a record, no documents", "bytes_per_record", "%.1f", 60),
)


def main():
    os.makedirs(HERE, exist_ok=True)
    result = measure()
    with open(os.path.join(HERE, "result.json"), "w") as f:
        json.dump(result, f, indent=1)
        f.write("\n")
    print("%d mails, %d records, least of %d rounds" % (MAILS,
        result["records"], ROUNDS))
    for text, key, form, goal in LINES:
        value = result[key]
        missed = goal is not None and (value > goal if goal > 0 else
            value < -goal)
        print("%-32s %10s%s%s" % (text, form % value,
            "" if goal is None else "   goal: %s %g" %
            ("at most" if goal > 0 else "at least", abs(goal)),
            "  MISSED" if missed else ""))


main()
