"""An independent model of what Rampart makes of a report: which documents are
in a file, what they say, and by what they are known again.  Python's own
zipfile, gzip, email and ElementTree; no code and no library of Rampart's.
The rule of identity is architecture.md 4, the class Identity below.
"""

import collections
import email
import functools
import hashlib
import io
import ipaddress
import os
import re
import sys
import xml.etree.ElementTree as ET
import zipfile
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
CORPUS = os.environ.get("RAMPART_CORPUS",
    os.path.join(ROOT, "..", "shared", "corpus"))
RAMPART = os.environ.get("RAMPART", os.path.join(ROOT, "build", "rampart"))
PSL = "/usr/share/publicsuffix/public_suffix_list.dat"

Row = collections.namedtuple("Row", "source_ip disposition dkim spf "
    "header_from envelope_from auth")


class Report:
    """What counts of a report; rows is a list of (Row, messages)."""

    def __init__(self, **fields):
        self.__dict__.update(fields)

    @property
    def messages(self):
        return sum(n for _, n in self.rows)

    @property
    def passed(self):
        return sum(n for r, n in self.rows if "pass" in (r.dkim, r.spf))

    @property
    def content(self):
        """Rows with their sums: order and splits apart."""
        sums = collections.Counter()
        for row, n in self.rows:
            sums[row] += n
        return dict(sums)


# ------------------------------------------------------------------ domains

