#!/bin/sh
# Make the binary and packed inputs of tests/data/report, and the seeds of
# tests/fuzz, from the plain ones.  Its results are committed: run it only to
# add or change one.
set -eu
cd "$(dirname "$0")/report"
exec python3 - <<'PYTHON'
import base64, binascii, gzip, io, os, struct, zipfile, zlib

plain = open('plain-no-namespace.xml', 'rb').read()
second = open('rfc9990-extension.xml', 'rb').read()


def write(name, data):
    os.makedirs(os.path.dirname(name) or '.', exist_ok=True)
    with open(name, 'wb') as f:
        f.write(data)


def report(number):
    """The plain report under an id of its own, so that none is a copy."""
    return plain.replace(b'.plain<', b'.' + number.encode() + b'<')


def gz(data):
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode='wb', mtime=0) as f:
        f.write(data)
    return out.getvalue()


def zipped(*members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', method) as z:
        for name, data in members:
            z.writestr(zipfile.ZipInfo(name, (2026, 11, 20, 0, 0, 0)), data,
                       method)
    return out.getvalue()


def encrypted(data):
    """The flag alone: nothing may try to read what it stands for."""
    z = bytearray(data)
    for magic, offset in ((b'PK\3\4', 6), (b'PK\1\2', 8)):
        z[z.index(magic) + offset] |= 1
    return bytes(z)


def b64(data):
    return base64.encodebytes(data).decode()


def mail(name, body):
    return (f'''From: DMARC reports <dmarc-noreply@receiver.example>
To: dmarc@example.org
Subject: Report Domain: example.org Submitter: receiver.example
Date: Fri, 20 Nov 2026 02:11:00 +0000
Message-ID: <{name}@receiver.example>
MIME-Version: 1.0
''' + body).encode()


def part(data, kind='application/gzip', extra=''):
    return (f'Content-Type: {kind}\nContent-Transfer-Encoding: base64\n'
            f'{extra}\n{b64(data)}')


def multi(*parts, kind='mixed'):
    return (f'Content-Type: multipart/{kind}; boundary="b"\n\n' +
            ''.join(f'--b\n{p}\n' for p in parts) + '--b--\n')


TEXT = 'Content-Type: text/plain\n\nAggregate report for example.org.\n'

# ------------------------------------------------------------------ files
write('gzip.xml.gz', gz(report('gzip')))
write('gzip-trailing-crlf.xml.gz', gz(report('crlf')) + b'\r\n')
write('gzip-two-members.xml.gz',
      gz(report('members')[:500]) + gz(report('members')[500:]))
write('gzip-in-gzip.xml.gz.gz', gz(gz(report('twice'))))
write('gzip-three-times.xml.gz', gz(gz(gz(report('thrice')))))
write('gzip-truncated.xml.gz', gz(report('cut'))[:300])
bad = bytearray(gz(report('crc')))
bad[-6] ^= 1
write('gzip-wrong-check-sum.xml.gz', bytes(bad))
write('gzip-named-zip.zip', gz(report('named')))
write('gzip-of-the-word-unused.xml.gz', gz(b'unused'))
write('zlib-raw.xml.z', zlib.compress(report('zlib')))
write('zip.zip', zipped(('report.xml', report('zip'))))
write('zip-stored.zip',
      zipped(('report.xml', report('stored')), method=zipfile.ZIP_STORED))
write('zip-two-reports.zip',
      zipped(('one.xml', report('one')), ('two.xml', second)))
write('zip-csv-beside-xml.zip',
      zipped(('report.csv', b'ip,count\n'), ('report.xml', report('csv'))))
write('zip-macosx.zip',
      zipped(('__MACOSX/._report.xml', b'\0\5\x16\7'),
             ('report.xml', report('mac'))))
write('zip-directory.zip',
      zipped(('reports/', b''), ('reports/report.xml', report('dir'))))
write('zip-in-zip.zip',
      zipped(('inner.zip', zipped(('report.xml', report('inner'))))))
write('zip-gzip-inside.zip', zipped(('report.xml.gz', gz(report('gzin')))))
write('zip-encrypted.zip', encrypted(zipped(('report.xml', report('enc')))))
write('zip-17-members.zip',
      zipped(*[(f'{i:02}.txt', b'x') for i in range(17)]))
write('zip-truncated.zip', zipped(('report.xml', report('zcut')))[:400])
write('zip-empty.zip', zipped())
write('empty-file.xml', b'')
write('base64-alone.txt', b64(gz(report('b64'))).encode())

# ------------------------------------------------------------------ mails
write('whole-mail-is-zip.eml', mail(
    'google', part(zipped(('r.xml', report('google'))), 'application/zip')))
write('zip-labelled-gzip.eml', mail(
    'label', multi(TEXT, part(zipped(('r.xml', report('label')))))))
write('octet-stream-rfc2231-name.eml', mail('ses', multi(TEXT, part(
    gz(report('ses')), 'application/octet-stream',
    "Content-Disposition: attachment;\n"
    " filename*0=\"receiver.example!example.org!\";\n"
    " filename*1=\"1795046400!1795132799.xml.gz\"\n"))))
write('base64-text-plain.eml', mail(
    'plain', part(report('text'), 'text/plain; name="report.xml"')))
write('microsoft-nested-html.eml', mail('ms', multi(
    'Content-Type: multipart/related; boundary="r"\n\n--r\n'
    'Content-Type: multipart/alternative; boundary="a"\n\n--a\n'
    'Content-Type: text/plain\n\n\n--a\nContent-Type: text/html\n\n'
    '<div>This is a DMARC aggregate report.</div>\n--a--\n--r--\n',
    part(gz(report('ms'))))))
write('two-reports.eml', mail('two', multi(
    TEXT, part(gz(report('first'))),
    part(zipped(('second.xml', second)), 'application/zip'))))
write('forwarded-rfc822.eml', mail('forward', multi(
    TEXT, 'Content-Type: message/rfc822\n\n' +
    mail('inner', part(gz(report('forwarded')))).decode())))
write('type-misspelled.eml', mail('trustwave', multi(
    TEXT, part(gz(report('typo'))).replace('Content-Type', 'ContentType'))))
write('no-closing-boundary.eml', mail(
    'open', multi(TEXT, part(gz(report('open'))))).replace(b'--b--\n', b''))
write('list-footer-behind-base64.eml', mail(
    'footer', part(gz(report('footer'))) + '_____\nA mailing list\n'))
write('mbox-line-and-blank-line.eml',
      b'From x@y.example Fri Nov 20 02:11:00 2026\n' + mail(
          'mbox', part(gz(report('mbox')))))
write('bom-and-crlf.eml', b'\xef\xbb\xbf' + mail(
    'crlf', multi(TEXT, part(gz(report('bomcrlf'))))).replace(
        b'\n', b'\r\n'))
write('cr-only.eml', mail(
    'cr', multi(TEXT, part(gz(report('cr'))))).replace(b'\n', b'\r'))
write('tls-report.eml', mail('tls', (
    'TLS-Report-Domain: example.org\n'
    'TLS-Report-Submitter: receiver.example\n') + multi(TEXT, part(
        gz(open('tls-report.json', 'rb').read()),
        'application/tlsrpt+gzip'))))
write('encrypted-zip.eml', mail('encrypted', multi(TEXT, part(
    encrypted(zipped(('r.xml', report('enc2')))), 'application/zip'))))
write('rar.eml', mail('rar', multi(TEXT, part(
    b'Rar!\x1a\x07\x00' + bytes(32), 'application/x-rar'))))

# ------------------------------------------------------------------ seeds
seeds = '../../fuzz/seeds'
small = (b'<feedback><report_metadata><org_name>a</org_name><email>a@b.c'
         b'</email><report_id>1</report_id><date_range><begin>1795046400'
         b'</begin><end>1795132799</end></date_range></report_metadata>'
         b'<policy_published><domain>b.c</domain><p>none</p>'
         b'</policy_published><record><row><source_ip>192.0.2.1</source_ip>'
         b'<count>1</count><policy_evaluated><disposition>none</disposition>'
         b'<dkim>pass</dkim><spf>fail</spf><reason><type>other</type>'
         b'</reason></policy_evaluated></row><identifiers><header_from>b.c'
         b'</header_from></identifiers><auth_results><dkim><domain>b.c'
         b'</domain><result>pass</result></dkim><spf><domain>b.c</domain>'
         b'<result>pass</result></spf></auth_results></record></feedback>')
xml = {
    'small': small,
    'declared': b'<?xml version="1.0" encoding="windows-1252"?>' + small,
    'latin1': small.replace(b'>a<', b'>\xe4<'),
    'utf16': b'\xff\xfe' + small.decode().encode('utf-16-le'),
    'cdata': small.replace(b'>a<', b'><![CDATA[a&<]]><'),
    'references': small.replace(b'>a<', b'>&amp;&#x41;&quot;<'),
    'doctype': b'<!DOCTYPE feedback [<!ENTITY a "b">]>' + small,
    'prefix': b'<n:feedback xmlns:n="urn:x"><n:record/></n:feedback>',
    'comment': b'<!-- a --><?p a?><feedback a="b>c" d=\'"\'/>',
    'trailing': small + b'\n<x>',
    'cut': small[:-1],
    'control': small.replace(b'>a<', b'>\1\2<'),
}
for name, data in xml.items():
    write(f'{seeds}/xml/{name}', b'\7' + data)
    write(f'{seeds}/markup/{name}', b'\3' + data)
for name, data in {
        'gzip': gz(small), 'gzip-twice': gz(gz(small)),
        'gzip-trailing': gz(small) + b'\r\n', 'zlib': zlib.compress(small),
        'zip': zipped(('a.xml', small)),
        'zip-two': zipped(('a.xml', small), ('b.txt', b'x')),
        'zip-stored': zipped(('a', small), method=zipfile.ZIP_STORED),
        'zip-encrypted': encrypted(zipped(('a.xml', small))),
        'zip-in-zip': zipped(('a.zip', zipped(('a.xml', small)))),
        'base64': b64(gz(small)).encode(), 'plain': small,
        'json': b'{"organization-name":"a","policies":[]}'}.items():
    write(f'{seeds}/unpack/{name}', data)
for name, data in {
        'single': mail('a', part(gz(small))),
        'mixed': mail('a', multi(TEXT, part(gz(small)))),
        'xml': mail('a', 'Content-Type: text/xml\n\n') + small,
        'nested': mail('a', multi('Content-Type: message/rfc822\n\n' + mail(
            'b', part(gz(small))).decode())),
        'nested-base64': mail('a', multi(part(
            mail('b', part(gz(small))), 'message/rfc822'))),
        'uuencoded': mail('a', '\nbegin 644 a\n' + ''.join(
            binascii.b2a_uu(small[i:i + 45]).decode()
            for i in range(0, len(small), 45)) + '`\nend\n'),
        'quoted': mail(
            'a', 'Content-Transfer-Encoding: quoted-printable\n\n=3Ca=\n=3E'),
        'failure': mail('a', multi(
            TEXT, 'Content-Type: message/feedback-report\n\n'
            'Feedback-Type: auth-failure\n', kind='report; '
            'report-type=feedback-report')),
        'cr': mail('a', part(gz(small))).replace(b'\n', b'\r'),
        'mbox': b'From a@b Fri Nov 20 02:11:00 2026\n' + mail(
            'a', part(gz(small)))}.items():
    write(f'{seeds}/mime/{name}', data)
PYTHON
