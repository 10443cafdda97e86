"""Identities are worked out term by term on the values that hold."""

import pytest

from extractor.review.desk.sums import failing, sums_of
from tests.records import record_of
from tests.review.desk.made import TOTAL, wrong_total


def with_value(record, key, value):
    facts = tuple(fact.model_copy(update={"value": value}) if fact.id == key else fact for fact in record.facts)
    return record.model_copy(update={"facts": facts})


def test_a_sum_that_fails_shows_every_term_and_by_how_much_it_is_off():
    (first, *_) = sums_of(wrong_total(), TOTAL)
    assert (first.check, first.verdict, first.off) == ("A1", "fail", "−36.00 万元")
    assert [(term.sign, term.name, term.value, term.own) for term in first.terms] == [
        ("", "收入总计", "1,248.50 万元", True),
        ("=", "本年收入合计", "1,200.00 万元", False),
        ("+", "使用非财政拨款结余", "（空）", False),
        ("+", "年初结转和结余", "84.50 万元", False),
    ]


def test_the_terms_of_a_sum_add_up_to_what_it_is_said_to_be_off():
    record = wrong_total()
    values = {fact.id: int(fact.value) for fact in record.facts}
    (first, *_) = sums_of(record, TOTAL)
    parts = sum(values.get(term.fact, 0) for term in first.terms[1:])
    assert values[TOTAL] - parts == -360_000


@pytest.mark.parametrize(("value", "verdict"), [("12845000", "pass"), ("12845100", "rounding"), ("12850000", "fail")])
def test_a_sum_is_tried_on_the_value_that_holds(value, verdict):
    (first, *_) = sums_of(with_value(wrong_total(), TOTAL, value), TOTAL)
    assert first.verdict == verdict
    assert bool(failing((first,))) is (verdict == "fail")


def test_an_operand_has_the_sum_too():
    (first, *_) = sums_of(wrong_total(), "T1/年初结转和结余/决算数")
    assert (first.check, [term.own for term in first.terms]) == ("A1", [False, False, False, True])


def test_a_figure_of_no_identity_has_no_sums():
    assert sums_of(record_of(), "S0/本馆内设机构/个数") == ()
