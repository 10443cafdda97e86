"""Tables without lines in PDFs, and what looks like one and is none."""

from collections.abc import Sequence

import pytest

from extractor.load import load_bytes
from tests.load.cutting import cells
from tests.load.printing import Press, Rows, said, t1, t2, t6
from tests.load.test_load_pdf_tables import T1_EDGES, rows_of

T6_EDGES = (20, 62, 190, 250, 300, 365, 425, 470, 535, 590)


def titled(press: Press, title: str) -> None:
    press.text(220, 50, title)
    press.text(40, 68, "公开01表")
    press.text(40, 80, "部门：云溪县档案馆")
    press.text(480, 80, "单位：万元")


@pytest.mark.parametrize(("rows", "edges"), [(t1(), T1_EDGES), (t6(), T6_EDGES)])
def test_a_form_of_two_or_three_blocks_is_one_table(rows: Rows, edges: tuple[int, ...]) -> None:
    press = Press()
    titled(press, "收入支出决算总表")
    end = press.table(rows, edges, 90, ruled=False)
    press.text(40, end + 20, "注：本表反映收支。")
    document = load_bytes(press.done(), "a.pdf")
    assert rows_of(document)[1:] == said(rows)[1:]
    (grid,) = document.grids
    assert document.text[: grid.start].endswith("单位：万元\n")
    assert document.text[grid.end :] == "注：本表反映收支。\n\f"


T2_EDGES = (15, 35, 55, 75, 225, 295, 365, 420, 455, 525, 590)


def test_a_tree_over_pages_keeps_its_columns_blank_ones_too() -> None:
    """The code has one column: no figure stands under 款 and 项."""
    rows = t2(70)
    press = Press()
    titled(press, "收入决算表")
    press.table(rows[:40], T2_EDGES, 90, ruled=False)
    for first, last in ((40, 60), (60, 74)):
        press.page()
        press.table(rows[first:last], T2_EDGES, 60, ruled=False)
    document = load_bytes(press.done(), "a.pdf")
    assert len(document.grids) == 3
    found = rows_of(document)
    assert {len(row) for row in found} == {8}
    want = [[row[0], *row[3:]] for row in said(rows)]
    assert found[-70:] == want[-70:]
    assert found[2] == ["类 款 项", "栏次", "1", "2", "3", "4", "5", "6"]


def test_labels_on_two_lines_and_titles_on_four_are_whole() -> None:
    press = Press()
    press.text(220, 40, "支出决算表")
    for i, line in enumerate(["其中：", "教育", "收费", "支出"]):
        press.text(300 - 4.5 * len(line), 60 + 11 * i, line)
    press.text(60, 77, "项目")
    press.text(180, 77, "合计")
    for i in range(4):
        y = 130 + 30 * i
        press.text(40, y - 5.5, f"{'一二三四'[i]}、对附属单位的补助")
        press.text(40, y + 5.5, "支出（虚构）")
        press.right(200, y, f"{i}1.50")
        press.right(310, y, f"{i}0.25")
    found = rows_of(load_bytes(press.done(), "a.pdf"))
    assert found == [
        ["项目", "合计", "其中：教育收费支出"],
        *([f"{'一二三四'[i]}、对附属单位的补助支出（虚构）", f"{i}1.50", f"{i}0.25"] for i in range(4)),
    ]


@pytest.mark.parametrize("offset", [-12, -5, 5])
def test_figures_above_or_below_their_labels_are_in_their_rows(offset: int) -> None:
    press = Press()
    press.text(150, 60, "支出决算表")
    for x, word in ((50, "项目"), (250, "合计"), (350, "基本支出")):
        press.text(x, 80, word)
    names = ["教育支出", "卫生健康支出", "住房保障支出", "其他支出"]
    for i, name in enumerate(names):
        press.text(50, 112 + 26 * i, name)
        press.right(290, 112 + 26 * i + offset, f"{i + 1}1.50")
        press.right(390, 112 + 26 * i + offset, f"{i + 2}0.50")
    rows = rows_of(load_bytes(press.done(), "a.pdf"))
    assert rows[1:] == [[name, f"{i + 1}1.50", f"{i + 2}0.50"] for i, name in enumerate(names)]


