"""Prose around the tables of a page, where a program writes some lines of it last of all."""

from extractor.load import load_bytes
from tests.load.printing import Press, t1

EDGES = (40, 200, 225, 300, 450, 480, 555)


def test_a_title_that_is_written_last_stands_before_its_table() -> None:
    press = Press()
    press.text(40, 70, "编制单位：云溪县档案馆")
    end = press.table(t1(), EDGES, 85)
    press.text(40, end + 20, "注：本表反映收支。")
    press.text(220, 50, "2031年度收入支出决算总表")
    document = load_bytes(press.done(), "a.pdf")
    (grid,) = document.grids
    assert document.text[: grid.start] == "2031年度收入支出决算总表\n编制单位：云溪县档案馆\n"
    assert document.text[grid.end :] == "注：本表反映收支。\n\f"


def test_each_of_two_tables_keeps_its_title_and_note_whenever_they_are_written() -> None:
    press = Press()
    middle = press.table(t1(), EDGES, 85)
    end = press.table(t1(), EDGES, middle + 80)
    for y, words in (
        (end + 20, "注：第二张。"),
        (middle + 20, "注：第一张。"),
        (middle + 60, "支出决算表"),
        (60, "收入决算表"),
    ):
        press.text(40, y, words)
    document = load_bytes(press.done(), "a.pdf")
    first, second = document.grids
    assert document.text[: first.start] == "收入决算表\n"
    assert document.text[first.end : second.start] == "注：第一张。\n支出决算表\n"
    assert document.text[second.end :] == "注：第二张。\n\f"


def test_a_line_that_is_written_after_the_table_below_it_stands_at_its_height() -> None:
    """The line next to a table may be its title."""
    press = Press()
    for y, words in ((40, "收入支出决算总表"), (75, "决算数")):
        press.text(40, y, words)
    press.table(t1(), EDGES, 85)
    press.text(300, 55, "2031年度")
    document = load_bytes(press.done(), "a.pdf")
    (grid,) = document.grids
    assert document.text[: grid.start] == "收入支出决算总表\n2031年度\n决算数\n"


def test_lines_that_are_all_written_after_their_table_keep_their_order() -> None:
    press = Press()
    press.table(t1(), EDGES, 105)
    for x, y, words in ((40, 40, "左栏上"), (40, 80, "左栏下"), (320, 40, "右栏上"), (320, 80, "右栏下")):
        press.text(x, y, words)
    document = load_bytes(press.done(), "a.pdf")
    assert document.text[: document.grids[0].start].split() == ["左栏上", "左栏下", "右栏上", "右栏下"]
