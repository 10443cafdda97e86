"""From failures to findings: causes are named, repeats are one, and every finding stands on the source."""

from decimal import Decimal

import pytest

from extractor.checks.findings import amount
from tests.checks.books import REPORT, book, findings, grave, key, told

ITEM = "S5/住房保障支出/住房改革支出/住房公积金"
WHOLE = "S5/一般公共预算财政拨款支出"
CAUSES = {
    "delta over current year": (
        "S1/本年收入 决算数=150.00 比上年增减额=50.00 比上年增减率=33.33%",
        "S1/本年收入/比上年增减率",
        "delta_over_current_year",
        "50.00",
    ),
    "growth as completion": (
        "S5/教育支出 年初预算=50.00 决算数=103.00 完成率=106%",
        "S5/教育支出/完成率",
        "growth_printed_as_completion",
        "206.00",
    ),
    "digits swapped in a rate": (
        f"{REPORT}\n{WHOLE} 完成率=105.68%",
        f"{WHOLE}/完成率",
        "digits_swapped",
        "105.86",
    ),
    "digits swapped in an amount": (f"{REPORT}\nT6/30101 24.83", "T6/30101/决算数", "digits_swapped", "24.38"),
    "unit": (f"{REPORT}\nS6/人员经费 398,700.00", "S6/人员经费/决算数", "unit", "39.87"),
    "budget of nought": (f"{ITEM} 年初预算=0 决算数=3.00 完成率=0%", f"{ITEM}/完成率", "budget_zero", None),
    "figure of another form": (
        f"{REPORT}\n{WHOLE} 决算数=104.69",
        f"{WHOLE}/决算数",
        "other_table_figure",
        "100.04",
    ),
    "part left out": (
        "S4/财政拨款支出 20.31\nS4/教育支出 12.20\nS4/住房保障支出 8.11\nS4/其他支出 3.27",
        "S4/财政拨款支出/决算数",
        "part_left_out",
        "23.58",
    ),
    "nothing told": (
        "T5/205 本年支出合计=45.00 基本支出=30.00 项目支出=20.00",
        "T5/205/本年支出合计",
        "not_summing",
        "50.00",
    ),
    "direction": (
        "S7/会议费 预算数=7.50 决算数=5.53 比预算增减额=1.97",
        "S7/会议费/比预算增减额",
        "direction_word",
        "-1.97",
    ),
    "wrong base of a rate": (
        "S5/教育支出 年初预算=80.00 决算数=100.00 完成率=80%",
        "S5/教育支出/完成率",
        "wrong_base",
        "125.00",
    ),
    "wrong base of an implied budget": (
        """S4/财政拨款支出 决算数=120.00 完成率=120.00%
        S4/基本支出 决算数=66.00 完成率=110.00%
        S4/项目支出 决算数=54.00 完成率=300%""",
        "S4/项目支出/完成率",
        "wrong_base",
        "135.00",
    ),
}
HABITS = {
    "truncated": ("S3/本年支出 10000.00\nS3/基本支出 决算数=8597.60 占比=85.97%", "truncated"),
    "plugged": ("S3/本年支出 10000.00\nS3/基本支出 决算数=8597.40 占比=85.98%", "plugged"),
    "rounding": ("T5/205 本年支出合计=50.01 基本支出=30.00 项目支出=20.00", "rounding"),
    "budget and outcome of nought": (f"{ITEM} 年初预算=0 决算数=0 完成率=0%", "budget_zero"),
}
SWAPPED = told("S9 本单位没有政府性基金预算财政拨款收支。", "S12 房屋价值XX万元，，共有车辆 3 辆。")


@pytest.mark.parametrize(("lines", "blamed", "cause", "expected"), CAUSES.values(), ids=CAUSES)
def test_the_cause_is_named(lines, blamed, cause, expected):
    (found,) = grave(book(lines))
    assert (f"{found.place}/{found.row}/{found.column}", found.cause, found.expected) == (blamed, cause, expected)
    assert found.verdict == "source_inconsistent"
    assert found.facts[0] == blamed
    assert expected is None or f"应为 {expected}" in found.message


@pytest.mark.parametrize(("lines", "cause"), HABITS.values(), ids=HABITS)
def test_a_habit_is_information(lines, cause):
    (found,) = findings(book(lines))
    assert (found.severity, found.cause) == ("info", cause)
    assert found.verdict == ("template" if cause == "budget_zero" else "rounding")


def test_a_rate_of_a_budget_of_nought_is_a_warning_only_where_money_was_spent():
    lines = f"{ITEM} 年初预算=0 决算数={{}} 完成率=0%"
    assert [one.severity for one in findings(book(lines.format("3.00")))] == ["warning"]
    assert [one.severity for one in findings(book(lines.format("0")))] == ["info"]


def test_the_same_wrong_rate_in_five_places_is_one_finding_with_five_repeats():
    rows = ("S1/本年收入", "S2/本年收入", "S2/财政拨款收入", "S4/财政拨款收入", "S5/一般公共预算财政拨款收入")
    (found,) = grave(book("\n".join(f"{row} 决算数=150.00 比上年增减额=50.00 比上年增减率=33.33%" for row in rows)))
    assert found.repeats == tuple(f"{row}/比上年增减率" for row in rows)
    assert found.message.endswith("同样的错印了 5 次")


