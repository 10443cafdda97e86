"""The browser is led to the one-time link by a private file, never by its command line."""

import stat
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

import pytest

from extractor.review.desk import Options, browsing, tickets

LINK = "http://127.0.0.1:8000/start?ticket=a&b"


@pytest.fixture
def seen(monkeypatch):
    """What the browser was given, and how the file it names looked at that moment."""
    found = {}

    def opened(address):
        path = Path(url2pathname(urlparse(address).path))
        found.update(address=address, path=path, text=path.read_text("utf-8"), mode=stat.S_IMODE(path.stat().st_mode))
        return found.get("there", True)

    monkeypatch.setattr(browsing.webbrowser, "open", opened)
    return found


def test_the_link_stands_in_a_file_of_this_person_alone_and_not_in_what_the_browser_is_given(seen):
    assert browsing.browse(LINK, kept=0)
    assert "ticket" not in seen["address"]
    assert seen["mode"] == 0o600
    assert 'url=http://127.0.0.1:8000/start?ticket=a&amp;b"' in seen["text"]


@pytest.mark.parametrize("there", [True, False])
def test_the_file_is_gone_afterwards_with_a_browser_or_without(seen, there):
    seen["there"] = there
    assert browsing.browse(LINK, kept=0) is there
    assert not seen["path"].exists()


def test_a_ticket_ends_by_itself(monkeypatch):
    options = Options()
    now = [1000.0]
    monkeypatch.setattr(tickets.time, "monotonic", lambda: now[0])
    early, late = tickets.issue(options, 1), tickets.issue(options, 2)
    now[0] += tickets.MINUTES * 60 - 1
    assert tickets.redeem(options, early) == 1
    now[0] += 1
    assert tickets.redeem(options, late) is None
