"""What a department reports beside its ledger: 三公, people, purchases, assets, projects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from evals.press.line import ZERO, Sum


@dataclass(frozen=True)
class Spent(Sum):
    """An item of 三公经费, 会议费 or 培训费: budget and final account in 元."""

    budget: Decimal = ZERO
    final: Decimal = ZERO


@dataclass(frozen=True)
class Official(Sum):
    """“三公”经费, with 会议费 and 培训费, and the counts the explanation gives."""

    abroad: Spent = Spent()
    purchase: Spent = Spent()
    running: Spent = Spent()
    reception: Spent = Spent()
    meeting: Spent = Spent()
    training: Spent = Spent()
    groups: int = 0
    travellers: int = 0
    bought: int = 0
    kept: int = 0
    receptions: int = 0
    guests: int = 0

    @property
    def vehicle(self) -> Spent:
        """公务用车购置及运行维护费."""
        return self.purchase + self.running

    @property
    def total(self) -> Spent:
        """“三公”经费合计."""
        return self.abroad + self.vehicle + self.reception


@dataclass(frozen=True)
class People(Sum):
    """Heads: 行政, 参公, 事业 by establishment and in fact, and pensioners."""

    administrative: int = 0
    civil: int = 0
    institution: int = 0
    administrative_now: int = 0
    civil_now: int = 0
    institution_now: int = 0
    retired_cadres: int = 0
    retired: int = 0


@dataclass(frozen=True)
class Procurement(Sum):
    """政府采购, in 元: kinds, and the contracts of small firms within each kind."""

    goods: Decimal = ZERO
    works: Decimal = ZERO
    services: Decimal = ZERO
    goods_small: Decimal = ZERO
    works_small: Decimal = ZERO
    services_small: Decimal = ZERO
    micro: Decimal = ZERO
    """小微企业, part of the small firms' contracts."""

    @property
    def total(self) -> Decimal:
        """政府采购支出总额."""
        return self.goods + self.works + self.services

    @property
    def small(self) -> Decimal:
        """授予中小企业合同金额."""
        return self.goods_small + self.works_small + self.services_small


@dataclass(frozen=True)
class Project:
    """A project's self-assessment: 全年预算数 and 执行数 in 元, 得分 out of 100."""

    name: str
    budget: Decimal
    spent: Decimal
    score: Decimal


@dataclass(frozen=True)
class Assets:
    """国有资产: vehicles by use, square metres of offices and other rooms, and dear equipment."""

    vehicles: Mapping[str, int] = field(default_factory=dict)
    offices: Decimal = ZERO
    other_rooms: Decimal = ZERO
    general_equipment: int = 0
    special_equipment: int = 0

    def __add__(self, other: "Assets") -> "Assets":
        uses = dict.fromkeys([*self.vehicles, *other.vehicles])
        return Assets(
            {use: self.vehicles.get(use, 0) + other.vehicles.get(use, 0) for use in uses},
            self.offices + other.offices,
            self.other_rooms + other.other_rooms,
            self.general_equipment + other.general_equipment,
            self.special_equipment + other.special_equipment,
        )
