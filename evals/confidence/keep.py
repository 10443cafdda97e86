"""Fits on disk: the shipped ones beside the reader; those that each leave one real report out, with their tables."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.confidence.collect import EFFORTS
from evals.confidence.labelled import Labels
from evals.confidence.measure import as_verdicts, told
from evals.confidence.threshold import LIMIT, Chosen
from evals.confidence.train import Trained, kept, prompts_now, scored, train
from extractor.confidence.score import Fit, parsed
from schemas.record import Effort

HERE = Path(__file__).parent
SHIPPED = HERE.parent.parent / "extractor" / "confidence" / "fitted.json"
LEFT_OUT = HERE / "left_out.json"
_SOURCES = ("press", "slips", "noise", "examples", "real")


def fit_all(labels: Mapping[Effort, Sequence[Labels]], models: Mapping[Effort, Mapping[str, Any]]) -> None:
    """Fit every way of reading, whole and without each real report, and write both files."""
    shipped: dict[str, Any] = {"format": 1, "fits": {}}
    beside: dict[str, Any] = {"format": 1, "efforts": {}}
    for effort in EFFORTS:
        prompts = {} if effort == "none" else prompts_now()
        whole = train(labels[effort])
        shipped["fits"][effort] = kept(whole, models[effort], prompts)
        beside["efforts"][effort] = {
            "without": {
                name: kept(train(_without(labels[effort], name)), models[effort], prompts)
                for name in _real(labels[effort])
            },
            "told": _told(whole),
            "promise": _promise(whole.chosen),
        }
    write(SHIPPED, shipped)
    write(LEFT_OUT, beside)


def write(path: Path, data: Mapping[str, Any]) -> None:
    """Write JSON that is read as a diff."""
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def left_out() -> dict[str, Any]:
    """Return what `fit` kept of the fits without one report. Raises FileNotFoundError before the first fit."""
    data: dict[str, Any] = json.loads(LEFT_OUT.read_text(encoding="utf-8"))
    return data["efforts"]  # type: ignore[no-any-return]


def fit_without(kept_fits: Mapping[str, Any], effort: Effort, name: str) -> Fit:
    """Return the fit of a way of reading that never saw a report. Raises KeyError where there is none."""
    data = json.dumps({"format": 1, "fits": {effort: kept_fits[effort]["without"][name]}})
    return parsed(data)[effort]


def _without(labels: Sequence[Labels], name: str) -> list[Labels]:
    return [one for one in labels if _document(one) != name]


def _document(labels: Labels) -> str | None:
    return labels.facts[0].document if labels.facts else None


def _real(labels: Sequence[Labels]) -> list[str]:
    return sorted({one.facts[0].document for one in labels if one.facts and one.facts[0].source == "real"})


def _told(trained: Trained) -> dict[str, Any]:
    """Return the measures of each source, every fact scored by a fold that had not seen its layout."""
    pairs = scored(trained)
    groups = {source: [pair for pair in pairs if pair[0].source == source] for source in _SOURCES}
    return {source: told(as_verdicts(group)) for source, group in groups.items() if group}


def _promise(chosen: Chosen) -> dict[str, Any]:
    return {
        "limit": LIMIT,
        "threshold": chosen.threshold,
        "strata": [
            {
                "name": risk.name,
                "facts": risk.facts,
                "wrong": risk.errors,
                "naive": None if risk.naive is None else round(risk.naive, 6),
                "by_document": None if risk.by_document is None else round(risk.by_document, 6),
                "holds": risk.holds,
                "too_few": risk.too_few,
            }
            for risk in chosen.risks
        ],
    }
