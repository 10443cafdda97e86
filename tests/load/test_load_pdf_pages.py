"""Forms without lines that follow one another over pages and on one page: where each begins, what its head spans."""

import pytest

from extractor.load import load_bytes
from tests.load.cutting import cells
from tests.load.printing import Press
from tests.load.test_load_pdf_tables import rows_of

NAMES = ["教育支出", "卫生健康支出", "住房保障支出", "其他支出"]


def centred(press: Press, edges: tuple[float, ...], y: float, words: list[str]) -> None:
    for word, x0, x1 in zip(words, edges, edges[1:], strict=False):
        press.text((x0 + x1) / 2 - 4.5 * len(word), y, word)


def body(press: Press, rights: tuple[float, ...], top: float = 110) -> list[list[str]]:
    """Print four rows; return what they say."""
    said = []
    for i, name in enumerate(NAMES):
        figures = [f"{i + 1}{j}.50" for j in range(len(rights))]
        press.text(43, top + 16 * i, name)
        for right, figure in zip(rights, figures, strict=True):
            press.right(right, top + 16 * i, figure)
        said.append([name, *figures])
    return said


@pytest.mark.parametrize("title", [["支出决算表"], ["云溪县档案馆一般公共预算财政拨款支出决算表（单", "位：万元）"]])
def test_a_form_that_begins_a_page_does_not_go_on_the_one_before(title: list[str]) -> None:
    """Its own columns are not those of the page before, though every figure would stand in one of them."""
    press = Press()
    press.text(260, 60, "收入决算表")
    edges = (40, 180, 330, 480)
    centred(press, edges, 94, ["项目", "收入合计", "事业收入"])
    first = body(press, (325, 475))
    press.page()
    for i, line in enumerate(title):
        press.text(290 - 4.5 * len(line), 45 + 13 * i, line)
    press.text(500, 78, "附表6")
    own = (40, 180, 250, 320, 390)
    centred(press, own, 94, ["项目", "合计", "基本支出", "项目支出"])
    second = body(press, (245, 315, 385))
    document = load_bytes(press.done(), "a.pdf")
    assert [cells(document, grid) for grid in document.grids] == [
        [["项目", "收入合计", "事业收入"], *first],
        [["项目", "合计", "基本支出", "项目支出"], *second],
    ]


def test_what_stands_over_a_form_is_no_part_of_its_head() -> None:
    press = Press()
    press.text(250, 40, "支出决算表")
    press.text(420, 56, "Z04")
    press.text(40, 72, "单位名称：云溪县档案馆")
    press.text(395, 72, "附表4")
    centred(press, (40, 180, 330, 480), 94, ["项目", "合计", "基本支出"])
    said = body(press, (325, 475))
    assert rows_of(load_bytes(press.done(), "a.pdf")) == [["项目", "合计", "基本支出"], *said]


def test_a_second_table_with_the_same_heads_below_is_a_table_of_its_own() -> None:
    press = Press()
    press.text(250, 40, "“三公”经费支出决算表")
    edges = (40, 110, 200, 270, 340)
    names = ["合计", "因公出国费", "用车购置费", "公务接待费"]
    for measure, top, digit in (("预算数", 60, "1"), ("决算数", 120, "2")):
        centred(press, (40, 340), top, [measure])
        centred(press, edges, top + 15, names)
        for right in edges[1:]:
            press.right(right - 3, top + 30, f"{digit}.50")
    document = load_bytes(press.done(), "a.pdf")
    assert [cells(document, grid) for grid in document.grids] == [
        [[measure, "", "", ""], names, [f"{digit}.50"] * 4] for measure, digit in (("预算数", "1"), ("决算数", "2"))
    ]


