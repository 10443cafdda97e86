"""Which digits of a flat text are figures, and what number they print."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.flat import flatten
from extractor.numbers import numbers_in, parse

AMOUNTS = st.decimals(0, 10**12, places=2, allow_nan=False)


def figures(text: str) -> list[str]:
    return [number.digits + number.unit for number in numbers_in(flatten(text).text)]


@given(st.integers(0, 10**15))
def test_a_number_with_thousands_commas_parses_to_itself(n):
    assert parse(f"{n:,}") == n


@given(AMOUNTS)
def test_a_printed_amount_is_read_whole_and_exact(amount):
    (number,) = numbers_in(flatten(f"收入总计{amount:,}万元，其中").text)
    assert number.value == amount
    assert (number.digits, number.unit) == (f"{amount:,}", "万元")


@given(AMOUNTS, AMOUNTS)
def test_figures_are_found_in_reading_order_and_their_offsets_hold_their_digits(one, other):
    text = flatten(f"收入总计{one:,}万元，支出总计{other}元。").text
    found = numbers_in(text)
    assert [number.value for number in found] == [one, other]
    for number in found:
        assert text[number.start : number.end] == number.digits
        assert text[number.end : number.after] == number.unit


@given(AMOUNTS, st.integers(1, 12))
def test_a_wrap_anywhere_in_a_number_changes_nothing(amount, cut):
    printed = f"{amount:,}"
    wrapped = f"收入总计{printed[:cut]}\n{printed[cut:]}万元。"
    assert [number.value for number in numbers_in(flatten(wrapped).text)] == [amount]


def test_full_width_digits_are_a_figure():
    (number,) = numbers_in(flatten("收入总计１２３４．５０万元").text)
    assert number.value == Decimal("1234.50")


def test_a_printed_sign_belongs_to_the_digits():
    (number,) = numbers_in(flatten("增减额－12.30万元").text)
    assert (number.digits, number.value) == ("-12.30", Decimal("-12.30"))


def test_the_unit_says_whether_a_figure_is_money():
    found = numbers_in(flatten("支出1.2亿元，3万元，5元，占4%，车辆2辆").text)
    assert [number.is_money for number in found] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("增长3.20%", "%"),
        ("下降1.5个百分点", "个百分点"),
        ("面积800.00平方米", "平方米"),
        ("面积800㎡", "㎡"),
        ("设备2台(套)", "台（套）"),
        ("设备2台套", "台套"),
        ("接待25批次", "批次"),
        ("接待25批", "批"),
        ("接待210人次", "人次"),
        ("接待210人", "人"),
        ("得分96.5分", "分"),
        ("单位6家", "家"),
        ("团组2个", "个"),
    ],
)
def test_the_unit_behind_a_figure_is_read_with_it(text, unit):
    (number,) = numbers_in(flatten(text).text)
    assert number.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "2031年度部门决算",
        "截至2031年12月31日",
        "第3季度",
        "财办〔2031〕15号",
        "依据财办〔2031〕15号文件",
        "单价50万元以上的通用设备",
        "单价100万元（含）以上设备",
        "投资400万元及以上",
        "“十四五2031工程”项目",
        "《2031年工作方案》",
        "“5G基站”",
        "4.90年代建成",
    ],
)
def test_years_thresholds_document_numbers_and_quoted_names_are_no_figures(text):
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.货物支出30万元", ["30万元"]),
        ("情况如下：\n12、货物支出30万元\n（3）服务支出5万元", ["30万元", "5万元"]),
        ("如下：1.货物支出30万元；2.服务支出5万元", ["30万元", "5万元"]),
        ("1．2031年度支出30万元", ["30万元"]),
    ],
)
def test_list_ordinals_are_no_figures(text, expected):
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("占比为23.51%、38.28%。", ["23.51%", "38.28%"]),
        ("各是4125.49,4143.91万元", ["4125.49", "4143.91万元"]),
        ("得分80-90分", ["80", "90分"]),
        ("支出总额为0。", ["0"]),
        ("单价50万元以上设备2台", ["2台"]),
        ("财政拨款收入 850.00 94.44%", ["850.00", "94.44%"]),
    ],
)
def test_neighbouring_figures_stay_apart(text, expected):
    assert figures(text) == expected


@pytest.mark.parametrize("text", ["", "本表为空。", "Annual report"])
def test_a_text_without_digits_has_no_figures(text):
    assert numbers_in(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2029、2030、2031年收入总计", id="listed years"),
        pytest.param("2030-2031年度", id="a span of years"),
        pytest.param("财办（2031）15号", id="a document number in round brackets"),
    ],
)
def test_years_in_a_row_and_document_numbers_are_no_figures(text):
    assert figures(text) == []


# What is still cut wrongly: text, the values it holds, why.
GAPS = [
    ("12345热线", [], "a name of digits is a bare figure"),
    ("行政运行（2012601）", [], "a subject code in brackets is a bare figure"),
    ("收入总计1 234.50万元", [Decimal("1234.50")], "thousands set apart by a space are cut: 1 and 234.50"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(text, right, marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=why))
        for text, right, why in GAPS
    ],
)
def test_digits_not_understood_yet(text, expected):
    assert [number.value for number in numbers_in(flatten(text).text)] == expected
