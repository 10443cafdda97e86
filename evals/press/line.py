"""What one functional subject took in and spent."""

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Self

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Sum:
    """A value whose fields add up one by one."""

    def __add__(self, other: Self) -> Self:
        return type(self)(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})


@dataclass(frozen=True)
class Line(Sum):
    """What one functional subject took in and spent, in 元. Lines add up field by field."""

    general_income: Decimal = ZERO
    fund_income: Decimal = ZERO
    capital_income: Decimal = ZERO
    superior: Decimal = ZERO
    service: Decimal = ZERO
    """事业收入."""
    education: Decimal = ZERO
    """教育收费, part of `service`."""
    trading: Decimal = ZERO
    """经营收入."""
    affiliated: Decimal = ZERO
    other: Decimal = ZERO
    general_basic: Decimal = ZERO
    general_project: Decimal = ZERO
    fund_opening: Decimal = ZERO
    fund_basic: Decimal = ZERO
    fund_project: Decimal = ZERO
    capital_opening: Decimal = ZERO
    capital_basic: Decimal = ZERO
    capital_project: Decimal = ZERO
    own_basic: Decimal = ZERO
    """Spending that no appropriation pays for."""
    own_project: Decimal = ZERO
    upward: Decimal = ZERO
    trading_spending: Decimal = ZERO
    subsidy: Decimal = ZERO
    budget_basic: Decimal = ZERO
    """年初预算 of 一般公共预算财政拨款支出."""
    budget_project: Decimal = ZERO
    adjusted_basic: Decimal = ZERO
    """调整预算 of the same."""
    adjusted_project: Decimal = ZERO

    @property
    def fiscal_income(self) -> Decimal:
        """财政拨款收入."""
        return self.general_income + self.fund_income + self.capital_income

    @property
    def own_income(self) -> Decimal:
        """Income that is no appropriation."""
        return self.superior + self.service + self.trading + self.affiliated + self.other

    @property
    def income(self) -> Decimal:
        """本年收入."""
        return self.fiscal_income + self.own_income

    @property
    def general(self) -> Decimal:
        """一般公共预算财政拨款支出."""
        return self.general_basic + self.general_project

    @property
    def fund(self) -> Decimal:
        """政府性基金预算财政拨款支出."""
        return self.fund_basic + self.fund_project

    @property
    def capital(self) -> Decimal:
        """国有资本经营预算财政拨款支出."""
        return self.capital_basic + self.capital_project

    @property
    def fiscal(self) -> Decimal:
        """财政拨款支出."""
        return self.general + self.fund + self.capital

    @property
    def basic(self) -> Decimal:
        """基本支出, whoever pays."""
        return self.general_basic + self.fund_basic + self.capital_basic + self.own_basic

    @property
    def project(self) -> Decimal:
        """项目支出, whoever pays."""
        return self.general_project + self.fund_project + self.capital_project + self.own_project

    @property
    def own_spending(self) -> Decimal:
        """Spending that no appropriation pays for."""
        return self.own_basic + self.own_project + self.upward + self.trading_spending + self.subsidy

    @property
    def spending(self) -> Decimal:
        """本年支出."""
        return self.fiscal + self.own_spending

    @property
    def fund_closing(self) -> Decimal:
        """年末结转和结余 of the government fund."""
        return self.fund_opening + self.fund_income - self.fund

    @property
    def capital_closing(self) -> Decimal:
        """年末结转和结余 of the state capital budget."""
        return self.capital_opening + self.capital_income - self.capital

    @property
    def budget(self) -> Decimal:
        """年初预算."""
        return self.budget_basic + self.budget_project

    @property
    def adjusted(self) -> Decimal:
        """调整预算."""
        return self.adjusted_basic + self.adjusted_project
