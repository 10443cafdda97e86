"""From labels to what is kept: the fit of one way of reading, with the model and the prompts it holds for."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from evals.confidence.fitting import Fitted, fit
from evals.confidence.labelled import Item, Labels
from evals.confidence.threshold import Chosen, choose
from extractor.confidence.absences import signal_names
from extractor.confidence.signals import AGAINST, FOR, NAMES
from extractor.prompts import load_prompt

SIGNS = {**dict.fromkeys(FOR, 1), **dict.fromkeys(AGAINST, -1)}


@dataclass(frozen=True, eq=False)
class Trained:
    """A fit, the facts it learnt from with the scores their folds gave them, and its threshold."""

    facts: tuple[Item, ...]
    found: Fitted
    absent: Fitted
    absences: int
    lost: int
    chosen: Chosen


def train(labels: Sequence[Labels]) -> Trained:
    """Fit facts and absences. Raises ValueError where there is nothing to learn from."""
    facts = tuple(item for one in labels for item in one.facts)
    missing = [item for one in labels for item in one.absent]
    found = fit(facts, NAMES, SIGNS)
    absent = fit(missing, signal_names(), {})
    lost = sum(not item.right for item in missing)
    return Trained(facts, found, absent, len(missing), lost, choose(facts, found.unseen))


def kept(trained: Trained, model: Mapping[str, Any], prompts: Mapping[str, str]) -> dict[str, Any]:
    """Return the fit as JSON, with a digest of all of it."""
    data: dict[str, Any] = {
        "model": dict(model),
        "prompts": dict(prompts),
        "found": asdict(trained.found.logistic),
        "absent": asdict(trained.absent.logistic),
        "threshold": trained.chosen.threshold,
        "labels": {
            "facts": len(trained.facts),
            "wrong": sum(not item.right for item in trained.facts),
            "documents": len({item.document for item in trained.facts}),
            "layouts": len({item.group for item in trained.facts}),
            "absences": trained.absences,
            "lost": trained.lost,
        },
    }
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return {**data, "digest": hashlib.sha256(text.encode()).hexdigest()[:16]}


def scored(trained: Trained) -> list[tuple[Item, float]]:
    """Return the facts with the score of their fold, the band as the threshold leaves it."""
    limit = trained.chosen.threshold or 0.0
    found = []
    for item, chance in zip(trained.facts, trained.found.unseen.tolist(), strict=True):
        below = item.band == "AUTO" and round(chance, 4) < limit
        found.append((replace(item, band="REVIEW") if below else item, chance))
    return found


@cache
def prompts_now() -> dict[str, str]:
    """Return the digest of every prompt as it is now."""
    names = sorted(file.name.removesuffix(".md") for file in files("prompts").iterdir() if file.name.endswith(".md"))
    return {name: load_prompt(name).digest for name in names if not name.startswith("_")}
