"""From a report to claims on its characters: offsets that cut out the digits, and the same claims every time."""

import re
from decimal import Decimal

from askers import REPORT, report
from hypothesis import given
from hypothesis import strategies as st

from extractor.numbers import MONEY, SCALE, parse
from extractor.reading import read
from extractor.sentences.first import clause_figures
from extractor.sentences.read import read_sentences


def test_a_report_is_read_sentence_by_sentence():
    figures = {f"{f.place}/{f.row}/{f.column}": f for f in read_sentences(read([report()]))}
    assert figures["S1/收入总计/比上年增减额"].value == Decimal(-173_000)
    assert figures["S3/基本支出/占比"].value == Decimal("62.56")
    assert figures["S7/公务接待费/预算数"].value == Decimal(10_000)
    assert figures["S12/车辆/数量"].unit == "辆"
    assert len(figures) > 30


def test_both_readers_say_the_same_of_a_plain_report():
    reading = read([report()])
    first = {(f.start, f.end): (f.place, f.row, f.column, f.value) for f in clause_figures(reading)}
    for figure in read_sentences(reading):
        assert first[figure.start, figure.end] == (figure.place, figure.row, figure.column, figure.value)


amounts = st.decimals(min_value=0, max_value=10**7, places=2)
spaces = st.sampled_from(["", " ", "\n", "\u3000"])


@given(amounts, amounts, spaces, st.sampled_from(["万元", "元"]))
def test_every_claim_cuts_out_the_digits_of_its_value_and_comes_again(one, other, gap, unit):
    printed = f"{other:f}"
    text = REPORT.replace("812.46 万元，支出总计 812.46", f"{one}{gap}{unit}，支出总计{gap}{printed[:1]}{printed[1:]}")
    document = report(text)
    figures = read_sentences(read([document]))
    assert figures == read_sentences(read([document]))
    for figure in figures:
        digits = re.sub(r"\s", "", document.text[figure.start : figure.end])
        scale = SCALE[figure.unit] if figure.unit in MONEY else 1
        assert abs(figure.value) == abs(parse(digits)) * scale


def test_a_report_without_figures_in_its_text_says_nothing():
    assert read_sentences(read([report("洛川市航标管理局2031年度部门决算\n一、部门概况\n设置并维护航标。\n")])) == ()
