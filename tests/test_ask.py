"""Asking: nothing is asked twice, nothing is lost, and a run can be stopped."""

import threading

import pytest
from pydantic import create_model
from stub_server import IDENTITY, Clock, StubServer, answer, client_of, error, refused_connection

from extractor.answers_store import ChainStore, FolderStore, Manifest, StoredAnswer, answer_key
from extractor.ask import Asker, Limits, Message, Question
from extractor.cache import DiskCache
from extractor.errors import ModelUnavailable
from extractor.question import Parameters
from schemas.answers import Number
from schemas.record import Usage

Totals = create_model("Totals", 收入合计=(Number, ...))
MANIFEST = Manifest.of(IDENTITY, Parameters())


def question(number: int = 1) -> Question:
    return Question(f"S1/{number}", "totals", (Message("user", f"收入合计{number}万元。"),), Totals)


def echo(body):
    """Answer with the number of the question."""
    number = body["messages"][-1]["content"].removeprefix("收入合计").removesuffix("万元。")
    return answer(f'{{"收入合计":{number}}}', usage=(100, 10))


@pytest.fixture
def cache(tmp_path):
    return DiskCache(tmp_path / "cache")


def test_an_answer_becomes_a_reply_with_exact_strings(cache):
    clock = Clock(passes=1.0)
    reply = Asker(client_of(StubServer([answer('{"收入合计":123456789012.34}')])), cache, clock=clock).ask(question())
    assert (reply.status, reply.answer, reply.reason) == ("ok", {"收入合计": "123456789012.34"}, None)
    assert reply.usage == Usage(attempts=1, prompt_tokens=100, completion_tokens=10)
    assert (reply.seconds, reply.replayed) == (1.0, False)


def test_a_second_run_asks_nothing_that_was_answered(cache):
    server = StubServer([echo])
    first = Asker(client_of(server), cache).ask_all([question(1), question(2)])
    again = Asker(client_of(server), cache).ask_all([question(1), question(2), question(3)])
    assert len(server.asked) == 3
    assert [reply.replayed for reply in again.values()] == [True, True, False]
    assert again["S1/1"].answer == first["S1/1"].answer
    assert again["S1/1"].usage == first["S1/1"].usage
    assert again["S1/1"].seconds == 0


def test_a_stored_answer_that_no_longer_fits_is_asked_again(cache):
    key = answer_key(MANIFEST, question())
    cache.put(
        key,
        StoredAnswer(model=IDENTITY, prompt="p", answer={"收入合计": "许多"}, finish_reason="stop", usage=Usage()),
    )
    reply = Asker(client_of(StubServer([echo])), cache).ask(question())
    assert (reply.answer, reply.replayed) == ({"收入合计": "1"}, False)


@pytest.mark.parametrize(
    ("said", "status", "attempts"),
    [
        (answer("{", finish_reason="length"), "truncated", 1),
        (answer(None, refusal="no"), "refused", 1),
        (answer("好的"), "invalid", 7),
        (error(500), "failed", 0),
        (refused_connection(), "failed", 0),
    ],
)
def test_every_failure_is_a_reply_with_a_reason_and_is_not_cached(cache, said, status, attempts):
    server = StubServer([said])
    asker = Asker(client_of(server), cache)
    reply = asker.ask(question())
    assert (reply.status, reply.answer, reply.usage.attempts) == (status, None, attempts)
    assert reply.reason
    assert asker.spent == attempts * 110
    before = len(server.asked)
    assert asker.ask(question()).replayed is False
    assert len(server.asked) > before


def test_the_run_goes_on_after_a_failed_question(cache):
    def fails_on_two(body):
        return error(500) if "合计2万" in str(body["messages"]) else echo(body)

    replies = Asker(client_of(StubServer([fails_on_two])), cache).ask_all([question(n) for n in (1, 2, 3)])
    assert [reply.status for reply in replies.values()] == ["ok", "failed", "ok"]


def test_without_budget_left_no_new_question_is_asked(cache):
    server = StubServer([echo])
    Asker(client_of(server), cache).ask(question(1))
    asker = Asker(client_of(server), cache, limits=Limits(max_tokens=200))
    replies = asker.ask_all([question(n) for n in (1, 2, 3, 4)])
    assert [reply.status for reply in replies.values()] == [
        "ok",
        "ok",
        "ok",
        "skipped_budget",
    ]  # replayed ones are free
    assert asker.spent == 220
    assert "200 个词元" in replies["S1/4"].reason
    assert Asker(client_of(server), cache, limits=Limits(max_tokens=0)).ask(question(9)).status == "skipped_budget"


def test_replies_come_in_the_order_asked_and_each_is_reported_here(cache):
    second_reported = threading.Event()
    reported = []

    def first_is_slow(body):
        if "合计1万" in str(body["messages"]):
            assert second_reported.wait(5)
        return echo(body)

    def note(asked, reply):
        reported.append((asked.id, reply.answer["收入合计"], threading.current_thread()))
        second_reported.set()

    asker = Asker(client_of(StubServer([first_is_slow])), cache, limits=Limits(concurrency=2))
    replies = asker.ask_all([question(1), question(2)], note)
    assert list(replies) == ["S1/1", "S1/2"]
    here = threading.main_thread()
    assert reported == [("S1/2", "2", here), ("S1/1", "1", here)]


