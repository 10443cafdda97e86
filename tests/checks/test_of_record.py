"""The book of a record: its facts as figures, and what is known of the unit and its forms."""

from decimal import Decimal

import pytest

from extractor.checks.check import check
from extractor.checks.of_record import book_of_record, make_book
from schemas.record import Form, Unit
from tests.checks.books import book, key
from tests.records import record_of

UNIT = Unit(name="临河市水文局", year=2031, level="本级", money_unit="万元", precision="0.01")


def test_every_fact_is_a_figure_with_its_key_value_unit_and_evidence():
    record = record_of()
    known = book_of_record(record)
    assert [str(one) for one in known.figures] == [fact.id for fact in record.facts]
    for fact, figure in zip(record.facts, known.figures.values(), strict=True):
        assert (figure.value, figure.unit, figure.printed) == (Decimal(fact.value), fact.unit, fact.printed)
        assert (figure.evidence, figure.flags, figure.label) == (fact.evidence, fact.flags, fact.label)


def test_the_book_knows_the_year_the_forms_and_the_text():
    record = record_of()
    known = book_of_record(record)
    assert (known.year, known.level, known.found) == (2031, "部门", frozenset({"T1"}))
    assert known.source is not None
    assert known.source.documents[0].text == record.documents[0].text


def test_a_form_with_figures_is_not_empty_although_it_is_declared_so():
    forms = [Form(place=place, state="declared_empty") for place in ("T8", "T9", "S8")]
    figures = list(book("T8/合计 本年支出=4.00").figures.values())
    assert make_book(figures, UNIT, forms, None).empty == {"T9", "S8"}


def test_a_record_whose_text_and_form_agree_holds_and_one_in_which_they_do_not_is_told_where():
    record = record_of()
    assert not [one for one in check(book_of_record(record), ["C1"]).findings]
    wrong = record_of(record.documents[0].text.replace("收入总计1,284.50", "收入总计1,248.50"))
    (found,) = check(book_of_record(wrong), ["C1"]).findings
    assert (found.facts, found.expected) == (("S1/收入总计/决算数", "T1/收入总计/决算数"), "1284.50")


@pytest.mark.parametrize(
    ("lines", "unit", "administrative"),
    [
        ("S0/人员编制 合计=20人 行政=20人 事业=0人", {}, True),
        ("S0/人员编制 合计=20人 行政=12人 事业=8人", {}, False),
        ("S0/决算单位 个数=3个 事业单位个数=2个", {}, False),
        ("S0/实有人员 合计=9人 事业=9人", {}, False),
        ("", {}, True),
        ("", {"level": "部门"}, None),
        ("", {"name": "临河市水文中心"}, None),
        ("", {"name": "临河市人民政府办公室（本级）"}, True),
        ("", {"name": None}, None),
    ],
)
def test_whether_every_unit_is_administrative_is_seen_from_its_posts_or_what_it_calls_itself(
    lines, unit, administrative
):
    figures = list(book(lines).figures.values())
    assert make_book(figures, UNIT.model_copy(update=unit), [], None).administrative is administrative


def test_the_keys_of_a_book_are_the_ids_of_its_facts():
    assert str(key("S1/收入总计/决算数")) in {fact.id for fact in record_of().facts}
