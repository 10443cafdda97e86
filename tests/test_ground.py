"""Grounding: the model points, code copies. Digits, unit, sign and scale are the source's, or there is no figure."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.chunks import Site, cut
from extractor.flat import flatten
from extractor.ground import ground


def grounded(text, answer, *, place="S2", money_unit="元"):
    (chunk,) = cut(flatten(text), Site(place, 0, "题", 2031))
    if callable(answer):
        answer = {slot.key: answer(slot) for slot in chunk.slots}
    return ground(chunk, answer, text, money_unit)


def truth(slot):
    return str(slot.readings[0].number.value)


def values(found):
    return {(draft.row, draft.column): str(draft.value) for draft in found.drafts}


def test_a_figure_is_copied_from_the_source_with_unit_and_scale():
    found = grounded("本年收入合计 1，204.30 万元，其中：事业收入 3 亿元。".replace("，204", ",204"), truth)
    assert values(found) == {("本年收入", "决算数"): "12043000.00", ("事业收入", "决算数"): "300000000"}
    assert [(d.printed, d.unit, d.source) for d in found.drafts] == [
        ("1,204.30", "万元", "text"),
        ("3", "亿元", "text"),
    ]


@pytest.mark.parametrize(
    ("words", "value"),
    [("增加", "50000"), ("减少", "-50000"), ("下降", "-50000"), ("增长", "50000"), ("压减", "-50000")],
)
def test_the_sign_comes_from_the_words_whatever_the_model_says(words, value):
    for said in ("5", "-5"):
        found = grounded(f"本年收入合计8万元，比上年{words}5万元。", {"决算数": "8", "比上年增减额": said})
        (draft,) = [draft for draft in found.drafts if "增减" in draft.column]
        assert str(draft.value) == value
        assert ("sign_from_words" in draft.flags) == (words in {"减少", "下降", "压减"})


def test_a_zero_that_falls_stays_a_zero():
    found = grounded("事业收入0万元，比上年减少0万元。", truth)
    assert {str(draft.value) for draft in found.drafts} == {"0"}
    assert not any("sign_from_words" in draft.flags for draft in found.drafts)


def test_a_printed_minus_is_not_turned_twice():
    (draft,) = [d for d in grounded("本年收入8万元，比上年减少-5万元。", truth).drafts if "增减" in d.column]
    assert str(draft.value) == "-50000"


def test_the_unit_comes_from_the_heading_where_the_clause_prints_none():
    (draft,) = grounded("本年收入合计为8。", truth, money_unit="万元").drafts
    assert (str(draft.value), draft.unit) == ("80000", "万元")
    assert "unit_from_heading" in draft.flags


def test_a_percent_is_the_number_printed_whatever_the_heading_says():
    (draft,) = [d for d in grounded("事业收入8万元，占61.5%。", truth, money_unit="万元").drafts if d.column == "占比"]
    assert (str(draft.value), draft.unit) == ("61.5", "%")


def test_a_number_printed_for_another_row_is_no_figure_of_this_one():
    found = grounded("事业收入8万元；经营收入9万元。", {"事业收入决算数": "9", "经营收入决算数": "8"})
    assert found.drafts == ()
    assert found.ungrounded == ("事业收入决算数", "经营收入决算数")


def test_equality_is_of_numbers_not_of_strings():
    for said, drafts in (("1204.3", 1), ("1204.30", 1), ("1.2043E+3", 1), ("1204.31", 0), ("1024.30", 0), ("12043", 0)):
        assert len(grounded("事业收入1,204.30万元。", {"决算数": said}).drafts) == drafts


def test_null_is_silence_and_not_a_wrong_answer():
    found = grounded("事业收入8万元，占5%。", {"决算数": None})
    assert (found.drafts, found.ungrounded, found.silent) == ((), (), ("决算数", "占比"))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["0", "5", "8.25", "1,204.30"]), min_size=3, max_size=3),
    st.lists(st.none() | st.decimals(-2000, 2000, places=2).map(str), min_size=3, max_size=3),
)
def test_what_becomes_a_figure_is_what_the_clause_of_its_key_prints(printed, said):
    rows = ("事业收入", "经营收入", "其他收入")
    text = "；".join(f"{row}{digits}万元" for row, digits in zip(rows, printed, strict=True)) + "。"
    found = grounded(text, {f"{row}决算数": answer for row, answer in zip(rows, said, strict=True)})
    expected = {
        row: digits
        for row, digits, answer in zip(rows, printed, said, strict=True)
        if answer is not None and abs(Decimal(answer)) == Decimal(digits.replace(",", ""))
    }
    assert {draft.row: draft.printed for draft in found.drafts} == expected
    for draft in found.drafts:
        assert text[: draft.start].endswith(draft.row)
    nulls = sum(answer is None for answer in said)
    assert (len(found.silent), len(found.ungrounded)) == (nulls, 3 - nulls - len(expected))


def test_evidence_is_exact_or_normalised_and_slices_to_the_digits():
    text = "事业收入 1,2\n04.30 万元；经营收入９.５万元；其他收入3万元。"
    drafts = grounded(text, truth).drafts
    assert [(text[d.start : d.end], d.printed, d.match) for d in drafts] == [
        ("1,2\n04.30", "1,204.30", "normalised"),
        ("９.５", "９.５", "normalised"),
        ("3", "3", "exact"),
    ]


def test_all_places_that_print_a_value_for_a_key_are_evidence():
    assert len(grounded("事业收入8万元，事业收入8万元。", {"决算数": "8"}).drafts) == 2


def test_measures_of_one_item_know_that_they_belong_together():
    text = "1.事业收入8万元，占5%。主要是门票。\n2.经营收入9万元，占6%。"
    drafts = grounded(text, truth).drafts
    sentences = {draft.row: {d.sentence for d in drafts if d.row == draft.row} for draft in drafts}
    assert all(len(places) == 1 for places in sentences.values())
    assert len(set.union(*sentences.values())) == 2


def test_a_direction_left_open_by_a_template_is_a_doubt_but_not_for_zero():
    for amount, doubted in (("5", True), ("0", False)):
        drafts = grounded(f"事业收入8万元，比上年增加（减少）{amount}万元。", truth).drafts
        (change,) = [draft for draft in drafts if "增减" in draft.column]
        assert any("方向不明" in reason for reason in change.reasons) == doubted


def test_a_figure_without_a_unit_is_a_doubt():
    (draft,) = grounded("公务接待批次12。", truth, place="S7").drafts
    assert "数字后没有印单位" in draft.reasons


def test_units_take_the_word_of_the_dictionary():
    text = "单价50万元以上通用设备3台（套）。"
    (draft,) = grounded(text, truth, place="S12").drafts
    assert (draft.unit, str(draft.value)) == ("台(套)", "3")
