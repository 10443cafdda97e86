"""The committed recordings replayed: no connection, the page of docs/peers.md, and nothing recorded in vain."""

import json
import re
from pathlib import Path

import pytest

from evals.peers.__main__ import replay
from evals.peers.store import digest
from evals.peers.suite import FOLDER, load_suite
from evals.peers.systems import CASSETTES, SYSTEMS, store_of
from evals.peers.table import page
from evals.peers.typed import Endpoint

ROOT = Path(__file__).parents[3]
RECORDED = ROOT / CASSETTES
OTHERS = [name for name in SYSTEMS if name != "juesuan"]


def test_the_page_is_what_the_replay_prints():
    written = re.search(
        r"<!-- python -m evals\.peers -->\n(.*)<!-- end -->", (ROOT / "docs" / "peers.md").read_text("utf-8"), re.S
    )
    assert written[1].strip() == page(replay(ROOT / FOLDER, RECORDED)).strip()


@pytest.mark.parametrize("name", OTHERS)
def test_every_recorded_call_is_asked_by_some_report_and_lies_under_its_own_digest(name):
    suite, store = load_suite(ROOT / FOLDER), store_of(name, RECORDED)
    kept = set()
    for report in suite.reports:
        SYSTEMS[name](report, suite, store, Endpoint())
        path = store.folder / "read" / f"{report.name}.json"
        kept |= set(json.loads(path.read_text("utf-8"))["calls"]) if path.is_file() else set()
    files = {path.stem: path for path in store.folder.glob("*.json") if path.stem != "manifest"}
    assert set(files) == kept | set(store.played)
    for key, path in files.items():
        assert digest(json.loads(path.read_text("utf-8"))["request"]) == key


def test_no_recording_names_a_machine_an_address_or_a_key():
    told = re.compile(r"https?://|127\.0\.0\.1|localhost|api_key|Bearer|/(?:home|root|tmp|work|usr)/")
    for path in RECORDED.rglob("*.json"):
        assert not told.search(path.read_text("utf-8")), path.name
