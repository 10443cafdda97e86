"""Two years of one unit, a department and its units: figures that must agree between files."""

from decimal import Decimal

import pytest

from evals.press.make import printed
from evals.press.model import Report
from evals.press.series import department_of, series, units
from extractor.checks.files import across
from extractor.merge import plain
from schemas.fact import Confidence, Evidence, Fact
from schemas.record import Provenance, Record, SourceDocument, Unit


def record_of(made: Report, *, changes=None, level=None, name=None, text="") -> Record:
    """The record a perfect reading would make of a report of the press."""
    facts = []
    for label in made.gold:
        key = f"{label.place}/{label.row}/{label.column}"
        if label.state == "value":
            value = Decimal((changes or {}).get(key, label.value))
            facts.append(fact_of(label, key, value))
    document = SourceDocument(name=f"{made.name}.txt", sha256="0" * 64, media_type="text/plain", pages=(), text=text)
    unit = Unit(
        name=name or made.unit_name,
        year=made.fiscal_year,
        level=level or made.level,
        money_unit=made.money_unit,
        precision="0.01",
    )
    return Record(
        documents=(document,),
        unit=unit,
        status="complete",
        provenance=Provenance(model={}, prompts={}, versions={}),
        facts=tuple(facts),
        indicators=(),
        forms=(),
        chunks=(),
    )


def fact_of(label, key, value) -> Fact:
    return Fact(
        id=key,
        place=label.place,
        row=label.row,
        column=label.column,
        value=plain(value),
        unit=label.unit,
        printed=label.printed,
        evidence=(Evidence(document="a", start=0, end=1, page=1, text="1", match="exact", source="text"),),
        confidence=Confidence(band="AUTO", score=0.99),
    )


def years(seed, changes=None):
    """Last year's record, and this year's with changed figures."""
    older, newer = (printed(books, seed, "heilongjiang") for books in series(seed, 3)[1:])
    return [("older.json", record_of(older)), ("newer.json", record_of(newer, changes=changes))]


@pytest.mark.parametrize("seed", range(6))
def test_two_years_of_one_unit_agree(seed):
    found = across(years(seed))
    assert found.tried > 3
    assert (found.findings, found.held) == ((), found.tried)


def test_an_opening_balance_that_is_not_last_years_closing_one_is_told_with_both_files():
    [_, (_, newer)] = years(1)
    key = "T1/年初结转和结余/决算数"
    [old] = [fact for fact in newer.facts if fact.id == key]
    found = across(years(1, {key: str(Decimal(old.value) + 50_000)}))
    [one] = [one for one in found.findings if one.finding.checks == ("X1",)]
    assert (one.first, one.second) == ("newer.json", "older.json")
    assert (one.finding.place, one.finding.row, one.finding.severity) == ("T1", "年初结转和结余", "warning")
    assert "older.json" in one.finding.message


def test_a_change_that_last_years_report_contradicts_is_told_with_what_it_should_be():
    [_, (_, newer)] = years(2)
    changed = next(
        f for f in newer.facts if f.column == "比上年增减额" and f.place in {"S1", "S4"} and Decimal(f.value)
    )
    found = across(years(2, {changed.id: str(Decimal(changed.value) * 3 + 77_700)}))
    wrong = [one.finding for one in found.findings if one.finding.checks == ("X2",)]
    assert wrong
    assert {f"{one.place}/{one.row}/{one.column}" for one in wrong} == {changed.id}


def test_records_two_years_apart_are_not_compared():
    first, _, last = (record_of(printed(books, 4, "heilongjiang")) for books in series(4, 4)[1:])
    assert across([("a.json", first), ("c.json", last)]).tried == 0


def department(seed, *, count=3, leave_out=0, changes=None):
    """A department's record and those of its units."""
    books = units(seed, count)
    whole = printed(department_of(books), seed, "heilongjiang", name="whole")
    members = [printed(one, seed, "heilongjiang", name=f"unit{n}") for n, one in enumerate(books)]
    named = "、".join(one.unit_name for one in books)
    record = record_of(whole, changes=changes, level="部门", text=named)
    number = Fact(
        id="S0/决算单位/个数",
        place="S0",
        row="决算单位",
        column="个数",
        value=str(count),
        unit="个",
        printed=str(count),
        evidence=record.facts[0].evidence,
        confidence=record.facts[0].confidence,
    )
    facts = [fact for fact in record.facts if fact.id != number.id]
    record = record.model_copy(update={"facts": (*facts, number)})
    parts = [(f"{one.name}.json", record_of(one, level="本级" if n == 0 else "单位")) for n, one in enumerate(members)]
    return [("whole.json", record), *parts[leave_out:]]


