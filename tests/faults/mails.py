"""The mails of the fault sweep: three maildirs, sixty-six mails.

Reports as text, gzip and zip, some of them a second time, and what is no
report.  Whichever of two copies is read first, the sums are the same.
"""
import base64
import gzip
import io
import os
import zipfile

DAY = 1794960000  # 2026-11-18 00:00 UTC


def report(i):
    rows = "".join(
        f"<record><row><source_ip>192.0.2.{1 + (i + k) % 250}</source_ip>"
        f"<count>{1 + i * k}</count><policy_evaluated><disposition>none"
        f"</disposition><dkim>{'pass' if k % 2 else 'fail'}</dkim><spf>fail"
        "</spf></policy_evaluated></row><identifiers><header_from>"
        f"d{i % 5}.example</header_from></identifiers><auth_results><spf>"
        f"<domain>bounce{k % 3}.example</domain><result>pass</result></spf>"
        "</auth_results></record>\n"
        for k in range(1, 8)
    )
    begin = DAY - 86400 * (i % 7)
    return (
        '<?xml version="1.0"?><feedback><report_metadata><org_name>R'
        f"{i % 4}</org_name><email>dmarc@r{i % 4}.example</email><report_id>"
        f"id{i}</report_id><date_range><begin>{begin}</begin><end>"
        f"{begin + 86399}</end></date_range></report_metadata>"
        f"<policy_published><domain>d{i % 5}.example</domain><p>none</p>"
        f"</policy_published>{rows}</feedback>\n"
    ).encode()


def packed(i, xml):
    if i % 3 == 0:
        return "text/xml", xml
    if i % 3 == 1:
        return "application/gzip", gzip.compress(xml, mtime=0)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo("report.xml"), xml)
    return "application/zip", out.getvalue()


def mail(i):
    if i % 22 == 20:
        return b"From: spam@spam.example\n\nbuy\n"
    xml = report(i - 1 if i % 11 == 7 else i)  # every eleventh is a copy
    if i % 22 == 21:
        xml = xml[: len(xml) // 2]
    kind, data = packed(i, xml)
    return (
        f"From: dmarc@r{i % 4}.example\nMessage-ID: <{i}@x>\n"
        f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\n\n"
    ).encode() + base64.encodebytes(data)


def write(root, count=66):
    """Three maildirs below root; their paths."""
    boxes = [os.path.join(root, name) for name in ("a", "b", "c")]
    for box in boxes:
        for part in ("new", "cur", "tmp"):
            os.makedirs(os.path.join(box, part))
    for i in range(count):
        place = f"new/{i}.host" if i % 2 else f"cur/{i}.host:2,R"
        with open(os.path.join(boxes[i * 3 // count], place), "wb") as f:
            f.write(mail(i))
    return boxes
