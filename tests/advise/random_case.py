"""Random domains for the differential test: case(seed) is a pure function.

Names are chosen so that the reference's toy list of suffixes and the Public
Suffix List agree on every organizational domain.
"""
import random
from datetime import timedelta

REPORTERS = ["google.com", "microsoft.com", "yahoo.com", "mail.example",
             "gmx.net", "big9989.example"]
# PTR, return path, d= and selector of services of the table.
SERVICES = [
    ("mail-am0.outbound.protection.outlook.com", "x.onmicrosoft.com",
     "corp.onmicrosoft.com", "selector1", "40.107.%d.%d"),
    ("mail-sor-f41.google.com", "gmail.com",
     "d-example.20230601.gappssmtp.com", "20230601", "209.85.%d.%d"),
    ("o1.outbound-mail.sendgrid.net", "sendgrid.net", "sendgrid.net",
     "smtpapi", "167.89.%d.%d"),
    ("a7-30.smtp-out.eu-west-1.amazonses.com", "eu-west-1.amazonses.com",
     "amazonses.com", "uku4", "54.240.%d.%d"),
    ("mail5.atl11.rsgsv.net", "mail5.atl11.rsgsv.net", "mailchimpapp.net",
     "k2", "198.2.%d.%d"),
    ("o10.p8.mailjet.com", "a1.mailjet.com", "mailjet.com", "mailjet",
     "87.253.%d.%d"),
    ("eu-smtp-1.mimecast.com", "mimecast.com", "mimecast.com", "m1",
     "185.58.%d.%d"),
    ("cloud-sec-av.cloudflare-email.net", "cloudflare-email.net",
     "cloudflare-email.net", "cf1", "104.30.%d.%d"),
    ("mx-out.messagingengine.com", "messagingengine.com",
     "messagingengine.com", "fm1", "103.168.%d.%d"),
    ("lists.ietf.org", "ietf.org", "ietf.org", "ietf1", "50.223.%d.%d"),
]
PTRS = ["", "", "mx.partner.example", "static-203-0-113-44.isp.example",
        "dyn-12.isp.example", "relay.other.example", "out7.erp-cloud.example",
        "host.hoster.co.uk", "p54.dip.example", "1.2.3.4.isp.example"]
RESULTS = ["pass", "fail", "softfail", "neutral", "none", "temperror",
           "permerror"]
REASONS = [("forwarded", ""), ("mailing_list", ""), ("trusted_forwarder", ""),
           ("local_policy", "arc=pass"), ("local_policy", "arc=fail"),
           ("local_policy", "Trusted ARC chain"), ("sampled_out", ""),
           ("other", "x"), ("policy_test_mode", "")]
ACKS = ["S_ONE_REPORTER", "S_FORWARD_LOSS", "S_YEARLY_SENDERS",
        "S_MAILING_LISTS"]
