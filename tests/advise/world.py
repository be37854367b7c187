"""A domain made by hand, for rules that the reference model does not know."""
import model

TODAY = 20777
D = "firm.example"
DKIM, SPF = model.DKIM, model.SPF
judge = model.Judge()


class World:
    """A domain's rows, by hand.  Days are ages: 0 is the last day."""

    def __init__(self, unverified=False):
        self.sources, self.reporters, self.names, self.auths = (
            model.Interned() for _ in range(4))
        self.rows, self.policies, self.errors = [], [], {}
        self.unverified = unverified
        self.engines = {}

    def mail(self, ages, n, ip="192.0.2.10", rep="google.com", spf="pass",
             dkim="pass", d=D, s="s1", env=D, passes=None, hf=D, ptr="",
             flags=0):
        sig = [[d, s, dkim]] if dkim else []
        auth = self.auths.add(dict(dkim=sig, spf=[env, spf]))
        if passes is None:
            passes = ((DKIM if dkim == "pass" and d == D else 0)
                      | (SPF if spf == "pass" and env == D else 0))
        for age in ages:
            self.rows.append([TODAY - age, self.sources.add([ip, ptr, 0]),
                              self.reporters.add([rep, 7489, 0, None]),
                              self.names.add(hf), auth, n, "none",
                              passes | flags])
        return self

    def ordinary(self, days=100, n=50):
        for rep in ("google.com", "yahoo.com"):
            self.mail(range(days), n, rep=rep)
        return self

    def policy(self, ages, tags, n=100, rep="google.com"):
        at = self.reporters.add([rep, 7489, 0, None])
        self.policies += [[TODAY - a, at, tags, n, 1]
                          for a in sorted(ages, reverse=True)]
        return self

    def judge(self, replay=None, **settings):
        reporters = [[r[0], self.engines.get(r[0], 7489),
                      *self.errors.get(r[0], (0, None))]
                     for r in self.reporters.items]
        policies = sorted(self.policies, key=lambda p: p[0])
        more = dict(replay=replay) if replay else {}
        return judge(dict(domain=D, as_of=TODAY, sources=self.sources.items,
                          reporters=reporters, names=self.names.items,
                          auths=self.auths.items, rows=self.rows,
                          policies=policies, unverified=self.unverified),
                     dict(dict(rules={}, acks=[], mutes=[],
                               rua="mailto:a@" + D), **settings), **more)
