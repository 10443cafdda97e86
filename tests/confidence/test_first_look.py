"""Confidence: from evidence and what speaks against it, never from the model's mood."""

import pytest
from test_merge import draft

from extractor.confidence.first_look import ASKED_TWICE, SCORES, first_look

DOUBT = "数字后没有印单位"


@pytest.mark.parametrize(
    ("flags", "reasons", "contested", "band", "said"),
    [
        ((), (), False, "AUTO", ()),
        (("sign_from_words", "unit_from_heading"), (), False, "AUTO", ()),
        ((), (DOUBT,), False, "REVIEW", (DOUBT,)),
        (("second_question",), (), False, "REVIEW", (ASKED_TWICE,)),
        (("second_question",), (DOUBT,), False, "REVIEW", (DOUBT, ASKED_TWICE)),
        ((), (), True, "MUST", ("同一节里这一项印了两个不同的数",)),
        ((), (DOUBT,), True, "MUST", ("同一节里这一项印了两个不同的数", DOUBT)),
    ],
)
def test_the_band_follows_from_what_speaks_against_a_fact(flags, reasons, contested, band, said):
    found = first_look([draft(flags=flags, reasons=reasons)], contested=contested)
    assert (found.band, found.score, found.reasons) == (band, SCORES[band], said)


def test_a_fact_is_no_surer_than_its_most_doubtful_place_and_says_each_doubt_once():
    found = first_look([draft(), draft(at=5, reasons=(DOUBT,)), draft(at=9, reasons=(DOUBT,))], contested=False)
    assert (found.band, found.reasons) == ("REVIEW", (DOUBT,))


def test_a_first_answer_is_not_doubted_because_a_repeat_took_two_questions():
    assert first_look([draft(), draft(at=5, flags=("second_question",))], contested=False).band == "AUTO"


def test_the_surer_the_band_the_higher_the_score():
    assert 1 >= SCORES["AUTO"] > SCORES["REVIEW"] > SCORES["MUST"] >= 0
