"""Whether a planted fault can be told from another: is there a second figure of which one slip explains it as well?

The oracle of the press judges, not the checks: a figure is a rival where it may be printed one slip away from a value
with which no identity is broken that the faultless report keeps.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from evals.press.model import Label, Report
from evals.press.oracle import broken, newly_broken
from evals.press.oracle_facts import Facts, Key

_MOST = 60
"""Figures tried; a sum of more parts has rivals enough."""


def has_rival(sound: Report, damaged: Report) -> bool:
    """Whether a slip in another figure than the planted one would explain what the damaged report breaks."""
    fault = damaged.planted[-1]
    if fault.kind == "swapped_rows" and fault.checks == ("B8",):
        return True  # T5 is above T3 in two rows: those of either form may have changed places
    planted = fault.place, fault.row, fault.column
    facts = Facts(damaged)
    off = _amount(facts, planted) - _amount(Facts(sound), planted)
    labels = {(label.place, label.row, label.column): label for label in damaged.gold if label.state == "value"}
    near = [label for key, label in labels.items() if key != planted and label.place == fault.place and label.value]
    for label in near[:_MOST] if len(near) <= _MOST else _beside(near, fault.row):
        for value in (label.value + off, label.value - off) if label.value is not None else ():
            if (
                value >= 0
                and _one_slip(label, value, facts.unit)
                and not newly_broken(sound, _with(damaged, label, value))
            ):
                return True
    return _same_rate(damaged, planted)


def _beside(near: list[Label], row: str) -> Iterator[Label]:
    """Yield the figures of the rows that share a code's head, or stand in the same column at all."""
    yield from (label for label in near if label.row[:3] == row[:3])


def _amount(facts: Facts, key: Key) -> Decimal:
    return facts.value(key)


def _with(report: Report, label: Label, value: Decimal) -> Report:
    changed = replace(label, value=value)
    return replace(report, gold=tuple(changed if one is label else one for one in report.gold))


def _one_slip(label: Label, value: Decimal, unit: Decimal) -> bool:
    """Whether a figure is printed one digit away from a value: another digit, one less or one twice."""
    scale = unit * 100 if label.unit in {"元", "万元"} else Decimal(1)
    one, other = (f"{amount / scale:.2f}" for amount in (label.value or Decimal(0), value))
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long) - 3))


def _same_rate(report: Report, planted: Key) -> bool:
    """Whether the fault is one of the figures of a lone rate: 完成率 = 决算 / 预算 is as wrong by any of the three."""
    keys = [found.keys for found in broken(report) if planted in found.keys]
    return bool(keys) and all(len(one) == _LONE for one in keys)


_LONE = 3
"""Figures of a rate: itself, its top and its bottom."""
