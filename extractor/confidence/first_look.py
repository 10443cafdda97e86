"""What the reading alone says of a fact, before any identity was tried: its doubts, in Chinese, and a band by them.

The checks, the second read and the fit have not spoken yet; `extractor.confidence.weigh` has the last word.
"""

from collections.abc import Sequence

from extractor.draft import Draft
from schemas.fact import Band, Confidence

SCORES: dict[Band, float] = {"AUTO": 0.99, "REVIEW": 0.7, "MUST": 0.3}
"""The score of a band by rule alone, where no fit may speak."""
ASKED_TWICE = "第一次提问没有答出，单独再问才答出"
CONTESTED = "同一节里这一项印了两个不同的数"


def first_look(members: Sequence[Draft], *, contested: bool) -> Confidence:
    """Look at one fact by the drafts that state it. `contested`: its key is printed with another value too."""
    reasons = list(dict.fromkeys(reason for draft in members for reason in draft.reasons))
    if "second_question" in members[0].flags:
        reasons.append(ASKED_TWICE)
    band: Band = "REVIEW" if reasons else "AUTO"
    if contested:
        reasons.insert(0, CONTESTED)
        band = "MUST"
    return Confidence(band=band, score=SCORES[band], reasons=tuple(reasons))
