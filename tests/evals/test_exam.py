"""The exam: what it counts, and a sample of it that must be perfect."""

from dataclasses import replace

import pytest

from evals.exam import HELD_OUT, Result, Sitting, compare, good_enough, main, sit, sittings
from evals.press.carriers import CARRIERS
from evals.press.layouts import NAMES
from evals.press.make import report as press
from schemas.fact import Confidence, Evidence, Fact

QUICK = (
    "txt_cells",
    "txt_spaced",
    "tsv",
    "markdown",
    "html",
    "html_plain",
    "docx",
    "xlsx",
    "xls",
    "pdf_reportlab",
    "zip",
)
ONE = Sitting(7, "tsv", "liaoning")


def facts_of(report, *, band="AUTO"):
    """Facts that say just what the press says of the forms."""
    found = {}
    for label in report.gold:
        if label.place[0] == "T" and label.state == "value":
            evidence = Evidence(document="x", start=0, end=1, page=1, text="0", match="exact", source="table")
            key = (label.place, label.row, label.column)
            found[key] = Fact(
                id="/".join(key),
                place=label.place,
                row=label.row,
                column=label.column,
                value=format(label.value, "f"),
                unit=label.unit,
                printed=label.printed,
                evidence=(evidence,),
                confidence=Confidence(band=band, score=0.99),
            )
    return found


def empties(report):
    return {label.place for label in report.gold if label.state == "declared_empty"}


def test_what_the_press_says_is_all_right():
    made = press(7, "liaoning")
    result = compare(ONE, made, facts_of(made), empties(made))
    assert result.perfect
    assert result.right == len(facts_of(made)) > 50


def test_a_wrong_an_omitted_and_an_invented_cell_are_told_apart():
    made = press(7, "liaoning")
    facts = facts_of(made)
    first, second, *_ = facts
    facts[first] = facts[first].model_copy(update={"value": "1"})
    moved = facts.pop(second)
    facts["T1", "无此行", "决算数"] = moved
    result = compare(ONE, made, facts, empties(made))
    assert (len(result.wrong), len(result.omitted), len(result.invented), result.sure_wrong) == (1, 1, 1, 2)


def test_a_form_that_is_not_seen_to_be_empty_is_an_omission():
    made = next(r for seed in range(40) if empties(r := press(seed, "liaoning")))
    result = compare(ONE, made, facts_of(made), set())
    assert len(result.omitted) == len(empties(made)) > 0


def test_cells_below_auto_are_counted_apart():
    made = press(7, "liaoning")
    assert compare(ONE, made, facts_of(made, band="REVIEW"), empties(made)).unsure > 50


@pytest.mark.parametrize(
    ("wrong", "sure", "least", "passes"),
    [(1, 0, 0.98, True), (3, 0, 0.98, False), (1, 1, 0.98, False), (1, 0, 1.0, False)],
)
def test_the_gate_wants_a_share_right_and_nothing_wrong_called_sure(wrong, sure, least, passes):
    result = Result(ONE, right=100 - wrong, wrong=("x",) * wrong, sure_wrong=sure)
    assert good_enough([result], least) is passes


def test_all_right_passes_the_strictest_gate_and_a_crash_does_not():
    assert good_enough([Result(ONE, right=5)], 1.0)
    assert not good_enough([Result(ONE, right=5), replace(Result(ONE), failure="x")], 1.0)


def test_sittings_go_round_carriers_and_layouts():
    plan = list(sittings(len(QUICK) * 3, 0, QUICK, NAMES))
    assert {one.carrier for one in plan} == set(QUICK)
    assert len({one.layout for one in plan}) == 3


@pytest.mark.parametrize("carrier", QUICK)
@pytest.mark.parametrize("layout", ["liaoning", "ningxia", "shanghai", "random"])
def test_every_cell_of_a_report_is_read_right_and_none_invented(carrier, layout):
    assert CARRIERS[carrier].needs is None
    result = sit(Sitting(NAMES.index(layout) * 101 + QUICK.index(carrier), carrier, layout))
    assert (result.failure, result.wrong, result.omitted, result.invented) == ("", (), (), ())
    assert result.right > 20


@pytest.mark.parametrize("carrier", ["txt_cells", "txt_spaced", "xlsx", "pdf_reportlab"])
@pytest.mark.parametrize("layout", HELD_OUT)
def test_layouts_once_held_out_are_read_right(carrier, layout):
    result = sit(Sitting(HELD_OUT.index(layout) * 7 + len(carrier), carrier, layout))
    assert (result.failure, result.wrong, result.omitted, result.invented) == ("", (), (), ())
    assert result.right > 20


def test_the_command_says_what_it_did_and_whether_it_passed(capsys):
    assert main(["--count", "2", "--carriers", "tsv", "--layouts", "liaoning", "--workers", "1"]) == 0
    assert "✓ 通过" in capsys.readouterr().out
