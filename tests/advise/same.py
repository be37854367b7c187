"""Print where two JSON files differ: same.py WANT GOT.  All that WANT has must
be in GOT; numbers to 1e-4."""
import json
import sys


def differ(path, want, got):
    if isinstance(want, dict) and isinstance(got, dict):
        for key in want:
            if key not in got:
                yield f"{path}.{key}: missing"
            else:
                yield from differ(f"{path}.{key}", want[key], got[key])
    elif isinstance(want, list) and isinstance(got, list):
        if len(want) != len(got):
            yield f"{path}: {len(got)} for {len(want)}: {got}"
        for i, pair in enumerate(zip(want, got)):
            yield from differ(f"{path}[{i}]", *pair)
    elif isinstance(want, (int, float)) and isinstance(got, (int, float)):
        if type(want) is bool or type(got) is bool:
            if want is not got:
                yield f"{path}: {got} for {want}"
        elif abs(want - got) > 1e-4 * max(1, abs(want)):
            yield f"{path}: {got} for {want}"
    elif want != got:
        yield f"{path}: {got!r} for {want!r}"


with open(sys.argv[1]) as want, open(sys.argv[2]) as got:
    for line in differ("", json.load(want), json.load(got)):
        print(line)
