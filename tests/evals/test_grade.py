"""Strict grading: every verdict of a planted record worked out by hand."""

from decimal import Decimal

import pytest

from evals.gold import Label
from evals.grade import Tally, by_place, evidence_errors, grade, identity_errors, tally
from evals.score import Gate, Graded, failures
from schemas.fact import Confidence, Evidence, Fact
from schemas.record import Form, Provenance, Record, SourceDocument, Unit

TEXT = "本年收入12.5万元"


def label(row, value, *, column="决算数", state="value", place="S2"):
    number = Decimal(value) if value is not None else None
    return Label(place, row, column, state, "", number, "万元", None, None)


def fact(row, value, *, column="决算数", place="S2", band="AUTO"):
    evidence = Evidence(document="r", start=4, end=8, page=1, text="12.5", match="exact", source="text")
    return Fact(
        id=f"{place}/{row}/{column}",
        place=place,
        row=row,
        column=column,
        value=value,
        unit="万元",
        printed="12.5",
        evidence=(evidence,),
        confidence=Confidence(band=band, score=0.9),
    )


def record(*facts, forms=(), unit=None):
    page = {"number": 1, "start": 0, "end": len(TEXT)}
    return Record(
        documents=(SourceDocument(name="r", sha256="", media_type="text/plain", pages=(page,), text=TEXT),),
        unit=unit or Unit(name="甲局", year=2031, level="部门", money_unit="万元", precision="0.01"),
        status="complete",
        provenance=Provenance(model={}, prompts={}, versions={}),
        facts=facts,
        indicators=(),
        forms=forms,
        chunks=(),
    )


def verdicts(facts, labels, forms=()):
    return sorted((v.verdict, v.key[1]) for v in grade(record(*facts, forms=forms), labels))


def test_right_wrong_omitted_and_invented_are_told_apart():
    facts = [fact("本年收入", "125000"), fact("其他收入", "125000.01"), fact("利息", "1")]
    labels = [label("本年收入", "125000.00"), label("其他收入", "125000"), label("事业收入", "0")]
    assert verdicts(facts, labels) == [("C", "本年收入"), ("H", "利息"), ("O", "事业收入"), ("W", "其他收入")]


def test_a_difference_of_a_fen_is_wrong_and_trailing_zeros_are_not():
    assert verdicts([fact("甲", "1.10")], [label("甲", "1.1")]) == [("C", "甲")]
    assert verdicts([fact("甲", "1.11")], [label("甲", "1.1")]) == [("W", "甲")]


def test_unscored_keys_are_neither_right_nor_wrong_and_absent_ones_must_not_be_there():
    assert verdicts([fact("甲", "1")], [label("甲", "2", state="unscored")]) == []
    assert verdicts([fact("甲", "1")], [label("甲", None, state="absent")]) == [("H", "甲")]
    assert verdicts([], [label("甲", None, state="absent")]) == []


def test_a_same_valued_second_print_is_not_scored_and_another_value_is_too_many():
    assert verdicts([fact("甲", "1"), fact("甲#2", "1")], [label("甲", "1")]) == [("C", "甲")]
    assert verdicts([fact("甲", "1"), fact("甲#2", "2")], [label("甲", "1")]) == [("C", "甲"), ("H", "甲#2")]


@pytest.mark.parametrize(("state", "verdict"), [("declared_empty", "C"), ("found", "O"), ("missing", "O")])
def test_a_declared_empty_section_is_right_where_the_ledger_of_forms_says_so(state, verdict):
    labels = [label("空表", None, column="声明", state="declared_empty", place="S8")]
    assert verdicts([], labels, forms=(Form(place="S8", state=state),)) == [(verdict, "空表")]


def test_measures_follow_from_the_counts():
    counts = Tally(tally([]).counts | {"C": 8, "W": 1, "O": 1, "H": 2})
    assert counts.gold == 10
    assert counts.f1 == pytest.approx(16 / (16 + 2 + 1 + 2))
    assert counts.share("W") == pytest.approx(0.1)


def test_places_are_counted_apart_in_the_order_of_the_dictionary():
    found = grade(record(fact("甲", "1", place="S10"), fact("乙", "1", place="S2")), [])
    assert list(by_place(found)) == ["S2", "S10"]


def test_who_reports_is_compared_field_by_field():
    wanted = {
        "unit_name": "甲局",
        "fiscal_year": "2031",
        "level": "本级",
        "money_unit": "万元",
        "precision": "0.01",
    }
    assert identity_errors(record(), wanted) == ["level：应为 本级，读成 部门"]


def test_evidence_that_does_not_hold_its_digits_is_named():
    moved = fact("甲", "1").model_copy(update={"printed": "12.6"})
    assert evidence_errors(record(fact("乙", "1"), moved)) == ["S2/甲/决算数"]


def test_the_gate_names_what_does_not_hold():
    right = Graded("a", record(), {}, grade(record(fact("甲", "1")), [label("甲", "1")]), [])
    wrong = Graded("b", record(), {}, grade(record(fact("甲", "2")), [label("甲", "1")]), ["unit"])
    assert failures([right], Gate()) == []
    told = failures([right, wrong], Gate())
    assert any("错值率" in line for line in told)
    assert any(line.startswith("b F1") for line in told)
    assert "b unit" in told
    assert failures([], Gate()) == ["没有可评的报告"]
