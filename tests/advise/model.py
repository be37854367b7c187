"""The design's reference model beside the engine: cases in, differences out.

A case is what the reference's advise() takes (its scenarios.py).  facts_of()
turns it into the engine's facts; Judge runs build/advise-judge over it.
"""
import json
import os
import subprocess
import sys
from datetime import date, timedelta

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
DESIGN = os.path.join(HERE, "..", "..", "..", "shared", "design", "advisor")
EPOCH = date(1970, 1, 1)
EXCUSED, DKIM, SPF = 4, 1, 2

# What the reference cannot know (it is specified only): off beside it.
BEYOND = ["SPF_BREAK", "POLICY_CHANGED", "VOLUME_DROP", "SPOOF_SURGE",
          "UNAUTHORISED_PASS", "REPORT_ERROR", "STRICT_MISMATCH",
          "S_PERIODIC", "S_SILENT", "N_BULK"]


def reference():
    """The reference and its scenarios; None where the design is absent."""
    if not os.path.exists(os.path.join(DESIGN, "advisor_ref.py")):
        return None, None
    sys.path.insert(0, DESIGN)
    import advisor_ref
    import scenarios
    return advisor_ref, scenarios


def day(d):
    return (d - EPOCH).days


class Interned:
    def __init__(self):
        self.items, self.index = [], {}

    def add(self, item):
        key = json.dumps(item)
        if key not in self.index:
            self.index[key] = len(self.items)
            self.items.append(item)
        return self.index[key]


def excused(ref, reasons):
    """F_OVR of section 5.2, as the facts bring it along."""
    words = ("forwarded", "trusted_forwarder", "mailing_list")
    arc = ref.re.compile(r"\barc\s*=\s*pass\b|trusted arc|known forwarder"
                         r"|mailing list", ref.re.I)
    return any(t in words or (t == "local_policy" and arc.search(c or ""))
               for t, c in reasons)


def tags_at(case, d, engine):
    """What a reporter shows of the record on a day (make_fixtures.py)."""
    cur, off = case["policy"], (d - case["first"]).days
    if off >= cur.get("since", 0):
        now = cur
    elif "qsince" in cur and off >= cur["qsince"]:
        now = dict(p="quarantine", pct=5)
    else:
        now = dict(p="none")
    tags = dict(p=now["p"], sp=now.get("sp") or now["p"])
    if engine == 9989:
        tags["testing"] = now.get("t", "n")
    else:
        tags["pct"] = now.get("pct", 100)
    return tags


def facts_of(ref, case, unverified=False):
    rows = ref.rows(case)
    ptr = {}
    for r in rows:
        if r.ptr:
            ptr.setdefault(r.ip, r.ptr)
    sources, reporters, names, auths = (Interned() for _ in range(4))
    out, shown = [], {}
    xt = case.get("xt_forwarders", ())
    for r in rows:
        s = sources.add([r.ip, ptr.get(r.ip, ""), int(r.ip in xt)])
        rep = reporters.add([r.org, r.eng, 0, None])
        a = auths.add(dict(dkim=[list(x) for x in r.dk], spf=list(r.spf)))
        flags = (DKIM * r.dkim_ok | SPF * r.spf_ok
                 | EXCUSED * bool(excused(ref, r.reasons)))
        out.append([day(r.day), s, rep, names.add(r.hf), a, r.n, r.disp,
                    flags])
        at = (day(r.day), rep, r.day, r.eng)
        shown[at] = shown.get(at, 0) + r.n
    policies = [[d, rep, tags_at(case, when, eng), n, 1]
                for (d, rep, when, eng), n in sorted(
                    shown.items(), key=lambda kv: kv[0][:2])]
    return dict(domain=case["domain"], as_of=day(ref.AS_OF),
                sources=sources.items, reporters=reporters.items,
                names=names.items, auths=auths.items, rows=out,
                policies=policies, unverified=unverified)


