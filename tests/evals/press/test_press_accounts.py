from dataclasses import fields
from decimal import Decimal
from itertools import pairwise

import pytest

from evals.press.accounts import Accounts
from evals.press.series import accounts, department_of, series, units
from evals.press.subjects import rows_of, subject_name

SEEDS = range(200)


def balances(books: Accounts) -> None:
    """Assert in 元, to the 分, every identity of the domain page that speaks of the ledger and not of print."""
    total = books.line()
    # A1-A3, A9, A10, B10: what came in is what went out and what is left, in all and apart from appropriations.
    assert books.grand_total == total.spending + books.distribution + books.closing
    assert total.fiscal_income + books.fiscal_opening == total.fiscal + books.fiscal_closing
    own = books.opening - books.fiscal_opening + books.surplus_used + total.own_income
    assert own - total.own_spending - books.distribution == books.closing - books.fiscal_closing
    # A6, A8, A11, A12, A15, A16: every line is the sum of its parts.
    for _, line in books.tree():
        assert line.income == line.fiscal_income + line.own_income
        assert line.spending == line.basic + line.project + line.upward + line.trading_spending + line.subsidy
        assert line.fiscal == line.general + line.fund + line.capital
        assert line.fund_opening + line.fund_income == line.fund + line.fund_closing
        assert line.education <= line.service
        assert line.spending >= line.general  # B8
        assert all(getattr(line, field.name) >= 0 for field in fields(line))
    # A7: 合计, 类 and 款 are the sums of what is under them.
    sums = dict(books.tree())
    for code, line in sums.items():
        below = [other for key, other in sums.items() if len(key) == len(code) + 2 and key.startswith(code)]
        assert not below or line.spending == sum(other.spending for other in below)
    assert total.spending == sum(line.spending for _, line in books.classes())
    # A13, B7: 基本支出 by economic subject.
    assert books.personnel + books.public == total.general_basic
    assert books.personnel == books.economic_sum("301") + books.economic_sum("303")
    # A14, B9.
    spent = books.official
    for which in ("budget", "final"):
        parts = (spent.abroad, spent.purchase, spent.running, spent.reception)
        assert getattr(spent.total, which) == sum(getattr(part, which) for part in parts)
    for code, item in (("30212", spent.abroad), ("31013", spent.purchase), ("30231", spent.running)):
        assert books.economic.get(code, 0) <= item.final
    assert books.economic.get("30217", 0) <= spent.reception.final
    # C6, C7, D9, D12, D17.
    assert books.operating <= books.public
    assert spent.kept <= sum(books.assets.vehicles.values())
    bought = books.procurement
    assert bought.micro <= bought.small <= bought.total
    assert sum(project.spent for project in books.projects) == total.general_project
    assert min(books.general_closing, books.own_closing, total.fund_closing, total.capital_closing) >= 0


def test_the_books_balance_to_the_fen_for_two_hundred_seeds():
    for seed in SEEDS:
        books = accounts(seed)
        balances(books)
        assert books.previous is not None
        balances(books.previous)
        assert all(value.as_tuple().exponent == -2 for value in vars(books.line()).values())


def test_the_same_seed_keeps_the_same_books_and_another_seed_others():
    assert accounts(3) == accounts(3)
    assert accounts(3).line() != accounts(4).line()


def test_a_year_opens_with_what_the_year_before_closed_with():
    for seed in range(20):
        years = series(seed, 4)
        assert [books.year for books in years] == list(range(years[0].year, years[0].year + 4))
        for before, books in pairwise(years):
            assert books.previous == before
            assert books.opening == before.closing
            assert books.general_opening == before.general_closing
            assert {code: line.fund_opening for code, line in books.lines.items()} == {
                code: line.fund_closing for code, line in before.lines.items()
            }


@pytest.mark.parametrize("rows", [5, 6, 17, 60, 178, 333, 500])
def test_the_functional_tree_has_as_many_rows_as_asked_for(rows):
    books = accounts(11, rows=rows)
    assert sum(1 for _ in books.tree()) == rows == rows_of(set(books.lines))
    balances(books)


def test_names_beyond_the_shipped_list_depend_on_the_code_alone_and_are_unique_within_a_subject():
    for seed in (1, 2):
        codes = [code for code, _ in accounts(seed, rows=500).tree()]
        for parent in codes:
            names = [subject_name(code) for code in codes if code[:-2] == parent]
            assert len(names) == len(set(names))
    assert subject_name("2010699") == "其他财政事务支出"


def test_fewer_than_five_rows_or_no_year_are_refused():
    with pytest.raises(ValueError, match="4 rows"):
        accounts(1, rows=4)
    with pytest.raises(ValueError, match="0 years"):
        series(1, 0)


def test_a_departments_accounts_are_its_units_added_up_in_both_years():
    for seed in range(20):
        members = units(seed, 4)
        whole = department_of(members)
        balances(whole)
        assert whole.units == tuple(member.unit_name for member in members)
        assert len(set(whole.units)) == 4
        assert whole.grand_total == sum(member.grand_total for member in members)
        assert whole.official.total.final == sum(member.official.total.final for member in members)
        assert whole.people.civil == sum(member.people.civil for member in members)
        assert sum(whole.assets.vehicles.values()) == sum(sum(unit.assets.vehicles.values()) for unit in members)
        assert whole.previous is not None
        assert whole.opening == whole.previous.closing


def test_units_of_different_years_are_no_department():
    first, second = series(5, 2)
    with pytest.raises(ValueError, match="years differ"):
        department_of((first, second))


def test_some_seeds_have_a_fund_some_capital_some_their_own_income_and_some_none_of_them():
    found = [accounts(seed).line() for seed in range(60)]
    for measure in ("fund", "capital", "own_income"):
        having = sum(1 for line in found if getattr(line, measure))
        assert 3 <= having <= 50
    assert any(accounts(seed).distribution for seed in range(60))
    assert any(accounts(seed).surplus_used for seed in range(60))
    assert {True, False} == {accounts(seed).closing > Decimal(0) for seed in range(60)}
