"""The fault sweep, as TAP.

An ingest of 66 mails in three batches, which files them away, is done again
and again; each time one system call more is let through before one fails or
the process is killed there, until a run ends untouched.  After each, the
database is whole, a plain run completes, and the reports, sums, ledger and
mailbox are those of an undisturbed ingest.

FAULTS=all tries every call; else those that are made very often are tried in
strides, so that each kind of fault has POINTS places, and the line says so.
"""
import concurrent.futures
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path[:0] = [os.path.dirname(__file__), "tests"]
import mails  # noqa: E402
import records  # noqa: E402

PROGRAM = os.path.realpath(os.environ.get("RAMPART", "build/rampart"))
SHIM = os.path.realpath("build/faults/own_malloc.so")
ALL = os.environ.get("FAULTS") == "all"
POINTS = 30
KILL = "SIGKILL"

# What fails, and how.  A + behind an error: that call and all after it.
FAULTS = {
    "openat": ["EIO", "EMFILE", KILL],
    "read": ["EIO", "EINTR", KILL],
    "pread64": ["EIO", KILL],
    "pwrite64": ["EIO", "ENOSPC", "ENOSPC+", KILL],
    "write": ["EIO", KILL],
    "fsync": ["EIO", KILL],
    "fdatasync": ["EIO", "EIO+", KILL],
    "renameat2": ["EIO", "ENOSPC", "EROFS+", "EINVAL+", KILL],
    "linkat": ["EPERM+", KILL],
    "unlinkat": ["EIO", KILL],
    "mkdirat": ["ENOSPC", KILL],
    "mmap": ["ENOMEM", KILL],
    "ftruncate": ["EIO", KILL],
    "unlink": ["EIO", KILL],
    "malloc": ["ENOMEM"],
}
# Calls that are only made where renameat2 cannot do it.
BY_LINK = ("linkat", "unlinkat")
# Those that the loader makes before the program begins do not count.
LOADING = ("openat", "read", "pread64", "mmap")
ENV = dict(
    os.environ, RAMPART_NOW="1795219200", LC_ALL="C.UTF-8", G_SLICE="always-malloc"
)


class World:
    """A database and maildirs of its own; the mails are links to the seed."""

    def __init__(self, seed, work):
        self.dir = tempfile.mkdtemp(dir=work)
        shutil.copytree(seed, f"{self.dir}/mail", copy_function=os.link)
        self.db = f"{self.dir}/r.db"
        self.log = f"{self.dir}/log"

    def ingest(self, before=(), **env):
        boxes = [f"{self.dir}/mail/{b}" for b in "abc"]
        command = [PROGRAM, "ingest", "--json", "--acknowledge", "file"]
        return subprocess.run(
            [*before, *command, "--db", self.db, *boxes],
            env=dict(ENV, **env),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
        )

    def strace(self, *options):
        return ["strace", "-f", "-qq", "-o", self.log, *options]

    def integrity(self):
        """Of a copy, so that the program has to recover by itself."""
        if not os.path.exists(self.db):
            return "ok"
        for end in ("", "-wal"):
            if os.path.exists(self.db + end):
                shutil.copy(self.db + end, f"{self.dir}/copy.db{end}")
        with sqlite3.connect(f"{self.dir}/copy.db") as db:
            found = db.execute("PRAGMA integrity_check").fetchall()
            found += db.execute("PRAGMA foreign_key_check").fetchall()
        db.close()
        return "ok" if found == [("ok",)] else repr(found)

    def check(self):
        """What `db check` finds, "" if nothing."""
        end = subprocess.run(
            [PROGRAM, "db", "check", "--db", self.db],
            env=ENV,
            capture_output=True,
            timeout=60,
        )
        return "" if end.returncode == 0 else repr(end.stdout + end.stderr)

    def state(self):
        """All that must not depend on what went wrong on the way."""
        db = sqlite3.connect(self.db)
        records.load(db)
        found = [
            db.execute(sql).fetchall()
            for sql in (
                "SELECT digest, outcome, records, messages, pass, repairs "
                "FROM report ORDER BY 1",
                "SELECT d.name, r.day, s.source_ip, r.verdict, "
                "sum(r.messages), count(*) FROM record r JOIN domain d "
                "ON d.id = r.domain JOIN source s ON s.id = r.source "
                "GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
                "SELECT coalesce(d.name, ''), t.day, t.reports, t.messages, "
                "t.pass, t.dkim_pass, t.spf_pass, t.both_pass "
                "FROM day_total t LEFT JOIN domain d ON d.id = t.domain ORDER BY 1, 2",
                "SELECT coalesce(d.name, ''), t.day, p.name, t.reports, "
                "t.messages FROM day_policy t LEFT JOIN domain d ON "
                "d.id = t.domain JOIN reporter p ON p.id = t.reporter "
                "ORDER BY 1, 2, 3",
                "SELECT s.source_ip, d.name, t.last_relayed "
                "FROM source_domain t JOIN source s ON s.id = t.source "
                "JOIN domain d ON d.id = t.domain ORDER BY 1, 2, 3",
                "SELECT day, sum(reports), sum(messages) FROM reporter_day "
                "GROUP BY 1 ORDER BY 1",
                "SELECT outcome, count(*) FROM intake_document GROUP BY 1",
                "SELECT count(*) FROM intake",
                "SELECT i.file FROM mail m JOIN intake i ON i.id = m.intake "
                "ORDER BY 1",
                "SELECT length(deflated), size FROM document ORDER BY 1, 2",
            )
        ]
        db.close()
        files = []
        for at, _, names in os.walk(f"{self.dir}/mail"):
            files += [os.path.relpath(f"{at}/{n}", self.dir) for n in names]
        found.append(sorted(files))
        return found

    def remove(self):
        shutil.rmtree(self.dir)


