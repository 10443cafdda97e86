"""Two rows of T3 or T5 in each other's place: only that T5 is above T3 shows it."""

import pytest

from tests.checks.books import REPORT, book, grave

BOTH = "“2080505”与“2080506”两行的数互换了位置"


@pytest.mark.parametrize("place", ["T3", "T5"])
def test_two_rows_exchanged_inside_a_subject_are_one_warning(place):
    change = f"{place}/2080505 本年支出合计=3.74 基本支出=3.74\n{place}/2080506 本年支出合计=7.48 基本支出=7.48"
    (found,) = grave(book(REPORT, change))
    assert (found.checks, found.severity, found.verdict, found.message) == (
        ("B8",),
        "warning",
        "misread_suspected",
        BOTH,
    )


def test_a_row_of_the_general_budget_above_all_spending_is_told_alone_where_no_exchange_explains_it():
    lines = "T3/2080505 本年支出合计=7.00\nT3/2080506 本年支出合计=3.00\nT5/2080505 本年支出合计=9.00"
    (found,) = grave(book(lines, "T5/2080506 本年支出合计=3.00"), "B8")
    assert (found.row, found.printed, found.expected) == ("2080505", "9.00", "7.00")
    assert "互换" not in found.message