# The confirmation and what the reference calls its effect.
PARKED = ["S_CONFIRM_PARKED", "parked"]


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.domain = self.r.choice(["d.example", "firm.example",
                                     "big-shop.co.uk"])
        self.span = self.r.choice([self.r.randint(3, 30),
                                   self.r.randint(20, 60),
                                   self.r.randint(50, 125)])
        self.selectors = self.r.sample(["s1", "s2", "google", "selector1"],
                                       self.r.randint(1, 3))
        self.size = self.r.choice([1, 3, 20, 200])

    def ip(self):
        r = self.r
        return r.choice([
            "192.0.2.%d" % r.randint(1, 40),
            "203.0.113.%d" % r.randint(1, 6),
            "198.51.%d.%d" % (r.randint(0, 5), r.randint(1, 250)),
            "2001:db8:%x:%x::%x" % (r.randint(0, 2), r.randint(0, 3),
                                    r.randint(1, 9))])

    def bots(self, wide):
        a, b, c = (self.r.randint(1, 90) for _ in range(3))
        if wide:
            return lambda off: "%d.%d.%d.%d" % (
                100 + (off * 7 + a) % 90, (off * 31 + b) % 250,
                (off * 13 + c) % 250, 1 + off % 250)
        return lambda off: "198.18.%d.%d" % (off % 3, 1 + (off * a) % 250)

    def days(self):
        r, last = self.r, self.span - 1
        how = r.random()
        if how < 0.5:
            return (0, last)
        if how < 0.65:
            return (r.randint(0, last), last)
        if how < 0.8:
            first = r.randint(0, last)
            return (first, min(last, first + r.randint(0, 12)))
        return (r.randint(0, min(last, 6)), last, r.randint(1, 30))

    def count(self):
        return max(1, int(self.r.expovariate(1 / (2.0 * self.size))))

    def host(self):
        r = self.r
        if r.random() < 0.85:
            return self.domain
        return r.choice(["news.", "shop.", "a.b."]) + self.domain

    def row(self, **k):
        base = dict(days=self.days(), n=self.count(),
                    rep=self.r.choice(REPORTERS), hf=self.host())
        base.update(k)
        if self.r.random() < 0.08:
            base["why"] = [self.r.choice(REASONS)]
        if self.r.random() < 0.2:
            base["disp"] = self.r.choice(["quarantine", "reject"])
        return base

    def own_sig(self, result="pass"):
        d = self.domain
        if self.r.random() < 0.1:
            d = "news." + d
        return (d, self.r.choice(self.selectors), result)

    # Kinds of senders.

    def service(self):
        r = self.r
        ptr, rp, sig, sel, net = r.choice(SERVICES)
        ip = net % (r.randint(1, 3), r.randint(1, 4))
        ptr = ptr if r.random() < 0.8 else ""
        how = r.choice(["aligned", "spf", "dkim", "bare", "bare", "tenant"])
        dk = [(sig, sel, "pass")] if r.random() < 0.7 else []
        spf = (rp, "pass")
        if how in ("aligned", "spf", "tenant"):
            spf = (self.domain, "pass")
        if how in ("aligned", "dkim"):
            dk.insert(0, self.own_sig())
        return [self.row(ip=ip, ptr=ptr, spf=spf, dk=dk)
                for _ in range(r.randint(1, 3))]

    def own(self):
        r = self.r
        ptr = r.choice(["mail." + self.domain, "mx1." + self.domain, ""])
        dk = [self.own_sig()] if r.random() < 0.7 else []
        rows = [self.row(ip="192.0.2.%d" % r.randint(10, 12), ptr=ptr,
                         spf=(self.domain, "pass"), dk=dk)]
        if r.random() < 0.5:
            rows.append(self.row(ip=rows[0]["ip"], ptr=ptr, n=r.randint(1, 4),
                                 spf=(self.domain, r.choice(RESULTS)),
                                 dk=[self.own_sig(r.choice(RESULTS))]))
        return rows

    def breaks(self):
        """Good until a day, then its key or its SPF is broken."""
        r, last = self.r, self.span - 1
        ptr, rp, sig, sel, net = r.choice(SERVICES)
        ip, cut = net % (1, 1), max(0, last - r.randint(0, 12))
        back = r.random() < 0.4
        end = min(last, cut + r.randint(0, 4)) if back else last
        bad = self.own_sig(r.choice(["fail", "permerror"]))
        spf = r.choice([(rp, "pass"), (self.domain, "pass")])
        rep, n = r.choice(REPORTERS), self.count()
        good = dict(ip=ip, ptr=ptr, n=n, spf=spf, rep=rep)
        rows = [self.row(days=(0, cut), dk=[self.own_sig()], **good),
                self.row(days=(cut, end), dk=[bad], **good)]
        if back and end < last:
            rows.append(self.row(days=(end + 1, last), dk=[self.own_sig()],
                                 **good))
        return rows

    def fixed(self):
        """Unaligned at an ESP, then its own signature."""
        last = self.span - 1
        ptr, rp, sig, sel, net = self.r.choice(SERVICES[2:6])
        cut = max(0, last - self.r.randint(0, 15))
        k = dict(ip=net % (9, 9), ptr=ptr, n=self.count(), spf=(rp, "pass"))
        return [self.row(days=(0, cut), dk=[(sig, sel, "pass")], **k),
                self.row(days=(cut, last), dk=[self.own_sig()], **k)]

    def forwarder(self):
        r = self.r
        ptr = r.choice(["fwd.alumni.example", "", "lists.other.example"])
        dk = [self.own_sig(r.choice(["pass", "fail", "fail"]))]
        spf = r.choice([(self.domain, "softfail"), ("alumni.example", "pass"),
                        (self.domain, "fail")])
        return [self.row(ip="198.51.100.%d" % r.randint(1, 9), ptr=ptr,
                         spf=spf, dk=dk) for _ in range(r.randint(1, 2))]

    def machine(self):
        r = self.r
        how = r.random()
        spf, dk = (self.domain, r.choice(RESULTS[1:])), []
        if how < 0.4:
            spf = ("bounce.erp-cloud.example", "pass")
            dk = [("erp-cloud.example", "s1", "pass")]
        return [self.row(ip=self.ip(), ptr=r.choice(PTRS), spf=spf, dk=dk)]

    def botnet(self):
        r = self.r
        spf = r.choice([(self.domain, "softfail"), (self.domain, "fail"),
                        (self.domain, "none"), ("cheap.example", "pass")])
        dk = [] if r.random() < 0.8 else [self.own_sig("fail")]
        return [self.row(ip=self.bots(r.random() < 0.6), spf=spf, dk=dk)
                for _ in range(r.randint(1, 4))]

    def noise(self):
        r = self.r
        domains = [self.domain, "news." + self.domain, "alumni.example",
                   "gmail.com", "sendgrid.net", "corp.onmicrosoft.com",
                   "mimecast.com", "a.b.other.example", "host.co.uk"]
        dk = [(r.choice(domains), r.choice(self.selectors + ["k2", "x"]),
               r.choice(RESULTS)) for _ in range(r.randint(0, 3))]
        service = r.choice(SERVICES)
        ptr = r.choice(PTRS + [service[0]])
        return [self.row(ip=self.ip(), ptr=ptr, dk=dk,
                         spf=(r.choice(domains), r.choice(RESULTS)))]

    # The domain around them.

    def policy(self):
        r = self.r
        p = r.choice(["none", "none", "quarantine", "quarantine", "reject"])
        out = dict(p=p)
        if p != "none":
            out["pct"] = r.choice([100, 100, 5, 10, 25, 50, 75, 0])
            out["since"] = r.randint(0, self.span - 1)
            if out["pct"] == 0 or r.random() < 0.1:
                out["t"] = "y"
            if r.random() < 0.7:
                out["qsince"] = r.randint(0, out["since"])
        if r.random() < 0.15:
            out["sp"] = r.choice(["none", "quarantine", "reject"])
        for tag in ("adkim", "aspf"):
            if r.random() < 0.1:
                out[tag] = "s"
        if r.random() < 0.9:
            out["rua"] = "mailto:rua@" + self.domain
        if r.random() < 0.15:
            out["txt"] = self.txt(out)
        return out

    def txt(self, tags):
        parts = ["v=DMARC1", "p=" + tags["p"]]
        if tags.get("t"):
            parts.append("t=y")
        if tags.get("pct", 100) != 100:
            parts.append("pct=%d" % tags["pct"])
        if "sp" in tags:
            parts.append("sp=" + tags["sp"])
        parts += self.r.sample(["fo=1", "ri=3600", "np=reject",
                                "rua=mailto:a@b.example,mailto:c@d.example",
                                "ruf=mailto:f@x.example", "adkim=r"], 3)
        return self.r.choice(["; ", ";", " ; "]).join(parts)

    def case(self):
        r = self.r
        kinds = [self.service, self.service, self.own, self.breaks,
                 self.fixed, self.forwarder, self.machine, self.botnet,
                 self.noise, self.noise]
        rows = []
        for _ in range(r.randint(1, 7)):
            rows += r.choice(kinds)()
        out = dict(domain=self.domain, span=self.span, rows=rows,
                   policy=self.policy())
        out["engines"] = {o: 9989 for o in REPORTERS if r.random() < 0.2}
        if r.random() < 0.1:
            out["parked"] = True
        if r.random() < 0.1:
            out["final"] = "Q100"
        out["profile"] = r.choice(["standard", "standard", "fast",
                                   "cautious"])
        out["acks"] = [a for a in ACKS if r.random() < 0.25]
        out["acks"] += PARKED if r.random() < 0.25 else []
        out["overrides"] = self.overrides()
        out["xt_forwarders"] = [i for i in ("198.51.100.3", "203.0.113.2",
                                            "192.0.2.30")
                                if r.random() < 0.3]
        return out

    def overrides(self):
        keys = ["svc:sendgrid", "svc:microsoft365", "svc:google",
                "svc:mimecast", "dom:erp-cloud.example", "dom:alumni.example",
                "net:203.0.113.0/24", "net:198.18.0.0/24",
                "own:" + self.domain, "dom:other.example",
                "net:2001:db8:1::/48"]
        words = ["approved", "threat", "forwarder"]
        return {k: self.r.choice(words) for k in keys
                if self.r.random() < 0.15}


def case(seed, as_of):
    out = Maker(seed).case()
    out["first"] = as_of - timedelta(days=out.pop("span") - 1)
    return out
