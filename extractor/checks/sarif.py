"""Findings in SARIF 2.1.0, the exchange format of checkers: one run, one result a finding.

Its rules are the identities and the checks between files.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import quote as percent

from extractor.checks.files import NAMES as BETWEEN
from extractor.checks.lines import Line, Report, document_of, lines_of
from extractor.checks.registry import Identity, identities
from extractor.show.quotes import chosen
from schemas.document import Document
from schemas.fact import Evidence

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_FINGERPRINT = "juesuanFinding/v1"


def sarif_of(reports: Sequence[Report]) -> dict[str, Any]:
    """Return a SARIF log. Offsets count the characters of a document's text as juesuan reads it (Unicode code points)."""
    documents = list(dict.fromkeys((one.name, one.sha256, one.media_type) for r in reports for one in r.documents))
    run = {
        "tool": {"driver": _driver()},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(*document) for document in documents],
        "results": [result for report in reports for result in _results(report)],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _driver() -> dict[str, Any]:
    rules = [*map(_rule, identities().values()), *(_between(check, formula) for check, formula in BETWEEN.items())]
    driver: dict[str, Any] = {"name": "juesuan", "rules": rules}
    with suppress(PackageNotFoundError):  # run from a source tree that was never installed
        driver["version"] = version("juesuan")
    return driver


def _rule(identity: Identity) -> dict[str, Any]:
    return {
        "id": identity.id,
        "shortDescription": {"text": identity.formula},
        "help": {"text": f"{identity.formula}。出处：{identity.source}。不成立的例子（虚构）：{identity.example}。"},
        "defaultConfiguration": {"level": _LEVELS[identity.severity]},
    }


def _between(check: str, formula: str) -> dict[str, Any]:
    """Return the rule of a check between files; how grave its failure is depends on the case, each result says it."""
    return {
        "id": check,
        "shortDescription": {"text": formula},
        "help": {"text": f"{formula}。几份报告一起核对时才试，见 docs/checks.md。"},
    }


def _artifact(name: str, sha256: str, media_type: str) -> dict[str, Any]:
    return {"location": {"uri": _uri(name)}, "mimeType": media_type, "hashes": {"sha-256": sha256}}


def _results(report: Report) -> Iterator[dict[str, Any]]:
    """Yield a result a finding; findings that say the same are told apart by their order."""
    seen: Counter[str] = Counter()
    for line in lines_of(report):
        same = _fingerprint(line)
        seen[same] += 1
        yield _result(report, line, f"{same}:{seen[same]}")


def _result(report: Report, line: Line, fingerprint: str) -> dict[str, Any]:
    finding = line.finding
    result: dict[str, Any] = {
        "ruleId": finding.checks[0] if finding.checks else finding.verdict,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(line)},
        "partialFingerprints": {_FINGERPRINT: fingerprint},
        "properties": {
            "report": report.name,
            "checks": list(finding.checks),
            "verdict": finding.verdict,
            "fact": {"place": finding.place, "row": finding.row, "column": finding.column},
            "printed": finding.printed,
            "expected": finding.expected,
            "cause": finding.cause,
        },
    }
    rules = [*identities(), *BETWEEN]
    if finding.checks and finding.checks[0] in rules:
        result["ruleIndex"] = rules.index(finding.checks[0])
    first = chosen(finding)
    if first:
        result["locations"] = [_location(first, report.documents)]
    related = _others(line, first)
    if related:
        result["relatedLocations"] = [_location(one, report.documents) for one in related]
    return result


def _message(line: Line) -> str:
    figures = f"所印 {line.printed or '（无）'}"
    figures += f"，应为 {line.expected}" if line.expected else ""
    parts = [line.where, figures if line.printed or line.expected else "", line.message, line.cause]
    return "；".join(part for part in parts if part)


def _others(line: Line, first: Evidence | None) -> Iterable[Evidence]:
    return [one for one in dict.fromkeys(line.finding.evidence) if one != first]


def _location(evidence: Evidence, documents: Sequence[Document]) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(evidence.document)}}
    if document_of(evidence, documents):  # a region that does not say what it should is no place to send a reader to
        physical["region"] = {
            "charOffset": evidence.start,
            "charLength": evidence.end - evidence.start,
            "snippet": {"text": evidence.text},
        }
    return {"physicalLocation": physical, "properties": {"page": evidence.page}}


def _fingerprint(line: Line) -> str:
    """What makes a finding the same one in the next version of a report: what it says, not at which character."""
    finding = line.finding
    evidence = chosen(finding)
    same = (*finding.checks, finding.place, finding.row, finding.column, finding.printed, finding.expected)
    words = "|".join(str(part) for part in (*same, evidence.text if evidence else ""))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _uri(name: str) -> str:
    return percent(name, safe="", errors="replace")
