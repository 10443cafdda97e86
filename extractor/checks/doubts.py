"""Facts that the checks suspect to be read wrongly: a person has to settle them before anybody uses them."""

from collections.abc import Sequence

from schemas.fact import Confidence, Fact
from schemas.record import Finding

_SCORE = 0.3
"""That of band MUST, as long as confidence is rule-based."""


def with_doubts(facts: Sequence[Fact], findings: Sequence[Finding]) -> list[Fact]:
    """Return the facts, those named by a suspected misreading in band MUST with the finding as reason.

    A report that does not add up is no doubt about the reading: such facts keep their band, the finding says it. So do
    figures that stand in another cell than printed: the reader has given them their band.
    """
    reasons: dict[str, str] = {}
    for finding in findings:
        if finding.verdict == "misread_suspected" and finding.expected is not None:
            for fact in (f"{finding.place}/{finding.row}/{finding.column}", *finding.repeats):
                reasons.setdefault(fact, f"核对存疑（{'、'.join(finding.checks)}）：{finding.message}")
    return [_doubted(fact, reasons[fact.id]) if fact.id in reasons else fact for fact in facts]


def _doubted(fact: Fact, reason: str) -> Fact:
    confidence = Confidence(band="MUST", score=_SCORE, reasons=(*fact.confidence.reasons, reason))
    return fact.model_copy(update={"confidence": confidence})
