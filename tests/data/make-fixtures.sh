#!/bin/sh
# Make the binary and packed inputs of tests/data/report, and the seeds of
# tests/fuzz, from the plain ones.  Its results are committed: run it only to
# add or change one.
set -eu
cd "$(dirname "$0")/report"
exec python3 - <<'PYTHON'
import base64, binascii, bz2, gzip, io, lzma, os, struct, tarfile, zipfile, zlib

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


def tarred(*members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w', format=tarfile.USTAR_FORMAT) as t:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))
    return out.getvalue()


def number(n):
    """A number of the 7z format."""
    return bytes([n]) if n < 0x80 else bytes([0x80 | n >> 8, n & 0xff])


def seven_zip(name, data):
    """A 7z archive of one member, stored."""
    names = b'\0' + name.encode('utf-16-le') + b'\0\0'
    head = (b'\1\4\6\0\1\x09' + number(len(data)) + b'\0'
            b'\7\x0b\1\0\1\1\0\x0c' + number(len(data)) +
            b'\x0a\1' + struct.pack('<I', binascii.crc32(data)) + b'\0'
            b'\x08\0\0\5\1\x11' + number(len(names)) + names + b'\0\0')
    start = struct.pack('<QQI', len(data), len(head), binascii.crc32(head))
    return (b"7z\xbc\xaf\x27\x1c\0\4" +
            struct.pack('<I', binascii.crc32(start)) + start + data + head)


def streamed(name, data):
    """A zip as a stream writes it: the sizes behind the data (bit 3)."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(data) + packed.flush()
    sizes = struct.pack('<III', binascii.crc32(data), len(body), len(data))
    name = name.encode()
    local = struct.pack('<4s5H3I2H', b'PK\3\4', 20, 8, 8, 0, 0x5a21, 0, 0, 0,
                        len(name), 0) + name + body + b'PK\7\x08' + sizes
    entry = struct.pack('<4s6H', b'PK\1\2', 20, 20, 8, 8, 0, 0x5a21) + sizes
    entry += struct.pack('<5H2I', len(name), 0, 0, 0, 0, 0, 0) + name
    return local + entry + struct.pack('<4s4H2IH', b'PK\5\6', 0, 0, 1, 1,
                                       len(entry), len(local), 0)


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

write('attachment-types.eml', mail('types', multi(TEXT, *[
    part(pack(report(f'type{i}')), kind) for i, (kind, pack) in enumerate((
        ('application/x-zip', lambda d: zipped(('r.xml', d))),
        ('application/x-zip-compressed', lambda d: zipped(('r.xml', d))),
        ('application/x-gzip', gz), ('application/x-gzip-compressed', gz),
        ('application/octet-stream', gz), ('text/xml', bytes),
        ('application/xml', bytes), ('image/png', gz)))])))
write('whole-mail-is-gzip.eml', mail('mimecast', part(
    gz(report('mimecast')) + b'\r\n')))
write('gzip-labelled-zip.eml', mail('label2', multi(TEXT, part(
    gz(report('label2')), 'application/zip'))))
write('attachment-inline-named-dat.eml', mail('dat', multi(TEXT, part(
    zipped(('r.xml', report('dat'))), 'application/gzip; name="x.dat"',
    'Content-Disposition: inline; filename="x.dat"\n'))))
write('attachment-xml-unencoded.eml', mail('xml', multi(
    TEXT, 'Content-Type: application/xml; name="r.xml"\n\n' +
    report('xml').decode())))
write('attachment-quoted-printable.eml', mail('qp', multi(
    TEXT, 'Content-Type: text/xml\nContent-Transfer-Encoding: '
    'quoted-printable\n\n' + binascii.b2a_qp(report('qp')).decode())))
write('attachment-name-rfc2047.eml', mail('name', multi(TEXT, part(
    gz(report('name')), 'application/gzip; name="=?UTF-8?B?w6QueG1sLmd6?="',
    'Content-Disposition: attachment;\n'
    ' filename="=?UTF-8?Q?=C3=A4.xml.gz?="\n'))))
write('attachment-name-empty.eml', mail('noname', multi(TEXT, part(
    gz(report('noname')), 'application/gzip; name=""'))))
write('attachments-three-kinds.eml', mail('three', multi(
    TEXT, part(gz(report('kind1'))),
    part(zipped(('a.xml', report('kind2')), ('b.xml', report('kind3'))),
         'application/zip'),
    part(b'GIF89a' + bytes(20), 'image/gif'),
    part(tarred(('c.xml', report('kind4'))), 'application/x-tar'))))
write('subject-of-preview.eml', mail('preview', multi(
    TEXT, part(gz(report('preview'))))).replace(
        b'Subject: Report Domain: example.org Submitter: receiver.example',
        b'Subject: =?UTF-8?B?W1ByZXZpZXdd?=\n\t=?UTF-8?Q?_Report_domain:_x?='))
SUBJECT = b'Subject: Report Domain: example.org Submitter: receiver.example'
write('subject-of-mail-ru.eml', mail('mailru', multi(
    TEXT, part(gz(report('mailru'))))).replace(
        SUBJECT, b'Subject: Report Domain: example.org; Submitter: Mail.Ru;  '
        b'Report-ID: 1'))
write('subject-folded-with-tabs.eml', mail('folded', multi(
    TEXT, part(gz(report('folded'))))).replace(
        SUBJECT, b'Subject: Dmarc Aggregate Report Domain: {example.org}\n\t'
        b'Submitter: {Receiver}\n\tDate: {2026-11-19}\n\tReport-ID: {1}'))
write('attachment-name-without-receiver.eml', mail('noreceiver', multi(
    TEXT, part(gz(report('noreceiver')), 'application/gzip; '
               'name="!example.org!1795046400!1795132799.xml.zip"'))))
write('same-report-twice.eml', mail('same', multi(
    TEXT, part(gz(report('same'))), part(gz(report('same'))))))
write('headers-few.eml', b'From: x@receiver.example\n' + part(
    gz(report('few'))).encode())
write('forwarded-rfc822-base64.eml', mail('forward64', multi(TEXT, part(
    mail('inner64', multi(TEXT, part(gz(report('forward64'))))),
    'message/rfc822'))))
write('forwarded-three-deep.eml', mail('deep', multi(
    'Content-Type: message/rfc822\n\n' + mail('deep1', multi(
        'Content-Type: message/rfc822\n\n' + mail('deep2', multi(
            'Content-Type: message/rfc822\n\n' + mail(
                'deep3', part(gz(report('deep')))).decode()).replace(
                    '"b"', '"d"').replace('--b', '--d')).decode()).replace(
                        '"b"', '"c"').replace('--b\n', '--c\n').replace(
                            '--b--', '--c--')).decode())))
write('multipart-signed-pgp.eml', mail('pgp', multi(
    multi(TEXT, part(gz(report('pgp')))).replace('"b"', '"i"').replace(
        '--b', '--i'),
    'Content-Type: application/pgp-signature\n\n'
    '-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n',
    kind='signed; micalg=pgp-sha256; '
    'protocol="application/pgp-signature"')))
PKCS7 = (b'\x30\x82\x01\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02' +
         bytes(64))
write('multipart-signed-smime.eml', mail('smime', multi(
    multi(TEXT, part(gz(report('smime')))).replace('"b"', '"i"').replace(
        '--b', '--i'),
    part(PKCS7, 'application/pkcs7-signature; name="smime.p7s"'),
    kind='signed; micalg=sha-256; '
    'protocol="application/pkcs7-signature"')))
write('smime-envelope.eml', mail('opaque', part(
    PKCS7, 'application/pkcs7-mime; smime-type=signed-data; '
    'name="smime.p7m"')))
write('winmail-dat.eml', mail('tnef', multi(TEXT, part(
    b'\x78\x9f\x3e\x22' + bytes(64), 'application/ms-tnef; '
    'name="winmail.dat"'))))
write('base64-padding-missing.eml', mail('padding', multi(TEXT, part(
    gz(report('padding0'))).rstrip().rstrip('=') + '\n')))
write('base64-stray-characters.eml', mail('stray', multi(TEXT, part(
    gz(report('stray'))).replace('\nH4sI', '\n!! H4sI\n \n\t*'))))
write('base64-cut.eml', mail('cut64', multi(TEXT, part(
    gz(report('cut64')))[:500] + '\n')))
write('uuencoded-in-text.eml', mail(
    'uu', '\nDear postmaster,\nhere is your report.\n\n'
    'begin 644 report.xml.gz\n' + ''.join(
        binascii.b2a_uu(gz(report('uutext'))[i:i + 45]).decode()
        for i in range(0, len(gz(report('uutext'))), 45)) +
    '`\nend\n\nBest regards\n'))
write('blank-line-of-spaces-first.eml', b' ' * 78 + b'\n' + mail(
    'spaces', part(zipped(('r.xml', report('spaces'))), 'application/zip')))
write('blank-lines-hold-a-space.eml', mail('space', multi(
    TEXT, part(gz(report('space'))))).replace(b'\n\n', b'\n \n'))
write('encoding-unknown.eml', mail('x-enc', multi(TEXT, (
    'Content-Type: text/xml\nContent-Transfer-Encoding: x-unknown\n\n' +
    report('xenc').decode()))))
write('boundary-missing.eml', mail(
    'nobound', 'Content-Type: multipart/mixed\n\n') + report('nobound'))
write('auto-reply.eml', mail(
    'vacation', 'Auto-Submitted: auto-replied\n'
    'Content-Type: text/html\n\n<html><body>I am away. <feedback>'
    'is welcome</feedback></body></html>\n'))
write('tar.tar', tarred(('reports/r.xml', report('tar'))))
write('tar-gzip.tar.gz', gz(tarred(('r.xml', report('targz')))))
write('7z.7z', seven_zip('r.xml', report('7z')))
write('xz.xml.xz', lzma.compress(report('xz')))
write('bzip2.xml.bz2', bz2.compress(report('bzip2')))
write('zip-member-without-name.zip', zipped(('', report('noname'))))
write('zip-sizes-behind-data.zip', streamed('r.xml', report('bit3')))
write('gzip-of-nothing.xml.gz', gz(b''))

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
    'bare': small.replace(b'>a<', b'>a & <b@c> < <d.e><<'),
    'schema': b'<xs:schema a="b">"' + small,
}
for name, data in xml.items():
    write(f'{seeds}/xml/{name}', b'\7' + data)
    write(f'{seeds}/markup/{name}', b'\3' + data)
    write(f'{seeds}/fix/{name}', b'\3' + data)
for name, data in {
        'gzip': gz(small), 'gzip-twice': gz(gz(small)),
        'gzip-trailing': gz(small) + b'\r\n', 'zlib': zlib.compress(small),
        'zip': zipped(('a.xml', small)),
        'zip-two': zipped(('a.xml', small), ('b.txt', b'x')),
        'zip-stored': zipped(('a', small), method=zipfile.ZIP_STORED),
        'zip-encrypted': encrypted(zipped(('a.xml', small))),
        'zip-in-zip': zipped(('a.zip', zipped(('a.xml', small)))),
        'base64': b64(gz(small)).encode(), 'plain': small,
        'bare': small.replace(b'>a<', b'>a & <b@c> < <d.e><![CDATA[&]]><'),
        'schema': b'<?xml version="1.0"?>"<xs:schema a="b">"' + small,
        'tar': tarred(('a.xml', small)), '7z': seven_zip('a.xml', small),
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
