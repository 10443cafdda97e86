"""How far a fact may be trusted: bands by rule, from evidence, never from the model's mood.

Until a calibrated model is fitted: AUTO where two different readings agree on printed digits (the model's answer and
the grammar of its clause, or the header and label of a table) and nothing speaks against it; MUST where the report
prints two values for one key; REVIEW for every other doubt.
"""

from collections.abc import Sequence

from extractor.draft import Draft
from schemas.fact import Band, Confidence

SCORES: dict[Band, float] = {"AUTO": 0.99, "REVIEW": 0.7, "MUST": 0.3}
ASKED_TWICE = "第一次提问没有答出，单独再问才答出"


def weigh(members: Sequence[Draft], *, contested: bool) -> Confidence:
    """Weigh one fact by the drafts that state it. `contested`: its key is printed with another value too."""
    reasons = list(dict.fromkeys(reason for draft in members for reason in draft.reasons))
    if "second_question" in members[0].flags:
        reasons.append(ASKED_TWICE)
    band: Band = "REVIEW" if reasons else "AUTO"
    if contested:
        reasons.insert(0, "同一节里这一项印了两个不同的数")
        band = "MUST"
    return Confidence(band=band, score=SCORES[band], reasons=tuple(reasons))
