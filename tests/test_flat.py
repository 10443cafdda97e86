"""Flat text: hard wraps and widths are gone, and every character still knows where it was printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.flat import WIDTH, Flat, flat_text, flatten, starts_item

PIECES = st.lists(
    st.one_of(
        st.sampled_from(list("收入支出，,。．.%％（）()万元０１２９189 \t\n\r\u3000\u200b\ufeff\x0c、一1.（一）")),
        st.sampled_from(["\n（一）", "\n1.", "１，２３４", "12 34", "1,234.50万元", "\n二、"]),
    ),
    max_size=60,
).map("".join)
INVISIBLE = "\ufeff\u200b"


def unified(text: str) -> str:
    """Source text as flat text prints it, commas aside."""
    kept = "".join(char for char in text if not char.isspace() and char not in INVISIBLE)
    return kept.translate(WIDTH).replace(",", "，")


@given(PIECES)
def test_every_flat_character_maps_to_the_source_character_it_stands_for(text):
    flat = flatten(text)
    assert len(flat.text) == len(flat.offsets)
    for char, offset in zip(flat.text, flat.offsets, strict=True):
        if char == "\n":
            assert text[offset].isspace() or text[offset] in INVISIBLE
        else:
            assert unified(text[offset]) == char.replace(",", "，")


@given(st.one_of(PIECES, st.sampled_from(["—6—", "第6页", "12.50", " 1,234 ", "三公", "（二）", "[1]", "\ufeff5"])))
def test_the_flat_text_alone_is_that_of_the_flattened(text):
    assert flat_text(text) == flatten(text).text


@given(PIECES)
def test_offsets_grow_and_nothing_printed_is_dropped(text):
    flat = flatten(text)
    assert list(flat.offsets) == sorted(set(flat.offsets))
    assert flat.text.replace("\n", "").replace(",", "，") == unified(text)


@given(PIECES, st.data())
def test_a_flat_range_reslices_to_the_same_text_white_space_apart(text, data):
    flat = flatten(text)
    if not flat.text:
        return
    start = data.draw(st.integers(0, len(flat.text) - 1))
    end = data.draw(st.integers(start + 1, len(flat.text)))
    a, b = flat.source(start, end)
    assert unified(text[a:b]) == flat.text[start:end].replace("\n", "").replace(",", "，")


@given(PIECES, PIECES, PIECES)
def test_offsets_of_a_part_of_a_text_are_offsets_of_the_whole_text(before, middle, after):
    text = before + middle + after
    flat = flatten(text, len(before), len(before) + len(middle))
    assert flat.text == flatten(middle).text
    assert all(len(before) <= offset < len(before) + len(middle) for offset in flat.offsets)


@pytest.mark.parametrize(
    ("printed", "flat"),
    [
        ("收入总计1,2\n34.50万元", "收入总计1,234.50万元"),
        ("收入总计 1234.\n50 万\n元", "收入总计1234.50万元"),
        ("占本年支出的9\n4.44%，", "占本年支出的94.44%，"),
        ("机 关 运 行\u3000经 费", "机关运行经费"),
        ("收入\r\n总计", "收入总计"),
        ("收入\u200b总\ufeff计", "收入总计"),
    ],
)
def test_a_hard_wrap_leaves_no_trace_even_inside_a_number(printed, flat):
    assert flatten(printed).text == flat


def test_a_number_cut_by_a_wrap_reslices_to_all_of_its_digits():
    text = "支出总计 1,2\n34.50 万元。"
    flat = flatten(text)
    at = flat.text.index("1,234.50")
    a, b = flat.source(at, at + len("1,234.50"))
    assert text[a:b] == "1,2\n34.50"


@pytest.mark.parametrize(
    ("printed", "flat"),
    [
        ("１２３４．５６万元", "1234.56万元"),
        ("占９４．４４％", "占94.44%"),
        ("占94.44﹪", "占94.44%"),
        ("因公出国(境)费:0", "因公出国（境）费：0"),
        ("增减额－３．２", "增减额-3.2"),
        ("增减额−3.2", "增减额-3.2"),
    ],
)
def test_full_width_digits_and_signs_are_unified_one_for_one(printed, flat):
    assert flatten(printed).text == flat
    assert len(flatten(printed).offsets) == len(printed)


@pytest.mark.parametrize(
    ("printed", "flat"),
    [
        ("收入1,234.50万元,支出2,000,000元", "收入1,234.50万元，支出2,000,000元"),
        ("收入100，支出200万元", "收入100，支出200万元"),
        ("分别为850，900万元", "分别为850，900万元"),
        ("分别为12.50,1300.00万元", "分别为12.50，1300.00万元"),
        ("收入100,其中", "收入100，其中"),
    ],
)
def test_a_comma_is_a_thousands_mark_only_before_three_digits(printed, flat):
    assert flatten(printed).text == flat


@pytest.mark.parametrize(
    "opening", ["一、", "十二、", "（一）", "(三)", "（12）", "①", "1.", "12．", "3、", "4. ", "4.2031年度"]
)
def test_a_line_break_survives_before_a_list_item(opening):
    assert starts_item(opening + "货物支出")
    assert flatten(f"采购情况如下：\n{opening}货物支出").text.count("\n") == 1


@pytest.mark.parametrize("opening", ["1.5万元", "12. 5%", "20%", "2031年", "（境）费", "一是", "100、200"])
def test_a_line_that_only_looks_like_an_item_is_joined(opening):
    assert not starts_item(opening)
    assert "\n" not in flatten(f"采购支出共计\n{opening}等").text


def test_two_numbers_on_one_line_stay_apart():
    assert flatten("财政拨款收入 850.00 94.44%").text == "财政拨款收入850.00\n94.44%"
    assert flatten("增减 5.00 -3.41").text == "增减5.00\n-3.41"


def test_a_part_keeps_its_offsets():
    flat = flatten("收入 总计\n100")
    assert flat.part(2, 5) == Flat("总计1", (3, 4, 6))


def test_nothing_flattens_to_nothing():
    assert flatten("") == Flat("", ())
    assert flatten(" \n\t\u3000").text == ""


def test_a_full_width_comma_inside_an_amount_is_a_thousands_mark():
    assert flatten("收入１，２３４．５０万元，其中").text == "收入1,234.50万元，其中"
