"""How a province prints the forms: named layouts, and one drawn from a seed."""

from dataclasses import dataclass, replace
from random import Random
from typing import Literal

Place = Literal["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10"]
Zero = Literal["", "0", "0.00", "—"]
Empty = Literal["note", "generic", "zeros", "dash"]
NINE: tuple[Place, ...] = ("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9")


@dataclass(frozen=True)
class Layout:
    """The choices of a province's forms. Defaults are the commonest ones."""

    name: str
    money_unit: Literal["元", "万元"] = "万元"
    numbers: tuple[tuple[Place, int], ...] = tuple((place, at + 1) for at, place in enumerate(NINE))
    """Which form has which number; forms are printed in this order, and a number may be left out."""
    classes: Literal[24, 25, 26] = 26
    """功能类 rows of T1 and T4."""
    line_numbers: bool = True
    """行次 in T1 and T4."""
    column_numbers: bool = True
    """栏次 under the heads of columns."""
    zero: Zero = ""
    """What stands where there is no amount."""
    thousands: bool = False
    codes: Literal["joined", "split", "under_first"] = "joined"
    """Functional codes: one column, digits in 类 款 项 columns, or joined in a cell merged over the three."""
    dotted: bool = False
    """Economic codes as 301.01."""
    indent: str = ""
    """Before the name of a 款; twice before that of a 项."""
    leaves_only: bool = False
    """Whether T2, T3, T5 print 合计 and 项 only."""
    total_last: bool = False
    """Whether 合计 stands under the rows."""
    amount: Literal["决算数", "金额"] = "决算数"
    """Head of the amounts of T1 and T4."""
    income_total: Literal["本年收入合计", "合计"] = "本年收入合计"
    spending_total: Literal["本年支出合计", "合计"] = "本年支出合计"
    education: bool = False
    """Whether 事业收入 has 小计 and 其中：教育收费."""
    grouped: bool = False
    """Whether T5 and T9 have 本年支出 over 小计, 基本支出, 项目支出."""
    blocks: Literal[2, 3] = 3
    """Blocks of T6."""
    every_subject: bool = True
    """Whether T6 prints economic subjects without an amount."""
    official: Literal["horizontal", "vertical", "pairs"] = "horizontal"
    meetings: bool = False
    """Whether T7 has 会议费 and 培训费."""
    reception_first: bool = False
    """Whether T7 prints 公务接待费 before the vehicles."""
    running_first: bool = False
    """Whether T7 prints 运行维护费 before 购置费."""
    capital_full: bool = False
    """Whether T9 is laid out like T8."""
    empty: Empty = "note"
    """How a form without amounts says so: a note of its own, the generic note, zeros, or dashes and a note."""
    generic_note: bool = False
    """Whether every form ends with the note that a blank form means nothing happened, filled ones too."""
    rounding_note: bool = False
    unit_line: Literal["every", "first", "none"] = "every"
    """Which forms print 金额单位."""
    mark: str = "公开{:02d}表"
    owner: str = "编制单位："
    """Before the unit's name above a form."""
    stacked: bool = True
    """Whether the mark stands on a line of its own, above the unit's name and 金额单位."""
    balance_gap: bool = False
    """Whether a blank line stands above 总计 in T1."""
    year_in_title: bool = False
    titles: tuple[tuple[Place, str], ...] = ()
    """Titles that differ from the usual ones."""
    quotes: Literal["“”", '""', "「」"] = "“”"
    sheets_first: bool = True
    """Whether the tables stand before the explanations."""
    item_order: Literal["vehicle", "reception"] = "vehicle"
    """Which of 三公's items the explanation names second."""


def _numbers(*places: Place, skip: tuple[int, ...] = ()) -> tuple[tuple[Place, int], ...]:
    free = [number for number in range(1, 16) if number not in skip]
    return tuple(zip(places, free, strict=False))


_LATE: tuple[Place, ...] = ("T1", "T2", "T3", "T4", "T5", "T6", "T8", "T9", "T7")

