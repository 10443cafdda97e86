"""The committed recordings replayed: no connection, the page of docs/peers.md, and nothing recorded in vain."""

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from evals.peers import cited, typed
from evals.peers.__main__ import MARK, main
from evals.peers.store import digest
from evals.peers.suite import FOLDER, load_suite
from evals.peers.systems import CASSETTES, SYSTEMS, store_of
from evals.peers.typed import Endpoint
from evals.results import marks
from extractor.errors import RecordError, UsageError

ROOT = Path(__file__).parents[3]
RECORDED = ROOT / CASSETTES
OTHERS = [name for name in SYSTEMS if name != "juesuan"]


def run(*arguments, suite=ROOT / FOLDER, cassettes=RECORDED):
    return main(list(map(str, arguments)), suite_folder=suite, cassettes=cassettes)


def edited_suite(folder: Path, name: str, said: str, instead: str) -> Path:
    """Copy the suite with one passage of a report changed, and its hash with it."""
    copy = folder / "suite"
    shutil.copytree(ROOT / FOLDER, copy)
    (report,) = (copy / "reports").glob(f"{name}.*")
    before, manifest = report.read_bytes(), copy / "suite.toml"
    assert said in before.decode()
    report.write_bytes(before.replace(said.encode(), instead.encode()))
    old, new = (hashlib.sha256(content).hexdigest() for content in (before, report.read_bytes()))
    manifest.write_text(manifest.read_text("utf-8").replace(old, new), "utf-8")
    return copy


def test_ci_replays_them_with_the_network_blocked():
    assert "without_network make peers\n" in (ROOT / ".ci" / "run").read_text("utf-8")
    assert "\n\t@$(BIN)/python -m evals.peers\n" in (ROOT / "Makefile").read_text("utf-8")


def test_the_page_is_what_the_command_prints_and_writes(tmp_path, capsys):
    committed = (ROOT / "docs" / "peers.md").read_text("utf-8")
    copy = tmp_path / "peers.md"
    begin, end = marks(MARK)
    copy.write_text(re.sub(f"{begin}.*{end}", f"{begin}\n{end}", committed, flags=re.S), "utf-8")
    assert copy.read_text("utf-8") != committed
    assert run() == 0
    assert capsys.readouterr().out.strip() in committed
    assert run(copy) == 0
    assert copy.read_text("utf-8") == committed, "python -m evals.peers docs/peers.md writes it anew"


@pytest.mark.parametrize(
    ("where", "systems"),
    [(typed, {"chunked", "one_shot"}), (cited, {"langextract"})],
    ids=["instructor", "langextract"],
)
def test_a_prompt_changed_without_recording_anew_fails_and_says_for_which_systems(where, systems, monkeypatch, capsys):
    monkeypatch.setattr(where, "PROMPT", where.PROMPT + "\n逐项核对。")
    assert run() == RecordError.exit_code
    told = capsys.readouterr().err
    assert {name for name in SYSTEMS if f"{name}（" in told} == systems
    assert "docs/peers.md" in told


def test_a_report_changed_without_recording_anew_fails_for_every_system_that_was_asked_of_it(tmp_path, capsys):
    suite = edited_suite(tmp_path, "lanchuan", "本年收入合计862.40万元", "当年收入合计862.40万元")
    assert run(suite=suite) == RecordError.exit_code
    told = capsys.readouterr().err
    assert all(f"{name}（lanchuan）" in told for name in SYSTEMS)


def test_a_page_is_left_as_it_is_where_something_is_not_recorded(tmp_path, monkeypatch):
    monkeypatch.setattr(typed, "PROMPT", "另一段提示词")
    page = tmp_path / "page.md"
    page.write_text("\n".join(marks(MARK)), "utf-8")
    assert run(page) == RecordError.exit_code
    assert page.read_text("utf-8") == "\n".join(marks(MARK))


def test_recordings_that_are_not_there_are_said_in_one_line(tmp_path, capsys):
    assert run(cassettes=tmp_path) == UsageError.exit_code
    assert capsys.readouterr().err.startswith("错误：这里没有录制的回答")


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
