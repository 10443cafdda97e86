"""Fitting the score: logistic regression over the signals, calibrated on what each fold had not seen.

A signal that speaks against a fact may not raise its score, nor one for it lower it: signals whose coefficient comes out
the other way are left out, and the rest fitted again. Scaling and calibration are folded into the coefficients.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from evals.confidence.labelled import Item
from evals.statistics.rates import Floats
from extractor.confidence.score import Logistic

FOLDS = 5
_DIGITS = 6
"""Of the coefficients that are kept: far below what any count of labels can tell."""


@dataclass(frozen=True, eq=False)
class Fitted:
    """A model, and the scores its folds gave to what they had not seen, in the order of the items."""

    logistic: Logistic
    unseen: Floats


def fit(items: Sequence[Item], names: Sequence[str], signs: dict[str, int]) -> Fitted:
    """Fit items by their signals. `signs`: 1 for a signal that may only raise the score, -1 for one that may only lower it.

    Raises ValueError where the items are all right or all wrong, or of fewer than two groups.
    """
    right = np.array([item.right for item in items])
    groups = [item.group for item in items]
    if right.all() or not right.any() or len(set(groups)) < 2:
        raise ValueError("nothing to learn from: items of one kind, or of one group")
    table = np.array([[item.row.get(name, 0.0) for name in names] for item in items])
    kept = _signed(table, right, names, signs)
    columns = [names.index(name) for name in kept]
    table = table[:, columns]
    unseen = np.zeros(len(items))
    for learn, test in GroupKFold(min(FOLDS, len(set(groups)))).split(table, right, groups):
        if right[learn].all() or not right[learn].any():
            raise ValueError("a fold has nothing to learn from")
        slope, intercept = _line(table[learn], right[learn])
        unseen[test] = table[test] @ slope + intercept
    scale, shift = _platt(unseen, right)
    slope, intercept = _line(table, right)
    weights = {name: round(float(scale * one), _DIGITS) for name, one in zip(kept, slope, strict=True)}
    logistic = Logistic(round(float(scale * intercept + shift), _DIGITS), weights)
    return Fitted(logistic, 1 / (1 + np.exp(-(scale * unseen + shift))))


def _signed(table: Floats, right: Floats, names: Sequence[str], signs: dict[str, int]) -> list[str]:
    """Return the signals that stay: they vary, and pull the way they may."""
    kept = [name for name, column in zip(names, table.T, strict=True) if column.min() < column.max()]
    while kept:
        slope, _ = _line(table[:, [names.index(name) for name in kept]], right)
        wrong = {name for name, one in zip(kept, slope, strict=True) if one * signs.get(name, 0) < 0}
        if not wrong:
            break
        worst = max(wrong, key=lambda name: abs(float(slope[kept.index(name)])))
        kept.remove(worst)
    return kept


def _line(table: Floats, right: Floats) -> tuple[Floats, float]:
    """Fit one model and return its slope and intercept on the signals as they are; equal rows count together."""
    alike, times = np.unique(np.column_stack([table, right]), axis=0, return_counts=True)
    signals, label = alike[:, :-1], alike[:, -1]
    scaler = StandardScaler().fit(signals, sample_weight=times)
    scale = np.where(scaler.scale_ > 0, scaler.scale_, 1.0)
    model = LogisticRegression(max_iter=500).fit((signals - scaler.mean_) / scale, label, sample_weight=times)
    slope = model.coef_[0] / scale
    return slope, float(model.intercept_[0] - slope @ scaler.mean_)


def _platt(decisions: Floats, right: Floats) -> tuple[float, float]:
    """Fit the line from decision to log odds; one that falls is none, and the decisions stand as they are."""
    model = LogisticRegression(C=1e6, max_iter=2000).fit(decisions.reshape(-1, 1), right)
    scale = float(model.coef_[0][0])
    return (scale, float(model.intercept_[0])) if scale > 0 else (1.0, 0.0)


def scores(logistic: Logistic, items: Iterable[Item]) -> list[float]:
    """Return the score of every item."""
    return [logistic.score(item.row) for item in items]
