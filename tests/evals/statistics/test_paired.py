"""Two runs on the same documents: deltas by hand, and every leaf in the list it belongs in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored_leaves import verdict

from evals.statistics import paired


def compare(before, after, documents_before=(), documents_after=()):
    return paired.compare(paired.Scored.of(before, documents_before), paired.Scored.of(after, documents_after))


def rows(changes):
    return [(change.document, change.key[1]) for change in changes]


def test_deltas_are_after_less_before():
    before = [verdict("C", row="甲"), verdict("W", row="乙"), verdict("C", document="b"), verdict("O", document="b")]
    after = [verdict("C", row="甲"), verdict("C", row="乙"), verdict("C", document="b"), verdict("O", document="b")]
    deltas = compare(before, after).deltas
    # F1: before 4 / (4 + 2 + 1), after 6 / (6 + 1). Wrong values: 1 of 4, then none.
    assert deltas["f1"].point == pytest.approx(6 / 7 - 4 / 7)
    assert deltas["wrong_rate"].point == pytest.approx(-1 / 4)
    assert deltas["omission_rate"].point == 0
    # Only a twice, only b twice, or one of each: F1 from 2/4 to 4/4, from 2/3 to 2/3, and the point.
    assert (deltas["f1"].lower, deltas["f1"].upper) == pytest.approx((0, 1 / 2))


def test_measures_beyond_the_letters_have_their_paired_interval_too():
    before = [verdict("C", row="甲"), verdict("O", row="乙"), verdict("C", document="b")]
    after = [verdict("C", row="甲"), verdict("C", row="乙"), verdict("C", document="b")]
    deltas = compare(before, after).deltas
    # Documents that are exact: b before, both after. Rows that are exact: two of three, then all.
    assert deltas["document_exact"].point == pytest.approx(1 / 2)
    assert (deltas["document_exact"].lower, deltas["document_exact"].upper) == (0, 1)
    assert deltas["row_exact"].point == pytest.approx(1 / 3)
    assert deltas["hallucination_rate"].point is None


def test_what_makes_a_document_hard_for_both_runs_cancels_out():
    """Documents differ widely, the runs by one leaf each: the paired interval has no width."""
    before, after = [], []
    for at in range(30):
        right, wrong = 10 + at % 7, at % 5
        letters = ["C"] * right + ["W"] * wrong + ["O"] * (20 - right - wrong)
        before += [verdict(letter, document=f"d{at}", row=f"行{i}") for i, letter in enumerate(letters)]
        letters[0] = "O"
        after += [verdict(letter, document=f"d{at}", row=f"行{i}") for i, letter in enumerate(letters)]
    recall = compare(before, after).deltas["recall"]
    # One leaf of twenty in every document, whichever are drawn.
    assert (recall.lower, recall.point, recall.upper) == pytest.approx((-0.05, -0.05, -0.05))


letters = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("甲乙丙"), st.sampled_from("CWOHN")), min_size=1, max_size=30
)


@given(letters)
def test_a_run_against_itself_has_no_difference(leaves):
    run = [verdict(letter, document=name, row=row) for name, row, letter in leaves]
    found = compare(run, run)
    for delta in found.deltas.values():
        assert delta.point in (0, None)
        assert delta.lower in (0, None)
        assert delta.upper in (0, None)
    assert (found.fixed, found.broken, found.moved, found.relabelled) == ((), (), (), ())


@given(letters, letters)
def test_the_other_way_round_everything_is_turned(first, second):
    one, other = ([verdict(letter, document=name, row=row) for name, row, letter in run] for run in (first, second))
    there, back = compare(one, other), compare(other, one)
    assert rows(there.fixed) == rows(back.broken)
    assert rows(there.moved) == rows(back.moved)
    assert there.only_before == back.only_after
    for name, delta in there.deltas.items():
        assert (delta.point is None) == (back.deltas[name].point is None)
        if delta.lower is not None:
            assert delta.lower == pytest.approx(-back.deltas[name].upper)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("W", "C", "fixed"),
        ("O", "C", "fixed"),
        ("H", "N", "fixed"),
        ("C", "W", "broken"),
        ("C", "O", "broken"),
        ("N", "H", "broken"),
        ("O", "W", "moved"),
        ("W", "O", "moved"),
        ("C", "C", None),
        ("N", "N", None),
        ("W", "W", None),
        ("O", "O", None),
        ("H", "H", None),
    ],
)
def test_a_leaf_stands_in_the_list_it_belongs_in(before, after, expected):
    gold = "1" if before in "CWO" else None
    found = compare([verdict(before, gold=gold)], [verdict(after, gold=gold)])
    lists = {name: getattr(found, name) for name in ("fixed", "broken", "moved", "relabelled")}
    assert {name: rows(one) for name, one in lists.items() if one} == ({expected: [("a", "行")]} if expected else {})


def test_another_wrong_value_is_a_leaf_that_moved():
    found = compare([verdict("W", given="2")], [verdict("W", given="3")])
    assert [(change.before.given, change.after.given) for change in found.moved] == [("2", "3")]


def test_an_invented_value_of_one_run_only_is_fixed_or_broken():
    invented, other = verdict("H", row="凭空"), verdict("C")
    assert rows(compare([invented, other], [other]).fixed) == [("a", "凭空")]
    assert rows(compare([other], [invented, other]).broken) == [("a", "凭空")]


def test_a_decoy_of_one_run_only_is_no_change():
    found = compare([verdict("C")], [verdict("C"), verdict("N", row="诱饵")])
    assert (found.fixed, found.broken, found.moved, found.relabelled) == ((), (), (), ())


def test_a_leaf_whose_gold_was_changed_is_listed_apart():
    found = compare([verdict("W", gold="5", given="1")], [verdict("C", gold="1", given="1")])
    assert (rows(found.relabelled), found.fixed) == ([("a", "行")], ())


def test_a_leaf_that_gold_gave_in_one_run_only_is_relabelled():
    assert rows(compare([verdict("C")], [verdict("C"), verdict("O", row="新标")]).relabelled) == [("a", "新标")]


def test_a_key_with_two_verdicts_is_compared_in_their_order():
    found = compare([verdict("H", given="3"), verdict("H", given="4")], [verdict("H", given="3")])
    assert [change.before.given for change in found.fixed] == ["4"]


def test_documents_of_one_run_are_listed_apart_and_counted_nowhere():
    shared = [verdict("C", document="a"), verdict("C", document="b")]
    found = compare([*shared, verdict("W", document="old")], [*shared, verdict("W", document="new")])
    assert (found.documents, found.only_before, found.only_after) == (("a", "b"), ("old",), ("new",))
    assert (found.deltas["f1"].point, found.deltas["f1"].n_documents) == (0, 2)
    assert (found.fixed, found.broken, found.moved, found.relabelled) == ((), (), (), ())


def test_a_document_without_any_verdict_can_be_named():
    found = compare([verdict("C")], [verdict("C")], documents_before=["空"], documents_after=["空", "b"])
    assert (found.documents, found.only_after) == (("a", "空"), ("b",))


def test_runs_with_no_document_in_common_have_no_deltas():
    found = compare([verdict("C", document="a")], [verdict("C", document="b")])
    assert found.documents == ()
    assert found.deltas["f1"].point is None
    assert found.deltas["f1"].note == "只有 0 份文件：至少两份才有区间"
