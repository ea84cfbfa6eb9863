"""The real supervisor and servers around a tiny web process, told by the environment.

FAKE_DIES makes the web process end at once; FAKE_PREPARATION_FAILS makes the one preparation fail.
"""

import os
import sys
from pathlib import Path

from portal.supervisor.services import Program
from portal.supervisor.supervisor import Supervisor

WEB = """
import http.server, json, os, signal, sys
if os.environ.get("FAKE_DIES"):
    sys.exit("the web process says why")
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps([{"key": "rosa", "name": "Rosa Delgado", "role": "patient"}]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *rest):
        return
http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
"""
# Ends only by SIGKILL, as a worker in the middle of something may.
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
PREPARATION = (
    "import os, sys; sys.exit('the preparation says why' if os.environ.get('FAKE_PREPARATION_FAILS') else 0)"
)


def main() -> int:
    programs = [Program("web", (sys.executable, "-c", WEB))]
    if os.environ.get("FAKE_STUBBORN"):
        programs.append(Program("worker", (sys.executable, "-c", STUBBORN)))
    return Supervisor(
        data_dir=Path(os.environ["FOOTBRIDGE_DATA"]),
        port=int(os.environ["PORT"]),
        preparations=[("Preparing", Program("prepare", (sys.executable, "-c", PREPARATION)))],
        programs=programs,
        env=dict(os.environ),
    ).run()


if __name__ == "__main__":
    sys.exit(main())