def test_titles_of_one_line_span_columns_of_their_own() -> None:
    """Three groups alike: each group's title is centred over its own four columns, and over others beside."""
    press = Press(wide=True)
    press.text(300, 40, "“三公”经费支出决算表")
    edges = tuple(range(40, 40 + 60 * 13, 60))
    centred(press, edges[::4], 60, ["上年数", "预算数", "决算数"])
    for first in (0, 4, 8):
        centred(press, (edges[first + 1], edges[first + 3]), 80, ["公务用车费"])
        centred(press, edges[first:], 87.5, ["合计", "", "", "接待费"])
        centred(press, edges[first:], 95, ["", "购置费", "运行费", ""])
    for right in edges[1:]:
        press.right(right - 3, 111, "1.50")
    (grid,) = load_bytes(press.done(), "a.pdf").grids
    assert [(m.column, m.width) for m in grid.merges if m.row == 0] == [(0, 4), (4, 4), (8, 4)]


def test_the_tail_of_a_title_is_no_level_of_a_code() -> None:
    """款 beside 类 款 项 is the second line of a title."""
    press = Press()
    press.text(250, 40, "收入决算表")
    edges = (40, 60, 80, 100, 190, 250, 330)
    press.text(47, 80, "类")
    press.text(67, 80, "款")
    press.text(87, 80, "项")
    centred(press, edges[3:], 74, ["科目名称", "收入合计", "一般公共预算拨"])
    press.text(285, 85, "款")
    for i, name in enumerate(NAMES):
        for x, part in ((43, "205"), (63, "02"), (83, f"0{i + 1}")):
            press.text(x, 104 + 16 * i, part)
        press.text(103, 104 + 16 * i, name)
        press.right(247, 104 + 16 * i, f"{i}1.50")
        press.right(327, 104 + 16 * i, f"{i}2.50")
    found = rows_of(load_bytes(press.done(), "a.pdf"))
    assert [row[-1] for row in found[:2]] == ["一般公共预算拨款", "02.50"]


@pytest.mark.parametrize(("above", "below"), [("208050", "5"), ("20805", "05")])
def test_a_code_cut_in_a_narrow_cell_is_whole(above: str, below: str) -> None:
    press = Press()
    press.text(250, 40, "收入决算表")
    centred(press, (40, 90, 200, 280, 360), 70, ["编码", "科目名称", "收入合计", "事业收入"])
    for i, name in enumerate(NAMES):
        y = 100 + 27 * i
        press.text(43, y - 5.6, above[:4] + str(i + 1) + above[5:])
        press.text(43, y + 5.6, below)
        press.text(93, y, name)
        press.right(277, y, f"{i}1.50")
        press.right(357, y, f"{i}2.50")
    press.text(43, 300, "注：本表为虚构。")
    found = rows_of(load_bytes(press.done(), "a.pdf"))
    want = [above[:4] + str(i + 1) + above[5:] + below for i in range(4)]
    assert [row[0].replace(" ", "") for row in found[1:]] == want
    assert [row[1:] for row in found[1:]] == [[name, f"{i}1.50", f"{i}2.50"] for i, name in enumerate(NAMES)]


def test_a_label_broken_before_its_cell_ends_is_one() -> None:
    """Its lines are closer than rows are, so it need not reach the end of its cell."""
    press = Press()
    press.text(250, 40, "支出决算表")
    centred(press, (40, 250, 330, 410), 70, ["项目", "合计", "基本支出"])
    labels = ["一、一般公共服务支出（虚构县本级）", "二、教育支出", "三、科学技术支出", "四、其他支出"]
    for i, label in enumerate(labels):
        press.text(43, 100 + 16 * i, label)
        press.right(327, 100 + 16 * i, f"{i}1.50")
    press.text(43, 164 - 5.6 + 5.6, "五、自然资源海")
    press.text(43, 164 + 11.2, "洋气象等支出")
    press.right(327, 164 + 5.6, "9.50")
    found = rows_of(load_bytes(press.done(), "a.pdf"))
    assert found[-1] == ["五、自然资源海洋气象等支出", "9.50", ""]


