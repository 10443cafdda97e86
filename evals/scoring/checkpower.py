"""What the checks tell of a reading: which wrong leaves stand in a failed identity, and which failures are right.

A finding above info that stands on figures is a failed identity. It is right where one of its figures was misread (W
or H), or where the report itself is known to be wrong there; the listed faults are those of `evals.findings`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from evals.findings import GRAVE, Listed, Scores, matches, score
from evals.scoring.leaf import LeafVerdict
from evals.scoring.metrics import Counts, Ratio
from extractor.checks.check import Checked
from extractor.checks.of_record import book_of_record
from extractor.checks.registry import try_all
from schemas.record import Finding, Record

POWER = (
    Ratio("check_pass_rate", "试过的恒等式成立的占比", {"checks:held": 1}, {"checks:tried": 1}),
    Ratio("check_power", "错数落在不成立的恒等式里的占比", {"checks:wrong_hit": 1}, {"checks:wrong": 1}),
    Ratio("failed_precision", "不成立的恒等式指向错处的占比", {"checks:failed_right": 1}, {"checks:failed": 1}),
    Ratio("finding_recall", "已知差错的召回率", {"findings:found": 1}, {"findings:wanted": 1}),
    Ratio("finding_precision", "发现的精确率", {"findings:right": 1}, {"findings:right": 1, "findings:unlisted": 1}),
)


def power(
    verdicts: Iterable[LeafVerdict], findings: Sequence[Finding], listed: Sequence[Listed] = (), text: str = ""
) -> Counts:
    """Count, for one document, wrong leaves inside and outside failed identities, and failures that are right.

    `listed` and `text`: the known faults of the report and its text; without them only misread figures make a failed
    identity right.
    """
    wrong = {"/".join(one.given_key or one.key) for one in verdicts if one.wrong}
    failed = [finding for finding in findings if finding.severity in GRAVE and _figures(finding)]
    touched = {figure for finding in failed for figure in _figures(finding)}
    counts: Counts = Counter()
    counts["checks:wrong"] = len(wrong)
    counts["checks:wrong_hit"] = len(wrong & touched)
    counts["checks:failed"] = len(failed)
    counts["checks:failed_right"] = sum(
        not wrong.isdisjoint(_figures(finding)) or any(matches(finding, one, text) for one in listed)
        for finding in failed
    )
    return counts


def held_counts(record: Record) -> Counts:
    """Count the identities that were tried on a record's figures and those that hold, by rounding too."""
    found = Counter(one.verdict for one in try_all(book_of_record(record)))
    counts: Counts = Counter()
    counts["checks:held"] = found["pass"] + found["rounding"]
    counts["checks:tried"] = counts["checks:held"] + found["fail"]
    return counts


def findings_counts(name: str, record: Record, listed: Sequence[Listed]) -> tuple[Counts, Scores]:
    """Hold a record's findings against the known faults; return the counts and what they were made of."""
    text = record.documents[0].text if record.documents else ""
    scores = score(name, Checked(record.findings, {}), listed, text)
    counts: Counts = Counter()
    counts["findings:wanted"] = sum(map(len, scores.wanted.values()))
    counts["findings:found"] = sum(map(len, scores.found.values()))
    counts["findings:right"] = len(scores.right)
    counts["findings:unlisted"] = len(scores.unlisted)
    return counts, scores


def _figures(finding: Finding) -> set[str]:
    """The ids of the facts a finding stands on or suspects."""
    blamed = {f"{finding.place}/{finding.row}/{finding.column}"} if finding.row else set()
    return blamed | {*finding.facts, *finding.repeats, *finding.suspects}