@pytest.mark.parametrize("seed", range(4))
def test_a_department_is_its_units_added_up(seed):
    found = across(department(seed))
    assert found.tried >= 4
    assert (found.findings, found.untried) == ((), ())


def test_a_departments_figure_that_its_units_do_not_make_is_told():
    [(_, whole), *_] = department(5)
    key = "T5/合计/项目支出"
    [old] = [fact for fact in whole.facts if fact.id == key]
    found = across(department(5, changes={key: str(Decimal(old.value) + 990_000)}))
    [one] = [one for one in found.findings if one.finding.checks == ("X3",)]
    assert (one.first, one.finding.place, one.finding.column) == ("whole.json", "T5", "项目支出")
    assert one.finding.severity == "error"


def test_a_department_of_which_a_unit_is_missing_is_not_added_up_but_says_so():
    found = across(department(6, leave_out=1))
    assert [one for one in found.findings if one.finding.checks == ("X3",)] == []
    assert "所属单位 3 个，这里只有 2 个" in found.untried[0]


def test_the_departments_own_office_is_never_held_against_the_whole():
    whole, office, *_ = department(7)
    found = across([whole, office])
    assert found.findings == ()
    assert "这里只有 1 个" in found.untried[0]


def test_records_whose_years_do_not_pair_are_named_with_the_reason():
    first, _, last = (record_of(printed(books, 4, "heilongjiang")) for books in series(4, 4)[1:])
    found = across([("a.json", first), ("c.json", last)])
    assert found.untried == (
        "a.json、c.json：没有与其他报告核对，没有同一单位同一级次上一年度或下一年度的报告，也没有它所属部门或单位的报告",
    )


def test_a_second_report_of_one_year_and_one_without_a_year_are_named_with_the_reason():
    named = years(0)
    nameless = named[1][1].model_copy(update={"unit": named[1][1].unit.model_copy(update={"year": None})})
    found = across([*named, ("again.json", named[1][1]), ("nameless.json", nameless)])
    assert found.tried > 3
    assert found.untried == (
        "again.json：没有与其他报告核对，同一单位同一年度已有一份报告",
        "nameless.json：没有与其他报告核对，没有读出单位名称或年度",
    )


def test_two_years_that_print_nothing_alike_say_what_is_lacking():
    pair = [(name, record.model_copy(update={"facts": ()})) for name, record in years(0)]
    found = across(pair)
    assert (found.tried, found.findings) == (0, ())
    assert [line.partition("：")[0] for line in found.untried] == ["newer.json 与 older.json"] * 2
    assert all("没有试，缺 本年所印的" in line for line in found.untried)


def test_a_department_whose_units_print_nothing_it_prints_says_so():
    whole, *parts = department(2)
    found = across([whole, *((name, record.model_copy(update={"facts": ()})) for name, record in parts)])
    assert (found.tried, found.findings) == (0, ())
    assert found.untried[0].startswith("whole.json：部门 = 所属单位之和没有试，缺 部门与各单位都印有的")


def test_a_unit_whose_total_was_not_read_is_not_counted_as_nought():
    whole, first, *rest = department(3)
    lost = tuple(fact for fact in first[1].facts if fact.id != "T4/本年支出合计/合计")
    found = across([whole, (first[0], first[1].model_copy(update={"facts": lost})), *rest])
    assert found.tried >= 3
    assert found.findings == ()


def test_the_change_of_a_total_may_be_that_of_the_years_own_income():
    (_, older), (_, newer) = years(1)
    value = {fact.id: Decimal(fact.value) for fact in newer.facts}
    before = {fact.id: Decimal(fact.value) for fact in older.facts}
    key = "S1/收入总计/比上年增减额"
    meant = value["T2/合计/本年收入合计"] - before["T2/合计/本年收入合计"]
    whole = value["T1/收入总计/决算数"] - before["T1/收入总计/决算数"]
    assert abs(meant - whole) > 1000
    facts = {fact.id: fact for fact in newer.facts}
    change = facts.get(key, facts["S1/收入总计/决算数"])
    told = [fact for fact in newer.facts if fact.id != key]
    for amount, wrong in ((meant, 0), (meant + 77_700, 1)):
        fact = change.model_copy(update={"id": key, "column": "比上年增减额", "value": plain(amount)})
        found = across([("older.json", older), ("newer.json", newer.model_copy(update={"facts": (*told, fact)}))])
        assert len([one for one in found.findings if one.finding.column == "比上年增减额"]) == wrong
