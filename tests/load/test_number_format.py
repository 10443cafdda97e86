from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.load.number_format import Value, built_in, plain, printed, stored

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
BRACKETS = '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)'
HIDES_ZERO = "#,##0.00;-#,##0.00;;@"


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (812.4, "General", "812.4"),
        (2080501, "General", "2080501"),
        (0.1 + 0.2, "General", "0.3"),
        (117017481.23, "General", "117017481.2"),
        (1234567890123.25, "General", "1234567890123.25"),
        (812.4, "0.00", "812.40"),
        (2.675, "0.00", "2.68"),
        (1.005, "0.00", "1.01"),
        (1234.565, "#,##0.00", "1,234.57"),
        (0, "0.00", "0.00"),
        (-812.4, "0.00_ ;[Red]-0.00", "-812.40"),
        (812.4, "0.00_ ;[Red]-0.00", "812.40"),
        (0, HIDES_ZERO, ""),
        (0.001, HIDES_ZERO, "0.00"),
        (-1234.5, HIDES_ZERO, "-1,234.50"),
        ("无", HIDES_ZERO, "无"),
        (1234.5, ACCOUNTING, "1,234.50"),
        (-1234.5, ACCOUNTING, "-1,234.50"),
        (0, ACCOUNTING, "-"),
        ("合计", ACCOUNTING, "合计"),
        (-1234.5, BRACKETS, "(1,234.50)"),
        (1234.5, '_ "￥"* #,##0.00_ ;_ "￥"* \\-#,##0.00_ ', "￥1,234.50"),
        (1234.5, "[$￥-804]#,##0.00", "￥1,234.50"),
        (0.1234, "0.00%", "12.34%"),
        (12345678, "#,##0.00,", "12,345.68"),
        (123450000, '0!.00,,"亿"', "1.23亿"),
        (12345678, '0!.0,"万"', "1234.6万"),
        (12.3, '0.00"万元"', "12.30万元"),
        (5, "[>=100]0.00;[<100]0.0", "5.0"),
        (12.5, "@", "12.5"),
        ("0012.50", "@", "0012.50"),
        ("1,234.56", "0.0", "1,234.56"),
        (45291, 'yyyy"年"m"月"d"日"', "2023年12月31日"),
        (datetime(2023, 12, 31), "yyyy-mm-dd", "2023-12-31"),
        (12.3, "0.00E+00", "1.23E+01"),
        (True, "General", "TRUE"),
        (12.5, "", "12.5"),
    ],
)
def test_a_cell_shows_its_value_as_its_format_says(value: Value, code: str, shown: str) -> None:
    assert printed(value, code) == shown


def test_a_workbook_may_count_days_from_1904() -> None:
    assert printed(43829, "yyyy-mm-dd", date1904=True) == "2023-12-31"


@pytest.mark.parametrize(
    ("number", "value", "shown"),
    [
        (14, 45291, "2023/12/31"),
        (31, 45291, "2023年12月31日"),
        (43, -1234.5, "-1,234.50"),
        (38, -5, "-5"),
        (7, 5, "￥5.00"),
    ],
)
def test_built_in_formats_are_those_of_a_chinese_program(number: int, value: Value, shown: str) -> None:
    assert printed(value, built_in(number, "General")) == shown


def test_a_built_in_format_that_is_the_same_everywhere_stays() -> None:
    assert built_in(4, "#,##0.00") == "#,##0.00"


@pytest.mark.parametrize(
    ("value", "shown", "kept"),
    [
        (812.4, "812.40", None),
        (1234.5, "1,234.50", None),
        (-1234.5, "(1,234.50)", None),
        (-1234.5, "-1,234.50", None),
        (0.1234, "12.34%", None),
        (12.3, "12.30万元", None),
        (812.404, "812.40", "812.404"),
        (0.1 + 0.2, "0.3", "0.30000000000000004"),
        (117017481.23, "117017481.2", "117017481.23"),
        (12345678, "12,345.68", "12345678"),
        (1e-7, "0.00", "0.0000001"),
        (1e22, "-", "10000000000000000000000"),
        (0.0, "", "0"),
        (0, "-", "0"),
        (5, "3/5", "5"),
        ("12.50", "12.5", None),
        (True, "TRUE", None),
        (float("inf"), "inf", None),
    ],
)
def test_the_stored_number_is_kept_only_where_the_cell_shows_another(
    value: Value, shown: str, kept: str | None
) -> None:
    assert stored(value, shown) == kept


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_plain_decimals_give_the_number_back(value: float) -> None:
    text = plain(value)
    assert float(text) == value
    assert not set(text) - set("-.0123456789")


@given(
    st.floats() | st.integers() | st.text(max_size=9),
    st.text('0#?,._*;@-"\\[]()%/EeGgyYmdhs红RedGeneral$￥! >=<', max_size=30),
)
def test_no_format_code_ends_in_a_traceback(value: Value, code: str) -> None:
    shown = printed(value, code)
    assert isinstance(stored(value, shown), str | None)


@given(st.integers(-(10**14), 10**14))
def test_two_decimals_of_a_number_of_cents_are_exact(cents: int) -> None:
    value = cents / 100
    shown = printed(value, "#,##0.00;-#,##0.00")
    assert shown.replace(",", "") == (f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}")
    assert stored(value, shown) is None