def domain(text):
    """Normalised, or "" when it is no host name."""
    name = (text or "").strip().rsplit("@", 1)[-1].strip("<>").lower()
    name = name[:-1] if name.endswith(".") else name
    if not name.isascii():
        try:
            name = name.encode("idna").decode()
        except UnicodeError:
            return ""
    ok = re.fullmatch(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*", name)
    return name if ok and len(name) <= 253 else ""


def _suffixes():
    rules = set()
    with open(PSL, encoding="utf-8") as f:
        for line in f:
            line = line.split("//")[0].strip()
            if line:
                rules.add(line.encode("idna").decode().lower()
                    if not line.isascii() else line.lower())
    return rules


_RULES = None


def org_domain(name):
    """Public suffix plus one label (RFC 7489 3.2); a suffix is its own."""
    global _RULES
    if _RULES is None:
        _RULES = _suffixes()
    labels = name.split(".")
    suffix = 1
    for i in range(len(labels)):
        rest = ".".join(labels[i:])
        if "!" + rest in _RULES:
            suffix = len(labels) - i - 1
            break
        if rest in _RULES or ".".join(["*"] + labels[i + 1:]) in _RULES:
            suffix = len(labels) - i
            break
    return ".".join(labels[-(suffix + 1):])


def hosting_domains():
    with open(os.path.join(ROOT, "schema", "reporters.tsv")) as f:
        rows = [line.rstrip("\n").split("\t") for line in f
            if not line.startswith("#")]
    return {r[1] for r in rows if r[0] == "hosting"}


# ---------------------------------------------------------------- documents

def _is_feedback(data):
    text = re.sub(rb"<\?.*?\?>|<!--.*?-->", b"", data[:8192], flags=re.S)
    return re.match(rb"(\xef\xbb\xbf)?\s*<(\w+:)?feedback\b", text) is not None


def _gunzip(data):
    out = b""
    while data[:2] == b"\x1f\x8b":
        z = zlib.decompressobj(31)
        out += z.decompress(data)
        if not z.eof:
            raise zlib.error("cut off")
        data = z.unused_data
    return out


def _mail_parts(message):
    if message.get_content_maintype() == "multipart":
        if message.get_param("report-type") == "feedback-report":
            return
        for part in message.get_payload():
            yield from _mail_parts(part)
    elif message.get_content_type() == "message/rfc822" and isinstance(
            message.get_payload(), list):
        yield from _mail_parts(message.get_payload(0))
    else:
        yield message.get_payload(decode=True) or b""


def documents(data, depth=0):
    """The aggregate reports in the bytes of a file: (xml, mail's From)."""
    try:
        if data[:4] == b"PK\x03\x04":
            z = zipfile.ZipFile(io.BytesIO(data))
            for info in z.infolist():
                if not info.filename.endswith("/"):
                    yield from documents(z.read(info), depth + 1)
        elif data[:2] == b"\x1f\x8b":
            yield from documents(_gunzip(data), depth + 1)
        elif _is_feedback(data):
            yield data, None
        elif depth == 0 and not data.lstrip()[:1] in (b"<", b"{"):
            message = email.message_from_bytes(data.lstrip())
            sender = domain(re.sub(r"\(.*?\)", "",
                str(message.get("From", ""))).strip().rstrip(">"))
            for part in _mail_parts(message):
                for xml, _ in documents(part, depth + 1):
                    yield xml, sender
    except (zlib.error, zipfile.BadZipFile, EOFError, NotImplementedError,
            RuntimeError):
        return


# ------------------------------------------------------------------ reports

@functools.lru_cache(maxsize=None)
def _name(tag):
    return tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower()


def _local(element):
    return _name(element.tag)


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def _child(element, *path):
    for name in path:
        if element is None:
            return None
        element = next((c for c in element if _local(c) in name.split("|")),
            None)
    return element


def _text(element, *path):
    found = _child(element, *path)
    text = "".join(found.itertext()) if found is not None else ""
    return _CONTROL.sub("", text).strip(" \t\r\n\u00a0")


def _word(element, *path):
    return _text(element, *path).lower()


def _all(element, name):
    return [c for c in element if _local(c) == name] \
        if element is not None else []


def address(text):
    text = text.strip().strip("[]").split("%")[0]
    try:
        ip = ipaddress.ip_address(text)
    except ValueError:
        return ""
    return str(getattr(ip, "ipv4_mapped", None) or ip)


def _host(text):
    return domain(text) or text


def _count(text):
    m = re.fullmatch(r"\+?([0-9]+)(\.0*)?", text)
    n = int(m.group(1)) if m else 0
    return n if n < 2 ** 31 else 0


def _time(text):
    m = re.match(r"[0-9]+", text)
    return int(m.group()) if m else None


def _row(record):
    evaluated = _child(record, "row", "policy_evaluated")
    who = _child(record, "identifiers|identities")
    results = _child(record, "auth_results")
    auth = tuple((_host(_text(d, "domain")), _text(d, "selector"),
        _word(d, "result"), _text(d, "human_result"))
        for d in _all(results, "dkim")), tuple((_host(_text(s, "domain")),
        _word(s, "scope"), _word(s, "result"), _text(s, "human_result"))
        for s in _all(results, "spf"))
    return Row(address(_text(record, "row", "source_ip")),
        _word(evaluated, "disposition"), _word(evaluated, "dkim"),
        _word(evaluated, "spf"),
        _host(_text(who, "header_from")), _host(_text(who, "envelope_from")),
        auth), _count(_text(record, "row", "count"))


def read_report(xml, mail_from=None):
    """The report in a document, or None when it is not well formed."""
    try:
        root = ET.fromstring(xml.lstrip())
    except (ET.ParseError, ValueError, LookupError):
        return None
    metadata = _child(root, "report_metadata")
    return Report(digest=hashlib.sha256(xml).hexdigest(),
        org_name=_text(metadata, "org_name"),
        email=_text(metadata, "email"), mail_from=mail_from,
        report_id=_text(metadata, "report_id"),
        domain=_host(_text(root, "policy_published", "domain")),
        begin=_time(_text(metadata, "date_range", "begin")),
        end=_time(_text(metadata, "date_range", "end")),
        rows=[_row(r) for r in _all(root, "record")])


# ----------------------------------------------------------------- identity

class Identity:
    """Architecture.md 4, Identity, for reports of one provenance."""

    def __init__(self):
        self.digests = set()
        self.contents = collections.defaultdict(list)  # key: all kept
        self.counted = collections.defaultdict(set)    # key: rows counted
        self.hosting = hosting_domains()

    def reporter(self, r):
        name = " ".join(r.org_name.lower().split())
        where = [d for d in (domain(r.email), r.mail_from or "") if "." in d]
        if not where:
            return name
        org = org_domain(where[0])
        return (org, name) if org in self.hosting else org

    def key(self, r):
        report_id = r.report_id
        if report_id[:1] == "<" and report_id[-1:] == ">":
            report_id = report_id[1:-1]
        return report_id and (self.reporter(r), report_id, r.domain, r.begin,
            r.end)

    def add(self, r):
        """duplicate, conflict, part or report."""
        key = self.key(r)
        if r.digest in self.digests:
            return "duplicate"
        if not key:
            self.digests.add(r.digest)
            return "report"
        if r.content in self.contents[key]:
            return "duplicate"
        first = not self.contents[key]
        common = self.counted[key] & r.content.keys()
        self.digests.add(r.digest)
        self.contents[key].append(r.content)
        if common:
            return "conflict"
        self.counted[key] |= r.content.keys()
        return "report" if first else "part"


def count(reports):
    """Outcomes, and messages and pass per domain of what is counted."""
    identity = Identity()
    outcomes = collections.Counter()
    domains = collections.defaultdict(lambda: [0, 0])
    for r in reports:
        outcome = identity.add(r)
        outcomes[outcome] += 1
        if outcome in ("report", "part"):
            domains[r.domain][0] += r.messages
            domains[r.domain][1] += r.passed
    return outcomes, dict(domains)


def skip_unless_here():
    """TAP's way to leave a test out."""
    if not os.path.isdir(CORPUS):
        print("1..0 # SKIP ../shared/corpus is not here")
        sys.exit(0)
    if not os.access(RAMPART, os.X_OK):
        print("1..0 # SKIP %s is not built" % RAMPART)
        sys.exit(0)