def test_the_dashes_of_empty_cells_do_not_hold_the_figures_beside_them() -> None:
    """Figures are set above their labels, dashes are not."""
    press = Press()
    press.text(250, 40, "“三公”经费支出决算表")
    centred(press, (40, 200, 300, 400), 70, ["项目", "预算数", "决算数"])
    labels = ["一、“三公”经费", "（一）统计数", "（二）团组数", "（三）人次数", "二、会议费", "三、培训费"]
    for i, label in enumerate(labels):
        y = 105 + 26.5 * i
        press.text(43, y, label)
        press.right(397, y - 11.3, f"{i}2.50")
        if 0 < i < 4:
            press.right(297, y, "—")
        else:
            press.right(297, y - 11.3, f"{i}1.50")
    found = rows_of(load_bytes(press.done(), "a.pdf"))
    assert found[1:] == [[label, "—" if 0 < i < 4 else f"{i}1.50", f"{i}2.50"] for i, label in enumerate(labels)]


def test_figures_above_labels_of_one_and_of_two_lines_are_in_their_rows() -> None:
    """Most labels have two lines; the figure of one with a single line is nearer to its middle."""
    press = Press()
    press.text(250, 40, "支出决算表")
    centred(press, (40, 120, 220, 320), 70, ["项目", "合计", "基本支出"])
    labels = [
        ["一、本年合计"],
        ["一般公共预算财", "政拨款"],
        ["政府性基金预算", "财政拨款"],
        ["国有资本经营预", "算拨款"],
    ]
    y, want = 105.0, []
    for i, lines in enumerate([*labels, ["二、总计"]]):
        press.right(217, y - 11.3, f"{i}1.50")
        press.right(317, y - 11.3, f"{i}2.50")
        for j, line in enumerate(lines):
            press.text(43, y + 11.3 * j, line)
        y += 11.3 * len(lines) + 15
        want.append(["".join(lines), f"{i}1.50", f"{i}2.50"])
    assert rows_of(load_bytes(press.done(), "a.pdf"))[1:] == want


def test_labels_that_sound_like_a_head_begin_no_table_where_one_goes_on() -> None:
    press = Press()
    press.text(260, 60, "收支决算表")
    edges = (40, 180, 250, 390, 460)
    centred(press, edges, 94, ["项目", "收入合计", "项目", "支出合计"])
    for i, name in enumerate(NAMES):
        for left, right, figure in ((43, 247, "1.50"), (253, 457, "2.50")):
            press.text(left, 110 + 16 * i, name)
            press.right(right, 110 + 16 * i, f"{i}{figure}")
    press.page()
    press.text(43, 60, "年初财政拨款结转")
    press.text(253, 60, "年末财政拨款结转")
    press.text(43, 76, "总计")
    press.right(457, 76, "9.50")
    found = rows_of(load_bytes(press.done(), "a.pdf"))
    assert found[-2:] == [["年初财政拨款结转", "", "年末财政拨款结转", ""], ["总计", "", "", "9.50"]]


def test_a_title_spans_no_column_whose_own_title_fills_the_rows_beside_it() -> None:
    """合计 stands in the middle of both rows, 小计 and 教育收费 in the lower one."""
    press = Press(wide=True)
    press.text(300, 40, "收入决算表")
    edges = (40, 90, 180, 250, 320, 390, 460)
    centred(press, (40, 180), 70, ["科目"])
    centred(press, (320, 460), 70, ["事业收入"])
    centred(press, edges, 77.5, ["", "", "合计", "拨款收入", "", ""])
    centred(press, edges, 85, ["编码", "名称", "", "", "小计", "教育收费"])
    for i, name in enumerate(NAMES):
        press.text(43, 105 + 16 * i, f"20{i + 1}")
        press.text(93, 105 + 16 * i, name)
        for right in edges[3:]:
            press.right(right - 3, 105 + 16 * i, f"{i}1.50")
    (grid,) = load_bytes(press.done(), "a.pdf").grids
    assert sorted((m.column, m.width) for m in grid.merges if m.width > 1) == [(0, 2), (4, 2)]
