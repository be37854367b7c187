"""
What the part api asks: every GET route of doc/api.yaml, with what makes it
slow: long spans, the largest domain, other orders, filters, whole pages.  A
route of the API that is not asked fails the bench.
"""

import datetime
import re
import urllib.parse

from server import API

DAYS = (1, 35, 90, 365)
DOMAINS = tuple("customer%d.example" % rank for rank in (0, 9, 99))


def date(day):
    return str(datetime.date(1970, 1, 1) + datetime.timedelta(days=day))


def spans(truth):
    """Of the last days, as parameters."""
    for days in DAYS:
        yield "from=%s&to=%s" % (date(max(truth["from"],
            truth["to"] - days + 1)), date(truth["to"]))


def all_days(truth):
    return "from=%s&to=%s" % (date(truth["from"]), date(truth["to"]))


def of_domain(domain, span):
    """Of one domain: the largest, and smaller ones."""
    path, route = "domains/%s/" % domain, "domains/{domain}/"
    yield route + "trend", path + "trend?" + span
    yield route + "trend", path + "trend?format=csv&" + span
    yield route + "sources", path + "sources?" + span
    for what in ("sort=-reporters", "sort=source_ip&limit=1000", "dmarc=fail",
            "reporter=receiver0.example", "source_ip=198.0.0.97",
            "format=csv&limit=100", "format=ndjson&limit=100"):
        yield route + "sources", path + "sources?%s&%s" % (what, span)
    yield route + "subdomains", path + "subdomains?" + span
    yield route + "senders", path + "senders?" + span
    for route in ("reports", "reporters", "repairs"):
        yield route, "%s?domain=%s&%s" % (route, domain, span)


def of_advice(server, domain):
    """What was judged of a domain, and what is judged when it is asked."""
    path, route = "domains/%s/" % domain, "domains/{domain}/"
    for what in ("advice", "client-report", "diary", "settings",
            "whatif?record=v%3DDMARC1%3B+p%3Dreject", "addresses",
            "addresses?whose=forged"):
        yield route + what.split("?")[0], path + what
    senders = server.json(API + path + "advice")["senders"]
    for sender in senders[:1]:
        key = urllib.parse.quote(sender["key"], safe="")
        yield route + "senders/{sender}", path + "senders/" + key
        yield route + "addresses", path + "addresses?sender=" + key


def of_search():
    """Of everything, and of what is found in each table."""
    for text in ("", "customer1", "receiver2", "198.0", "mail"):
        yield "search", "search?q=" + text


# Of all domains: a route, and words besides the days.
OF_ALL = (
    "overview",
    "domains", "domains?sort=domain&limit=500", "domains?format=csv&limit=100",
    "reporters", "reporters?format=ndjson&limit=100",
    "repairs",
    "reports", "reports?reporter=receiver20.example",
    "reports?format=csv&limit=100",
    "intake?outcome=all", "intake?outcome=all&format=ndjson&limit=100",
)


def of_all(span):
    for asked in OF_ALL:
        route, _, words = asked.partition("?")
        yield route, "%s?%s" % (route, "&".join(filter(None, (words, span))))


def of_addresses(server, span):
    """The one with the most mail of each domain, and one by its number."""
    top = [server.json(API + "domains/%s/sources?limit=1" % domain)["items"]
        for domain in DOMAINS]
    for ip in [rows[0]["source_ip"] for rows in top if rows] + ["198.0.0.97"]:
        yield "sources/{ip}", "sources/%s?%s" % (ip, span)


def of_reports(server, truth):
    """Some of all, the largest of a page, and the last one's document."""
    page = server.json(API + "reports?limit=1000")
    last = page["items"][0]["id"]
    yield "reports", "reports?cursor=" + page["next"]
    for i in range(1, 8):
        yield "reports/{id}", "reports/%d" % (truth["all"]["reports"] * i // 8)
    most = max(page["items"], key=lambda row: row["records"])
    yield "reports/{id}", "reports/%d?limit=1000" % most["id"]
    yield "reports/{id}/document", "reports/%d/document" % last
    yield "reports/{id}/document", "reports/%d/document?download=1" % last


def targets(server, truth):
    """(route, target) of all that is asked, each below API."""
    for route in ("about", "board", "intake"):
        yield route, route
    for domain in DOMAINS:
        yield from of_advice(server, domain)
    yield from of_search()
    yield "domains/{domain}/advice", "domains/%s/advice?as_of=%s" % (
        DOMAINS[1], date(truth["to"] - 30))
    for span in spans(truth):
        yield from of_all(span)
        for domain in DOMAINS:
            yield from of_domain(domain, span)
        yield from of_addresses(server, span)
    yield from of_reports(server, truth)


def whole_lists(truth):
    """What is sent while it is made, however long."""
    yield "reports?format=csv&" + all_days(truth)
    yield "domains/%s/sources?format=ndjson&%s" % (DOMAINS[0], all_days(truth))
    yield "intake?outcome=all&format=csv"


def described(path):
    """The GET routes of the API's description."""
    with open(path) as f:
        return set(re.findall(r"^  /api/v1/(\S+):\n    get:", f.read(), re.M))


def missing(asked, path="doc/api.yaml"):
    """Routes that are described and not asked."""
    return sorted(described(path) - { route for route, _ in asked })
