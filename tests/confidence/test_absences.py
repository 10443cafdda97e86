"""What a record does not hold: each thing once, where to look, and how it is weighed."""

from extractor.confidence.absences import absences, signal_names
from extractor.confidence.score import Logistic
from schemas.record import Form, UnusedNumber
from tests.confidence.made import TEXT, chunk, record


def told(*chunks, forms=()):
    return record(chunks=chunks).model_copy(update={"forms": forms})


def unused(text):
    start = TEXT.index(text)
    return UnusedNumber(start=start, end=start + len(text), text=text)


def test_unused_numbers_false_answers_silent_keys_broken_passages_and_forms_are_listed():
    first = chunk({"甲": "1"}, ungrounded=("甲",)).model_copy(update={"unused_numbers": (unused("3.25万元"),)})
    again = chunk({"乙": None}, id_="S2/1?1", prompt="focus")
    broken = chunk(status="failed", id_="S2/2")
    forms = (Form(place="T8", state="missing"), Form(place="T9", state="unreadable"), Form(place="T1", state="found"))
    found = absences(told(first, again, broken, forms=forms))
    assert [(one.kind, one.key) for one in found] == [
        ("ungrounded", "甲"),
        ("number", "3.25万元"),
        ("null", "乙"),
        ("chunk", "S2/2"),
        ("form", "T8"),
        ("form", "T9"),
    ]
    assert found[1].printed == "3.25"
    assert TEXT[found[1].start : found[1].end] == "3.25万元"


def test_a_key_answered_null_at_first_or_by_code_is_no_absence_of_its_own():
    assert absences(told(chunk({"乙": None}), chunk({"乙": None}, id_="S2/1?1", prompt="code"))) == []


def test_a_form_that_declares_itself_empty_and_an_empty_passage_lose_nothing():
    assert absences(told(chunk(status="empty"), forms=(Form(place="T8", state="declared_empty"),))) == []


def test_its_signals_are_known_and_give_its_score():
    first = chunk({}).model_copy(update={"unused_numbers": (unused("3.25万元"),)})
    (one,) = absences(told(first))
    assert set(one.signals) == {"number", "money"} <= set(signal_names())
    assert one.score(Logistic(0.0, {"money": -30.0})) < 0.001 < one.score(Logistic(0.0, {"form": -30.0}))
