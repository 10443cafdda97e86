"""The lint of labels: every fault planted by hand is told with its line, and sound labels are left alone."""

import pytest

from evals.golden.problems import hints, problems
from evals.golden.suite import load_suite
from evals.running.opening import open_suite
from tests.evals.golden.suites import AT, LABELS, write_suite


def told(folder, *rows, **more):
    """What is said of the sound labels with further rows, which stand from line 8 on."""
    labels = LABELS + "".join(f"{row}\n" for row in rows)
    return problems(load_suite(write_suite(folder, labels=labels, **more)))


def test_sound_labels_have_no_problem(tmp_path):
    assert told(tmp_path) == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("S14,甲,决算数,value,1,1,元,,", ["没有位置 S14"]),
        ("S2,经营收入,得分,value,1,1,元,,", ["没有列 得分", "决算数"]),
        ("S2,本年收入,决算数,value,12.50,125000,万元,,", ["第 2 行", "#2"]),
        ("S2,经营收入,决算数,value,,,,,", ["printed、value、unit"]),
        ("S2,经营收入,决算数,value,1,1,,,", ["却没有 unit"]),
        ("S2,经营收入,决算数,absent,1,1,元,,", ["absent", "却有值"]),
        ("S7,空表,声明,value,1,1,元,,", ["空表"]),
        ("S7,三公经费,决算数,declared_empty,,,,,", ["空表"]),
        ("S2,空表,声明,declared_empty,,,,,", ["既声明空表又有数"]),
        ("S2,经营收入,决算数,value,1.50,15001,万元,,", ["15001", "15000"]),
        ("S2,经营收入,决算数,value,1.50,1.50,万元,,", ["15000"]),
        ("S2,经营收入,决算数,value,2,20000,亿元,,", ["200000000"]),
        ("S2,经营收入,比上年增减率,value,-3.85,3.85,%,,", ["-3.85"]),
        ("S2,经营收入,比上年增减率,value,+3.85,-3.85,%,,", ["3.85"]),
        ("S2,经营收入,决算数,value,1.5万,15000,万元,,", ["不是数"]),
        (f"S2,经营收入,决算数,value,12.50,125000,万元,{AT},", ["只写了一个"]),
        (f"S2,经营收入,决算数,value,12.50,125000,万元,{AT + 1},{AT + 6}", ["2.50万", f"从 {AT} 到 {AT + 5}"]),
        ("S2,经营收入,决算数,value,9.99,99900,万元,5,9", ["没有这串数字"]),
        ("S2,经营收入,决算数,value,12.50,125000,万元,90000,90005", ["是“”"]),
    ],
)
def test_a_planted_fault_is_told_with_its_line_and_the_remedy(tmp_path, row, said):
    (problem,) = [one for one in told(tmp_path, row) if one.line == 8]
    line = str(problem)
    assert line.startswith(f"{tmp_path / '901.csv'}:8 ")
    assert problem.key == "/".join(row.split(",")[:3])
    assert problem.document == "901_report"
    assert all(part in line for part in said), line
    assert problem.remedy


@pytest.mark.parametrize(
    "row",
    [
        'S2,经营收入,决算数,value,"1,234.50",1234.50,元,,',
        "S2,经营收入,比上年增减率,value,-3.85,-3.85,%,,",
        "S2,经营收入,比上年增减率,value,+3.85,3.85,%,,",
        "S2,经营收入,比上年增减额,value,-0,0,元,,",
        "S2,经营收入,决算数,value,0.00,0,万元,,",
        "S2,本年收入#2,决算数,value,12.51,125100,万元,,",
        "S2,经营收入,随便,unscored,,,,,",
        "S12,车辆,数量,value,3,3,辆,,",
    ],
)
def test_what_the_guide_allows_is_no_problem(tmp_path, row):
    assert told(tmp_path, row) == ()


def test_offsets_are_left_alone_where_the_report_was_not_given(tmp_path):
    row = "S2,经营收入,决算数,value,9.99,99900,万元,5,9"
    assert told(tmp_path, row, file=False) == ()


def test_a_layout_that_is_neither_seen_nor_unseen_is_told(tmp_path):
    (problem,) = told(tmp_path, entry='slices = { layout = "new" }')
    assert problem.line is None
    assert "seen" in str(problem)


def test_all_faults_of_a_file_are_told_in_its_order(tmp_path):
    rows = ("S14,甲,决算数,value,1,1,元,,", "S2,经营收入,决算数,value,1,2,元,,")
    assert [problem.line for problem in told(tmp_path, *rows)] == [8, 9]


def test_a_row_in_other_words_than_the_dictionary_s_is_pointed_out_once_and_is_no_problem(tmp_path):
    rows = "S2,合计收入,决算数,value,12.50,125000,万元,,\nS2,合计收入,占比,value,3.85,3.85,%,,\n"
    suite = load_suite(write_suite(tmp_path, labels=LABELS + rows))
    assert problems(suite) == ()
    (said,) = hints(suite)
    assert said.startswith(f"{tmp_path / '901.csv'}:8 字典在 S2 没有行 合计收入。可用的有：")
    assert "本年收入" in said


def test_that_offsets_were_not_held_is_said(tmp_path):
    assert hints(load_suite(write_suite(tmp_path))) == ()
    assert hints(load_suite(write_suite(tmp_path, file=False))) == ("901_report 没有给原件，start、end 没有核对",)


@pytest.mark.parametrize("name", ["fiction", "press", "real"])
def test_the_suites_of_the_repository_use_the_words_of_the_dictionary(name):
    assert [said for said in hints(open_suite(name)) if "没有行" in said] == []
