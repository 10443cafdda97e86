"""Fitting the score: logistic regression over the signals, calibrated on what each fold had not seen.

A signal that speaks against a fact may not raise its score, nor one for it lower it: signals whose coefficient comes
out the other way are left out, and the rest fitted again. Scaling and calibration are folded into the coefficients.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
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


def fit(items: Sequence[Item], names: Sequence[str], signs: Mapping[str, int]) -> Fitted:
    """Fit items by their signals. `signs`: 1 for a signal that may only raise the score, -1: only lower it.

    Raises ValueError where the items are all right or all wrong, or of fewer than two groups.
    """
    groups = sorted({item.group for item in items})
    whole = np.array(
        [[*(item.row.get(name, 0.0) for name in names), item.right, groups.index(item.group)] for item in items]
    ).reshape(len(items), len(names) + 2)
    alike, which, times = np.unique(whole, axis=0, return_inverse=True, return_counts=True)
    table, right, group = alike[:, :-2], alike[:, -2], alike[:, -1]
    if len(set(right.tolist())) < 2 or len(groups) < 2:
        raise ValueError("nothing to learn from: items of one kind, or of one group")
    kept = _signed(table, right, times, names, signs)
    table = table[:, [names.index(name) for name in kept]]
    unseen = np.zeros(len(table))
    for learn, test in GroupKFold(min(FOLDS, len(groups))).split(table, right, group):
        slope, intercept = _line(table[learn], right[learn], times[learn])
        unseen[test] = table[test] @ slope + intercept
    scale, shift = _platt(unseen, right, times)
    slope, intercept = _line(table, right, times)
    weights = {name: round(float(scale * one), _DIGITS) for name, one in zip(kept, slope, strict=True)}
    logistic = Logistic(round(float(scale * intercept + shift), _DIGITS), weights)
    chance = 1 / (1 + np.exp(-(scale * unseen + shift)))
    return Fitted(logistic, chance[which.reshape(-1)])


def _signed(
    table: Floats, right: Floats, times: NDArray[np.intp], names: Sequence[str], signs: Mapping[str, int]
) -> list[str]:
    """Return the signals that stay: they vary, and pull the way they may."""
    kept = [name for name, column in zip(names, table.T, strict=True) if column.min() < column.max()]
    while kept:
        slope, _ = _line(table[:, [names.index(name) for name in kept]], right, times)
        pulls = dict(zip(kept, slope.tolist(), strict=True))
        wrong = [name for name in kept if pulls[name] * signs.get(name, 0) < 0]
        if not wrong:
            break
        kept.remove(max(wrong, key=lambda name: abs(pulls[name])))
    return kept


def _line(table: Floats, right: Floats, times: NDArray[np.intp]) -> tuple[Floats, float]:
    """Fit one model and return its slope and intercept on the signals as they are; `times`: how often each row counts.

    Raises ValueError where the rows are all right or all wrong.
    """
    scaler = StandardScaler().fit(table, sample_weight=times)
    scale = np.where(scaler.scale_ > 0, scaler.scale_, 1.0)
    model = LogisticRegression(max_iter=1000).fit((table - scaler.mean_) / scale, right, sample_weight=times)
    slope = model.coef_[0] / scale
    return slope, float(model.intercept_[0] - slope @ scaler.mean_)


def _platt(decisions: Floats, right: Floats, times: NDArray[np.intp]) -> tuple[float, float]:
    """Fit the line from decision to log odds; one that falls is none, and the decisions stand as they are."""
    model = LogisticRegression(C=1e6, max_iter=1000).fit(decisions.reshape(-1, 1), right, sample_weight=times)
    scale = float(model.coef_[0][0])
    return (scale, float(model.intercept_[0])) if scale > 0 else (1.0, 0.0)


def scores(logistic: Logistic, items: Iterable[Item]) -> list[float]:
    """Return the score of every item."""
    return [logistic.score(item.row) for item in items]
