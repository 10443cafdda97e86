"""What judging does at the edges: empty forms, open addresses, repeats, other wordings of a column."""

from decimal import Decimal

import pytest

from evals.scoring.judge import judge
from evals.scoring.leaf import GoldLeaf, PredictedLeaf
from evals.scoring.source import SourceText

NOWHERE = SourceText("")


def value(row, number, column="决算数", place="S2"):
    return GoldLeaf((place, row, column), "value", Decimal(number))


def state(row, what, column="决算数", place="S2"):
    return GoldLeaf((place, row, column), what)


def given(row, number, column="决算数", place="S2"):
    return PredictedLeaf((place, row, column), Decimal(number))


def letters(gold, predicted, empty=()):
    return [(one.letter, one.strict, *one.key[1:]) for one in judge("甲", gold, predicted, NOWHERE, empty=empty)]


def test_equality_is_exact_and_trailing_zeros_are_none_of_it():
    assert letters([value("甲", "1.10"), value("乙", "1")], [given("甲", "1.1"), given("乙", "1.000001")]) == [
        ("C", "C", "甲", "决算数"),
        ("W", "W", "乙", "决算数"),
    ]


def test_zero_is_a_value():
    assert letters([value("甲", "0")], [given("甲", "0.00")]) == [("C", "C", "甲", "决算数")]
    assert letters([value("甲", "0")], []) == [("O", "O", "甲", "决算数")]


def test_a_column_in_another_width_is_the_column_but_not_strictly():
    assert letters([value("甲", "1", "占比（%）")], [given("甲", "1", "占比(%)")]) == [("C", "W", "甲", "占比（%）")]


def test_the_exact_column_wins_over_another_wording_of_it():
    found = judge(
        "甲", [value("甲", "1", "占比（%）")], [given("甲", "2", "占比(%)"), given("甲", "1", "占比（%）")], NOWHERE
    )
    assert [(one.letter, one.key[2], one.kind) for one in found] == [
        ("C", "占比（%）", None),
        ("H", "占比(%)", "ungrounded"),
    ]


def test_figures_given_for_an_empty_form_are_invented_and_its_declaration_is_omitted():
    form = GoldLeaf(("T8", "空表", "声明"), "declared_empty")
    assert letters([form], [], {"T8"}) == [("C", "C", "空表", "声明")]
    assert letters([form], []) == [("O", "O", "空表", "声明")]
    assert letters([form], [given("合计", "0", place="T8")], {"T8"}) == [
        ("C", "C", "空表", "声明"),
        ("H", "H", "合计", "决算数"),
    ]


def test_a_form_declared_empty_that_gold_fills_is_omitted():
    assert letters([value("合计", "1", place="T8")], [], {"T8"}) == [("O", "O", "合计", "决算数")]


def test_an_open_address_is_not_scored_in_any_wording():
    assert letters([state("甲支出", "unscored")], [given("甲支出（类）", "1")]) == []
    assert letters([state("甲支出", "unscored")], []) == []


def test_a_repeat_of_the_first_print_is_not_scored_and_another_value_is_invented():
    gold = [value("甲", "1"), value("甲", "2", "占比")]
    same, other = given("甲#2", "1"), given("甲#2", "3", "占比")
    assert letters(gold, [given("甲", "1"), same]) == [("C", "C", "甲", "决算数"), ("O", "O", "甲", "占比")]
    assert letters(gold, [given("甲", "1"), same, other]) == [
        ("C", "C", "甲", "决算数"),
        ("O", "O", "甲", "占比"),
        ("H", "H", "甲#2", "占比"),
    ]


def test_a_second_print_that_gold_labels_is_scored():
    gold = [value("甲", "1"), value("甲#2", "2")]
    assert letters(gold, [given("甲", "1"), given("甲#2", "1")]) == [
        ("C", "C", "甲", "决算数"),
        ("W", "W", "甲#2", "决算数"),
    ]


