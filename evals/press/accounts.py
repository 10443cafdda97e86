"""The accounts of a fictional department: exact amounts in 元, each printed figure being rounded from one of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from evals.press.holdings import Assets, Official, People, Procurement, Project
from evals.press.line import ZERO, Line
from evals.press.subjects import CLASSES


@dataclass(frozen=True)
class Accounts:
    """A unit's or a department's year, exact in 元, consistent in itself and with the year before."""

    unit_name: str
    year: int
    lines: Mapping[str, Line]
    """By 7-digit functional code, ascending."""
    economic: Mapping[str, Decimal]
    """一般公共预算财政拨款基本支出 by 5-digit economic code, ascending; no zeros."""
    general_opening: Decimal = ZERO
    own_opening: Decimal = ZERO
    surplus_used: Decimal = ZERO
    """使用非财政拨款结余."""
    distribution: Decimal = ZERO
    """结余分配."""
    official: Official = field(default_factory=Official)
    people: People = field(default_factory=People)
    procurement: Procurement = field(default_factory=Procurement)
    assets: Assets = field(default_factory=Assets)
    projects: tuple[Project, ...] = ()
    operating: Decimal = ZERO
    """机关运行经费: 公用经费 of the units that are 行政 or 参公."""
    score: Decimal = Decimal(95)
    """部门整体支出自评得分."""
    units: tuple[str, ...] = ()
    """The units whose accounts are added up here; empty for a single unit."""
    previous: "Accounts | None" = None
    """The same for the year before; its closing balances are this year's opening ones."""

    def line(self, prefix: str = "") -> Line:
        """Return the sum of the lines of a 类, 款 or 项; of all with no prefix."""
        return self._sums.get(prefix, Line())

    def tree(self) -> Iterator[tuple[str, Line]]:
        """Yield (code, sum) of every 类, 款 and 项, parents before children."""
        yield from ((code, self._sums[code]) for code in sorted(self._sums) if code)

    @cached_property
    def _sums(self) -> dict[str, Line]:
        sums: dict[str, Line] = {"": Line()}
        for code, line in self.lines.items():
            for size in (0, 3, 5, 7):
                sums[code[:size]] = sums.get(code[:size], Line()) + line
        return sums

    def classes(self) -> Iterator[tuple[str, Line]]:
        """Yield (类, sum) in the order of 收入支出决算总表, those without an amount too."""
        for code in CLASSES:
            yield code, self.line(code)

    @property
    def general_closing(self) -> Decimal:
        """年末 of 一般公共预算财政拨款."""
        total = self.line()
        return self.general_opening + total.general_income - total.general

    @property
    def own_closing(self) -> Decimal:
        """年末 of what is no appropriation."""
        total = self.line()
        return self.own_opening + self.surplus_used + total.own_income - total.own_spending - self.distribution

    @property
    def fiscal_opening(self) -> Decimal:
        """年初财政拨款结转和结余."""
        total = self.line()
        return self.general_opening + total.fund_opening + total.capital_opening

    @property
    def fiscal_closing(self) -> Decimal:
        """年末财政拨款结转和结余."""
        total = self.line()
        return self.general_closing + total.fund_closing + total.capital_closing

    @property
    def opening(self) -> Decimal:
        """年初结转和结余."""
        return self.fiscal_opening + self.own_opening

    @property
    def closing(self) -> Decimal:
        """年末结转和结余."""
        return self.fiscal_closing + self.own_closing

    @property
    def grand_total(self) -> Decimal:
        """收入总计, which is 支出总计."""
        return self.line().income + self.surplus_used + self.opening

    def economic_sum(self, *prefixes: str) -> Decimal:
        """Return the sum of the economic codes that begin with one of `prefixes`."""
        return sum((amount for code, amount in self.economic.items() if code.startswith(prefixes)), ZERO)

    @property
    def personnel(self) -> Decimal:
        """人员经费: 301 and 303."""
        return self.economic_sum("301", "303")

    @property
    def public(self) -> Decimal:
        """公用经费: 302, 307, 310, 312 and 399."""
        return self.economic_sum("302", "307", "310", "312", "399")
