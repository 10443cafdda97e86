"""Which figure is to blame: one fault is one finding, on the figure that no other bears out."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.checks.check import check
from extractor.checks.registry import try_all
from tests.checks.books import REPORT, book, cells_of, findings, grave, key

ONE = [
    # (what is printed wrong, what it should be, identities that show it)
    ("T1/本年收入合计 170.51", "107.51", {"A1", "A4", "B1", "B10"}),
    ("T1/教育支出 88.52", "85.28", {"A5", "B3"}),
    ("T3/合计 本年支出合计=106.49", "104.69", {"A7", "A8", "B2"}),
    ("T4/本年支出合计 一般公共预算财政拨款=10.04", "100.04", {"A10", "A11", "B5"}),
    ("T4/年末财政拨款结转和结余 合计=-4.41", "4.41", {"A10", "A11"}),
    ("T5/205 项目支出=57.26", "51.26", {"A7", "A12"}),
    ("T5/2080506 基本支出=3.47", "3.74", {"A7", "A12"}),
    ("T6/人员经费合计 398,700.00", "39.87", {"A13", "B7", "C1", "C2"}),
    ("T6/30101 24.83", "24.38", {"A13"}),
    ("T7/公务接待费 决算数=0.97", "0.79", {"A14", "C1"}),
    ("S6/人员经费 93.87", "39.87", {"C1", "D10"}),
    ("S3/本年支出 140.69", "104.69", {"C1"}),
]
"""One figure of the report that adds up is printed wrong."""


def names(changes):
    return [f"{one.place}/{one.row}/{one.column}" for one in changes]


def test_a_report_that_adds_up_has_no_finding():
    assert not grave(book(REPORT))


@pytest.mark.parametrize(("change", "expected", "checks"), ONE, ids=[change.split()[0] for change, _, _ in ONE])
def test_one_fault_is_one_finding_however_many_identities_it_breaks(change, expected, checks):
    (found,) = grave(book(REPORT, change))
    ((blamed, cell),) = cells_of(change).items()
    assert (found.place, found.row, found.column) == blamed
    assert found.expected == expected
    assert checks <= set(found.checks)
    assert found.printed == cell.digits


@pytest.mark.parametrize("change", [change for change, _, _ in ONE], ids=[change.split()[0] for change, _, _ in ONE])
def test_the_printed_figures_stay_as_they_are(change):
    damaged = book(REPORT, change)
    before = dict(damaged.figures)
    check(damaged)
    assert damaged.assumed == {}
    assert dict(damaged.figures) == before


def test_a_figure_that_others_bear_out_is_not_blamed():
    """人员经费合计 stands in the text and makes up 基本支出; 301 and its 款 are at odds with it and each other."""
    (found,) = grave(book(REPORT, "T6/301 36.71"))
    assert (found.row, found.expected) == ("301", "37.61")
    (found,) = grave(book(REPORT, "T3/2050205 基本支出=92.37"))
    assert (found.row, found.column, found.expected) == ("2050205", "基本支出", "29.37")


def test_where_nothing_tells_the_parts_apart_the_whole_is_named_and_the_others_are_listed():
    (found,) = grave(book("T5/205 本年支出合计=45.00 基本支出=30.00 项目支出=20.00"))
    assert names([found]) == ["T5/205/本年支出合计"]
    assert (found.expected, found.cause) == ("50.00", "not_summing")
    assert set(found.suspects) == {"T5/205/基本支出", "T5/205/项目支出"}
    assert found.message.endswith("按各组成项应为 50.00，错在此数或基本支出、项目支出等之一")


def test_a_slip_tells_the_parts_of_a_lone_sum_apart():
    (found,) = grave(book("T5/205 本年支出合计=50.00 基本支出=31.46 项目支出=81.54"))
    assert (names([found]), found.expected, found.suspects) == (["T5/205/项目支出"], "18.54", ())


def test_two_figures_wrong_by_the_same_amount_are_two_findings():
    found = grave(book(REPORT, "T5/2080505 本年支出合计=8.48\nT5/2080506 本年支出合计=2.74"))
    assert {(names([one])[0], one.expected) for one in found} == {
        ("T5/2080505/本年支出合计", "7.48"),
        ("T5/2080506/本年支出合计", "3.74"),
    }


@pytest.mark.parametrize(
    ("change", "wrong", "message"),
    [
        (
            "T2/2080505 财政拨款收入= 其他收入=7.48",
            "T2/2080505/其他收入",
            "7.48 应在“2080505 财政拨款收入”一格",
        ),
        (
            "T5/2080505 基本支出= 项目支出=7.48",
            "T5/2080505/项目支出",
            "7.48 应在“2080505 基本支出”一格",
        ),
        (
            "T7/公务接待费 决算数=\nT7/因公出国（境）费 决算数=0.79",
            "T7/因公出国（境）费/决算数",
            "0.79 应在“公务接待费 决算数”一格",
        ),
    ],
    ids=["T2", "T5", "T7"],
)
def test_a_figure_in_the_neighbouring_cell_belongs_into_the_blank_one(change, wrong, message):
    (found,) = grave(book(REPORT, change))
    assert (names([found])[0], found.message) == (wrong, message)
    assert (found.severity, found.verdict, found.cause) == ("warning", "misread_suspected", "ocr_shift")
    assert found.expected is None


def test_a_cell_without_a_figure_is_one_finding_of_its_form():
    (found,) = grave(book(REPORT, "T5/2080505 基本支出=\nT5/208 基本支出="))
    assert (found.place, found.row, found.column, found.cause) == ("T5", "", "", "ocr_shift")
    assert found.message == "有 2 格没有数，而其他处印有：208 基本支出 应为 11.22、2080505 基本支出 应为 7.48"


def test_two_rows_in_each_others_place_are_one_finding():
    change = """T3/2050205 本年支出合计=8.19 基本支出=8.19 项目支出=
    T3/2210201 本年支出合计=85.28 基本支出=29.37 项目支出=55.91"""
    (found,) = grave(book(REPORT, change))
    assert found.message == "“2050205”与“2210201”两行的数互换了位置"
    assert {"T3/2050205/本年支出合计", "T3/2210201/本年支出合计"} <= set(found.repeats)


def test_a_wrong_amount_told_twice_is_one_cause():
    """两处 print the same wrong figure: the forms bear out the right one."""
    found = grave(book(REPORT, "S1/本年收入 170.51", "S2/本年收入 170.51"))
    assert {one.expected for one in found} == {"107.51"}
    assert {name for one in found for name in one.repeats} == {"S1/本年收入/决算数", "S2/本年收入/决算数"}


# --- in a table with totals one changed cell is the one blamed -----------------------------------------------------

ITEMS = ("2080505", "2080506", "2080599", "2210201", "2210203")
COLUMNS = ("基本支出", "项目支出")


def table(amounts):
    """T5: item by item, with the sum of every row and column; in 分."""
    rows = {code: dict(zip(COLUMNS, pair, strict=True)) for code, pair in zip(ITEMS, amounts, strict=True)}
    for code, parts in (("208", ITEMS[:3]), ("221", ITEMS[3:]), ("合计", ITEMS)):
        rows[code] = {column: sum(rows[part][column] for part in parts) for column in COLUMNS}
    return {
        (code, column): fen
        for code, row in rows.items()
        for column, fen in (*row.items(), ("本年支出合计", sum(row.values())))
    }


def lines_of(cells):
    return "\n".join(f"T5/{code} {column}={Decimal(fen) / 100:.2f}" for (code, column), fen in cells.items())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    amounts=st.lists(st.tuples(st.integers(1_000, 900_000), st.integers(1_000, 900_000)), min_size=5, max_size=5),
    at=st.integers(0, 23),
    off=st.integers(100, 90_000) | st.integers(-900, -100),
)
def test_one_changed_cell_of_a_table_is_always_the_one_blamed(amounts, at, off):
    cells = table(amounts)
    wrong = list(cells)[at]
    right = cells[wrong]
    damaged = book(lines_of({**cells, wrong: right + off}))
    found = grave(damaged, "A7", "A12")
    assert [(one.row, one.column, one.expected) for one in found] == [(*wrong, f"{Decimal(right) / 100:.2f}")]
    assert not [one for one in try_all(book(lines_of(cells))) if one.verdict == "fail"]


def test_every_identity_can_be_named_alone():
    damaged = book(REPORT, "T1/本年收入合计 170.51")
    assert [one.checks for one in findings(damaged, "A4")] == [("A4",)]
    assert key("S5/住房保障支出/住房改革支出/住房公积金/决算数").row == "住房保障支出/住房改革支出/住房公积金"
