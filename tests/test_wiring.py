"""Who answers a call: recordings, an endpoint or the embedded model, and what contradicts itself."""

import sys
from types import ModuleType, SimpleNamespace

import pytest
from pydantic import BaseModel

from extractor import wiring
from extractor.answers_store import FolderStore, Manifest, StoredAnswer, answer_key
from extractor.errors import ModelUnavailable, UsageError
from extractor.local import EmbeddedServer
from extractor.question import Message, Parameters, Question
from extractor.wiring import Choices, asker
from schemas.answers import Number
from schemas.record import Usage

IDENTITY = {"engine": "recorded"}


class Answer(BaseModel):
    车辆: Number


QUESTION = Question("S12/1", "assets", (Message("user", "共有车辆7辆。"),), Answer)


@pytest.fixture
def recorded(tmp_path):
    """A folder with one recorded answer."""
    folder = tmp_path / "recorded"
    manifest = Manifest.of(IDENTITY, Parameters())
    stored = StoredAnswer(
        model=IDENTITY, prompt="assets", answer={"车辆": "7"}, finish_reason="stop", usage=Usage(attempts=1)
    )
    FolderStore.record(folder, manifest).put(answer_key(manifest, QUESTION), stored)
    return folder


@pytest.fixture
def weights(tmp_path, monkeypatch):
    path = tmp_path / "tiny.gguf"
    path.write_bytes(b"tiny weights")
    monkeypatch.setenv("JUESUAN_MODEL_PATH", str(path))
    return path


@pytest.fixture
def starts(monkeypatch):
    """How often the embedded model was loaded; it does not really load."""
    seen = []
    monkeypatch.setattr(EmbeddedServer, "start", lambda self: seen.append(self))
    return seen


def test_replay_needs_no_model_and_no_weights(recorded):
    with asker(Choices(replay=recorded)) as answering:
        assert answering.identity == IDENTITY
        reply = answering.ask(QUESTION)
    assert (reply.status, reply.answer, reply.replayed) == ("ok", {"车辆": "7"}, True)


def test_replay_of_a_folder_without_recordings_is_a_misuse(tmp_path):
    with pytest.raises(UsageError, match="没有录制的回答"), asker(Choices(replay=tmp_path)):
        pass


def test_replay_and_record_contradict_each_other(recorded):
    with pytest.raises(UsageError, match="不能同时用"), asker(Choices(replay=recorded, record=recorded)):
        pass


def test_an_endpoint_is_asked_where_one_is_given_and_its_key_is_no_part_of_its_identity():
    with asker(Choices(base_url="http://127.0.0.1:9/v1", model="m", api_key="secret-key")) as answering:
        assert answering.identity["model"] == "m"
        assert "secret-key" not in str(answering.identity)


def test_offline_refuses_an_endpoint_elsewhere():
    choices = Choices(base_url="https://models.invalid/v1", model="m", offline=True)
    with pytest.raises(UsageError, match="离线"), asker(choices):
        pass


def test_an_unset_flag_leaves_the_environment_in_force(monkeypatch):
    monkeypatch.setenv("JUESUAN_OFFLINE", "1")
    assert Choices().settings().offline
    monkeypatch.delenv("JUESUAN_OFFLINE")
    assert Choices(offline=True).settings().offline


def test_without_weights_and_endpoint_the_remedy_is_the_pull():
    with pytest.raises(ModelUnavailable, match="juesuan model pull"), asker(Choices()):
        pass


@pytest.mark.usefixtures("weights")
def test_the_embedded_model_is_known_without_being_loaded(starts):
    with asker(Choices()) as answering:
        assert answering.identity["engine"] == "xllamacpp"
        assert len(answering.identity["weights_sha256"]) == 64
    assert starts == []


@pytest.mark.usefixtures("weights")
def test_the_embedded_model_is_loaded_at_the_first_question_nobody_else_answers(starts, monkeypatch):
    monkeypatch.setenv("JUESUAN_TRIES", "1")
    with asker(Choices()) as answering:
        reply = answering.ask(QUESTION)
    assert len(starts) == 1
    assert reply.status == "failed"  # the loading is faked, so nothing listens


@pytest.mark.usefixtures("weights")
def test_a_recorded_answer_does_not_load_the_model_and_is_recorded_once(starts, tmp_path):
    folder = tmp_path / "new"
    with asker(Choices(record=folder)) as answering:
        stored = StoredAnswer(
            model=answering.identity, prompt="assets", answer={"车辆": "7"}, finish_reason="stop", usage=Usage()
        )
        answering._store.put(answer_key(answering.manifest, QUESTION), stored)
    with asker(Choices(record=tmp_path / "second")) as answering:
        assert answering.ask(QUESTION).replayed  # from the cache of the first run
    assert starts == []
    assert len(list((tmp_path / "second").glob("*.json"))) == 2  # the answer, and the manifest


@pytest.mark.usefixtures("weights")
def test_settings_reach_the_engine(monkeypatch):
    monkeypatch.setenv("JUESUAN_THREADS", "3")
    monkeypatch.setenv("JUESUAN_N_CTX", "2048")
    with asker(Choices()) as answering:
        assert (answering.identity["threads"], answering.identity["n_ctx"]) == (3, 2048)


def test_the_reader_gives_documents_asker_and_progress_to_the_pipeline(recorded, monkeypatch):
    seen = SimpleNamespace()
    pipeline = ModuleType("extractor.pipeline")

    def extract(documents, answering, *, on_progress):
        seen.documents, seen.identity, seen.on_progress = documents, answering.identity, on_progress
        return "extraction"

    pipeline.extract = extract
    monkeypatch.setitem(sys.modules, "extractor.pipeline", pipeline)
    monkeypatch.setattr("extractor.pipeline", pipeline, raising=False)
    with wiring.reader(Choices(replay=recorded)) as read:
        assert read(("document",), print) == "extraction"
    assert (seen.documents, seen.identity, seen.on_progress) == (["document"], IDENTITY, print)


@pytest.mark.usefixtures("weights", "starts")
def test_asked_anew_the_cache_is_neither_read_nor_written(monkeypatch):
    monkeypatch.setattr(wiring, "DiskCache", lambda _folder: pytest.fail("the cache was opened"))
    with asker(Choices(fresh=True)) as answering:
        assert answering.identity
