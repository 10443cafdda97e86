"""Whose report it is: field by field, right, wrong or not given."""

import pytest

from evals.golden.identity import identity_verdicts
from schemas.record import Provenance, Record, Unit

WANTED = {
    "unit_name": "望岫区档案局",
    "fiscal_year": "2031",
    "level": "部门",
    "money_unit": "万元",
    "precision": "0.01",
    "kind": "决算",
}


def record(**more):
    unit = {"name": "望岫区档案局", "year": 2031, "level": "部门", "money_unit": "万元", "precision": "0.01"}
    return Record(
        documents=(),
        unit=Unit(**{**unit, **more}),
        status="complete",
        provenance=Provenance(model={}, prompts={}, versions={}),
        facts=(),
        indicators=(),
        forms=(),
        chunks=(),
    )


def letters(verdicts):
    return {verdict.field: verdict.letter for verdict in verdicts}


def test_a_report_known_for_what_it_is_has_six_right_fields():
    assert letters(identity_verdicts(record(), WANTED)) == dict.fromkeys(WANTED, "C")


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("name", "望岫区档案馆"),
        ("year", 2030),
        ("level", "本级"),
        ("money_unit", "元"),
        ("precision", "0.1"),
    ],
)
def test_one_wrong_field_is_wrong_alone_and_one_not_given_is_omitted(field, given):
    name = {"name": "unit_name", "year": "fiscal_year"}.get(field, field)
    others = {other: "C" for other in WANTED if other != name}
    (wrong,) = [v for v in identity_verdicts(record(**{field: given}), WANTED) if v.letter != "C"]
    assert (wrong.field, wrong.letter, wrong.gold, wrong.given) == (name, "W", WANTED[name], str(given))
    assert letters(identity_verdicts(record(**{field: None}), WANTED)) == {**others, name: "O"}


def test_a_budget_that_was_read_as_a_final_account_is_wrong():
    assert letters(identity_verdicts(record(), {"kind": "预算"})) == {"kind": "W"}


def test_precisions_are_compared_as_numbers():
    assert letters(identity_verdicts(record(precision="0.010"), {"precision": "0.01"})) == {"precision": "C"}


def test_nothing_read_omits_every_labelled_field_and_nothing_labelled_scores_none():
    assert letters(identity_verdicts(None, WANTED)) == dict.fromkeys(WANTED, "O")
    assert identity_verdicts(record(), {}) == ()
