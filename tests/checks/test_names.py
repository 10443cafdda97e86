"""B11, C3, E7: names of subjects, beside their codes, along their paths, and in the year they were valid."""

import pytest

from tests.checks.books import (
    Case,
    Wrong,
    book,
    failing,
    holding,
    judge_fails,
    judge_holds,
    judge_lacking,
    judge_rounding,
    lacking,
    outcomes,
    rounding,
    told,
    verdicts,
)

PENSION = "S5/社会保障和就业支出/行政事业单位养老支出/行政单位离退休"
WELL_NAMED = told("S5 卫生健康支出（类）行政事业单位医疗（款）支出 2.00 万元。")
CASES = {
    # Names are right or wrong: without 支出, or cut off by the cell, or alike in every form, they are information.
    "B11": Case(
        """T5/2210201 @住房公积金 本年支出合计=8.00
        T3/2210201 @住房公积金 本年支出合计=8.00
        T5/206 @科学技术 本年支出合计=3.00
        T6/30201 @办公费 决算数=1.00""",
        fails=(
            Wrong("T5/2210201 @住房公枳金 本年支出合计=8.00", cause="wrong_name", severity="warning"),
            Wrong("T6/30201 @办公赀 决算数=1.00", cause="wrong_name", severity="warning"),
            Wrong("T6/80701 @租金 决算数=1.00", blame="-", cause="ocr_digit"),
        ),
        near=(
            "T5/2080506 @机关事业单位职业年金 本年支出合计=1.00",
            "T3/2080505 @养老保险费 本年支出合计=1.00\nT5/2080505 @养老保险费 本年支出合计=1.00",
        ),
        untried="T3\nT5\nT6",
    ),
    # A path the list of subjects does not hold is left open, with the names as the report prints them.
    "C3": Case(
        f"""{PENSION} 5.00
        S5/住房保障支出/住房改革支出/住房公积金 8.00""",
        fails=(
            Wrong("S5/教育支出/住房改革支出/住房公积金 8.00", cause="wrong_subject_path"),
            Wrong("S5/住房保障支出/住房改革支出/住房公枳金 8.00", cause="wrong_name"),
            Wrong("S5/社会保障和就业支出/行政单位养老支出/行政单位离退休 5.00", cause="wrong_name"),
        ),
        near="S5/教育支出/水文教育/水文培训 8.00",
        untried="S5",
    ),
    # An old name is right in the years it was valid.
    "E7": Case(
        "",
        fails=(
            Wrong(text=told("S14 医疗卫生与计划生育支出（类）：反映医疗卫生方面的支出。"), cause="wrong_name"),
            Wrong(text=told("S5 行政事业单位离退休（款）支出 2.00 万元。"), cause="wrong_name"),
        ),
        near_texts=(told("S14 卫生健康支出（类）：原称医疗卫生与计划生育支出。"), told("S5 本年无此项支出。")),
        untried="S5",
        text=WELL_NAMED,
    ),
}


@holding(CASES)
def test_it_holds(check, case):
    judge_holds(check, case)


@failing(CASES)
def test_it_fails_and_says_why(check, case, wrong):
    judge_fails(check, case, wrong)


@rounding(CASES)
def test_what_is_near_to_a_failure_is_none(check, book, kind):
    judge_rounding(check, book, kind)


@lacking({id_: CASES[id_] for id_ in ("B11", "C3")})
def test_it_says_what_is_missing(check, case):
    judge_lacking(check, case)


def test_names_are_not_looked_for_without_a_text_or_a_year():
    for known in (book(), book(text=WELL_NAMED, year=None)):
        assert [(one.verdict, one.note) for one in outcomes(known, "E7")] == [("not_checked", "缺 正文或年度")]


@pytest.mark.parametrize(("year", "found"), [(2018, {"pass"}), (2019, {"pass", "fail"})])
def test_a_name_is_old_from_the_year_in_which_it_was_changed(year, found):
    text = told("S14 医疗卫生与计划生育支出（类）：反映医疗卫生方面的支出。")
    assert verdicts(book(text=text, year=year), "E7") == found


def test_a_name_without_a_standard_is_held_against_the_other_forms():
    lines = "T2/2059901 @水文教育 本年收入合计=1.00\nT3/2059901 @水文教育 本年支出合计=1.00"
    assert verdicts(book(lines, "T5/2059901 @水文教育 本年支出合计=1.00"), "B11") == set()
    wrong = [
        one for one in outcomes(book(lines, "T5/2059901 @水丈教育 本年支出合计=1.00"), "B11") if one.verdict == "fail"
    ]
    assert [(str(one.blame), one.note) for one in wrong] == [
        ("T5/2059901/本年支出合计", "其他表同一编码的名称是“水文教育”")
    ]


def test_names_of_forms_are_read_from_the_text_where_no_figure_carries_them():
    form = "科目编码\t科目名称\t本年支出合计\n2210201\t住房公枳金\t8.00\n2210203\t购房补贴\t2.00\n"
    found = {one.printed: one for one in outcomes(book(text=told(f"T3 {form}")), "B11")}
    assert {name: one.verdict for name, one in found.items()} == {"住房公枳金": "fail", "购房补贴": "pass"}
