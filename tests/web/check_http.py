"""What is the same for every address: methods, caches, pages, sockets."""
import gzip
import re
import socket
import threading
import time

from world import SECURITY

OVERVIEW = "/api/v1/overview"


def methods(w):
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        wrong = []
        for where in (OVERVIEW, "/", "/api/v1/reports/1"):
            a = w.server.get(where, method)
            if (a.status, a.headers["Allow"]) != (405, "GET, HEAD"):
                wrong.append(f"{where}: {a.status} {a.headers['Allow']}")
        w.tap.ok(f"{method} is a 405 that says what is taken", wrong)
    wrong = []
    for where in (OVERVIEW, OVERVIEW + "?format=csv", "/api/v1/reports/1",
                  "/api/v1/reports/1/document", "/api/v1/nothing", "/"):
        get, head = w.server.get(where), w.server.get(where, "HEAD")
        same = [(a.status, [(k, v) for k, v in a.headers.items()
                            if k != "Date"]) for a in (get, head)]
        if same[0] != same[1] or head.raw:
            wrong += [where, same[0], same[1], head.raw[:100]]
    w.tap.ok("HEAD has the headers of GET and no body", wrong)


def caches(w):
    a = w.server.get(OVERVIEW)
    b = w.server.get(OVERVIEW, accept_encoding="gzip, br")
    tag, packed = a.headers["ETag"], b.headers["ETag"]
    w.tap.equal("an answer is compressed for those who take it",
                (a.headers["Content-Encoding"], b.headers["Content-Encoding"],
                 a.body == b.body, len(b.raw) < len(a.raw) / 2),
                (None, "gzip", True, True))
    w.tap.equal("both forms say that the form depends on the request",
                (a.headers["Vary"], b.headers["Vary"]),
                ("Accept, Accept-Encoding",) * 2)
    w.tap.ok("and have tags of their own", None if tag != packed else tag)
    for accept, want in (("gzip;q=0", None), ("*", "gzip"),
                         ("identity, gzip;q=0.5", None), ("br", None),
                         ("GZIP;q=0.3", "gzip")):
        got = w.server.get(OVERVIEW, accept_encoding=accept)
        w.tap.equal(f"Accept-Encoding: {accept}",
                    got.headers["Content-Encoding"], want)
    short = w.server.get("/api/v1/about", accept_encoding="gzip")
    w.tap.equal("a short answer is left alone",
                short.headers["Content-Encoding"], None)
    w.tap.equal("the same answer has the same tag",
                w.server.get(OVERVIEW).headers["ETag"], tag)
    w.tap.ok("another address has another",
             None if w.server.get(OVERVIEW + "?limit=5").headers["ETag"] != tag
             else tag)
    for sentence, list_, accept, status, want in (
            ("the tag", tag, "", 304, tag),
            ("one of several, weak", f'"x", W/{tag}', "", 304, tag),
            ("that of the packed form", packed, "gzip", 304, packed),
            ("that of the packed form, which is not taken", packed, "", 200,
             tag),
            ("another", '"x"', "", 200, tag)):
        c = w.server.get(OVERVIEW, If_None_Match=list_,
                         accept_encoding=accept or "identity")
        w.tap.equal(f"If-None-Match with {sentence}",
                    (c.status, c.headers["ETag"],
                     c.raw == b"" if status == 304 else True,
                     c.headers["Vary"], c.headers["Cache-Control"],
                     {n: c.headers[n] for n in SECURITY}),
                    (status, want, True, "Accept, Accept-Encoding",
                     "private, no-cache", SECURITY))
    w.tap.equal("an error has no tag and is not kept", [
        w.server.get("/api/v1/reports/999999999").headers[n]
        for n in ("ETag", "Cache-Control")], [None, "no-store"])


def pages(w):
    index = w.server.get("/")
    w.tap.equal("the pages are there",
                (index.status, index.headers["Content-Type"],
                 index.headers["Cache-Control"],
                 {n: index.headers[n] for n in SECURITY}),
                (200, "text/html; charset=utf-8", "no-cache", SECURITY))
    for where in ("/reports", "/reports/1", "/about", "/domains/a.example",
                  "/sources/192.0.2.1", "/sources/2001%3Adb8%3A%3A1",
                  "/domains/a.example/trends?from=2026-01-01", "/x/y"):
        a = w.server.get(where)
        w.tap.equal(f"{where} is the same page",
                    (a.status, a.body), (200, index.body))
    for where in ("/assets/x.js", "/assets/", "/robots.txt", "/x.php",
                  "/.built", "/assets/..%2Findex.html", "/../etc/passwd.txt"):
        a = w.server.get(where)
        w.tap.equal(f"{where} is not there",
                    (a.status, a.type, a.headers["X-Content-Type-Options"]),
                    (404, "application/problem+json", "nosniff"))
    a = w.server.get("/", If_None_Match=index.headers["ETag"])
    w.tap.equal("a page that is known is a 304", (a.status, a.raw),
                (304, b""))
    assets = re.findall(r'"(/assets/[^"]+)"', index.body.decode())
    w.tap.ok("the page names its assets", None if assets else index.body)
    for where in assets:
        plain = w.server.get(where)
        packed = w.server.get(where, accept_encoding="gzip")
        w.tap.equal(f"{where} may be kept for ever, and is packed",
                    (plain.status, plain.headers["Cache-Control"],
                     packed.headers["Content-Encoding"],
                     packed.body == plain.body, packed.headers["Vary"]),
                    (200, "public, max-age=31536000, immutable", "gzip",
                     True, "Accept-Encoding"))


