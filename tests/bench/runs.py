"""What the parts of the bench share: programs, their runs, databases."""

import json
import os
import shutil
import sqlite3
import sys
import time

BUILD = os.environ.get("BENCH_BUILD", "build")
HERE = os.path.join(BUILD, "bench")
RAMPART = os.environ.get("RAMPART", os.path.join(BUILD, "rampart"))


def number(name, default):
    """A size that may be given as an environment variable."""
    return int(os.environ.get(name, str(default)))


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
            self.text = f.read()

    @property
    def answer(self):
        return json.loads(self.text)


def tool(name):
    return os.path.join(BUILD, name)


def say(form, *values):
    print("# " + form % values, flush=True)


def expect(what, got, want):
    if got != want:
        sys.exit("%s: %r, the generator says %r" % (what, got, want))


def made(name, maker, arguments, forget):
    """
    The file or folder `name` as made by a generator, made anew when that is
    newer or its arguments are others; returns its path and what it printed.
    """
    path = os.path.join(HERE, name)
    sums = path + ".json"
    key = " ".join(arguments)
    if os.path.exists(sums) and \
            os.path.getmtime(sums) >= os.path.getmtime(tool(maker)):
        with open(sums) as f:
            kept = json.load(f)
        if kept.get("arguments") == key:
            return path, kept
    forget(path)
    run = Run([tool(maker), path] + arguments)
    kept = dict(run.answer, arguments=key, cpu=run.cpu, seconds=run.seconds)
    with open(sums, "w") as f:
        json.dump(kept, f)
    return path, kept


def mails(n):
    """The maildir of n mails, and its sums."""
    return made("mails-%d" % n, "rampart-bench-mails", [str(n)],
        lambda path: shutil.rmtree(path, ignore_errors=True))


def database(name, records, *options):
    """A database of so many records, and its sums."""
    return made(name + ".db", "rampart-bench-database",
        [str(records)] + list(options), forget)


def forget(db):
    for end in ("", "-wal", "-shm"):
        if os.path.exists(db + end):
            os.unlink(db + end)


def copy(db, name):
    to = os.path.join(HERE, name)
    forget(to)
    shutil.copyfile(db, to)
    return to


def sums_of(db):
    with sqlite3.connect(db) as c:
        return dict(zip(("reports", "records", "messages", "pass"),
            c.execute("SELECT count(*), sum(records), sum(messages), "
                "sum(pass) FROM report WHERE outcome = 2").fetchone()))


def check(db, want):
    got = sums_of(db)
    expect(db, got, { k: want[k] for k in got })


def table_bytes(db):
    """
    Bytes of a packed copy by table, indexes apart, without documents; None
    without dbstat.
    """
    c = sqlite3.connect(db, isolation_level=None)
    packed = os.path.join(HERE, "packed.db")
    forget(packed)
    c.execute("VACUUM INTO ?", (packed,))
    c.close()
    c = sqlite3.connect(packed, isolation_level=None)
    c.execute("DELETE FROM document")
    c.execute("VACUUM")
    try:
        tables = dict(c.execute("SELECT name, sum(pgsize) FROM dbstat "
            "GROUP BY 1 ORDER BY 2 DESC"))
    except sqlite3.OperationalError:
        tables = None
    c.close()
    size = os.path.getsize(packed)
    forget(packed)
    return size, tables
