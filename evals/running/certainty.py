"""The summary of a run's confidence: what `evals.statistics.confidence` measured, in the words of the report."""

from collections.abc import Sequence

from evals.running.intervals import interval
from evals.running.summary import Bin, ConfidenceSummary, CurvePoint, Direction, Measure
from evals.scoring.leaf import LeafVerdict
from evals.statistics.bootstrap import Interval
from evals.statistics.confidence import Confidence, confidence_of


def confidence_summary(verdicts: Sequence[LeafVerdict]) -> ConfidenceSummary:
    """Measure how far the scores and bands of a run can be trusted."""
    found = confidence_of(verdicts)
    return ConfidenceSummary(
        measures=(*_scores(found), *_accepted(found), *_review(found)),
        bins=tuple(
            Bin(
                lower=one.lowest,
                upper=one.highest,
                confidence=one.confidence,
                accuracy=one.accuracy,
                leaves=one.leaves,
            )
            for one in found.bins
        ),
        curve=tuple(CurvePoint(coverage=one.coverage, risk=one.risk) for one in found.curve),
        note=_note(found),
    )


def _note(found: Confidence) -> str:
    note = f"{found.leaves:,} 个有分数的数，其中 {found.errors} 个错"
    note += f"；另有 {found.unscored:,} 个没有分数" if found.unscored else ""
    return f"{note}；错的太少，AUROC 等区间只作参考" if found.errors < _FEW else note


_FEW = 10
"""Errors below which a ranking measure says little."""


def _scores(found: Confidence) -> list[Measure]:
    lines: list[tuple[str, str, Interval, Direction]] = [
        ("auroc", "AUROC", found.auroc, "up"),
        ("auprc_error", "AUPRC（找错）", found.auprc_error, "up"),
        ("aurc", "AURC", found.aurc, "down"),
        ("excess_aurc", "E-AURC", found.excess_aurc, "down"),
        ("augrc", "AUGRC", found.augrc, "down"),
        ("brier", "Brier", found.brier, "down"),
    ]
    measures = [
        Measure(id=id_, name=name, value=one.point, over=found.leaves, interval=interval(one), kind="number", better=to)
        for id_, name, one, to in lines
    ]
    ece = found.calibration_error
    measures.append(
        Measure(id="ece", name="ECE（等量分箱）", value=ece, over=found.leaves, kind="number", better="down")
    )
    return measures


def _accepted(found: Confidence) -> list[Measure]:
    risks = [
        Measure(id=f"risk_at_{coverage:g}", name=f"取最有把握的 {coverage:.0%} 时的错率", value=risk, better="down")
        for coverage, risk in found.risks
    ]
    taken = [
        Measure(
            id=f"coverage_at_{one.limit:g}",
            name=f"错率不过 {one.limit:.1%} 时可取的占比",
            value=one.coverage,
            over=found.leaves,
        )
        for one in found.accepted
    ]
    return [*risks, *taken]


def _review(found: Confidence) -> list[Measure]:
    review = found.review
    return [
        Measure(id="review_load", name="要人看的占比", value=review.load, over=review.leaves, better="down"),
        Measure(
            id="review_documents",
            name="要人看的报告占比",
            value=review.document_load,
            over=review.documents,
            better="down",
        ),
        Measure(id="review_yield", name="看的数里有错的占比", value=review.review_yield, over=review.reviewed),
        Measure(
            id="caught",
            name="错值落在要看的里的占比",
            value=review.caught,
            over=review.errors_reviewed + review.errors_passed,
        ),
        Measure(id="residual", name="直接可用里的错率", value=review.residual, over=review.passed, better="down"),
        Measure(
            id="residual_upper",
            name="直接可用里的错率 95% 上界（各数独立）",
            value=review.residual_upper,
            over=review.passed,
            better="down",
        ),
    ]
