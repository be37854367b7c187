"""
http: small answers of `rampart serve` next to nginx serving a file of the same
size, and to libmicrohttpd alone with the same bytes, with wrk, in turn.
Every domain is judged before: a server that finds some unjudged does so
beside its answers, and on two cores that is half of what there is.
Without nginx or wrk it says so and is left out.
"""

import os
import re
import shutil
import subprocess
import time

from runs import HERE, RAMPART, Run, copy, database, number, say, tool
from server import Server

RECORDS = number("BENCH_RECORDS", 5000000)
SECONDS = number("BENCH_HTTP_SECONDS", 4)
ROUNDS = number("BENCH_ROUNDS", 3)
PORT = 18099
ASK = "/api/v1/about"

CONF = """worker_processes 2;
daemon off;
error_log stderr crit;
pid %(root)s/nginx.pid;
events { worker_connections 256; }
http {
	access_log off;
	client_body_temp_path %(root)s/body;
	proxy_temp_path %(root)s/proxy;
	fastcgi_temp_path %(root)s/fastcgi;
	uwsgi_temp_path %(root)s/uwsgi;
	scgi_temp_path %(root)s/scgi;
	default_type application/json;
	server {
		listen 127.0.0.1:%(port)d;
		root %(root)s;
	}
}
"""


def start_nginx(body):
    root = os.path.abspath(os.path.join(HERE, "nginx"))
    shutil.rmtree(root, ignore_errors=True)
    os.makedirs(root)
    with open(os.path.join(root, "answer"), "wb") as f:
        f.write(body)
    # nginx of root reads files as nobody
    for folder in (root, os.path.dirname(root)):
        os.chmod(folder, 0o755)
    conf = os.path.join(root, "nginx.conf")
    with open(conf, "w") as f:
        f.write(CONF % { "root": root, "port": PORT })
    process = subprocess.Popen(["nginx", "-e", "stderr", "-c", conf],
        stderr=subprocess.DEVNULL)
    time.sleep(0.5)
    return process


def start_bare():
    """libmicrohttpd and nothing else; its port."""
    process = subprocess.Popen([tool("bench-floor-http"),
        os.path.join(HERE, "nginx", "answer")], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True)
    return process, int(process.stdout.readline())


def rate(url):
    out = subprocess.run(["wrk", "-t1", "-c8", "-d%ds" % SECONDS, url],
        capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out:
        raise SystemExit("%s: %s" % (url, out))
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))


def measure():
    missing = [p for p in ("nginx", "wrk") if shutil.which(p) is None]
    if missing:
        say("http is left out: %s missing; contrib/install-deps.sh bench "
            "installs it", " and ".join(missing))
        return None
    db, _ = database("big", RECORDS, "--days", str(max(1, RECORDS // 12500)))
    ready = copy(db, "http.db")
    Run([RAMPART, "names", "forget", "--services", "--db", ready])
    server = Server(ready)
    _, _, body = server.get(ASK)
    nginx = start_nginx(body)
    bare, port = start_bare()
    ours, theirs, library = [], [], []
    try:
        for i in range(ROUNDS):
            ours.append(rate("http://127.0.0.1:%d%s" % (server.port, ASK)))
            theirs.append(rate("http://127.0.0.1:%d/answer" % PORT))
            library.append(rate("http://127.0.0.1:%d/" % port))
            say("round %d: rampart %.0f, nginx %.0f, libmicrohttpd alone "
                "%.0f answers a second", i + 1, ours[-1], theirs[-1],
                library[-1])
    finally:
        bare.communicate()
        nginx.terminate()
        nginx.wait()
        server.end()
    return { "bytes": len(body), "rampart_per_second": max(ours),
        "nginx_per_second": max(theirs),
        "library_per_second": max(library),
        "library_ratio": max(library) / max(theirs),
        "ratio": max(ours) / max(theirs) }


LINES = (
    ("answers a second, rampart", "rampart_per_second", "%.0f", None),
    ("answers a second, nginx", "nginx_per_second", "%.0f", None),
    ("answers, libmicrohttpd to nginx", "library_ratio", "%.2f", None),
    ("answers, rampart to nginx", "ratio", "%.2f", -0.5),
)