def settings_of(ref, case, given_policy=False):
    """given_policy: as the reference has it, not found in the reports."""
    cur = case["policy"]
    s = dict(parked=case.get("parked", False),
             final_quarantine=case.get("final") == "Q100",
             profile=case.get("profile", "standard"),
             rules={"key:" + k: v
                    for k, v in case.get("overrides", {}).items()},
             acks=list(case.get("acks", [])), mutes=BEYOND, silent_gaps=0)
    if cur.get("rua"):
        s["rua"] = cur["rua"]
    if cur.get("txt"):
        s["record"] = cur["txt"]
    if given_policy:
        p = {k: cur[k] for k in ("p", "sp", "pct", "t", "adkim", "aspf")
             if cur.get(k) is not None}
        p["since"] = day(case["first"] + timedelta(days=cur.get("since", 0)))
        p["qdays"] = ((ref.AS_OF - case["first"]).days - cur["qsince"]
                      if "qsince" in cur else 0)
        s["policy"] = p
    return s


class Judge:
    def __init__(self):
        rampart = os.environ.get("RAMPART", "build/rampart")
        program = os.path.join(os.path.dirname(rampart), "advise-judge")
        self.p = subprocess.Popen([program], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, text=True)

    def __call__(self, facts, settings, **more):
        json.dump(dict(more, facts=facts, settings=settings), self.p.stdin)
        self.p.stdin.write("\n")
        self.p.stdin.flush()
        line = self.p.stdout.readline()
        if not line:
            raise SystemExit("Bail out! advise-judge ended")
        return json.loads(line)


# Decimals that the engine rounds to; other numbers are exact.
DECIMALS = dict(legit_per_week=1, ub95=5, worst_loss_week=3, dkim_cov=4,
                rfc9989_share=3, naive_pass_rate=4, pass_rate=4, dkim_rate=4,
                legit_quar_day=2, legit_rej_day=2, legit_upper_day=2,
                unknown_day=2, forward_day=2, spoof_stopped_day=2,
                exposure=3, share=4, ub=4, loss_week=2, have=4, per_week=1,
                baseline_fail=4, now_fail=4, fails_per_day=1, hit_per_day=1,
                pass_before=4, pass_now=4, exposed=3, per_day=1)


def same_number(key, got, want):
    if isinstance(want, bool) or isinstance(got, bool):
        return got is want
    if key not in DECIMALS:
        return abs(got - want) < 1e-9
    return abs(got - want) <= 0.5 * 10 ** -DECIMALS[key] + 1e-6


def differences(got, want, path="", key=""):
    """Where `got` does not say what `want` says; it may say more."""
    if isinstance(want, dict):
        if not isinstance(got, dict):
            return ["%s: %r, not %r" % (path, got, want)]
        out = []
        for k, v in want.items():
            if k not in got:
                out.append("%s.%s: missing" % (path, k))
            else:
                out += differences(got[k], v, "%s.%s" % (path, k), k)
        return out
    if isinstance(want, (list, tuple)):
        if not isinstance(got, list) or len(got) != len(want):
            return ["%s: %r, not %r" % (path, got, want)]
        out = []
        for i, (g, w) in enumerate(zip(got, want)):
            out += differences(g, w, "%s[%d]" % (path, i), key)
        return out
    if isinstance(want, (int, float)) and isinstance(got, (int, float)):
        return [] if same_number(key, got, want) else [
            "%s: %r, not %r" % (path, got, want)]
    return [] if got == want else ["%s: %r, not %r" % (path, got, want)]


def in_order(advice):
    """The reference lists alerts by chance of its input's order."""
    advice = dict(advice)
    advice["alerts"] = sorted(advice["alerts"], key=lambda a: (
        a["code"], a.get("sender") or "", a.get("selector") or ""))
    return advice


def write_case(path, case):
    """A case as JSON that can be read in a diff: a line for a row."""
    facts = dict(case["facts"])
    lists = {k: facts.pop(k) for k in ("sources", "auths", "rows")}
    with open(path, "w") as f:
        f.write('{"facts": {\n')
        for key, rows in lists.items():
            lines = ",\n".join(json.dumps(row, separators=(",", ":"))
                               for row in rows)
            f.write('"%s": [\n%s\n],\n' % (key, lines))
        f.write(json.dumps(facts)[1:-1] + "},\n")
        f.write('"settings": %s,\n' % json.dumps(case["settings"]))
        f.write('"advice": %s}\n' % json.dumps(case["advice"], indent=1))
