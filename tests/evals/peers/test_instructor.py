"""Plain chunk and one-shot over instructor: what they ask, what becomes of an answer, a kill and every failure."""

from decimal import Decimal

import httpx2
import pytest

from evals.peers import chunked, one_shot
from evals.peers.store import CallStore
from evals.peers.typed import EMPTY, RETRIES, Endpoint
from tests.evals.peers.small import Model, completion, filled, small_suite

FIGURES = {
    "本年收入：决算数": 862.4,
    "财政拨款收入：占比": 98,
    "机关运行经费：比上年增减额": -3.7,
    EMPTY: True,
}
LEAVES = {
    ("S2", "本年收入", "决算数"): Decimal(8624000),
    ("S2", "财政拨款收入", "占比"): Decimal(98),
    ("S10", "机关运行经费", "比上年增减额"): Decimal(-37000),
}
EACH = pytest.mark.parametrize("system", [chunked, one_shot])
BOTH = pytest.mark.parametrize(("system", "calls"), [(chunked, 3), (one_shot, 1)])


def answering(figures=FIGURES):
    return Model(lambda body: completion(filled(body, figures)))


def read(system, tmp_path, model):
    suite = small_suite(tmp_path)
    return system.read(suite.reports[0], suite, CallStore(tmp_path / "calls"), Endpoint(transport=model))


@BOTH
def test_figures_become_leaves_in_yuan_and_the_cost_is_counted(system, calls, tmp_path):
    outcome = read(system, tmp_path, answering())
    assert {leaf.key: leaf.value for leaf in outcome.leaves} == LEAVES
    assert all(leaf.start is None for leaf in outcome.leaves)
    assert outcome.empty == {"S8"}
    assert outcome.failures == ()
    assert (outcome.cost.calls, outcome.cost.prompt_tokens, outcome.cost.completion_tokens) == (
        calls,
        100 * calls,
        10 * calls,
    )


@BOTH
def test_every_call_has_the_schema_and_is_drawn_the_same_way(system, calls, tmp_path):
    model = answering()
    read(system, tmp_path, model)
    assert len(model.asked) == calls
    for body in model.asked:
        assert body["response_format"]["type"] == "json_schema"
        assert (body["temperature"], body["seed"], body["max_tokens"]) == (0, 0, 4096)


@EACH
def test_a_replay_connects_to_nothing_and_gives_the_same(system, tmp_path):
    recorded = read(system, tmp_path, answering())
    assert read(system, tmp_path, None) == recorded


@EACH
def test_what_was_not_recorded_is_said_and_not_counted_as_a_failure(system, tmp_path):
    outcome = read(system, tmp_path, None)
    assert not outcome.recorded
    assert outcome.failures == ()


def test_a_kill_costs_the_call_under_way_and_no_other(tmp_path):
    def dying(body):
        return KeyboardInterrupt() if len(killed.asked) == 2 else completion(filled(body, FIGURES))

    killed = Model(dying)
    with pytest.raises(KeyboardInterrupt):
        read(chunked, tmp_path, killed)
    assert len(list((tmp_path / "calls").glob("*.json"))) == 1
    rest = answering()
    assert read(chunked, tmp_path, rest).cost.calls == 3
    assert len(rest.asked) == 2
    assert rest.asked[0] == killed.asked[1]


@BOTH
def test_an_answer_cut_off_by_its_bound_is_lost(system, calls, tmp_path):
    outcome = read(system, tmp_path, Model(completion('{"本年收入：决算数": 86', "length")))
    assert (outcome.leaves, outcome.failures) == ((), ("truncated",) * calls)


@BOTH
def test_an_answer_against_the_schema_is_asked_again_and_then_given_up(system, calls, tmp_path):
    model = Model(completion('{"别的": 1}'))
    outcome = read(system, tmp_path, model)
    assert outcome.failures == ("invalid",) * calls
    assert outcome.cost.calls == len(model.asked) == calls * (RETRIES + 1)


@BOTH
@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        (httpx2.ReadTimeout("too long"), "cut"),
        (httpx2.Response(500, json={"error": {"message": "grammar"}}), "refused"),
    ],
)
def test_a_cut_or_refused_call_is_a_failure_and_is_one_again_in_the_replay(system, calls, reply, failure, tmp_path):
    outcome = read(system, tmp_path, Model(reply))
    assert outcome.failures == (failure,) * calls
    assert read(system, tmp_path, None) == outcome


def test_one_section_that_fails_leaves_the_others_standing(tmp_path):
    def reply(body):
        is_operating = "机关运行经费支出" in body["messages"][1]["content"]
        return completion("{", "length") if is_operating else completion(filled(body, FIGURES))

    outcome = read(chunked, tmp_path, Model(reply))
    assert outcome.failures == ("truncated",)
    assert {leaf.key[0] for leaf in outcome.leaves} == {"S2"}


def test_the_big_schema_has_every_key_of_the_suite_once(tmp_path):
    suite = small_suite(tmp_path)
    model = one_shot.big_model(suite)
    fields = [name for part in model.model_fields.values() for name in part.annotation.model_fields]
    assert sorted(fields) == sorted([*(f"{row}：{column}" for _, row, column in suite.keys), EMPTY])
