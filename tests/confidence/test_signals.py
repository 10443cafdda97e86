"""Signals: each is read off the record and the outcomes, and off nothing else."""

import pytest

from extractor.checks.book import Key
from extractor.checks.outcome import Outcome
from extractor.confidence.first_look import ASKED_TWICE
from extractor.confidence.signals import signals_of
from extractor.confidence.witnesses import witnesses_of
from extractor.ground import LOOSE, NO_UNIT, TEMPLATE
from schemas.fact import Candidate
from tests.confidence.made import TEXT, chunk, document, fact, finding

ID = "S2/本年收入/决算数"
KEY = Key("S2", "本年收入", "决算数")


def of(one=None, *others, outcomes=(), findings=(), chunks=(), source="text"):
    one = one or fact(ID, "120.50", "1205000")
    about = witnesses_of([one, *others], findings, outcomes, [document(source=source)], chunks)
    return signals_of(one, about)


def test_an_equality_that_holds_counts_and_rounding_does_not_break_it():
    outcomes = [Outcome("D9", "pass", (KEY,), (1,)), Outcome("D4", "rounding", (KEY,), rate=True)]
    assert (of(outcomes=outcomes).held, of(outcomes=outcomes * 3).held) == (2, 3)


def test_a_limit_that_holds_is_no_equality():
    found = of(outcomes=[Outcome("B8", "pass", (KEY,))])
    assert (found.held, found.bounded) == (0, True)


def test_a_sum_of_noughts_proves_nothing():
    nought = fact(ID, "20.00", "0")
    assert of(nought, outcomes=[Outcome("D9", "pass", (KEY,), (1,))]).held == 0


def test_words_and_what_could_not_be_tried_count_neither_way():
    found = of(outcomes=[Outcome("E4", "fail", (KEY,)), Outcome("D9", "not_checked", (KEY,))])
    assert (found.held, found.bounded, found.failed, found.report_failed) == (0, False, 0, 0.0)


def test_a_failed_identity_counts_for_all_it_speaks_of_and_for_the_report():
    outcomes = [Outcome("D9", "fail", (KEY,), (1,)), Outcome("D9", "pass", (Key("S3", "x", "y"), KEY), (1, -1))]
    found = of(outcomes=outcomes)
    assert (found.failed, found.held, found.report_failed) == (1, 1, 0.5)


def test_digits_printed_once_are_unique_and_others_are_not():
    again = TEXT + "再说一遍：120.50万元。"
    one = fact(ID, "120.50", "1205000")
    assert of(one).unique
    about = witnesses_of([one], (), (), [document(again)], ())
    assert not signals_of(one, about).unique


def test_the_same_figure_in_another_place_is_a_witness_if_it_has_digits_enough():
    assert of(None, fact("T1/收入总计/决算数", "120.50", "1205000")).elsewhere
    assert not of(None, fact("S2/收入总计/决算数", "120.50", "1205000")).elsewhere
    small = fact("S2/车辆/数量", "3", "3", unit="辆")
    assert not of(small, fact("S12/车辆/数量", "3", "3", unit="辆")).elsewhere


def test_the_models_word_counts_where_it_gave_this_number_and_code_is_no_model():
    assert of(chunks=[chunk({"本年收入": "120.5"})]).answered
    assert not of(chunks=[chunk({"本年收入": "100.50", "科目": "事业收入"})]).answered
    assert not of(chunks=[chunk({"本年收入": "120.5"}, prompt="code")]).answered
    assert not of(chunks=[chunk({"本年收入": "120.5"}, place="S3")]).answered


def test_a_passage_that_was_not_read_to_the_end_or_holds_a_false_answer_is_known():
    assert of(chunks=[chunk(status="truncated")]).hurt
    assert of(chunks=[chunk({}, ungrounded=("事业收入",))]).noisy_passage


def test_findings_name_whom_they_blame_their_repeats_and_their_suspects():
    named = finding("S3/本年支出/决算数", repeats=(ID,), verdict="misread_suspected")
    found = of(findings=[named])
    assert (found.blamed, found.misread, found.suspect) == (True, True, False)
    assert of(findings=[finding("S3/本年支出/决算数", suspects=(ID,))]).suspect
    assert not of(findings=[finding(ID, severity="info")]).blamed


@pytest.mark.parametrize(
    ("flag", "name"),
    [
        ("second_read_agrees", "read_twice"),
        ("second_read_differs", "differs"),
        ("two_values_printed", "two_values"),
        ("unit_assumed", "unit_assumed"),
        ("open_question", "open_question"),
        ("placed_by_text", "placed"),
        ("position_unclear", "placed"),
        ("heads_by_model", "model_heads"),
        ("ocr", "ocr"),
    ],
)
def test_each_flag_of_the_reading_is_its_signal(flag, name):
    assert getattr(of(fact(ID, "120.50", "1205000", flags=(flag,))), name)
    assert not getattr(of(), name)


@pytest.mark.parametrize(
    ("reason", "name"),
    [
        (LOOSE, "loose_label"),
        (NO_UNIT, "no_unit"),
        (TEMPLATE, "no_direction"),
        (ASKED_TWICE, "asked_twice"),
        ("本列各行加总不平", "form_off"),
        ("没有读到可核对的合计数", "unproven"),
        ("同一行印了两个不同的数", "row_twice"),
        ("别的缘故", "other_doubt"),
    ],
)
def test_each_doubt_of_the_reading_is_its_signal(reason, name):
    assert getattr(of(fact(ID, "120.50", "1205000", reasons=(reason,))), name)
    assert not getattr(of(), name)


def test_what_the_weighing_said_before_is_no_doubt_of_the_reading():
    said = ("核对不平（A4）：应为 1", "综合各项依据，可信度 0.500，不到可直接使用的 0.600", "所在的一段没有答完")
    assert not of(fact(ID, "120.50", "1205000", reasons=said)).other_doubt


def test_a_page_that_is_a_picture_a_second_print_and_a_rival_reading_speak_against_a_fact():
    assert of(source="ocr").ocr
    assert of(fact("S2/本年收入#2/决算数", "120.50", "1205000")).variant
    rival = Candidate(value="1", printed="1", start=0, end=1, reason="另一处")
    assert of(fact(ID, "120.50", "1205000").model_copy(update={"candidates": (rival,)})).rival


def test_evidence_that_is_not_the_digits_is_known():
    assert not of(fact(ID, "120.50", "1205000", match="normalised")).exact
    assert of(fact(ID, "120.50", "1205000", match="none")).ungrounded
