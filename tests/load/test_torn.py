"""A form whose head is torn by the end of a page, as a word processor tears it: between two of its rows."""

import pytest

from extractor.load import load_bytes
from tests.load.cutting import cells, merged
from tests.load.printing import ABOVE, LEFT, Cell, Press, Rows, said, t1, t2

EDGES = (15, 35, 55, 75, 220, 290, 360, 415, 445, 515, 590)


HEAD: Rows = [["编制单位：云溪县档案馆", *[LEFT] * 6, "公开02表", LEFT, LEFT], *t2(0)[:3]]


def test_the_upper_rows_of_a_torn_head_take_the_columns_of_the_lower_ones() -> None:
    upper, lower = HEAD[:2], [["" if cell == ABOVE else cell for cell in HEAD[2]], HEAD[3], *t2(6)[4:]]
    press = Press()
    press.table(upper, EDGES, 700)
    press.page()
    press.table(lower, EDGES, 60)
    document = load_bytes(press.done(), "a.pdf")
    first, second = document.grids
    assert cells(document, first) == said(upper)
    assert {(0, 0, 1, 7), (0, 7, 1, 3), (1, 0, 1, 4), (1, 7, 1, 2)} == merged(first)
    assert cells(document, second) == said(lower)


def test_a_table_with_a_body_keeps_its_columns() -> None:
    """The next page's table only happens to be as wide."""
    press = Press()
    press.table(t1(), (15, 200, 225, 300, 450, 480, 590), 400)
    press.page()
    press.table(t2(3), EDGES, 60)
    document = load_bytes(press.done(), "a.pdf")
    assert {len(row) for row in cells(document, document.grids[0])} == {6}


@pytest.mark.parametrize(
    ("last", "frame"),
    [
        (["合计", LEFT, LEFT, LEFT, "18.00", "18.00", "0.00", "0.00", "0.00", "0.00"], []),
        (
            ["合计", "", "", "", "18.00", "18.00", "0.00", "0.00", "0.00", "0.00"],
            [[""] * 10, ["注：本表反映收入。", *[LEFT] * 9]],
        ),
    ],
    ids=["of merged cells", "above a framed note"],
)
def test_a_last_row_that_is_left_for_the_next_page_is_a_row(last: list[Cell], frame: Rows) -> None:
    press = Press()
    press.table(t2(6), EDGES, 400)
    press.page()
    press.table([last, *frame], EDGES, 60)
    document = load_bytes(press.done(), "a.pdf")
    _, rest = document.grids
    assert cells(document, rest)[0] == said([last])[0]
