"""Opening the browser on the one-time link, without showing the link to whoever lists this machine's processes.

A browser's command line is everybody's to read, so it is given a file that only this person may read and that leads on
to the link, as Jupyter does it since CVE-2022-29238.
"""

import html
import os
import tempfile
import time
import webbrowser
from pathlib import Path

KEPT_SECONDS = 60.0
"""How long the file stays: a browser that has to start first needs a while."""


def browse(link: str, kept: float = KEPT_SECONDS) -> bool:
    """Open the browser on `link`, wait `kept` seconds and remove the file. False where there is no browser."""
    page = redirect_file(link)
    try:
        if not webbrowser.open(page.as_uri()):
            return False
        time.sleep(kept)
        return True
    finally:
        page.unlink(missing_ok=True)


def redirect_file(link: str) -> Path:
    """Write a page that leads to `link`, readable by this person alone, and return its path."""
    handle, name = tempfile.mkstemp(prefix="juesuan-", suffix=".html")  # made with mode 0600
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        to = html.escape(link, quote=True)
        file.write(
            f'<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
            f'<meta http-equiv="refresh" content="0;url={to}"><a href="{to}">复核台</a>\n'
        )
    return Path(name)
