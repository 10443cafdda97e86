"""Predictions planted in two documents; every verdict is in `planted.py`, every measure worked out by hand here.

        C   W   O   H   N
甲      5  11   2   6   1
乙      4   1   0   0   1
both    9  12   2   6   2
"""

from fractions import Fraction

import numpy as np
import pytest

from evals.scoring.judge import judge
from evals.scoring.metrics import MEASURES, columns, count, measure

from .planted import EMPTY, TEXTS, expected, given, gold, source


def verdicts(name):
    return judge(name, gold(name), given(name), source(name), empty=EMPTY[name])


def both():
    return measure([one for name in TEXTS for one in verdicts(name)])


@pytest.mark.parametrize("name", TEXTS)
def test_every_planted_leaf_gets_the_verdict_of_the_table(name):
    found = {one.key: (one.letter, one.strict, one.kind, one.cited, one.supported) for one in verdicts(name)}
    assert found == expected(name)


def test_a_pair_says_how_it_was_made_and_what_the_prediction_called_it():
    found = {one.key[1]: (one.pairing, one.given_key and one.given_key[1]) for one in verdicts("乙")}
    assert found == {
        "208": ("key", None),
        "2080501": ("code", "208.05.01行政单位离退休"),
        "社会保障和就业支出/行政事业单位养老支出": ("path", "社会保障和就业支出（类）/行政事业单位养老支出（款）"),
        "卫生健康支出": ("assigned", "医疗卫生支出"),
        "住房保障支出": (None, None),
    }


def test_only_the_amount_printed_in_another_unit_is_right_after_rounding():
    assert [one.key[1] for one in verdicts("甲") if one.round_ok] == ["年初结转和结余"]


MEASURED = {
    "precision": Fraction(9, 27),  # C 9 / (C 9 + W 12 + H 6)
    "recall": Fraction(9, 23),  # C 9 / (C 9 + W 12 + O 2)
    "f1": Fraction(18, 50),  # 2·9 / (2·9 + 2·12 + 2 + 6)
    "leaf_accuracy": Fraction(9, 29),  # 9 / (9 + 12 + 2 + 6)
    "wrong_rate": Fraction(12, 23),
    "omission_rate": Fraction(2, 23),
    # Slots that gold says are absent: 附属单位上缴收入 and 经营支出 were filled, 结余分配 and 住房保障支出 were not.
    "hallucination_rate": Fraction(2, 4),
    # Of 乙 only 208 goes by the same words; its other four leaves are W strictly. C 5 + 1, W 11 + 4, O 2, H 6.
    "strict_precision": Fraction(6, 27),
    "strict_recall": Fraction(6, 23),
    "strict_f1": Fraction(12, 12 + 30 + 2 + 6),
    "round_ok": Fraction(9 + 1, 23),
    # Gold rows: 甲 5 (S1) + 5 (S2) + 3 (S3), 乙 2 + 2. All have a partner but 上级补助收入.
    # Given rows: 甲 6 (罚没收入 too) + 5 (附属单位上缴收入 for 上级补助收入) + 4 (经营支出 too) + 1 (S9), 乙 2 + 2.
    "row_precision": Fraction(16, 20),
    "row_recall": Fraction(16, 17),
    "row_f1": Fraction(32, 37),
    # 208, 2080501 and the path of 乙; in 甲 every row has a W, an O or (收入总计) an invented field.
    "row_exact": Fraction(3, 17),
    "document_exact": Fraction(0, 2),
    # Figures given: C 8 (空表 is none), W 12, H 6. Those marked + in the table: C 3 + 4, W 6, H 2.
    "support": Fraction(15, 26),
    "support_of_right": Fraction(7, 8),
    "citation": Fraction(7, 8),  # 基本支出 cites nothing
    "citation_by_offsets": Fraction(5, 6),  # with offsets: 收入总计, 基本支出 and the four of 乙
    "offsets_share": Fraction(6, 8),
    # Fields: S1/决算数 C1 W4 H1 -> 2/11; S2/决算数 C1 W3 O1 H1 -> 2/10; S3/决算数 C1 W2 H1 -> 2/7;
    # 1: S2/比上年增减额, S8/声明, T3/本年支出合计, S5/决算数;
    # 0: S1/增幅, S2/年初预算, S3/上年决算数, S9/声明, S9/决算数, S5/年初预算.
    "macro_f1": (Fraction(2, 11) + Fraction(2, 10) + Fraction(2, 7) + 4) / 13,
}


@pytest.mark.parametrize("name", MEASURED)
def test_every_measure_is_what_was_worked_out_by_hand(name):
    assert both()[name] == pytest.approx(float(MEASURED[name]), abs=1e-12)


def test_no_measure_goes_without_its_arithmetic():
    assert set(both().values()) == set(MEASURED)


def test_kinds_are_counted():
    assert both().kinds("W") == {
        "digit": 2,
        "rounding": 2,
        "year_swap": 2,
        "column_swap": 1,
        "label": 1,
        "other": 1,
        "row_swap": 1,
        "sign": 1,
        "unit": 1,
    }
    assert both().kinds("H") == {"grounded_elsewhere": 2, "invented_row": 2, "invented_field": 1, "ungrounded": 1}


def test_places_and_fields_have_measures_of_their_own():
    by_place = both().by("place")
    assert list(by_place) == ["S8", "S9", "S1", "S2", "S3", "T3", "S5"]
    assert by_place["S9"] == {
        "precision": 0.0,  # 0 / (H 1)
        "recall": 0.0,  # 0 / (O 1)
        "f1": 0.0,
        "leaf_accuracy": 0.0,
        "wrong_rate": 0.0,
        "omission_rate": 1.0,
    }
    assert both().by("field")["S2/决算数"]["f1"] == pytest.approx(2 / 10)


def test_arrays_of_documents_give_the_measures_of_each_and_of_all():
    counts = [count(verdicts(name)) for name in TEXTS]
    arrays = columns(counts, {name for one in MEASURES for name in one.names})
    for one in MEASURES:
        each = [np.nan if (value := one.of(mine)) is None else value for mine in counts]
        np.testing.assert_allclose(one.over(arrays), each)
        whole = one.over({name: array.sum() for name, array in arrays.items()})
        assert float(whole) == pytest.approx(both()[one.name])
