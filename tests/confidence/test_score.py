"""The score: a probability, the same everywhere, and nobody's but the model's it was fitted on."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.confidence.score import EFFORTS, Fit, Logistic, fit_for, identity_of, parsed, shipped
from extractor.confidence.signals import AGAINST, FOR, NAMES
from extractor.prompts import load_prompt

LINE = Logistic(1.0, {"held": 2.0, "blamed": -3.0})
FIT = Fit("full", {"weights_sha256": "aa"}, {"overall": "11"}, LINE, LINE, 0.9, "d1")
ROW = st.dictionaries(st.sampled_from(NAMES), st.floats(-3, 3), max_size=8)


def test_a_score_is_the_logistic_of_the_weighted_signals_to_four_places():
    assert LINE.score({"held": 1.0, "blamed": 1.0}) == round(1 / (1 + math.exp(0)), 4)
    assert LINE.score({"held": 1.0, "unheard_of": 9.0}) == round(1 / (1 + math.exp(-3)), 4)


def test_no_score_says_certain_or_impossible():
    assert Logistic(99.0, {}).score({}) == 0.9999
    assert Logistic(-99.0, {}).score({}) == 0.0001


@given(ROW, st.dictionaries(st.sampled_from(NAMES), st.floats(-50, 50), max_size=8))
def test_a_score_is_between_nought_and_one_and_the_same_each_time(row, weights):
    line = Logistic(0.3, weights)
    assert 0 < line.score(row) < 1
    assert line.score(row) == Logistic(0.3, dict(reversed(weights.items()))).score(dict(reversed(row.items())))


def test_a_fit_speaks_of_its_model_its_prompts_and_its_way_of_reading():
    assert FIT.refused("full", {"weights_sha256": "aa"}, {"overall": "11"}) is None
    assert FIT.refused("full", {"weights_sha256": "aa"}, {}) is None


@pytest.mark.parametrize(
    ("effort", "model", "prompts", "why"),
    [
        ("low", {"weights_sha256": "aa"}, {}, "拟合的是 full 读法"),
        ("full", {"weights_sha256": "bb"}, {}, "拟合所用的是另一个模型"),
        ("full", {"weights_sha256": "aa"}, {"overall": "12"}, "提示词 overall 在拟合之后改过"),
        ("full", {"weights_sha256": "aa"}, {"unheard_of": "11"}, "提示词 unheard_of 在拟合之后改过"),
    ],
)
def test_a_fit_refuses_another_and_says_why(effort, model, prompts, why):
    assert FIT.refused(effort, model, prompts) == why


def test_how_many_threads_a_model_has_does_not_make_it_another():
    assert identity_of({"weights_sha256": "aa", "threads": 8, "n_ctx": 4096}) == {"weights_sha256": "aa"}


def test_a_file_of_another_format_is_refused():
    with pytest.raises(ValueError, match="format 2"):
        parsed(json.dumps({"format": 2, "fits": {}}))


def test_the_shipped_fits_speak_of_every_way_of_reading_and_know_only_signals_there_are():
    assert set(shipped()) == set(EFFORTS)
    for fit in shipped().values():
        assert set(fit.found.weights) <= set(NAMES)


def test_in_the_shipped_fits_no_signal_pulls_against_what_it_says():
    for fit in shipped().values():
        assert [name for name in FOR if fit.found.weights.get(name, 0) < 0] == []
        assert [name for name in AGAINST if fit.found.weights.get(name, 0) > 0] == []


def test_the_shipped_fit_was_made_with_the_prompts_as_they_are():
    for name, digest in shipped()["full"].prompts.items():
        assert load_prompt(name).digest == digest, f"{name} changed: python -m evals.confidence fit"


def test_no_model_is_a_reader_of_its_own_and_a_foreign_model_has_no_fit():
    assert isinstance(fit_for("none", {"model": "none"}, {}), Fit)
    assert fit_for("full", {"model": "somebody's"}, {}) == "拟合所用的是另一个模型"
