"""Tables of words: what is one, and where its rows begin."""

from extractor.load.grids import find_grids
from extractor.load.run_on import rows_of, tokens

ROWS = "合计 12.00 7.00 5.00\n214 交通运输支出 12.00 7.00 5.00\n2140101 行政运行 7.00 7.00\n"
HEAD = "科目编码 科目名称 本年支出合计 基本支出 项目支出\n"


def kinds(text):
    return [(grid.layout, text[grid.start : grid.end]) for grid in find_grids(text)]


def words(text):
    lines, position = [], 0
    for line in text.splitlines(keepends=True):
        lines.append((position, line))
        position += len(line)
    return [[token.text for token in row] for row in rows_of(lines)]


def test_lines_of_words_that_end_in_amounts_are_a_table_with_the_header_over_it():
    text = f"支出决算表\n{HEAD}{ROWS}注：金额为万元。\n"
    assert kinds(text) == [("run_on", HEAD + ROWS)]


def test_sentences_with_amounts_are_none():
    text = "一、收入 12.00 万元；支出 5.00 万元。\n二、结余 7.00 万元；其中 2.00 万元。\n三、其他 1.00 万元；无 0.00 万元。\n"
    assert kinds(text) == []


def test_a_list_of_contents_is_none():
    assert kinds("一、收入决算表 5\n二、支出决算表 6\n三、名词解释 7\n四、附件 8\n") == []


def test_two_lines_are_too_few():
    assert kinds("合计 12.00\n214 交通运输支出 12.00\n") == []


def test_one_cell_a_line_without_tabs_is_a_table_too():
    text = "\n".join(f"{HEAD}{ROWS}".split()) + "\n"
    assert [layout for layout, _ in kinds(f"支出决算表\n{text}")] == ["run_on"]


def test_its_rows_begin_at_codes_at_the_total_and_at_words_behind_figures():
    text = "\n".join(f"{HEAD}{ROWS}人员经费合计 7.00 公用经费合计 5.00".split())
    assert words(text) == [
        HEAD.split(),
        *(line.split() for line in ROWS.splitlines()),
        ["人员经费合计", "7.00"],
        ["公用经费合计", "5.00"],
    ]


def test_an_amount_that_looks_like_a_code_opens_no_row():
    assert words("合计\n214\n208.05\n5.00\n") == [["合计", "214", "208.05", "5.00"]]


def test_tokens_cut_back_to_their_words():
    text = "xx合计  12.00 五\n"
    assert (
        [text[t.start : t.end] for t in tokens(0, text)]
        == [t.text for t in tokens(0, text)]
        == ["xx合计", "12.00", "五"]
    )