def test_a_key_given_twice_is_one_leaf_where_it_says_the_same_and_a_second_row_where_not():
    gold = [value("甲", "1"), value("甲#2", "2")]
    assert letters(gold, [given("甲", "1"), given("甲", "1.0"), given("甲", "2")]) == [
        ("C", "C", "甲", "决算数"),
        ("C", "C", "甲#2", "决算数"),
    ]


def test_a_key_that_gold_labels_twice_is_an_error():
    with pytest.raises(ValueError, match="S2/甲/决算数 twice"):
        judge("甲", [value("甲", "1"), value("甲", "2")], [], NOWHERE)


def test_a_place_that_gold_does_not_have_is_invented():
    assert letters([], [given("甲", "1", place="S9")]) == [("H", "H", "甲", "决算数")]


def test_a_value_beside_an_aligned_row_stands_at_the_gold_rows_address():
    gold = [value("甲支出", "1"), value("乙支出", "2", "占比")]
    (extra,) = [
        one for one in judge("甲", gold, [given("甲", "1"), given("甲", "9", "占比")], NOWHERE) if one.letter == "H"
    ]
    assert (extra.key, extra.given_key) == (("S2", "甲支出", "占比"), ("S2", "甲", "占比"))
    assert extra.pairing == "assigned"


def test_a_filled_decoy_is_a_slot_and_an_invented_row_is_none():
    gold = [GoldLeaf(("S2", "甲", "决算数"), "absent", decoy=True), state("丙", "absent")]
    found = judge("甲", gold, [given("甲", "1"), given("乙", "1")], NOWHERE)
    assert [(one.letter, one.key[1], one.absent, one.decoy, one.kind) for one in found] == [
        ("H", "甲", True, True, "ungrounded"),
        ("N", "丙", True, False, None),
        ("H", "乙", False, False, "invented_row"),
    ]


def test_a_value_given_says_band_and_score_on():
    leaf = PredictedLeaf(("S2", "甲", "决算数"), Decimal(1), band="MUST", score=0.3)
    for gold in ([value("甲", "1")], []):
        (found,) = judge("甲", gold, [leaf], NOWHERE)
        assert (found.band, found.score) == ("MUST", 0.3)


def test_of_two_wordings_of_a_column_the_first_is_taken():
    first, second = given("甲", "1", "占比(%)"), given("甲", "2", "占比 (%)")
    assert letters([value("甲", "1", "占比（%）")], [first, second])[0] == ("C", "W", "甲", "占比（%）")


def test_a_column_of_the_place_in_another_width_is_no_unknown_field():
    gold = [value("甲", "1"), value("乙", "2", "占比（%）")]
    found = judge("甲", gold, [given("甲", "1"), given("甲", "9", "占比 （%）"), given("甲", "9", "增幅")], NOWHERE)
    assert {one.key[2]: one.kind for one in found if one.letter == "H"} == {
        "占比 （%）": "ungrounded",
        "增幅": "invented_field",
    }


def test_a_verdict_says_where_gold_and_the_system_place_the_figure():
    gold = [
        GoldLeaf(("S2", "甲", "决算数"), "value", Decimal(1), start=3, end=4),
        GoldLeaf(("S2", "乙", "决算数"), "value", Decimal(2), start=7, end=8),
        value("丙", "3"),
    ]
    answers = [
        PredictedLeaf(("S2", "甲", "决算数"), Decimal(1), start=3, end=5),
        given("丙", "3"),
        PredictedLeaf(("S2", "甲", "占比"), Decimal(9), start=0, end=1),
    ]
    found = {one.key[1:]: (one.gold_span, one.given_span) for one in judge("甲", gold, answers, NOWHERE)}
    assert found == {
        ("甲", "决算数"): ((3, 4), (3, 5)),
        ("乙", "决算数"): ((7, 8), None),
        ("丙", "决算数"): (None, None),
        ("甲", "占比"): (None, (0, 1)),
    }
