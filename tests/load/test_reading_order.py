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