def test_lines_above_and_below_the_head_alone_make_no_difference() -> None:
    press = Press()
    press.text(150, 90, "收入决算表")
    for y in (100, 118, 240):
        press.line(50, y, 400, y)
    rows = [
        ["项目", "预算数", "决算数"],
        ["基本支出", "12.50", "13.60"],
        ["项目支出", "5.00", ""],
        ["合计", "17.50", "13.60"],
    ]
    press.table(rows, (50, 200, 300, 400), 100, pitch=20, ruled=False)
    assert rows_of(load_bytes(press.done(), "a.pdf")) == rows


def test_the_one_row_of_twelve_figures_is_a_table() -> None:
    press = Press(wide=True)
    press.text(300, 50, "财政拨款“三公”经费支出决算表")
    edges = tuple(range(40, 40 + 60 * 13, 60))
    names = ["合计", "出国", "小计", "购置费", "运行费", "接待费"] * 2
    row = [f"{i}.50" for i in range(12)]
    press.table([names, row], edges, 80, ruled=False)
    assert rows_of(load_bytes(press.done(), "a.pdf")) == [names, row]


def narrative(press: Press) -> None:
    press.text(200, 50, "收入支出决算总表")
    for i in range(10):
        press.text(50, 80 + 15 * i, "本年收入合计12.30万元，比上年增加，主要")
        press.text(320, 80 + 15 * i, "本年支出合计45.60万元，比上年减少，主要")


def contents(press: Press) -> None:
    press.text(250, 50, "目录")
    for i in range(9):
        press.text(60, 80 + 20 * i, f"{'一二三四五六七八九'[i]}、收入支出决算总表" + "." * 40)
        press.right(540, 80 + 20 * i, f"{i + 5}")


def contents_without_leaders(press: Press) -> None:
    press.text(250, 50, "部门决算表")
    for i in range(9):
        press.text(60, 80 + 20 * i, f"{'一二三四五六七八九'[i]}、收入支出决算总表")
        press.right(540, 80 + 20 * i, f"{i + 5}")


def listed(press: Press) -> None:
    press.text(60, 50, "一般公共预算财政拨款支出情况如下表")
    for i in range(8):
        press.text(60, 80 + 18 * i, f"{i + 1}. 教育支出（类） {12.5 + i:.2f} 万元，占 {3 + i:.2f}%。")


def shares(press: Press) -> None:
    press.text(60, 50, "二、收入决算表说明")
    for i in range(8):
        press.text(60, 80 + 18 * i, f"（{i + 1}）事业收入 {12.5 + i:.2f} 万元")


@pytest.mark.parametrize("draw", [narrative, contents, contents_without_leaders, listed, shares])
def test_what_only_looks_like_a_table_is_text(draw) -> None:  # type: ignore[no-untyped-def]
    press = Press()
    draw(press)
    assert load_bytes(press.done(), "a.pdf").grids == ()


def test_a_form_after_prose_on_the_same_page_leaves_the_prose_alone() -> None:
    press = Press()
    press.text(40, 40, "二、收入决算情况说明。本年收入合计812.40万元。")
    press.text(220, 70, "收入决算表")
    end = press.table(t1()[1:], T1_EDGES, 80, ruled=False)
    press.text(40, end + 40, "三、支出决算情况说明。本年支出合计812.40万元，比上年增加。")
    document = load_bytes(press.done(), "a.pdf")
    (grid,) = document.grids
    assert document.text[: grid.start] == "二、收入决算情况说明。本年收入合计812.40万元。\n收入决算表\n"
    assert document.text[grid.end :].startswith("三、支出决算情况说明。")
    assert cells(document, grid) == said(t1()[1:])


def test_a_page_of_countless_numbers_is_read_as_text_in_bounded_time() -> None:
    press = Press()
    press.text(100, 30, "收入支出决算总表")
    press.text(100, 40, "项目")
    press.text(200, 40, "合计")
    for i in range(170):
        for j in range(60):
            press.text(20 + 9 * j, 50 + 4 * i, "1.5")
    document = load_bytes(press.done(), "a.pdf")
    assert document.grids == ()
    assert document.text.count("1.5") == 170 * 60


