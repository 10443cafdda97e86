"""Keys of answers, and folders of recorded ones."""

import json
import re

import pytest
from pydantic import Field, create_model

from extractor.answers_store import ChainStore, FolderStore, Manifest, StoredAnswer, answer_key
from extractor.errors import RecordError, UsageError
from extractor.question import Message, Parameters, Question
from schemas.answers import Number
from schemas.record import Usage

Totals = create_model("Totals", 支出合计=(Number, ...), 收入合计=(Number, ...))
Swapped = create_model("Totals", 收入合计=(Number, ...), 支出合计=(Number, ...))
Described = create_model("Totals", 支出合计=(Number, Field(description="全年")), 收入合计=(Number, ...))
IDENTITY = {"engine": "stub", "weights_sha256": "0" * 64, "n_ctx": 8192, "threads": 2}
MESSAGES = (Message("system", "你读决算报告。"), Message("user", "收入合计593.92万元。"))
KEY, OTHER = "a" * 64, "b" * 64
MANIFEST = Manifest.of(IDENTITY, Parameters(seed=1))
STORED = StoredAnswer(
    model=IDENTITY,
    prompt="totals",
    answer={"收入合计": "593.92", "支出合计": None, "项目": [{"名称": "渔港修缮"}]},
    finish_reason="stop",
    usage=Usage(attempts=1, prompt_tokens=100, completion_tokens=10),
)


def key(messages=MESSAGES, model=Totals, identity=IDENTITY, parameters=None, **more):
    question = Question(more.pop("id", "S1/1"), more.pop("prompt", "totals"), messages, model, **more)
    return answer_key(Manifest.of(identity, parameters or Parameters(seed=1)), question)


def test_a_key_is_a_digest_and_the_same_in_every_run():
    assert re.fullmatch("[0-9a-f]{64}", key())
    assert key() == key(identity=dict(reversed(IDENTITY.items())))


@pytest.mark.parametrize(
    "changed",
    [
        {"messages": (MESSAGES[0], Message("user", "收入合计593.92万元"))},
        {"messages": (Message("user", MESSAGES[0].content), MESSAGES[1])},
        {"messages": MESSAGES[::-1]},
        {"messages": (*MESSAGES, Message("user", ""))},
        {"model": Swapped},
        {"model": Described},
        {"identity": {**IDENTITY, "threads": 4}},
        {"identity": {**IDENTITY, "weights_sha256": "1" * 64}},
        {"parameters": Parameters(seed=2)},
        {"parameters": Parameters(seed=1, temperature=0.5)},
        {"parameters": Parameters(seed=1, answer_tokens=99)},
        {"max_tokens": 99},
    ],
)
def test_a_key_changes_with_everything_that_changes_the_answer(changed):
    assert key(**changed) != key()


@pytest.mark.parametrize("changed", [{"id": "S9/9"}, {"prompt": "renamed"}])
def test_a_key_does_not_change_with_names(changed):
    assert key(**changed) == key()


def test_a_recorded_answer_is_a_readable_file(tmp_path):
    store = FolderStore.record(tmp_path / "answers", MANIFEST)
    store.put(KEY, STORED)
    text = (tmp_path / "answers" / f"{KEY}.json").read_text("utf-8")
    assert '"收入合计": "593.92"' in text
    assert list(json.loads(text)) == ["answer", "finish_reason", "model", "prompt", "seconds", "usage"]
    assert json.loads((tmp_path / "answers" / "manifest.json").read_text("utf-8"))["identity"] == IDENTITY
    assert sorted(path.suffix for path in (tmp_path / "answers").iterdir()) == [".json", ".json"]


def test_a_folder_replays_with_the_identity_it_was_recorded_with(tmp_path):
    FolderStore.record(tmp_path, MANIFEST).put(KEY, STORED)
    replayed = FolderStore.replay(tmp_path)
    assert replayed.manifest == MANIFEST
    assert replayed.get(KEY) == STORED
    assert replayed.get(OTHER) is None


def test_an_unanswered_question_is_recorded_with_its_reason(tmp_path):
    cut = STORED.model_copy(update={"answer": None, "finish_reason": "length", "reason": "没有写完"})
    FolderStore.record(tmp_path, MANIFEST).put(KEY, cut)
    assert FolderStore.replay(tmp_path).get(KEY) == cut


def test_orphans_are_the_answers_nobody_asked_for(tmp_path):
    recorder = FolderStore.record(tmp_path, MANIFEST)
    recorder.put(KEY, STORED)
    recorder.put(OTHER, STORED)
    assert recorder.orphans() == set()
    replayed = FolderStore.replay(tmp_path)
    assert replayed.orphans() == {KEY, OTHER}
    replayed.get(KEY)
    assert (replayed.played, replayed.orphans()) == ({KEY}, {OTHER})


def test_a_passage_of_text_is_not_recorded(tmp_path):
    store = FolderStore.record(tmp_path, MANIFEST)
    store.put(KEY, STORED.model_copy(update={"answer": {"项目": [{"名称": "修" * 40}]}}))
    with pytest.raises(RecordError, match="41 个字符"):
        store.put(OTHER, STORED.model_copy(update={"answer": {"项目": [{"名称": "修" * 41}]}}))
    assert not (tmp_path / f"{OTHER}.json").exists()


def test_a_replayed_folder_is_left_as_it_is(tmp_path):
    FolderStore.record(tmp_path, MANIFEST)
    FolderStore.replay(tmp_path).put(KEY, STORED)
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.json"]


def test_two_models_do_not_share_a_folder(tmp_path):
    FolderStore.record(tmp_path, MANIFEST)
    with pytest.raises(RecordError, match="另一个模型"):
        FolderStore.record(tmp_path, Manifest.of({**IDENTITY, "threads": 4}, Parameters(seed=1)))


def test_a_folder_without_recordings_is_a_mistake_of_the_call(tmp_path):
    with pytest.raises(UsageError, match="没有录制的回答"):
        FolderStore.replay(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["manifest.json", f"{KEY}.json"])
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"identity": 5}', b"\xff"])
def test_a_broken_file_is_named(tmp_path, name, content):
    FolderStore.record(tmp_path, MANIFEST).put(KEY, STORED)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(RecordError, match=name):
        FolderStore.replay(tmp_path).get(KEY)


def test_a_chain_reads_in_order_writes_to_all_and_fills_what_came_before(tmp_path):
    first, second = (FolderStore.record(tmp_path / name, MANIFEST) for name in "ab")
    chain = ChainStore([first, second])
    second.put(KEY, STORED)
    assert chain.get(KEY) == STORED
    assert first.get(KEY) == STORED
    chain.put(OTHER, STORED)
    assert (first.get(OTHER), second.get(OTHER)) == (STORED, STORED)
    assert chain.get("c" * 64) is None
    assert chain.manifest == MANIFEST
    assert ChainStore([]).manifest is None
