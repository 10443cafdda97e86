"""Decoys: canonical keys of labelled places that gold does not hold, and nothing else."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from evals.golden.decoys import decoys, table
from evals.scoring.leaf import GoldLeaf
from schemas.label import PLACES
from schemas.vocabulary import economic_names, economic_subjects, functional_subjects
from tests.test_examples_gold import COLUMNS, MONEY, ROWS

GUIDE = Path(__file__).parents[4] / "shared" / "golden" / "GUIDE.md"
CLASSES = [subject for subject in functional_subjects() if subject.level == "类"]
BY_CODE = {"T2", "T3", "T5", "T8", "T9"}


def leaf(place, row, column, state="value"):
    return GoldLeaf((place, row, column), state, Decimal(1) if state == "value" else None)


def known_rows(place):
    words = set(ROWS.get({"T10": "S12"}.get(place, place), "").split())
    if place in BY_CODE:
        words |= {"合计"} | {subject.code for subject in CLASSES}
    if place in {"T1", "T4", "S4", "S5"}:
        words |= {subject.name for subject in CLASSES}
    if place in {"S6", "S10"}:
        words |= set(economic_names())
    return words | ({subject.code for subject in economic_subjects()} if place == "T6" else set())


def known_columns(place):
    like = {"T10": "S12", "T9": "T8"}.get(place, place)
    return set(COLUMNS.get(like, MONEY).split()) | ({"一级项目个数", "二级项目个数"} if place == "S13" else set())


def test_every_place_has_its_table():
    assert set(table()) == set(PLACES)


@pytest.mark.parametrize("place", PLACES)
def test_rows_and_columns_of_the_table_are_words_of_the_dictionary(place):
    rows = {row for block in table()[place] for row in block.rows}
    assert rows - known_rows(place) == set()
    columns = {column for block in table()[place] for column in block.columns}
    assert columns - known_columns(place) == set()
    assert columns


@pytest.mark.seeds
@pytest.mark.skipif(not GUIDE.is_file(), reason="the label guide is not in this repository")
def test_the_label_guide_knows_every_word_of_the_table():
    guide = re.sub(r"\s", "", GUIDE.read_text("utf-8"))
    listed = {subject.name for subject in CLASSES} | {subject.code for subject in CLASSES} | set(economic_names())
    listed |= {subject.code for subject in economic_subjects()}
    for place, blocks in table().items():
        for block in blocks:
            for word in {*block.rows, *block.columns} - listed:
                bare = re.sub(r"^(附件:|行政|参公|事业)(?=总评价|预算$|比上年)", "", word)
                assert bare in guide, (place, word)


def test_a_labelled_place_gives_every_key_gold_does_not_hold():
    found = {one.key for one in decoys([leaf("T7", "合计", "决算数")])}
    rows = "合计 因公出国（境）费 公务用车购置及运行维护费 公务用车购置费 公务用车运行维护费 公务接待费 会议费 培训费"
    wanted = {("T7", row, column) for row in rows.split() for column in ("预算数", "决算数")}
    assert found == wanted - {("T7", "合计", "决算数")}


def test_a_place_without_labels_gives_none_and_one_declared_empty_gives_all():
    assert decoys([]) == ()
    assert decoys([leaf("S2", "经营收入", "决算数", "unscored")]) == ()
    found = {one.key for one in decoys([leaf("S9", "空表", "声明", "declared_empty")])}
    assert {key[0] for key in found} == {"S9"}
    assert ("S9", "国有资本经营支出", "决算数") in found
    assert not any(row == "空表" for _, row, _ in found)


def test_a_decoy_says_that_it_is_one_and_is_absent():
    assert all(
        (one.state, one.decoy, one.value) == ("absent", True, None) for one in decoys([leaf("T6", "301", "决算数")])
    )


@pytest.mark.parametrize("state", ["unscored", "absent"])
def test_a_key_that_gold_holds_in_any_state_is_no_decoy(state):
    labels = [leaf("T7", "合计", "决算数"), leaf("T7", "会议费", "决算数", state)]
    assert ("T7", "会议费", "决算数") not in {one.key for one in decoys(labels)}


def test_a_second_print_is_no_row_of_its_own_and_takes_its_key_with_it():
    labels = [leaf("S5", "教育支出/普通教育", "决算数"), leaf("S5", "教育支出/普通教育#2", "完成率")]
    found = {one.key for one in decoys(labels)}
    assert not any("#" in row for _, row, _ in found)
    assert ("S5", "教育支出/普通教育", "完成率") not in found
    assert ("S5", "教育支出/普通教育", "占比") in found


def test_blank_cells_of_printed_code_rows_are_decoys():
    found = {one.key for one in decoys([leaf("T3", "2080501", "基本支出")])}
    assert ("T3", "2080501", "项目支出") in found
    assert ("T3", "2080501", "基本支出") not in found
    assert ("T3", "2080502", "基本支出") not in found


def test_counts_of_vehicles_are_asked_of_vehicles_alone():
    found = {one.key for one in decoys([leaf("S7", "三公经费", "决算数"), leaf("S12", "车辆", "数量")])}
    assert ("S7", "公务用车运行维护费", "保有量") in found
    assert ("S7", "会议费", "保有量") not in found
    assert ("S12", "房屋", "数量") not in found


def test_no_key_is_made_twice():
    labels = [leaf(place, "x", "y") for place in PLACES]
    keys = [one.key for one in decoys(labels)]
    assert len(keys) == len(set(keys)) > 3000
