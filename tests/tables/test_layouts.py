"""One table, four ways to print it: the figures, their rows and columns are the same whatever sets the cells apart."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tables.printed import PRINTERS, TITLES, reading_of, shown

AMOUNTS = st.one_of(
    st.sampled_from(["", "0.00", "—", "-0.50", "（1.20）"]),
    st.integers(1, 10**8).map(lambda n: f"{Decimal(n) / 100:,.2f}"),
    st.integers(1, 10**6).map(lambda n: f"{Decimal(n) / 100:.2f}"),
)
SUBJECTS = [
    ("201", "一般公共服务支出"),
    ("20105", "统计信息事务"),
    ("2010506", "统计管理"),
    ("208", "社会保障和就业支出"),
    ("2080501", "行政单位离退休"),
    ("221", "住房保障支出"),
    ("2210201", "住房公积金"),
]
HEADS = {
    "T3": ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"],
    "T5": ["本年支出合计", "基本支出", "项目支出"],
}


@st.composite
def functional(draw):
    """A form of the function classification: its place and its rows with the header."""
    place = draw(st.sampled_from(sorted(HEADS)))
    chosen = draw(st.lists(st.sampled_from(SUBJECTS), min_size=1, unique=True))
    cells = st.lists(AMOUNTS, min_size=len(HEADS[place]) - 1, max_size=len(HEADS[place]) - 1)
    body = [[code, name, "7.50", *draw(cells)] for code, name in sorted(chosen)]
    body.insert(draw(st.sampled_from([0, len(body)])), ["", "合计", "9.00", *draw(cells)])
    return place, [["科目编码", "科目名称", *HEADS[place]], *body]


def printed(place, rows, printer):
    return f"{TITLES[place]}\n\n{PRINTERS[printer](rows)}"


def expected(place, rows):
    """Row -> column -> number, straight from the cells."""
    found = {}
    for code, name, *cells in rows[1:]:
        figures = {c: _number(cell) for c, cell in zip(HEADS[place], cells, strict=True) if cell not in {"", "—"}}
        found[code or name] = figures
    return found


def _number(cell):
    return str(-Decimal(cell[1:-1])) if cell[0] == "（" else cell.replace(",", "")


@pytest.mark.parametrize("printer", PRINTERS)
@given(table=functional())
def test_every_figure_is_read_for_its_own_code_and_head(printer, table):
    place, rows = table
    found = reading_of(place, printed(place, rows, printer))
    assert shown(found) == expected(place, rows)
    assert found.stray == []


LEFT = [("301", "工资福利支出"), ("30101", "基本工资"), ("30102", "津贴补贴"), ("303", "对个人和家庭的补助")]
RIGHT = [("302", "商品和服务支出"), ("30201", "办公费"), ("30211", "差旅费"), ("310", "资本性支出")]
FILLED = AMOUNTS.filter(lambda text: text not in {"", "—"})
BLOCK = st.lists(FILLED, min_size=3, max_size=4)


@pytest.mark.parametrize("printer", PRINTERS)
@given(left=BLOCK, right=BLOCK)
def test_two_blocks_side_by_side_are_read_block_by_block(printer, left, right):
    lines = [
        [[*subject, cell] for subject, cell in zip(subjects, cells, strict=False)] + [["", "", ""]]
        for subjects, cells in ((LEFT, left), (RIGHT, right))
    ]
    body = [[*one, *other] for one, other in zip(*lines, strict=False) if one[0] or other[0]]
    rows = [["科目编码", "科目名称", "决算数"] * 2, *body]
    wanted = {row[at]: {"决算数": _number(row[at + 2])} for row in body for at in (0, 3) if row[at]}
    assert shown(reading_of("T6", printed("T6", rows, printer))) == wanted
