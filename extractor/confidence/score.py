"""The score: a logistic model over the signals, fitted by `python -m evals.confidence fit`, kept with its teacher.

A fit knows one way of reading (all questions asked, few, none), one model and the words of its prompts. For any other
it says nothing: the bands then stand by rule alone, and the record says why.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any

from schemas.record import Effort

EFFORTS: tuple[Effort, ...] = ("full", "low", "none")
VERSION = "confidence"
"""The entry of `Provenance.versions` that says what weighed the facts: `fit` and its digest, or `BY_RULE` and why."""
BY_RULE = "rules"
_FORMAT = 1
_CIRCUMSTANCES = frozenset({"threads", "n_ctx", "engine_version"})
"""Parts of a model's identity that change how fast it answers, not who answers."""
_LEAST, _MOST = 0.0001, 0.9999
"""No score says impossible or certain."""


@dataclass(frozen=True)
class Logistic:
    """Coefficients on the signals as they are; scaling and calibration are folded in."""

    intercept: float
    weights: Mapping[str, float]

    def score(self, row: Mapping[str, float]) -> float:
        """Return the probability that what the signals describe is right, to four places."""
        logit = self.intercept + sum(weight * row.get(name, 0.0) for name, weight in sorted(self.weights.items()))
        chance = 1 / (1 + exp(-max(-30.0, min(30.0, logit))))
        return round(max(_LEAST, min(_MOST, chance)), 4)


@dataclass(frozen=True)
class Fit:
    """One way of reading, fitted: for facts that were found and for what was not."""

    effort: Effort
    model: Mapping[str, Any]
    """Identity of the model whose answers were learnt from (`identity_of`); empty where none was asked."""
    prompts: Mapping[str, str]
    """Digests of the prompts then."""
    found: Logistic
    absent: Logistic
    threshold: float | None
    """A fact by rule in AUTO that scores less goes to review; None where no threshold held the limit."""
    digest: str
    """Of the whole fit, for the record."""

    def refused(self, effort: Effort, model: Mapping[str, Any], prompts: Mapping[str, str]) -> str | None:
        """Return why the fit may not speak of a record, in Chinese; None where it may."""
        if effort != self.effort:
            return f"拟合的是 {self.effort} 读法"
        if identity_of(model) != self.model:
            return "拟合所用的是另一个模型"
        changed = [name for name, digest in prompts.items() if self.prompts.get(name) != digest]
        return f"提示词 {'、'.join(changed)} 在拟合之后改过" if changed else None


def identity_of(model: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a model's identity changes its answers."""
    return {name: value for name, value in model.items() if name not in _CIRCUMSTANCES}


def fit_for(effort: Effort, model: Mapping[str, Any], prompts: Mapping[str, str]) -> Fit | str:
    """Return the shipped fit for a way of reading, or why there is none, in Chinese."""
    fit = shipped().get(effort)
    if fit is None:
        return f"{effort} 读法还没有拟合"
    return fit.refused(effort, model, prompts) or fit


@cache
def shipped() -> dict[Effort, Fit]:
    """Return the fits that come with the package."""
    path = files("extractor.confidence").joinpath("fitted.json")
    return parsed(path.read_text(encoding="utf-8")) if path.is_file() else {}


def parsed(text: str) -> dict[Effort, Fit]:
    """Read fits from JSON; raises ValueError for another format."""
    data = json.loads(text)
    if data.get("format") != _FORMAT:
        raise ValueError(f"fits of format {data.get('format')!r}, not {_FORMAT}")
    return {effort: _fit(effort, data["fits"][effort]) for effort in EFFORTS if effort in data["fits"]}


def _fit(effort: Effort, data: Mapping[str, Any]) -> Fit:
    return Fit(
        effort=effort,
        model=data["model"],
        prompts=data["prompts"],
        found=Logistic(**data["found"]),
        absent=Logistic(**data["absent"]),
        threshold=data["threshold"],
        digest=data["digest"],
    )
