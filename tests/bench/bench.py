#!/usr/bin/env python3
"""make bench: what Rampart costs, as ratios to what nobody can go below.

    bench.py [PART,...]        all parts, or those named; result.json
    bench.py --compare OLD NEW results side by side, with their ratios

The parts are the files part_*.py here, each told at its top.  Totals of every
program and answer must equal those of the generators, or the bench fails.
Sizes come from the environment: BENCH_MAILS=20000 BENCH_SMALL=2000
BENCH_ROUNDS=3 BENCH_RECORDS=5000000 BENCH_TRIES=7 BENCH_LARGE_MB=100.  The
part http needs what `make deps-bench` installs.
Generated mails and databases are kept in BUILD/bench as long as their
generator does not change.  The goals are those of performance.md.
"""

import importlib
import json
import os
import sys
import time

import runs

PARTS = ("ingest", "large", "growth", "api", "start", "http", "advise", "ui")


def value_of(result, key):
    for word in key.split("."):
        result = result[word]
    return result


def is_missed(value, goal):
    """A goal is a most; negative, a least."""
    return goal is not None and (value > goal if goal >= 0 else
        value < -goal)


def print_lines(name, lines, result):
    for text, key, form, goal in lines:
        value = value_of(result, key)
        print("%-7s %-32s %10s%s%s" % (name, text, form % value,
            "" if goal is None else "   goal: %s %g" %
            ("at most" if goal >= 0 else "at least", abs(goal)),
            "  MISSED" if is_missed(value, goal) else ""), flush=True)


def run_parts(names):
    results, lines = {}, {}
    for name in names:
        part = importlib.import_module("part_" + name)
        start = time.monotonic()
        result = part.measure()
        runs.say("%s took %.0f s", name, time.monotonic() - start)
        if result is not None:
            results[name], lines[name] = result, part.LINES
    for name in results:
        print_lines(name, lines[name], results[name])
    return results


def save(results):
    """Into result.json; parts that were not run keep what they had."""
    path = os.path.join(runs.HERE, "result.json")
    if os.path.exists(path):
        with open(path) as f:
            results = dict(json.load(f), **results)
    with open(path, "w") as f:
        json.dump(results, f, indent=1)
        f.write("\n")


def numbers(result, key=""):
    """All numbers of a result, by where they stand."""
    if isinstance(result, dict):
        for name, value in result.items():
            yield from numbers(value, key + "." + name if key else name)
    elif isinstance(result, (int, float)):
        yield key, result


def compare(old, new):
    with open(old) as a, open(new) as b:
        before, after = dict(numbers(json.load(a))), json.load(b)
    print("%-56s %12s %12s %7s" % ("", "old", "new", "ratio"))
    for key, value in numbers(after):
        was = before.get(key)
        ratio = "%7.3f" % (value / was) if was else ""
        print("%-56s %12s %12.4g %7s" % (key[-56:],
            "" if was is None else "%.4g" % was, value, ratio))


def main(arguments):
    if arguments[:1] == ["--compare"]:
        return compare(*arguments[1:])
    os.makedirs(runs.HERE, exist_ok=True)
    named = arguments[0].split(",") if arguments else PARTS
    for name in named:
        if name not in PARTS:
            sys.exit("no part %s; there are %s" % (name, " ".join(PARTS)))
    save(run_parts(named))


main(sys.argv[1:])
