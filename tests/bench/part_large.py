"""
large: one report of 100 MB and one of 10, packed as reporters pack them, the
two ceilings for documents raised.  Documents are streamed out of their packing,
so the memory must not grow with them but for the rows that wait for the
report's end.  (An item itself is in a worker's memory as a whole.)
"""

import gzip
import os

from runs import HERE, RAMPART, Run, check, expect, forget, number, say

MB = number("BENCH_LARGE_MB", 100)
DB = os.path.join(HERE, "large.db")
RAISED = os.path.join(HERE, "raised.conf")

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<feedback>
 <report_metadata><org_name>Large</org_name><email>r@large.example</email>
  <report_id>large.%d</report_id>
  <date_range><begin>1795132800</begin><end>1795219199</end></date_range>
 </report_metadata>
 <policy_published><domain>example.org</domain><p>none</p>
 </policy_published>
"""
RECORD = """ <record>
  <row>
   <source_ip>198.18.%d.%d</source_ip>
   <count>%d</count>
   <policy_evaluated>
    <disposition>none</disposition>
    <dkim>pass</dkim>
    <spf>fail</spf>
   </policy_evaluated>
  </row>
  <identifiers>
   <header_from>example.org</header_from>
   <envelope_from>bounce.example.org</envelope_from>
   <envelope_to>receiver.example</envelope_to>
  </identifiers>
  <auth_results>
   <dkim>
    <domain>example.org</domain>
    <selector>s2026a</selector>
    <result>pass</result>
    <human_result>%s</human_result>
   </dkim>
   <spf>
    <domain>bounce.example.org</domain>
    <scope>mfrom</scope>
    <result>softfail</result>
   </spf>
  </auth_results>
 </record>
"""
REMARK = "a remark as long as some receivers make them " * 4


def report(mb):
    """A report of so many MB and its sums."""
    path = os.path.join(HERE, "large-%d.xml.gz" % mb)
    n = size = messages = 0
    with gzip.open(path, "wt", compresslevel=1) as f:
        size += f.write(HEAD % mb)
        while size < mb * 1000000:
            count = n % 90 + 1
            size += f.write(RECORD % (n >> 8 & 255, n & 255, count, REMARK))
            messages += count
            n += 1
        f.write("</feedback>\n")
    return path, { "reports": 1, "records": n, "messages": messages,
        "pass": messages }


def ingest(mb):
    path, want = report(mb)
    forget(DB)
    run = Run([RAMPART, "--config", RAISED, "--db", DB, "ingest", "--json",
        path])
    expect("stored", run.answer["stored"], 1)
    check(DB, want)
    os.unlink(path)
    forget(DB)
    say("report of %3d MB: %5.2f s CPU, %3.0f MB", mb, run.cpu, run.rss)
    return run


def measure():
    with open(RAISED, "w") as f:
        f.write("document_bytes = 256M\nmail_document_bytes = 256M\n")
    little, large = ingest(max(MB // 10, 1)), ingest(MB)
    return { "mb": MB, "rss_mb": large.rss, "rss_small_mb": little.rss,
        "rss_ratio": large.rss / little.rss,
        "mb_per_second": MB / large.seconds }


LINES = (
    ("peak RSS in MB", "rss_mb", "%.0f", None),
    ("peak RSS in MB, a tenth of it", "rss_small_mb", "%.0f", None),
    ("MB a second", "mb_per_second", "%.0f", None),
)
