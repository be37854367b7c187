#!/usr/bin/env python3
"""Write tests/data/advise/ from the design's scenarios and random domains.

Only what the engine and the reference agree on is frozen.  To be run by hand
when a scenario is added; frozen.test --bless is for a changed answer.
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import model
import random_case

SEEDS = range(1, 200)
WANTED, ROWS_MAX = 42, 700


def runs(facts):
    """Rows that differ by their day alone, as one with a last day."""
    groups = {}
    for row in facts["rows"]:
        groups.setdefault(tuple(row[1:]), []).append(row[0])
    out = []
    for rest, days in groups.items():
        days.sort()
        while days:
            step = days[1] - days[0] if len(days) > 1 else 1
            n = 1
            while n < len(days) and days[n] == days[0] + n * step and step:
                n += 1
            row = [days[0], *rest]
            out.append(row + [days[n - 1], step] if n > 1 else row)
            days = days[n:]
    return dict(facts, rows=out)


def freeze(name, facts, settings):
    facts = runs(facts)
    path = os.path.join(model.HERE, "..", "data", "advise", name + ".json")
    model.write_case(path, dict(facts=facts, settings=settings,
                                advice=judge(facts, settings)))


ref, scenarios = model.reference()
judge = model.Judge()
count = 0
for name, case in sorted(scenarios.SC.items()):
    facts = model.facts_of(ref, case)
    if len(runs(facts)["rows"]) <= ROWS_MAX:
        freeze(name, dict(facts, policies=[]),
               model.settings_of(ref, case, True))
        count += 1
seen = set()
for seed in SEEDS:
    case = random_case.case(seed, ref.AS_OF)
    if not ref.rows(case):
        continue
    facts = runs(model.facts_of(ref, case))
    settings = model.settings_of(ref, case, True)
    got = judge(facts, settings)
    kind = (got["verdict"], got["stage"][:1], len(got["blockers"]))
    if count == WANTED:
        break
    if len(facts["rows"]) > 120 or kind in seen:
        continue
    seen.add(kind)
    freeze("random-%d" % seed, dict(facts, policies=[]), settings)
    count += 1
