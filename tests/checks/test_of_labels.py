"""The book of a label file: what an annotator wrote down, held against the report it was labelled in."""

from decimal import Decimal

import pytest

from extractor.checks.check import check
from extractor.checks.of_labels import COLUMNS, book_of_labels
from extractor.errors import InputError
from tests.checks.books import key, told
from tests.tables.printed import tabs

FORM = tabs(
    [
        ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["", "合计", "10.00", "10.00", ""],
        ["2210201", "住房公积金", "8.00", "8.00", ""],
        ["2210203", "购房补贴", "2.00", "2.00", ""],
    ]
)
TEXT = told(f"T5 单位：万元\n{FORM}", "S5 一般公共预算财政拨款支出 12.00 万元。")


@pytest.fixture
def files(tmp_path):
    """Write labels beside the report; a row is place,row,column,state,printed,value,unit."""

    def write(*rows, head=COLUMNS, text=TEXT):
        report, labels = tmp_path / "report.txt", tmp_path / "labels.csv"
        report.write_text(text, encoding="utf-8")
        lines = []
        for row in rows:
            cells = row.split(",")
            at = text.find(cells[4]) if cells[4] else -1
            spot = [str(at), str(at + len(cells[4]))] if at >= 0 else ["", ""]
            lines.append(",".join([*cells, *spot, "annotator's note"]))
        labels.write_text("\n".join([",".join([*head, "note"]), *lines]) + "\n", encoding="utf-8-sig")
        return labels, report

    return write


def test_a_label_is_a_figure_with_its_value_its_unit_and_the_slice_of_the_report(files):
    known = book_of_labels(*files("S5,一般公共预算财政拨款支出,决算数,value,12.00,120000,万元"))
    (figure,) = known.figures.values()
    assert (str(figure.key), figure.value, figure.unit) == (
        "S5/一般公共预算财政拨款支出/决算数",
        Decimal(120000),
        "万元",
    )
    assert (figure.evidence[0].text, TEXT[figure.evidence[0].start : figure.evidence[0].end]) == ("12.00", "12.00")


def test_absent_and_unscored_labels_are_no_figures_and_a_declared_form_is_empty(files):
    known = book_of_labels(
        *files("S5,基本支出,决算数,absent,,,", "S5,项目支出,决算数,unscored,,,", "T8,空表,声明,declared_empty,,,")
    )
    assert not known.figures
    assert "T8" in known.empty | {form.place for form in known.source.forms if form.state == "declared_empty"}


def test_names_of_a_form_and_flags_of_its_reading_are_taken_from_the_report(files):
    known = book_of_labels(*files("T5,2210201,本年支出合计,value,8.00,80000,万元"))
    assert known.figures[key("T5/2210201/本年支出合计")].label == "住房公积金"
    assert known.year == 2031


def test_the_checks_find_in_labels_what_does_not_add_up(files):
    known = book_of_labels(
        *files(
            "T5,合计,本年支出合计,value,10.00,100000,万元",
            "T5,2210201,本年支出合计,value,8.00,80000,万元",
            "T5,2210203,本年支出合计,value,2.00,20000,万元",
            "S5,一般公共预算财政拨款支出,决算数,value,12.00,120000,万元",
        )
    )
    found = [one for one in check(known, ["A7", "C1"]).findings if one.severity == "error"]
    assert [(one.place, one.expected) for one in found] == [("S5", "10.00")]


def test_a_label_without_a_number_or_a_column_says_what_to_do(files):
    with pytest.raises(InputError, match="第 2 行的 value“twelve”不是普通小数"):
        book_of_labels(*files("S5,基本支出,决算数,value,12.00,twelve,万元"))
    with pytest.raises(InputError, match="unit"):
        book_of_labels(*files("S5,基本支出,决算数,value,12.00,12", head=COLUMNS[:6]))


def test_a_file_that_is_no_label_file_is_told_to_the_user(files, tmp_path):
    _, report = files()
    with pytest.raises(InputError, match="读不了标注文件"):
        book_of_labels(tmp_path / "nowhere.csv", report)
    (tmp_path / "gbk.csv").write_bytes("收入总计".encode("gbk"))
    with pytest.raises(InputError, match="UTF-8"):
        book_of_labels(tmp_path / "gbk.csv", report)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("S5,支出,决算数,value,12.00,12.00,万元,,,", "value 应为 120000.*金额以元计.*写的是 12.00"),
        ("S5,支出,决算数,value,12.00万元,120000,万元,,,", "printed“12.00万元”不是数"),
        ("S5,支出,决算数,value,1e99,120000,万元,,,", "printed“1e99”不是数"),
        ("S5,支出,决算数,value,,120000,万元,,,", "printed 是空的"),
        ("S5,支出,决算数,value", "printed 是空的"),
        (",支出,决算数,absent,,,,,,", "place 是空的"),
        ("S5,支出,决算数,value,12.00,120000,万元,²,9,", "start“²”不是字符的位置"),
        ("S5,支出,决算数,value,12.00,120000,万元,1,x,", "end“x”不是字符的位置"),
        ("S5,支出,决算数,value,1,234.50,120000,万元,,,,", "格数比表头多"),
    ],
)
def test_a_row_out_of_form_is_named_by_its_line(files, row, said):
    labels, report = files()
    labels.write_text(f"{','.join(COLUMNS)},note\n\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"第 3 行的.*{said}.*labels\.csv.*docs/labels\.md"):
        book_of_labels(labels, report)


def test_a_value_more_exact_than_what_is_printed_is_the_number_behind_it(files):
    known = book_of_labels(*files("S5,一般公共预算财政拨款支出,决算数,value,12.00,120034.5,万元"))
    assert known.figures[key("S5/一般公共预算财政拨款支出/决算数")].value == Decimal("120034.5")