def test_another_wrong_rate_is_another_finding():
    lines = "S1/本年收入 决算数=150.00 比上年增减额=50.00 比上年增减率=33.33%"
    found = grave(book(lines, "S3/本年支出 决算数=90.00 比上年增减额=30.00 比上年增减率=33.33%"))
    assert [one.expected for one in found] == ["50.00"], "the same slip with the same true rate is one fault"
    found = grave(book(lines, "S3/本年支出 决算数=90.00 比上年增减额=18.00 比上年增减率=20.00%"))
    assert sorted(one.expected or "" for one in found) == ["25.00", "50.00"]


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ("T1/本年收入合计 107.57", "source_inconsistent"),  # nothing of the report is damaged
        ("T1/本年收入合计 !ocr 107.57", "misread_suspected"),
        ("T6/301 !ocr 42.34", "misread_suspected"),  # recognised characters are always suspected
        ("T1/本年收入合计 107.57\nT2/2080505 !placed_by_sums 财政拨款收入=7.48", "misread_suspected"),
        ("T1/本年收入合计 121.99\nT2/2080505 !placed_by_sums 财政拨款收入=7.48", "misread_suspected"),
        ("T6/30101 24.88\nT2/2080505 !placed_by_sums 财政拨款收入=7.48", "misread_suspected"),
        ("T6/30101 29.11\nT2/2080505 !placed_by_sums 财政拨款收入=7.48", "source_inconsistent"),
        ("S6/人员经费 39.81\nT2/2080505 !placed_by_sums 财政拨款收入=7.48", "source_inconsistent"),
    ],
    ids=["sound", "recognised", "recognised, no slip", "slip", "many sums", "slip, one sum", "no slip", "narrative"],
)
def test_a_misreading_is_suspected_only_in_a_damaged_report_where_a_slip_or_several_identities_say_so(change, verdict):
    (found,) = [one for one in grave(book(REPORT, change)) if one.severity == "error"]
    assert found.verdict == verdict
    assert (found.cause == "ocr_digit") == (verdict == "misread_suspected")


def test_figures_that_the_reader_had_to_place_are_one_warning_a_row():
    (found,) = findings(book(REPORT, "T5/2080505 !placed_by_label 本年支出合计=7.48 基本支出=7.48"))
    assert (found.severity, found.verdict, found.cause, found.checks) == (
        "warning",
        "misread_suspected",
        "ocr_shift",
        ("A7",),
    )
    assert found.repeats == ("T5/2080505/本年支出合计", "T5/2080505/基本支出")


# --- ids, order, evidence ------------------------------------------------------------------------------------------


def faulty():
    return book(
        REPORT,
        "T6/30101 24.83",
        "T1/教育支出 58.28",
        "S7/公务接待费 完成率=17.82%",
        f"{ITEM} 年初预算=0 决算数=8.19 完成率=0%",
        "S12/车辆 数量=3辆",
        text=f"{SWAPPED}{'，'.join(('24.83', '58.28', '17.82', '8.19'))}",
    )


def test_ids_are_unique_and_the_same_each_time():
    first, again = findings(faulty()), findings(faulty())
    assert first == again
    assert len({one.id for one in first}) == len(first) >= 6


def test_the_gravest_come_first_and_then_those_that_come_first_in_the_report():
    found = findings(faulty())
    order = [("error", "warning", "info").index(one.severity) for one in found]
    assert order == sorted(order)
    for severity in ("error", "warning", "info"):
        starts = [min(e.start for e in one.evidence) for one in found if one.severity == severity and one.evidence]
        assert starts == sorted(starts)


def test_evidence_is_a_slice_of_the_source():
    damaged = faulty()
    (document,) = damaged.source.documents
    slices = [evidence for one in findings(damaged) for evidence in one.evidence]
    assert len(slices) > 6
    assert all(document.text[one.start : one.end] == one.text for one in slices)


def test_a_finding_of_words_quotes_them():
    found = {one.checks[0]: one for one in findings(book(text=SWAPPED))}
    assert set(found) == {"C5", "E1", "E8"}
    assert found["E1"].evidence[0].text == "XX"
    assert (found["E1"].place, found["E1"].row, found["E1"].verdict) == ("S12", "", "template")
    assert found["E8"].printed == "，，"


def test_two_findings_of_one_kind_in_one_place_have_different_ids():
    found = findings(book(text=told("S12 房屋价值XX万元，设备价值XX万元。")), "E1")
    assert len(found) == 2
    assert len({one.id for one in found}) == 2


@pytest.mark.parametrize(
    ("lines", "at", "value", "said"),
    [
        ("T1/收入总计 5.00", "T1/收入总计/决算数", "52300", "5.23"),
        ("T1/收入总计 5.00", "T1/支出总计/决算数", "52300", "5.23"),
        ("T1/收入总计 5.00元", "T1/支出总计/决算数", "52300", "52300.00"),
        ("S3/基本支出 占比=5.00%", "S3/基本支出/占比", "46.59", "46.59"),
        ("S6/办公费 决算数=5.00 占比=4%", "S6/水费/占比", "46.59", "46.59"),
        ("S12/车辆 数量=3辆", "S12/车辆/数量", "4", "4"),
    ],
)
def test_an_amount_is_told_in_the_unit_of_its_column(lines, at, value, said):
    assert amount(book(lines), key(at), Decimal(value)) == said