def centred(press: Press, edges: Sequence[int], y: float, words: Sequence[str]) -> None:
    for left, right, word in zip(edges, edges[1:], words, strict=False):
        press.text((left + right) / 2 - (2.25 if word.isdigit() else 4.5) * len(word), y, word)


COUNTED_EDGES = (40, 160, 230, 300, 370, 440)
COUNTED = ["栏次", "1", "2", "3", "4"]


def counted(press: Press) -> None:
    """Head of five columns whose figures end far right of their numbers; the third stays blank."""
    centred(press, COUNTED_EDGES, 80, ["项目", "合计", "基本支出", "项目支出", "经营支出"])
    centred(press, COUNTED_EDGES, 96, COUNTED)


def test_the_line_of_column_numbers_keeps_a_blank_column_and_one_row_is_enough() -> None:
    press = Press()
    press.text(150, 60, "支出决算表")
    counted(press)
    press.text(43, 112, "合计")
    for right, figure in ((227, "0"), (297, "0"), (437, "7")):
        press.right(right, 112, figure)
    rows = rows_of(load_bytes(press.done(), "a.pdf"))
    assert rows == [
        ["项目", "合计", "基本支出", "项目支出", "经营支出"],
        COUNTED,
        ["合计", "0", "0", "", "7"],
    ]


def test_a_single_row_below_a_repeated_head_goes_on_in_the_columns_of_the_page_before() -> None:
    press = Press()
    press.text(150, 60, "支出决算表")
    counted(press)
    for i in range(4):
        press.text(43, 112 + 16 * i, f"{'甲乙丙丁'[i]}类支出")
        press.right(227, 112 + 16 * i, f"{i}1.50")
        press.right(437, 112 + 16 * i, f"{i}2.50")
    press.page()
    counted(press)
    press.text(43, 112, "合计")
    press.right(437, 112, "0.10")
    document = load_bytes(press.done(), "a.pdf")
    assert cells(document, document.grids[1]) == [
        ["项目", "合计", "基本支出", "项目支出", "经营支出"],
        COUNTED,
        ["合计", "", "", "", "0.10"],
    ]


def test_a_title_spans_the_columns_it_is_centred_over_and_no_other() -> None:
    press = Press()
    press.text(150, 60, "支出决算表")
    edges = (40, 110, 180, 230, 300, 370, 440)
    centred(press, (230 - 50, 230 + 140), 80, ["公务用车购置及运行维护费"])
    centred(press, edges, 88, ["合计", "因公出国费", "", "", "", "公务接待费"])
    centred(press, edges, 96, ["", "", "小计", "购置费", "运行费", ""])
    for i in range(3):
        for right in edges[1:]:
            press.right(right - 3, 112 + 16 * i, f"{i + 1}.50")
    (grid,) = load_bytes(press.done(), "a.pdf").grids
    assert [(m.row, m.column, m.width) for m in grid.merges if m.width > 1] == [(0, 2, 3)]


def test_the_total_below_a_blank_row_of_a_table_of_tall_rows_is_its_last() -> None:
    """A blank row of 27 points leaves a gap that would end a table of close rows."""
    press = Press()
    titled(press, "收入支出决算总表")
    rows = [["项目", "决算数", "项目", "决算数"]]
    rows += [[f"{name}收入", f"{n}8.50", f"{name}支出", f"{n}7.50"] for n, name in enumerate("甲乙丙丁", 1)]
    rows += [["", "", "", ""], ["总计", "90.00", "总计", "90.00"]]
    end = press.table(rows, (40, 200, 300, 460, 560), 90, pitch=27, ruled=False)
    press.text(40, end + 20, "注：本表反映收支。")
    document = load_bytes(press.done(), "a.pdf")
    (grid,) = document.grids
    assert cells(document, grid)[-1] == ["总计", "90.00", "总计", "90.00"]
    assert document.text[grid.end :] == "注：本表反映收支。\n\f"
