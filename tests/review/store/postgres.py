"""A PostgreSQL server of the tests' own: in a temporary folder, on a unix socket, gone when they end."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

_NAME = "juesuan"
_PATIENCE = 30


def programs() -> Path | None:
    """The folder of the server's programs: the newest of Debian's, or where the path leads."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if folders:
        return folders[-1]
    found = shutil.which("postgres")
    return Path(found).resolve().parent if found else None


@contextmanager
def server() -> Iterator[str]:
    """Start a server; gives the folder of its socket. As root it runs as user postgres: it refuses root."""
    where = programs()
    assert where is not None
    as_user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="jspg"))
    if as_user:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data, log = folder / "data", (folder / "log").open("wb")
    plain = {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"], "HOME": str(folder)}
    quiet = {"env": plain, "cwd": folder, "stdout": log, "stderr": log, **as_user}
    made = [where / "initdb", "-D", data, "-A", "trust", "-U", _NAME, "-E", "UTF8", "--no-sync"]
    subprocess.run(made, check=True, timeout=120, **quiet)
    settings = ["listen_addresses=", "fsync=off", "max_connections=100", "shared_buffers=32MB"]
    words = [where / "postgres", "-D", data, "-k", folder, *(part for one in settings for part in ("-c", one))]
    running = subprocess.Popen(words, **quiet)
    try:
        _wait(folder, running)
        yield str(folder)
    finally:
        running.send_signal(signal.SIGINT)  # at once, whoever is still connected
        running.wait(30)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def create(socket: str, database: str) -> str:
    """Make an empty database; gives its DSN."""
    with psycopg.connect(host=socket, user=_NAME, dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{database}"')  # names are the tests' own
    return f"postgresql://{_NAME}@/{database}?host={socket}"


def _wait(folder: Path, running: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            psycopg.connect(host=str(folder), user=_NAME, dbname="postgres").close()
            return
        except psycopg.OperationalError:
            if running.poll() is not None or time.monotonic() > end:
                raise RuntimeError((folder / "log").read_text("utf-8", "replace")[-2000:]) from None
            time.sleep(0.05)
