"""
ui: the overview of 500 domains in Chromium: from its last answer until it can
be used, and what it costs the page.  Needs what `make deps-test` installs, and
tests/ui/node_modules.
"""

import datetime
import json
import os
import shutil
import subprocess

from runs import RAMPART, Run, database, expect, number, say
from server import Server

RECORDS = number("BENCH_RECORDS", 5000000)
TRIES = number("BENCH_TRIES", 7)
DAYS = 91


def measure():
    if not os.path.isdir("tests/ui/node_modules") or not shutil.which("node"):
        say("ui is left out: it needs node and tests/ui/node_modules "
            "(make tests/ui/node_modules/.installed)")
        return None
    db, truth = database("ui", max(RECORDS // 25, 500), "--days", str(DAYS))
    # Judged the day after its last one: so are its days kept.
    now = datetime.datetime(1970, 1, 1, 9, tzinfo=datetime.timezone.utc) + \
        datetime.timedelta(days=truth["to"] + 1)
    os.environ["RAMPART_NOW"] = str(int(now.timestamp()))
    Run([RAMPART, "names", "forget", "--services", "--db", db]) # judges all
    server = Server(db)
    out = subprocess.run(["node", "tests/bench/ui.mjs",
        "http://127.0.0.1:%d" % server.port, str(TRIES)],
        stdout=subprocess.PIPE, text=True, check=True)
    del os.environ["RAMPART_NOW"]
    expect("overview", server.get("/api/v1/overview")[1], 200)
    server.end()
    return json.loads(out.stdout)


LINES = (
    ("domains", "domains", "%d", None),
    ("rows in the page", "rows", "%d", 60),
    ("ms from the answer to usable", "ready", "%.0f", 200),
    ("ms CPU of the page, the load", "load", "%.0f", None),
    ("ms CPU of the page, a sort", "sort", "%.0f", 50),
)
