"""Draw amounts: exact 分, sometimes round, never from anywhere but the generator passed in."""

from decimal import ROUND_DOWN, Decimal
from random import Random

from evals.press.line import ZERO


def money(amount: float) -> Decimal:
    """Return a float as 元 with two places."""
    return Decimal(str(round(amount, 2))).quantize(ZERO)


def cut(rng: Random, amount: Decimal) -> Decimal:
    """Return `amount` or a little less, not below 0: to 分, to 元, to hundreds or to ten thousands, as bookings are."""
    if amount <= 0:
        return ZERO
    step = rng.choice(
        (Decimal("0.01"), Decimal("0.01"), Decimal("0.01"), Decimal(1), Decimal(1), Decimal(100), Decimal(10000))
    )
    rounded = (amount / step).quantize(Decimal(1), ROUND_DOWN) * step
    return (rounded or amount).quantize(ZERO, ROUND_DOWN)


def around(rng: Random, middle: Decimal) -> Decimal:
    """Return an amount between a tenth and twice `middle`."""
    return cut(rng, middle * Decimal(str(round(rng.uniform(0.1, 2), 4)))) or Decimal("1.00")


LEAST = Decimal(100)
"""元: a part below 0.01 万元 would print as nothing."""


def spread(rng: Random, total: Decimal, keys: list[str]) -> dict[str, Decimal]:
    """Split `total` over `keys` exactly, unevenly; a part that would be less than `LEAST` is 0."""
    weights = {key: round(rng.uniform(0.1, 1) ** 2, 6) for key in keys}
    whole = sum(weights.values())
    parts = {key: cut(rng, total * Decimal(str(round(weight / whole, 8)))) for key, weight in weights.items()}
    parts = {key: part if part >= LEAST else ZERO for key, part in parts.items()}
    heaviest = max(weights, key=lambda key: weights[key])
    parts[heaviest] += total - sum(parts.values(), ZERO)
    return parts
