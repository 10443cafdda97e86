"""Titles of the statutory forms: broken over lines, and other forms whose titles are like theirs."""

import pytest
from test_outline import FORMS, ROWS, document, found, placed

from extractor.outline import outline

BROKEN = {
    "over two lines": ("T7", "一般公共预算财政拨款“三公”\n经费支出决算表\n"),
    "over three lines": ("T6", "一般公共预算\n财政拨款基本支出\n决算表\n"),
    "its last character alone": ("T4", "财政拨款收入支出决算总\n表\n"),
    "with blank lines between": ("T8", "政府性基金预算财政拨款\n\n收入支出决算表\n"),
    "under its mark": ("T5", "公开05表\n一般公共预算财政拨款\n支出决算表\n"),
    "behind its year": ("T9", "2031年度国有资本经营预算财政拨款\n支出决算表\n"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_form_s_title_broken_over_lines_is_one_title(case):
    place, title = BROKEN[case]
    text = f"收入决算表\n{ROWS}{title}{ROWS}支出决算表\n{ROWS}"
    assert placed(text) == ["T2", place, "T3"]
    section = next(one for one in outline(document(text)) if one.place == place)
    assert text[section.title_start : section.start].endswith(title.split("\n", 1)[-1])
    assert "".join(text[section.start : section.end].split()) == "".join(ROWS.split())


@pytest.mark.parametrize("title", ["收入决算表", "决算表", "财政拨款\n决算表", "表"])
def test_a_text_of_nothing_but_a_title_is_outlined(title):
    assert outline(document(title))[-1].end == len(title)


@pytest.mark.parametrize(
    "text",
    [
        f"一般公共预算财政拨款收支情况说明\n支出决算表\n{ROWS}",
        f"收入决算表\n支出决算表\n{ROWS}",
        f"第二部分 财政拨款\n支出决算表\n{ROWS}",
        f"财政拨款支出100.00万元。\n支出决算表\n{ROWS}",
    ],
)
def test_a_whole_title_is_not_joined_with_the_line_above_it(text):
    assert placed(text)[-1] == "T3"


@pytest.mark.parametrize(
    "title",
    [
        "政府性基金预算财政拨款基本支出决算表",
        "一般公共预算财政拨款项目支出决算表",
        "财政拨款支出决算明细表",
        "一般公共预算财政拨款支出决算明细表",
        "政府采购情况表",
        "政府购买服务支出情况表",
    ],
)
def test_another_form_of_a_similar_title_is_none_of_the_statutory_ones_and_ends_the_one_before(title):
    text = f"{FORMS['T5']}\n{ROWS}{title}\n{ROWS}{FORMS['T8']}\n{ROWS}"
    assert placed(text) == ["T5", "T8"]
    assert found(text)[0] == ("T5", "".join(ROWS.split()))


def test_the_last_row_of_a_form_is_no_part_of_the_title_that_opens_the_next_page():
    """T4 ends with 政府性基金预算财政拨款, and its title stands again on the next page."""
    row = "政府性基金预算财政拨款\t\t\t\n"
    title = "财政拨款收入支出决算总表\n"
    text = f"收入决算表\n{ROWS}{title}{ROWS}{row}\f{title}{ROWS}"
    assert placed(text) == ["T2", "T4", "T4"]
