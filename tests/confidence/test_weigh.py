"""The weighing as a whole: bands, scores, reasons, audit, and what the record says of it."""

import pytest

from extractor.checks.book import Key
from extractor.checks.outcome import Outcome
from extractor.confidence.audit import SHARE, in_share, is_audited
from extractor.confidence.first_look import SCORES
from extractor.confidence.reasons import below
from extractor.confidence.score import Fit, Logistic
from extractor.confidence.weigh import outcomes_of, weigh, weighed
from tests.confidence.made import chunk, document, fact, finding, record

TOTAL = "S2/本年收入/决算数"
GRANT = "S2/财政拨款收入/决算数"
TRAVEL = "S10/差旅费/决算数"
EVEN = Logistic(0.0, {})
FIT = Fit("full", {"model": "small"}, {}, EVEN, EVEN, None, "d1")


def held(*ids):
    keys = tuple(Key(*(id_.partition("/")[0], *id_.partition("/")[2].rsplit("/", 1))) for id_ in ids)
    return Outcome("D9", "pass", keys, (1, *(-1,) * (len(keys) - 1)))


def test_a_figure_borne_out_by_an_identity_needs_nobody_and_one_read_once_does():
    facts = fact(TOTAL, "120.50", "1205000"), fact(TRAVEL, "3.25", "32500")
    sure, alone = (one.fact for one in weighed(record(*facts), [held(TOTAL)], None))
    assert (sure.confidence.band, sure.confidence.score, sure.confidence.reasons) == ("AUTO", SCORES["AUTO"], ())
    assert alone.confidence.band == "REVIEW"
    assert alone.confidence.reasons == ("只读了一遍，没有恒等式、第二遍读数或另一处可以印证",)


def test_the_reason_of_a_blamed_figure_names_the_identity_and_by_how_much_it_is_off():
    told = record(fact(TOTAL, "120.50", "1205000"), findings=[finding(TOTAL)])
    (one,) = weighed(told, [held(TOTAL)], None)
    assert one.fact.confidence.band == "MUST"
    assert one.fact.confidence.reasons == ("核对不平（A4）：本年收入合计 = 各项之和：应为 120.80，所印 120.50，差 0.3",)


def test_a_figure_that_may_be_the_wrong_one_of_several_says_which_other():
    told = record(
        fact(TOTAL, "120.50", "1205000"),
        fact(GRANT, "100.50", "1005000"),
        findings=[finding(TOTAL, suspects=(GRANT,))],
    )
    reasons = weighed(told, [held(GRANT)], None)[1].fact.confidence.reasons
    assert reasons == ("核对不平（A4），错在 S2 本年收入 决算数 或此数等之一：本年收入合计 = 各项之和：应为 120.80",)


@pytest.mark.parametrize("verdict", ["rounding", "template", "notice"])
def test_what_is_no_fault_blames_nobody(verdict):
    told = record(fact(TOTAL, "120.50", "1205000"), findings=[finding(TOTAL, verdict=verdict)])
    assert weighed(told, [held(TOTAL)], None)[0].fact.confidence.band == "AUTO"


def test_a_figure_the_reader_moved_to_its_cell_is_looked_at_and_not_blamed_for_where_it_was_printed():
    moved = fact("T1/收入总计/决算数", "120.50", "1205000", flags=("placed_by_sums",), reasons=("单元格错位",))
    told = record(moved, findings=[finding(moved.id, verdict="misread_suspected", expected=None)])
    (one,) = weighed(told, [held(moved.id)], None)
    assert (one.fact.confidence.band, one.signals.blamed) == ("REVIEW", False)


def test_a_second_read_that_differs_is_for_a_person_to_settle():
    (one,) = weighed(record(fact(TOTAL, "120.50", "1205000", flags=("second_read_differs",))), [held(TOTAL)], None)
    assert one.fact.confidence.band == "MUST"
    assert one.fact.confidence.reasons == ("逐句重读（不用模型）读出了另一个数",)


def test_a_fit_gives_the_score_and_its_threshold_takes_a_figure_out_of_auto():
    strict = Fit("full", {"model": "small"}, {}, EVEN, EVEN, 0.6, "d1")
    told = record(fact(TOTAL, "120.50", "1205000"))
    (loose,) = weighed(told, [held(TOTAL)], FIT)
    (one,) = weighed(told, [held(TOTAL)], strict)
    assert (loose.fact.confidence.band, loose.fact.confidence.score) == ("AUTO", 0.5)
    assert (one.fact.confidence.band, one.fact.confidence.reasons) == ("REVIEW", (below(0.5, 0.6),))


def test_a_fit_raises_no_band():
    certain = Fit("full", {"model": "small"}, {}, Logistic(9.0, {}), EVEN, 0.1, "d1")
    (one,) = weighed(record(fact(TRAVEL, "3.25", "32500")), [], certain)
    assert (one.fact.confidence.band, one.fact.confidence.score) == ("REVIEW", 0.9999)


def test_a_record_of_a_model_nobody_fitted_says_that_its_bands_are_by_rule_and_why():
    done = weigh(record(fact(TOTAL, "120.50", "1205000")), [held(TOTAL)])
    assert done.provenance.versions["confidence"] == "rules（拟合所用的是另一个模型）"
    assert done.facts[0].confidence.score == SCORES["AUTO"]


def test_weighing_what_was_weighed_changes_nothing():
    told = record(
        fact(TOTAL, "120.50", "1205000", reasons=("第一次提问没有答出，单独再问才答出",)),
        fact(GRANT, "100.50", "1005000", flags=("second_read_differs",)),
        fact(TRAVEL, "3.25", "32500", reasons=("数字后没有印单位",)),
        chunks=[chunk({"本年收入": "120.50"})],
        findings=[finding(TOTAL)],
    )
    once = weigh(told, outcomes_of(told))
    assert weigh(once, outcomes_of(once)) == once


def test_two_in_a_hundred_facts_in_auto_are_for_audit_and_no_other():
    ids = [f"S2/第{n}行/决算数" for n in range(400)]
    told = record(*(fact(id_, "120.50", "1205000") for id_ in ids))
    done = weigh(told, [held(*ids[:300])])
    audited = {one.id for one in done.facts if "audit" in one.flags}
    assert audited == {id_ for id_ in ids[:300] if is_audited(document().sha256, id_)}
    assert audited


def test_the_audit_share_is_two_in_a_hundred_and_depends_on_the_report_and_the_fact_alone():
    drawn = sum(is_audited("ab", f"S2/{n}/决算数") for n in range(20_000)) / 20_000
    assert abs(drawn - float(SHARE)) < 0.004
    assert is_audited("ab", TOTAL) == in_share(SHARE, "audit", "ab", TOTAL)
    assert any(is_audited("ab", f"{n}") != is_audited("cd", f"{n}") for n in range(200))
