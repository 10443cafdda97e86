"""Why a fact goes to a person, in Chinese: the identity and by how much, the two reads, what does not bear it out."""

from decimal import Decimal, InvalidOperation

from extractor.confidence.bands import is_borne_out
from extractor.confidence.said import (
    ALONE,
    CHECK_MARK,
    HURT,
    NOT_AS_PRINTED,
    RIVAL,
    SECOND_READ,
    VARIANT,
    WEIGHED_MARK,
    by_reading,
)
from extractor.confidence.signals import Signals
from extractor.confidence.witnesses import Witnesses
from extractor.merge import plain
from schemas.fact import Fact
from schemas.record import Finding


def reasons_of(fact: Fact, signals: Signals, about: Witnesses) -> list[str]:
    """Return what there is to say of a fact: the gravest first, then what the reading said."""
    said = []
    if fact.id in about.blamed:
        said.append(_of_finding(about.blamed[fact.id]))
    elif fact.id in about.suspects:
        said.append(_of_suspect(about.suspects[fact.id]))
    said += [SECOND_READ] if signals.differs else []
    said += by_reading(fact)
    said += [HURT] if signals.hurt else []
    said += [VARIANT] if signals.variant else []
    said += [RIVAL] if signals.rival else []
    if not is_borne_out(signals) and not signals.ungrounded:
        said.append(ALONE if signals.exact else NOT_AS_PRINTED)
    return list(dict.fromkeys(said))


def below(score: float, threshold: float) -> str:
    """Say that the score is what keeps a fact out of AUTO."""
    return f"{WEIGHED_MARK}各项依据，可信度 {score:.3f}，不到可直接使用的 {threshold:.3f}"


def _of_finding(finding: Finding) -> str:
    what = "存疑" if finding.verdict == "misread_suspected" else "不平"
    return f"{CHECK_MARK}{what}（{'、'.join(finding.checks)}）：{finding.message}{_difference(finding)}"


def _of_suspect(finding: Finding) -> str:
    blamed = " ".join(filter(None, (finding.place, finding.row, finding.column)))
    return f"{CHECK_MARK}不平（{'、'.join(finding.checks)}），错在 {blamed} 或此数等之一：{finding.message}"


def _difference(finding: Finding) -> str:
    """Say by how much the printed figure is off, in the printed unit."""
    try:
        off = Decimal((finding.printed or "").replace(",", "")) - abs(Decimal(finding.expected or ""))
    except InvalidOperation:
        return ""
    return f"，所印 {finding.printed}，差 {plain(abs(off))}" if off else ""