def raw(w, data, seconds=5.0):
    """Send bytes, read until the other side closes or is silent."""
    with socket.create_connection(("127.0.0.1", w.server.port)) as s:
        s.settimeout(seconds)
        got = b""
        try:
            s.sendall(data)
            while piece := s.recv(65536):
                got += piece
            return got, True
        except TimeoutError:
            return got, False
        except ConnectionError:
            return got, True


def sockets(w):
    host = f"Host: {w.server.host}\r\n"
    about = "GET /api/v1/about HTTP/1.1\r\n"
    close = "Connection: close\r\n\r\n"
    cases = [
        ("a plain request", about + host + close, 200),
        ("localhost as Host",
         about + f"Host: LOCALHOST:{w.server.port}\r\n" + close, 200),
        ("[::1] as Host", about + f"Host: [::1]:{w.server.port}\r\n" + close,
         200),
        ("no Host", about + close, 400),
        ("HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", 400),
        ("two Hosts", about + host + host + close, 400),
        ("a foreign Host", about + "Host: evil.example\r\n" + close, 421),
        ("a foreign Host on our port",
         about + f"Host: evil.example:{w.server.port}\r\n" + close, 421),
        ("our Host on another port", about + "Host: localhost:1\r\n" + close,
         421),
        ("%00 in the path", "GET /a%00b HTTP/1.1\r\n" + host + close, 400),
        ("%00 in the query",
         "GET /api/v1/about?a=%00 HTTP/1.1\r\n" + host + close, 400),
        ("half an escape", "GET /% HTTP/1.1\r\n" + host + close, 400),
        ("no UTF-8", "GET /%ff HTTP/1.1\r\n" + host + close, 400),
        ("a whole address as target",
         f"GET http://{w.server.host}/ HTTP/1.1\r\n" + host + close, 400),
        ("OPTIONS *", "OPTIONS * HTTP/1.1\r\n" + host + close, 400),
        ("a long target", "GET /" + "a" * 9000 + " HTTP/1.1\r\n" + host
         + close, 414),
        ("a huge target", "GET /" + "a" * 60000 + " HTTP/1.1\r\n" + host
         + close, 414),
        ("huge headers", about + host + "X: " + "a" * 60000 + "\r\n" + close,
         431),
        ("a body with two lengths", "POST / HTTP/1.1\r\n" + host
         + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
        ("Content-Length and Transfer-Encoding", "POST / HTTP/1.1\r\n" + host
         + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
           "0\r\n\r\n", 400),
        ("a negative length", "POST / HTTP/1.1\r\n" + host
         + "Content-Length: -1\r\n\r\n", 400),
        ("a POST with a body", "POST /api/v1/about HTTP/1.1\r\n" + host
         + "Content-Length: 5\r\n\r\nhello", 405),
        ("a POST in chunks", "POST /api/v1/about HTTP/1.1\r\n" + host
         + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 405),
        ("a POST that waits for leave", "POST /api/v1/about HTTP/1.1\r\n"
         + host + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n", 405),
    ]
    for sentence, request, status in cases:
        got, closed = raw(w, request.encode())
        m = re.match(rb"HTTP/1\.1 (\d+)", got)
        w.tap.equal(f"{sentence}: {status}, and the end",
                    (int(m.group(1)) if m else got[:80], closed),
                    (status, True))
    for method, status in (("GET", b"400"), ("DELETE", b"405"),
                           ("POST", b"405")):
        smuggled = (f"{method} /api/v1/about HTTP/1.1\r\n{host}"
                    f"Content-Length: 40\r\n\r\n{about}{host}\r\n")
        got, _ = raw(w, smuggled.encode())
        w.tap.equal(f"the body of a {method} is never the next request",
                    re.findall(rb"HTTP/1\.1 (\d+)", got), [status])
    got, _ = raw(w, ((about + host + "\r\n") * 2 + about + host
                     + close).encode())
    w.tap.equal("requests in a row are all answered",
                re.findall(rb"HTTP/1\.1 (\d+)", got), [b"200"] * 3)
    got, closed = raw(w, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n")
    w.tap.ok("TLS to a plain port ends", None if closed else got)


def drip(w, seconds, result):
    """A header, byte by byte, for as long as the server lets us."""
    begin = time.monotonic()
    with socket.create_connection(("127.0.0.1", w.server.port)) as s:
        s.settimeout(0.5)
        try:
            s.sendall(b"GET / HTTP/1.1\r\nX: ")
            while time.monotonic() - begin < seconds:
                s.sendall(b"a")
                try:
                    if not s.recv(1):
                        break
                except TimeoutError:
                    pass
        except ConnectionError:
            pass
    result.append(time.monotonic() - begin)


def slow(w):
    """Begin what takes long; the rest of the tests runs meanwhile."""
    took = []
    thread = threading.Thread(target=drip, args=(w, 40, took))
    thread.start()

    def end():
        thread.join()
        w.tap.ok("a header that never ends is cut off after 20 s",
                 None if 15 < took[0] < 35 else f"{took[0]:.1f} s")
    return end


def crowd(w):
    """Threads with answers of their own: nothing is mixed up."""
    want = {where: w.server.get(where).body for where in (
        OVERVIEW, "/api/v1/reports?limit=20", "/api/v1/reports/2", "/",
        "/api/v1/domains/bakery.example/sources",
        "/api/v1/domains/college.example/trend")}
    wrong = []

    def worker(n):
        for i in range(18):
            where = list(want)[(i + n) % len(want)]
            a = w.server.get(where, accept_encoding="gzip" if i % 2 else "")
            if a.status != 200 or a.body != want[where]:
                wrong.append(f"{where}: {a.status} {a.body[:100]}")
    threads = [threading.Thread(target=worker, args=(n,)) for n in range(12)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    w.tap.ok("twelve at a time get what one gets", wrong)


PARTS = [methods, caches, pages, sockets, crowd]
