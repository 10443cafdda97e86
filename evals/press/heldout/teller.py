"""How a held-out report words a change: in other ways than the press's own."""

from dataclasses import replace
from random import Random

from evals.press.printing import Money
from evals.press.telling import Style, draw_style

JOINS = (("（", "）"), ("、", ""), ("，", ""), ("，", ""))
"""What stands before and after a rate: 增加2万元（增长5%）, 增加2万元、增长5%, 增加2万元，增长5%."""


def style_of(rng: Random, money: Money) -> Style:
    """Draw a style."""
    style = draw_style(rng, money)
    return replace(style, flat=rng.choice(("基本持平", "没有变化")), join=rng.choice(JOINS))
