"""Wrapped text taller than its cell, as spreadsheets print it: it belongs to its cell, not to those it runs over to."""

from collections.abc import Sequence

import pytest

from extractor.load import load_bytes
from tests.load.cutting import cells
from tests.load.printing import Press

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