_LAYOUTS = (
    Layout(
        "liaoning",
        amount="金额",
        official="vertical",
        reception_first=True,
        running_first=True,
        empty="generic",
        generic_note=True,
        rounding_note=True,
        grouped=True,
        owner="部门（单位）：",
        balance_gap=True,
        indent="  ",
        sheets_first=False,
        item_order="reception",
    ),
    Layout(
        "ningxia",
        "元",
        codes="under_first",
        leaves_only=True,
        education=True,
        dotted=True,
        titles=(("T1", "收入支出决算汇总表"), ("T4", "财政拨款收入支出决算汇总表")),
        owner="公开部门：",
        mark="公开 {:02d} 表",
    ),
    Layout(
        "heilongjiang",
        line_numbers=True,
        classes=26,
        codes="split",
        zero="0.00",
        empty="note",
        owner="部门：",
        year_in_title=True,
    ),
    Layout(
        "shaanxi",
        zero="",
        line_numbers=False,
        column_numbers=False,
        blocks=2,
        every_subject=False,
        meetings=True,
        official="horizontal",
        income_total="合计",
        spending_total="合计",
        titles=(("T2", "收入决算总表"), ("T7", "一般公共预算财政拨款{}经费及会议费、培训费支出决算表")),
        indent="　",
        stacked=False,
        owner="部门名称：",
    ),
    Layout(
        "jiangxi",
        codes="split",
        numbers=_numbers(*_LATE, "T10"),
        thousands=True,
        education=True,
        official="vertical",
        zero="0",
        classes=25,
        empty="zeros",
        unit_line="first",
    ),
    Layout(
        "shanghai",
        "元",
        classes=24,
        thousands=True,
        official="pairs",
        capital_full=True,
        line_numbers=False,
        every_subject=False,
        blocks=2,
        titles=(("T9", "国有资本经营预算财政拨款收入支出决算表"), ("T1", "{year}年度收入支出决算总表")),
        indent="  ",
        codes="split",
        stacked=False,
        column_numbers=False,
    ),
    Layout(
        "beijing",
        numbers=_numbers("T1", "T2", "T3", "T4", "T5", "T6", "T8", "T9", "T7", skip=(8,)),
        thousands=True,
        zero="—",
        empty="dash",
        total_last=True,
        codes="joined",
        line_numbers=True,
        quotes='""',
        capital_full=True,
        mark="表{}",
        year_in_title=True,
        grouped=True,
    ),
    Layout(
        "hunan",
        numbers=_numbers(*_LATE),
        official="horizontal",
        reception_first=True,
        codes="under_first",
        line_numbers=True,
        amount="金额",
        generic_note=True,
        empty="note",
        mark="公开{:02d}表",
        titles=(("T6", "一般公共预算财政拨款基本支出决算明细表"),),
        total_last=False,
        zero="0.00",
    ),
    Layout(
        "sichuan",
        numbers=(*_numbers("T1", "T2", "T3", "T4"), ("T5", 6), ("T6", 8), ("T8", 10), ("T9", 12), ("T7", 13)),
        thousands=True,
        codes="split",
        sheets_first=False,
        official="horizontal",
        empty="note",
        unit_line="none",
        mark="公开{:02d}表",
        grouped=True,
        education=True,
        indent="  ",
    ),
    Layout(
        "yunnan",
        "元",
        numbers=(*_numbers("T1", "T2", "T3", "T4", "T5", "T6"), ("T8", 8), ("T9", 9), ("T7", 10)),
        thousands=True,
        codes="under_first",
        titles=(("T1", "收入支出决算表"), ("T9", "国有资本经营预算财政拨款收入支出决算表")),
        capital_full=True,
        official="vertical",
        meetings=True,
        zero="0.00",
        empty="zeros",
        quotes="「」",
        total_last=True,
    ),
)
NAMES = (*(layout.name for layout in _LAYOUTS), "random")
"""Names that `layout` knows."""


def layout(name: str, seed: int) -> Layout:
    """Return a layout by name; `random` draws its choices from the seed. Raises ValueError for an unknown name."""
    if name == "random":
        return _drawn(Random(f"layout {seed}"))
    for known in _LAYOUTS:
        if known.name == name:
            return known
    raise ValueError(f"no layout {name!r}; there are {', '.join(NAMES)}")


def _drawn(rng: Random) -> Layout:
    def maybe(chance: float = 0.5) -> bool:
        return rng.random() < chance

    base = replace(rng.choice(_LAYOUTS), name="random", titles=())
    zeros: tuple[Zero, ...] = ("", "", "0", "0.00", "—")
    zero = rng.choice(zeros)
    capital_full = maybe(0.4)
    titles: list[tuple[Place, str]] = [("T9", "国有资本经营预算财政拨款收入支出决算表")] if capital_full else []
    if maybe(0.2):
        titles += [("T1", "收入支出决算汇总表"), ("T6", "一般公共预算财政拨款基本支出决算明细表")]
    return replace(
        base,
        money_unit=rng.choice(("元", "万元")),
        classes=rng.choice((24, 25, 26)),
        line_numbers=maybe(),
        column_numbers=maybe(),
        zero=zero,
        thousands=maybe(),
        codes=rng.choice(("joined", "split", "under_first")),
        dotted=maybe(0.3),
        indent=rng.choice(("", "  ", "　")),
        leaves_only=maybe(0.25),
        total_last=maybe(0.25),
        amount=rng.choice(("决算数", "金额")),
        income_total=rng.choice(("本年收入合计", "合计")),
        spending_total=rng.choice(("本年支出合计", "合计")),
        education=maybe(0.4),
        grouped=maybe(),
        blocks=rng.choice((2, 3)),
        every_subject=maybe(),
        official=rng.choice(("horizontal", "vertical", "pairs")),
        meetings=maybe(0.3),
        reception_first=maybe(0.3),
        running_first=maybe(0.3),
        capital_full=capital_full,
        empty="dash" if zero == "—" else rng.choice(("note", "generic", "zeros")),
        generic_note=maybe(0.4),
        rounding_note=maybe(0.4),
        unit_line=rng.choice(("every", "every", "first", "none")),
        stacked=maybe(),
        balance_gap=maybe(0.3),
        year_in_title=maybe(0.3),
        titles=tuple(titles),
        quotes=rng.choice(("“”", '""', "“”")),
        sheets_first=maybe(0.7),
        item_order=rng.choice(("vehicle", "reception")),
    )
