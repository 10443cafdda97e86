"""What holds of every gold and every prediction."""

import random
from collections import Counter
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from evals.scoring.judge import judge
from evals.scoring.leaf import GoldLeaf, PredictedLeaf
from evals.scoring.metrics import count, measure, total
from evals.scoring.source import SourceText, Span

PLACES = ("S2", "T3")
NAMES = ("甲支出", "乙支出", "丙收入", "丁", "2080501", "20805")
WORDINGS = (*NAMES, "甲支出（类）", "208.05.01某某", "丁 ", "乙支出#2", "戊")
COLUMNS = ("决算数", "年初预算", "占比（%）", "占比(%)")
VALUES = st.integers(-3, 12).map(lambda number: Decimal(number).scaleb(-1))
TEXT = "收入0.5，支出1.0，其他0.1。"
SOURCE = SourceText(TEXT, (Span(0, len(TEXT), "S2"),))


def keys(rows):
    return st.tuples(st.sampled_from(PLACES), st.sampled_from(rows), st.sampled_from(COLUMNS))


@st.composite
def golds(draw):
    leaves = []
    for key in draw(st.lists(keys(NAMES), unique=True, max_size=16)):
        state = draw(st.sampled_from(["value", "value", "value", "absent", "unscored"]))
        leaves.append(GoldLeaf(key, state, draw(VALUES) if state == "value" else None, decoy=state == "absent"))
    if draw(st.booleans()):
        leaves.append(GoldLeaf(("T9", "空表", "声明"), "declared_empty"))
    return leaves


@st.composite
def predictions(draw):
    found = draw(st.dictionaries(keys(WORDINGS), VALUES, max_size=16))
    return [
        PredictedLeaf(key, value, quote=draw(st.sampled_from([None, "收入0.5", "其他0.1"])))
        for key, value in found.items()
    ]


empties = st.sampled_from([(), ("T9",)])


@given(golds(), predictions(), empties)
def test_every_gold_value_is_right_wrong_or_omitted_once(gold, given_, empty):
    counts = count(judge("甲", gold, given_, SOURCE, empty=empty))
    wanted = Counter(leaf.state for leaf in gold)
    assert counts["C"] + counts["W"] + counts["O"] == wanted["value"] + wanted["declared_empty"]
    assert counts["slot:H"] + counts["slot:N"] == wanted["absent"]
    assert counts["H"] + counts["C"] + counts["W"] <= len(given_) + wanted["declared_empty"]


@given(golds(), predictions(), empties, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(gold, given_, empty, shuffler):
    # Rows of one name keep the order of their appearance, so only names that differ may change places.
    given_ = [leaf for leaf in given_ if leaf.key[1] in (*NAMES, "戊") and leaf.key[2] != "占比(%)"]
    before = set(judge("甲", gold, given_, SOURCE, empty=empty))
    shuffled = random.Random(shuffler.random())
    gold, given_ = shuffled.sample(gold, len(gold)), shuffled.sample(given_, len(given_))
    assert set(judge("甲", gold, given_, SOURCE, empty=empty)) == before


@given(golds())
def test_a_perfect_prediction_scores_one_in_everything_that_can_be_scored(gold):
    answers = [PredictedLeaf(leaf.key, leaf.value) for leaf in gold if leaf.state == "value"]
    found = judge("甲", gold, answers, SOURCE, empty=["T9"])
    assert {one.letter for one in found} <= {"C", "N"}
    measured = measure(found, ["甲"])
    right = ("precision", "recall", "f1", "strict_f1", "leaf_accuracy", "row_f1", "row_exact", "macro_f1", "round_ok")
    assert {measured[name] for name in right} <= {1.0, None}
    assert measured["document_exact"] == 1
    assert (measured["f1"] is None) == all(leaf.state in ("absent", "unscored") for leaf in gold)


@given(st.lists(st.tuples(golds(), predictions()), max_size=3))
def test_counts_of_documents_add_up(documents):
    found = [judge(str(at), *pair, SOURCE) for at, pair in enumerate(documents)]
    assert measure([one for mine in found for one in mine], map(str, range(len(found)))).counts == total(
        map(count, found)
    )


@given(golds(), predictions(), empties)
def test_a_strict_score_is_never_better(gold, given_, empty):
    counts = count(judge("甲", gold, given_, SOURCE, empty=empty))
    assert counts["strict:C"] <= counts["C"]
    assert sum(counts["strict:" + letter] for letter in "CWOHN") == sum(counts[letter] for letter in "CWOHN")


@settings(max_examples=50)
@given(golds(), predictions())
def test_every_wrong_or_invented_value_has_a_kind_and_no_other_verdict_has(gold, given_):
    for one in judge("甲", gold, given_, SOURCE):
        assert (one.kind is not None) == one.wrong
        assert (one.supported is not None) == one.given_any
        assert (one.cited is not None) == (one.letter == "C")
