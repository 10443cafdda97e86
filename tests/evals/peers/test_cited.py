"""What langextract gave becomes leaves: the place by its offsets, names by their words, failures by its raw answers."""

import sys
from decimal import Decimal

import httpx2
import pytest

from evals.peers import cited
from evals.peers.langextract_task import EMPTY, EXAMPLES, NUMBER
from evals.peers.store import Call, CallStore, digest, write_json
from evals.peers.typed import Endpoint
from tests.evals.peers.small import TEXT, completion, small_suite


def given(text, row, measure, *, at=None, kind=NUMBER):
    start = TEXT.find(at or text)
    attributes = {"项目": row, "指标": measure}
    return {"kind": kind, "text": text, "attributes": attributes, "start": start, "end": start + len(text)}


def outcome_of(tmp_path, *items, calls=(), error=None):
    suite = small_suite(tmp_path)
    return cited.outcome_of(suite.reports[0], suite, {"extractions": list(items), "error": error}, list(calls))


def test_a_number_takes_the_place_of_the_section_it_stands_in(tmp_path):
    (leaf,) = outcome_of(tmp_path, given("862.40", "本年收入合计", "决算数")).leaves
    assert leaf.key == ("S2", "本年收入", "决算数")
    assert leaf.value == Decimal("8624000")
    assert TEXT[leaf.start : leaf.end] == leaf.printed == "862.40"


def test_a_decrease_in_the_name_of_the_measure_makes_the_value_negative_once(tmp_path):
    for printed in ("3.70", "-3.70"):
        item = given(printed, "机关运行经费", "比上年减少额", at="3.70")
        (leaf,) = outcome_of(tmp_path, item).leaves
        assert leaf.value == Decimal("-37000")


def test_a_number_without_offsets_takes_the_place_of_the_one_before(tmp_path):
    lost = {**given("3.70", "机关运行经费", "比上年减少额"), "start": None, "end": None}
    leaves = outcome_of(tmp_path, given("61.30", "机关运行经费", "决算数"), lost).leaves
    assert [leaf.key[0] for leaf in leaves] == ["S10", "S10"]
    assert leaves[1].start is None


def test_the_first_of_two_numbers_for_one_key_stands(tmp_path):
    items = [given("862.40", "本年收入", "决算数"), given("845.15", "本年收入", "决算数")]
    assert [leaf.printed for leaf in outcome_of(tmp_path, *items).leaves] == ["862.40"]


def test_a_number_nothing_names_is_counted_and_no_leaf(tmp_path):
    outcome = outcome_of(tmp_path, given("862.40", "利息", "决算数"), given("862.40", "本年收入", "满意度"))
    assert (outcome.leaves, outcome.unnamed) == ((), 2)


def test_a_sentence_that_declares_a_section_empty_makes_it_empty(tmp_path):
    said = given("没有政府性基金预算财政拨款收入和支出", "", "", kind=EMPTY)
    assert outcome_of(tmp_path, said).empty == {"S8"}


def call(content="{}", *, status=200, reason="stop"):
    return Call({"messages": [{"content": ""}]}, status, completion(content, reason) if status == 200 else {}, 1.0)


@pytest.mark.parametrize(
    ("calls", "error", "failures"),
    [
        ([call('{"extractions": []}')], None, ()),
        ([call('{"extr', reason="length")], None, ("truncated",)),
        ([call("no JSON at all"), call()], None, ("dropped",)),
        ([call(status=None)], "InferenceRuntimeError", ("cut",)),
        ([call(status=400)], "InferenceRuntimeError", ("refused",)),
        ([call()], "ValueError", ("crashed",)),
    ],
)
def test_failures_are_read_from_the_raw_answers(calls, error, failures, tmp_path):
    assert outcome_of(tmp_path, calls=calls, error=error).failures == failures


@pytest.mark.parametrize(
    ("ends", "split"),
    [
        ("本年收入合计862.", True),
        ("本年收入合计", False),
        ("本年收入合计862.40", False),
        ("本年收入合计8", True),
        ("别处1.", False),
    ],
)
def test_a_chunk_that_ends_inside_a_number_is_seen(ends, split):
    asked = {"messages": [{"role": "user", "content": f"例\nQ: 例\nA: 例\n\nQ: {ends}\nA: "}]}
    assert cited.splits_number(Call(asked, 200, {}, 1.0), TEXT) is split


def test_a_replay_takes_what_was_kept_and_runs_nothing(tmp_path, monkeypatch):
    suite, store = small_suite(tmp_path), CallStore(tmp_path / "calls")
    monkeypatch.setenv(cited.INTERPRETER, "/nowhere/python")
    monkeypatch.setattr(cited, "_work", lambda *_: kept)
    store.put(Call({"messages": [{"content": "问"}]}, 200, completion('{"extractions": []}'), 2.0))
    found = [given("862.40", "本年收入", "决算数")]
    kept = {"version": "1.7.1", "extractions": found, "calls": store.played, "error": None}
    live = Endpoint(transport=httpx2.MockTransport(lambda _: httpx2.Response(500)))
    recorded = cited.read(suite.reports[0], suite, store, live)
    monkeypatch.undo()
    assert cited.read(suite.reports[0], suite, CallStore(tmp_path / "calls"), Endpoint()) == recorded
    assert recorded.cost.calls == 1


def test_what_was_kept_of_another_task_is_not_taken(tmp_path):
    suite, store = small_suite(tmp_path), CallStore(tmp_path / "calls")
    write_json(tmp_path / "calls" / "read" / "small.json", {"job": digest({"text": "另一份"}), "extractions": []})
    assert not cited.read(suite.reports[0], suite, store, Endpoint()).recorded


def test_an_environment_that_does_not_start_is_an_error_and_no_result(tmp_path, monkeypatch):
    suite, store = small_suite(tmp_path), CallStore(tmp_path / "calls")
    stub = tmp_path / "python"
    stub.write_text("#!/bin/sh\nexit 3\n")
    stub.chmod(0o755)
    monkeypatch.setenv(cited.INTERPRETER, str(stub))
    live = Endpoint(transport=httpx2.MockTransport(lambda _: httpx2.Response(500)))
    with pytest.raises(RuntimeError, match="3"):
        cited.read(suite.reports[0], suite, store, live)
    assert not (tmp_path / "calls" / "read").exists()


def test_the_worker_says_what_langextract_raised_where_it_is_not_installed(tmp_path, monkeypatch):
    pytest.importorskip("openai")
    from evals.peers import langextract_worker

    monkeypatch.setitem(sys.modules, "langextract", None)
    monkeypatch.setattr(langextract_worker, "version", lambda _: "0")
    told = langextract_worker.run({"store": str(tmp_path), "examples": []})
    assert (told["extractions"], told["error"]) == ([], "ModuleNotFoundError")


def test_every_example_stands_in_its_text():
    for example in EXAMPLES:
        for _, text, _ in example["extractions"]:
            assert text in example["text"]