def test_no_more_questions_are_under_way_than_allowed(cache):
    lock, state = threading.Lock(), {"now": 0, "most": 0}
    pair = threading.Barrier(2)

    def counting(body):
        with lock:
            state["now"] += 1
            state["most"] = max(state["most"], state["now"])
        pair.wait(5)  # two must really be under way at once, or this breaks
        with lock:
            state["now"] -= 1
        return echo(body)

    Asker(client_of(StubServer([counting])), cache, limits=Limits(concurrency=2)).ask_all(
        [question(n) for n in range(1, 7)]
    )
    assert state["most"] == 2


@pytest.mark.parametrize("concurrency", [1, 2])
def test_ctrl_c_drops_what_has_not_begun_and_keeps_every_answer(cache, concurrency):
    server = StubServer([echo])
    asker = Asker(client_of(server), cache, limits=Limits(concurrency=concurrency))

    def stop(asked, reply):  # noqa: ARG001
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        asker.ask_all([question(n) for n in range(1, 200)], stop)
    for thread in threading.enumerate():
        if thread.name.startswith("ask"):
            thread.join(5)
    assert 1 <= len(server.asked) < 199
    asked = len(server.asked)
    kept = [n for n in range(1, 200) if cache.get(answer_key(MANIFEST, question(n)))]
    assert len(kept) == asked
    replies = Asker(client_of(server), cache).ask_all([question(n) for n in kept])
    assert all(reply.replayed for reply in replies.values())


def test_ctrl_c_in_the_middle_of_a_request_goes_on_up(cache):
    server = StubServer([echo, KeyboardInterrupt()])
    with pytest.raises(KeyboardInterrupt):
        Asker(client_of(server), cache).ask_all([question(1), question(2), question(3)])
    assert len(server.asked) == 2
    assert cache.get(answer_key(MANIFEST, question(1)))


def test_an_asker_can_be_used_again_after_ctrl_c(cache):
    client = client_of(StubServer([error(503), echo]))
    client.cancelled.set()
    replies = Asker(client, cache, limits=Limits(concurrency=2)).ask_all([question(1)])
    assert replies["S1/1"].status == "ok"


@pytest.mark.parametrize("concurrency", [1, 3])
def test_an_unavailable_model_stops_the_run(cache, concurrency):
    server = StubServer([error(401)])
    with pytest.raises(ModelUnavailable, match="密钥"):
        Asker(client_of(server), cache, limits=Limits(concurrency=concurrency)).ask_all(
            [question(n) for n in range(1, 100)]
        )
    assert len(server.asked) < 99


def test_two_questions_with_one_id_are_a_mistake(cache):
    with pytest.raises(ValueError, match="one id"):
        Asker(client_of(StubServer([echo])), cache).ask_all([question(1), question(1)])


def test_a_recorded_run_is_replayed_without_a_model_failures_and_all(tmp_path, cache):
    def cuts_two(body):
        return answer("{", finish_reason="length") if "合计2万" in str(body["messages"]) else echo(body)

    folder = FolderStore.record(tmp_path / "answers", MANIFEST)
    live = Asker(client_of(StubServer([cuts_two])), ChainStore([folder, cache])).ask_all([question(1), question(2)])

    replay = FolderStore.replay(tmp_path / "answers")
    asker = Asker(None, replay)
    replies = asker.ask_all([question(1), question(2), question(3)])
    assert asker.identity == IDENTITY
    assert [reply.status for reply in replies.values()] == ["ok", "truncated", "failed"]
    assert replies["S1/3"].reason == "没有录制的回答"
    for id_ in ("S1/1", "S1/2"):
        assert (replies[id_].answer, replies[id_].usage, replies[id_].reason) == (
            live[id_].answer,
            live[id_].usage,
            live[id_].reason,
        )
    assert replay.orphans() == set()


def test_recording_with_a_warm_cache_fills_the_folder(tmp_path, cache):
    server = StubServer([echo])
    Asker(client_of(server), cache).ask(question())
    folder = FolderStore.record(tmp_path / "answers", MANIFEST)
    assert Asker(client_of(server), ChainStore([folder, cache])).ask(question()).replayed
    assert len(server.asked) == 1
    assert Asker(None, FolderStore.replay(tmp_path / "answers")).ask(question()).status == "ok"


def test_a_recorded_answer_that_no_longer_fits_is_a_failed_question(tmp_path):
    folder = FolderStore.record(tmp_path, MANIFEST)
    folder.put(
        answer_key(MANIFEST, question()),
        StoredAnswer(model=IDENTITY, prompt="p", answer={"别的": "1"}, finish_reason="stop", usage=Usage()),
    )
    reply = Asker(None, FolderStore.replay(tmp_path)).ask(question())
    assert (reply.status, reply.reason) == ("failed", "录制的回答不合现在的格式")


def test_neither_model_nor_recording_is_said_at_once(cache):
    with pytest.raises(ModelUnavailable, match="没有模型"):
        Asker(None, cache)
