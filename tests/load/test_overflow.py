"""Wrapped text taller than its cell, as spreadsheets print it: it belongs to its cell, not to those it runs over to."""

from collections.abc import Sequence

import pytest

from extractor.load import load_bytes
from tests.load.cutting import cells
from tests.load.printing import FONT, Press

ROWS = [
    ["项目", "合计", ""],
    ["一、外交支出", "12.50", "12.50"],
    ["二、国防支出", "3.00", "3.00"],
    ["本年支出合计", "15.50", "15.50"],
]
EDGES = (50, 150, 220, 275)
TOP, PITCH = 100, 12
HEAD = "政府性基金预算财政拨款"


def printed(bases: Sequence[float], lines: Sequence[str], *, late: bool = True) -> list[list[str]]:
    """Read a form in whose last head `lines` are printed, centred on `bases`; `late`: after all other cells."""
    press = Press()

    def head() -> None:
        for base, line in zip(bases, lines, strict=True):
            press.canvas.drawCentredString((EDGES[2] + EDGES[3]) / 2, press.size[1] - base, line)

    if not late:
        head()
    for i, row in enumerate(ROWS):
        for j, cell in enumerate(row):
            if "." in cell:
                press.right(EDGES[j + 1] - 2, TOP + PITCH * i + 9, cell)
            else:
                press.text(EDGES[j] + 2, TOP + PITCH * i + 9, cell)
    if late:
        head()
    for i in range(len(ROWS) + 1):
        press.line(EDGES[0], TOP + PITCH * i, EDGES[-1], TOP + PITCH * i)
    for x in EDGES:
        press.line(x, TOP, x, TOP + PITCH * len(ROWS))
    document = load_bytes(press.done(), "a.pdf")
    (grid,) = document.grids
    assert "".join(document.text[: grid.start].split()) == ""
    return cells(document, grid)


@pytest.mark.parametrize("late", [True, False])
@pytest.mark.parametrize(
    ("bases", "lines"),
    [
        ((103, 115), (HEAD[:6], HEAD[6:])),
        ((97, 109, 121), (HEAD[:4], HEAD[4:8], HEAD[8:])),
        ((109, 120), (HEAD[:6], HEAD[6:])),
    ],
    ids=["over both edges", "a line on each side", "over the lower edge"],
)
def test_a_wrapped_head_runs_over_its_cell(bases: Sequence[float], lines: Sequence[str], late: bool) -> None:
    assert printed(bases, lines, late=late) == [["项目", "合计", HEAD], *ROWS[1:]]


@pytest.mark.parametrize("drop", [0, 11], ids=["within their cells", "on the lines below them"])
def test_words_below_one_another_stay_in_their_cells(drop: int) -> None:
    """A program that writes column by column writes the cells of a column one straight after the other."""
    rows = [
        ["项目", "预算科目", "金额"],
        ["甲", "行政运行", "1.00"],
        ["乙", "机关服务", "2.00"],
        ["丙", "事业运行", "3.00"],
    ]
    press = Press()
    for j in range(3):
        for i, row in enumerate(rows):
            press.text(EDGES[j] + 2, TOP + PITCH * i + (drop + 3 if drop else 9), row[j])
    for i in range(len(rows) + 1):
        press.line(EDGES[0], TOP + PITCH * i, EDGES[-1], TOP + PITCH * i)
    for x in EDGES:
        press.line(x, TOP, x, TOP + PITCH * len(rows))
    document = load_bytes(press.done(), "a.pdf")
    assert cells(document, document.grids[0]) == rows


WIDE = (50, 150, 290, 430)


def broken(rows: Sequence[Sequence[str]], heads: Sequence[tuple[int, Sequence[str]]], bullet: str = "") -> Press:
    """Print a form of low rows in wide columns, then, by column, `heads`: two lines over both edges of the first row.

    `bullet`: stands before the first line, in the smaller type of figures.
    """
    press = Press()
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            press.text(WIDE[j] + 2, TOP + PITCH * i + 9, cell)
    for column, lines in heads:
        start = WIDE[column] + 40
        for base, line in zip((103, 117), lines, strict=True):
            x = start
            if bullet and line == lines[0]:
                press.canvas.setFont("Helvetica", 7)
                press.text(x, base, bullet)
                x += press.canvas.stringWidth(bullet, "Helvetica", 7)
                press.canvas.setFont(FONT, 9)
            press.text(x, base, line)
    for i in range(len(rows) + 1):
        press.line(WIDE[0], TOP + PITCH * i, WIDE[-1], TOP + PITCH * i)
    for x in WIDE:
        press.line(x, TOP, x, TOP + PITCH * len(rows))
    return press


@pytest.mark.parametrize("bullet", ["", "(1)"], ids=["in one type", "figures in a smaller type"])
def test_a_head_broken_on_purpose_runs_over_its_cell_to_cells_with_words_of_their_own(bullet: str) -> None:
    rows = [["项目", "", "合计"], ["甲", "行政运行", "1.00"], ["乙", "机关服务", "2.00"]]
    document = load_bytes(broken(rows, [(1, ("功能分类", "科目名称"))], bullet).done(), "a.pdf")
    assert cells(document, document.grids[0]) == [["项目", f"{bullet}功能分类科目名称", "合计"], *rows[1:]]


def test_a_head_over_a_blank_column_is_broken_as_the_one_beside_it() -> None:
    rows = [["项目", "", ""], ["甲", "行政运行", ""], ["乙", "机关服务", ""]]
    heads = [(1, ("功能分类", "科目名称")), (2, ("上缴上级", "支出"))]
    document = load_bytes(broken(rows, heads).done(), "a.pdf")
    assert cells(document, document.grids[0]) == [["项目", "功能分类科目名称", "上缴上级支出"], *rows[1:]]


def test_words_on_the_lines_stay_apart_where_the_cells_they_reach_are_blank() -> None:
    rows = [["项目", "", "合计"], ["甲", "", "1.00"], ["乙", "机关服务", "2.00"]]
    document = load_bytes(broken(rows, [(1, ("功能分类", "行政运行"))]).done(), "a.pdf")
    assert cells(document, document.grids[0])[:2] == [["项目", "功能分类", "合计"], ["甲", "行政运行", "1.00"]]


def test_a_head_below_one_that_spans_it_is_broken_over_a_blank_column() -> None:
    """The lines between the two upper rows and between the lower ones strike through it; only the upper cell speaks."""
    rows = [["项目", "公务用车", "合计"], ["", "", ""], ["甲", "", "1.00"], ["乙", "", "2.00"]]
    press = broken(rows, [])
    for base, line in ((115, "公务用车"), (129, "购置费")):
        press.text(WIDE[1] + 40, base, line)
    document = load_bytes(press.done(), "a.pdf")
    assert cells(document, document.grids[0]) == [rows[0], ["", "公务用车购置费", ""], *rows[2:]]