def calls(log):
    """The largest number of each call that one process made."""
    counts, most = {}, {}
    with open(log) as f:
        for line in f:
            m = re.match(r"(\d+) +(\w+)\(", line)
            if m:
                counts[m.groups()] = counts.get(m.groups(), 0) + 1
    for (_, name), n in counts.items():
        most[name] = max(n, most.get(name, 0))
    return most


class Sweep:
    def __init__(self, work):
        self.work = work
        self.seed = f"{work}/seed"
        mails.write(self.seed)
        world = World(self.seed, work)
        done = world.ingest()
        if done.returncode != 0:
            sys.exit(f"the undisturbed run failed: {done.stderr.decode()}")
        self.want = world.state()
        self.reports = len(self.want[0])
        world.remove()
        self.counts = self.count()

    def count(self):
        """How often each call is made, in the process that makes most."""
        world = World(self.seed, self.work)
        names = ",".join(n for n in FAULTS if n not in ("malloc", *BY_LINK))
        world.ingest(world.strace("-e", f"trace={names}"))
        most = calls(world.log)
        most["linkat"] = most["unlinkat"] = most["renameat2"]
        most["malloc"] = 1000  # about; the sweep ends where it ends
        trace = world.strace("-e", f"trace={','.join(LOADING)}")
        subprocess.run([*trace, PROGRAM, "--version"], capture_output=True)
        self.loading = calls(world.log)
        world.remove()
        return most

    def disturbed(self, world, call, fault, n):
        """Run with one fault; how it ended, and whether it was met."""
        if call == "malloc":
            log = world.log
            end = world.ingest(
                LD_PRELOAD=SHIM, OWN_MALLOC=str(n), OWN_MALLOC_LOG=log
            )
            return end, os.path.exists(log)
        how = "signal=" + fault if fault == KILL else "error=" + fault.strip("+")
        when = f"{n}+" if fault.endswith("+") else str(n)
        options = ["-e", f"inject={call}:{how}:when={when}"]
        if call in BY_LINK:
            options += ["-e", "inject=renameat2:error=EINVAL"]
            call = f"{call},renameat2"
        options = ["-e", f"trace={call}", *options]
        end = world.ingest(world.strace(*options))
        with open(world.log, errors="replace") as f:
            log = f.read()
        met = re.search(rf"\b{call.split(',')[0]}\(.*INJECTED|killed by", log)
        return end, met is not None

    def point(self, call, fault, n):
        """None when there was no N-th call, else a list of complaints."""
        world = World(self.seed, self.work)
        end, met = self.disturbed(world, call, fault, n)
        wrong = []
        # Crashes are for the kill and for want of memory alone.
        allowed = {0, 1, 64, 65, 74, 75, 78, 127}
        if fault == KILL:
            allowed |= {-9, 137}
        if fault == "ENOMEM":
            allowed |= {-6, 134}
        if end.returncode not in allowed:
            wrong.append(f"it ended with {end.returncode}: {end.stderr[-300:]!r}")
        if (found := world.integrity()) != "ok":
            wrong.append(f"integrity_check: {found}")
        again = world.ingest()
        if again.returncode != 0:
            wrong.append(f"a plain run ended with {again.returncode}: {again.stderr!r}")
        elif found := world.check():
            wrong.append(f"db check: {found}")
        elif (state := world.state()) != self.want:
            wrong += [
                f"not as undisturbed: {sorted(set(a) ^ set(b))[:4]}"
                for a, b in zip(state, self.want)
                if a != b
            ]
        world.remove()
        return wrong if met else None

    def kind(self, call, fault):
        """All points of one call and fault: (text, faults, complaints)."""
        first = self.loading.get(call, 0) + 1
        stride = 1
        if not ALL:
            stride = max(1, -(-(self.counts.get(call, 1) - first) // POINTS))
        n, injected, wrong = first, 0, []
        while (found := self.point(call, fault, n)) is not None:
            wrong += [f"{call} {n}: {w}" for w in found]
            injected += 1
            n += stride
        every = "every" if stride == 1 else f"one in {stride}"
        return f"{fault} at {every} {call}: {injected} faults", injected, wrong


def main():
    work = tempfile.mkdtemp(prefix="rampart-faults-")
    try:
        sweep = Sweep(work)
        kinds = [(c, f) for c, faults in FAULTS.items() for f in faults]
        total = failed = 0
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            results = pool.map(lambda k: sweep.kind(*k), kinds)
            for i, (text, injected, wrong) in enumerate(results, 1):
                total += injected
                failed += len(wrong)
                print(f"{'not ok' if wrong else 'ok'} {i} - {text}")
                for w in wrong[:10]:
                    print(f"# {w}")
                sys.stdout.flush()
        good = "ok" if total > len(kinds) and failed == 0 else "not ok"
        print(
            f"{good} {len(kinds) + 1} - {total} faults over an ingest of 66 "
            f"mails, {sweep.reports} reports: {failed} losses, doubles or crashes"
        )
        print(f"1..{len(kinds) + 1}")
    finally:
        shutil.rmtree(work)


main()
