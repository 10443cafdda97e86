"""The book: figures by key, how finely they are printed, what a blank cell is worth."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extractor.checks.book import Book, book_of
from extractor.checks.outcome import at_most, balance
from tests.checks.books import book, key

TOTAL, PARTS = "T5/205/本年支出合计", [f"T5/205/第{n}项" for n in range(6)]


def test_the_first_of_two_figures_with_one_key_counts():
    figures = [*book("T1/收入总计 5.00").figures.values(), *book("T1/收入总计 6.00").figures.values()]
    assert book_of(figures).value(key("T1/收入总计/决算数")) == 50000


def test_a_blank_cell_is_nought_and_not_printed():
    known = book("T1/收入总计 5.00")
    blank = key("T1/其他收入/决算数")
    assert known.value(blank) == 0
    assert blank not in known
    assert not known.has(key("T1/收入总计/决算数"), blank)
    assert known.tries("T1")
    assert not known.tries("T2")


def test_values_may_be_assumed_without_touching_what_is_printed():
    known = book("T1/收入总计 5.00")
    total = key("T1/收入总计/决算数")
    known.assumed[total] = Decimal(7)
    assert (known.value(total), known.figures[total].value) == (7, 50000)


def test_rows_and_columns_come_in_printed_order():
    known = book("T3/221 基本支出=1.00 项目支出=2.00\nT3/205 本年支出合计=3.00")
    assert known.rows("T3") == ["221", "205"]
    assert known.rows("T3", "项目支出") == ["221"]
    assert known.columns("T3") == ["基本支出", "项目支出", "本年支出合计"]
    assert known.rows("T9") == known.columns("T9") == []


@pytest.mark.parametrize(
    ("flag", "damaged"),
    [("", False), ("!repeated", False), ("!ocr", True), ("!placed_by_sums", True), ("!position_unclear", True)],
)
def test_recognised_and_misplaced_figures_are_signs_of_damage(flag, damaged):
    assert book(f"T1/收入总计 {flag} 5.00").damaged is damaged


def test_precision_is_a_property_of_the_document_not_of_the_number():
    """Text drops trailing noughts: 80 is as precise as 80.25."""
    lines = "S1/本年收入 80\nS1/本年支出 80.25\nS6/办公费 3.1\nT1/收入总计 5.00\nS6/水费 5元"
    known = book(lines)
    assert known.step(key("S1/本年收入/决算数")) == 100
    assert known.step(key("T1/收入总计/决算数")) == 100
    assert known.step(key("S6/水费/决算数")) == 1
    assert known.step(key("T1/其他收入/决算数")) == 100
    assert book("S12/车辆 数量=3辆").step(key("S12/车辆/数量")) == 0


def test_a_precision_that_hardly_any_figure_prints_is_none_of_the_document():
    lines = "\n".join(f"S6/第{n}项 {n}.25" for n in range(30)) + "\nS6/水费 1.2345"
    assert book(lines).step(key("S6/水费/决算数")) == 100


def test_a_figure_knows_its_id_its_decimals_and_where_it_stands():
    (figure,) = book("S3/基本支出 占比=46.59%").figures.values()
    assert (figure.id, figure.decimals, figure.is_text) == ("S3/基本支出/占比", 2, True)


# --- laws of rounding -----------------------------------------------------------------------------------------------

FEN = st.integers(-(10**9), 10**12)
UNITS = st.sampled_from([(1, "元"), (1_000_000, "万元")])


def printed(fen: int, per: int) -> str:
    """An amount in 分 as rounded to two decimals of its unit, half up; a rounded nought stays 0.00."""
    scaled = Decimal(fen) / (100 if per == 1 else per)
    return f"{scaled.quantize(Decimal('0.01'), ROUND_HALF_UP):.2f}"


def summed(parts: list[int], total: int, per: int, unit: str) -> Book:
    cells = zip([TOTAL, *PARTS], [total, *parts], strict=False)
    return book("\n".join(f"T5/205 {name.rpartition('/')[2]}={printed(fen, per)}{unit}" for name, fen in cells))


def try_sum(known: Book, parts: int):
    return balance(known, "A12", key(TOTAL), [key(name) for name in PARTS[:parts]])


@settings(max_examples=200, deadline=None)
@given(st.lists(FEN, min_size=1, max_size=6), UNITS)
def test_a_sum_of_amounts_rounded_one_by_one_never_fails(parts, unit):
    """Nought is exact: what is so small that it is printed as 0.00 is not told from nothing."""
    assume(all(fen == 0 or 2 * abs(fen) >= unit[0] for fen in (*parts, sum(parts))))
    known = summed(parts, sum(parts), *unit)
    assert try_sum(known, len(parts)).verdict in {"pass", "rounding"}


@settings(max_examples=200, deadline=None)
@given(st.lists(FEN, min_size=1, max_size=6), UNITS, st.integers(1, 10**9), st.sampled_from([-1, 1]))
def test_a_sum_that_is_off_by_more_than_rounding_always_fails(parts, unit, more, way):
    """Each of n + 1 figures may be off by half a last place, twice over: once in the sum, once in what is allowed."""
    per = unit[0] if unit[0] > 1 else 1
    off = way * ((len(parts) + 1) * per + per + more)
    known = summed(parts, sum(parts) + off, *unit)
    found = try_sum(known, len(parts))
    assert found.verdict == "fail"
    assert found.blame == key(TOTAL)


@given(st.integers(0, 10**12), st.integers(0, 10**12), UNITS)
def test_what_is_not_above_a_bound_never_fails_however_it_is_rounded(one, other, unit):
    small, large = sorted((one, other))
    known = summed([small], large, *unit)
    assert at_most(known, "B8", key(PARTS[0]), key(TOTAL)).verdict in {"pass", "rounding"}
    above = summed([large + 3 * unit[0]], large, *unit)
    assert at_most(above, "B8", key(PARTS[0]), key(TOTAL)).verdict == "fail"
