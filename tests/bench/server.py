"""rampart serve on a database, and timed requests to it."""

import atexit
import http.client
import json
import os
import re
import signal
import subprocess
import time

from runs import RAMPART

API = "/api/v1/"


def drop_cache(path):
    """Out of the page cache with a file; anybody may do that."""
    for end in ("", "-wal"):
        if os.path.exists(path + end):
            fd = os.open(path + end, os.O_RDONLY)
            os.fsync(fd)
            os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(fd)


class Server:
    def __init__(self, db):
        self.process = subprocess.Popen([RAMPART, "serve", "--db", db,
            "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
        atexit.register(self.process.kill) # a bench that fails leaves none
        line = self.process.stdout.readline()
        self.port = int(re.search(r":(\d+)/?$", line.strip()).group(1))
        self.http = None

    def get(self, target):
        """Milliseconds, status and JSON of one request."""
        if self.http is None:
            self.http = http.client.HTTPConnection("127.0.0.1", self.port,
                timeout=60)
        start = time.perf_counter()
        try:
            self.http.request("GET", target)
            answer = self.http.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            self.http.close()
            self.http = None
            return (time.perf_counter() - start) * 1000, 599, None
        ms = (time.perf_counter() - start) * 1000
        return ms, answer.status, body

    def json(self, target):
        _, status, body = self.get(target)
        if status != 200:
            raise SystemExit("%s: HTTP %d" % (target, status))
        return json.loads(body)

    def end(self):
        if self.http is not None:
            self.http.close()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        self.process.stdout.close()
