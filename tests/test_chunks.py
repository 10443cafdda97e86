"""Chunks: they cover a section without gaps, are cut between sentences, and ask for each thing once, by its own key."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.chunks import MAX_CHARS, MAX_KEYS, Site, cut, item_start
from extractor.flat import flatten
from extractor.grammar import read_section

ROWS = [
    "基本工资",
    "津贴补贴",
    "奖金",
    "办公费",
    "印刷费",
    "水费",
    "电费",
    "邮电费",
    "差旅费",
    "维修费",
    "会议费",
    "培训费",
]


def chunks_of(text, place="S6", **site):
    return cut(flatten(text), Site(place, 0, "题", 2031, **site))


def covered(text, chunks):
    flat = flatten(text).text
    assert "".join(flat[slice(*chunk.span)] for chunk in chunks) == flat


clause = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from([*ROWS, "人员经费", "公用经费", "其中：", "", "主要是"]),
    st.sampled_from(["", "支出", "预算为", "比上年增加", "完成预算的"]),
    st.sampled_from(["0", "12.50", "7", "1,204.30", ""]),
    st.sampled_from(["万元", "%", "元", "人", ""]),
    st.sampled_from(["，", "。", "；", "、", "\n1.", "\n（2）", "\n"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(clause, max_size=60).map("".join), st.sampled_from(["S2", "S5", "S6", "S7", "S11", "S13", "S0"]))
def test_chunks_cover_the_flat_text_without_gaps_and_every_key_is_asked_once(text, place):
    flat = flatten(text)
    chunks = chunks_of(text, place) if flat.text else []
    covered(text, chunks)
    assert [chunk.id for chunk in chunks] == [f"{place}/{n}" for n in range(1, len(chunks) + 1)]
    for chunk in chunks:
        keys = [slot.key for slot in chunk.slots]
        assert len(set(keys)) == len(keys)
        assert all(chunk.span[0] <= n.start and n.end <= chunk.span[1] for n in chunk.numbers)
    held = [reading for chunk in chunks for slot in chunk.slots for reading in slot.readings]
    assert Counter(held) == Counter(read_section(flat.text, place, 2031))


@settings(max_examples=80, deadline=None)
@given(st.lists(clause, max_size=60).map("".join))
def test_readings_of_one_slot_print_one_value(text):
    for chunk in chunks_of(text) if flatten(text).text else []:
        for slot in chunk.slots:
            assert len({reading.number.value for reading in slot.readings}) == 1
            assert {(reading.row, reading.column) for reading in slot.readings} == {(slot.row, slot.column)}


def test_a_short_section_is_one_chunk_and_its_key_is_the_row_and_the_measure():
    (chunk,) = chunks_of("办公费支出5.10万元，完成预算的51%；差旅费支出2万元。")
    assert [slot.key for slot in chunk.slots] == ["办公费决算数", "办公费完成率", "差旅费决算数"]
    assert chunk.text == "办公费支出5.10万元，完成预算的51%；差旅费支出2万元。"


def test_a_key_that_stands_alone_in_its_row_is_the_measure_only():
    (chunk,) = chunks_of("办公费支出5.10万元，完成预算的51%。")
    assert [slot.key for slot in chunk.slots] == ["决算数", "完成率"]


def test_a_long_section_is_cut_between_sentences_within_the_limits():
    text = "".join(
        f"{row}支出{index}.25万元，比上年增加0.{index + 10}万元，增长{index + 3}.1%。" for index, row in enumerate(ROWS)
    )
    chunks = chunks_of(text * 2)
    covered(text * 2, chunks)
    assert len(chunks) > 2
    for chunk in chunks:
        assert len(chunk.slots) <= MAX_KEYS
        assert chunk.span[1] - chunk.span[0] <= MAX_CHARS
        assert chunk.flat.text[chunk.span[1] - 1] == "。"


def test_a_second_value_for_one_key_opens_the_next_chunk():
    one, other = chunks_of("办公费支出5.10万元。差旅费支出2万元。办公费支出7.20万元。")
    assert [slot.key for slot in one.slots] == ["办公费决算数", "差旅费决算数"]
    assert [str(slot.readings[0].number.value) for slot in other.slots] == ["7.20"]


def test_two_values_in_one_sentence_get_two_keys():
    (chunk,) = chunks_of("办公费支出5.10万元，办公费支出7.20万元。")
    assert [slot.key for slot in chunk.slots] == ["决算数", "决算数（第2处）"]


def test_the_same_value_printed_twice_is_asked_once_with_both_places():
    (chunk,) = chunks_of("办公费支出5.10万元，办公费支出5.10万元。")
    assert [len(slot.readings) for slot in chunk.slots] == [2]


def test_sentences_without_a_figure_are_covered_but_not_sent():
    (chunk,) = chunks_of("本局厉行节约。办公费支出5.10万元。另见附表。")
    assert chunk.text == "办公费支出5.10万元。"
    covered("本局厉行节约。办公费支出5.10万元。另见附表。", [chunk])


def test_rows_of_one_last_name_are_told_apart_by_more_of_their_path():
    text = "甲支出（类）乙（款）行政运行（项）支出决算为3万元。\n1.丙支出（类）丁（款）行政运行（项）支出决算为4万元。"
    keys = [slot.key for chunk in chunks_of(text, "S5") for slot in chunk.slots]
    assert keys == ["甲支出/乙/行政运行决算数", "丙支出/丁/行政运行决算数"]


def test_a_chunk_that_begins_inside_a_row_is_told_the_row():
    tail = "".join(f"比上年增加{n}.10万元，增长{n}%。" for n in range(10, 40))
    chunks = chunks_of(f"1.办公费支出5万元。{tail}")
    later = [chunk for chunk in chunks[1:] if chunk.slots]
    assert later
    assert all(chunk.text.startswith("（办公费）") for chunk in later)


def test_ordinals_go_on_where_an_earlier_section_of_the_place_ended():
    assert [chunk.id for chunk in chunks_of("办公费支出5万元。", first=4)] == ["S6/4"]


def test_the_source_of_a_chunk_is_its_range_in_the_report():
    text = "前言\n  办公费支出 5.10\n 万元。"
    (chunk,) = cut(flatten(text, 3), Site("S6", 0, "题", None))
    start, end = chunk.source
    assert text[start:end] == "办公费支出 5.10\n 万元。"


@pytest.mark.parametrize(
    ("text", "marked", "start"),
    [
        ("甲5万元。乙6万元。", "6", "乙"),
        ("甲5万元。\n1.乙6万元。丙7万元。", "7", "1."),
        ("甲5万元。\n乙6万元。丙7万元。", "7", "丙"),
    ],
)
def test_an_item_begins_at_its_ordinal_and_plain_text_at_its_sentence(text, marked, start):
    assert item_start(text, text.index(marked)) == text.index(start)
