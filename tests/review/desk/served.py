"""A desk that really answers: in a thread of the test, or as the command of its own that can be killed."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import uvicorn

ROOT = Path(__file__).parents[3]
_PATIENCE = 60


@contextmanager
def serving(app):
    """Serve an app on any free port of this machine; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + _PATIENCE
    while not server.started:
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(_PATIENCE)


class Command:
    """`juesuan review open` as a process."""

    def __init__(self, *arguments, port=0, log):
        self.log = Path(log)
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "COLUMNS": "200"}
        command = [sys.executable, "-m", "extractor.cli", "review", "open", "--no-browser", "--port", str(port)]
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [*command, *map(str, arguments)], stdout=out, stderr=subprocess.STDOUT, env=environment, cwd=ROOT
            )

    def link(self):
        """The one-time link it prints, once it answers."""
        return self._printed(r"(http://\S+/start\?ticket=\S+)")

    def address(self):
        """The desk's address."""
        return self._printed(r"复核台：(http://\S+)")

    def port(self):
        return int(re.search(r":(\d+)/", self.address())[1])

    def kill(self):
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(_PATIENCE)

    def _printed(self, pattern):
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            found = re.search(pattern, self.log.read_text("utf-8"))
            if found:
                return found[1]
            assert self.process.poll() is None, self.log.read_text("utf-8")
            time.sleep(0.05)
        raise AssertionError(self.log.read_text("utf-8"))
