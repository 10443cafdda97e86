"""The six reports all systems read, their labels, and the keys the suite asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from evals.golden import suite as golden
from evals.scoring.leaf import GoldLeaf, Key
from evals.scoring.source import SourceText, source_of
from extractor.load import load
from schemas.document import Document

FOLDER = Path("evals/suites/peers")


@dataclass(frozen=True)
class Report:
    """One report of the suite."""

    name: str
    document: Document
    labels: tuple[GoldLeaf, ...]
    """With decoys: they are not asked for."""
    money_unit: str
    """元 or 万元, as the report prints it; the other systems are told, juesuan has to find it."""
    faults: frozenset[Key]
    """Keys whose printed figure does not add up: planted, and listed in `findings.csv`."""

    @cached_property
    def source(self) -> SourceText:
        """The report as scoring looks at it."""
        return source_of([self.document])


@dataclass(frozen=True)
class Suite:
    """The reports and what is asked of each."""

    reports: tuple[Report, ...]

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """Every key some report of the suite has a value for, by place, in the order of the labels."""
        found = self._keys("value")
        order = {place: at for at, place in enumerate(dict.fromkeys(key[0] for key in found))}
        return tuple(sorted(found, key=lambda key: order[key[0]]))

    @cached_property
    def declared(self) -> frozenset[str]:
        """Places that some report of the suite declares empty."""
        return frozenset(place for place, _, _ in self._keys("declared_empty"))

    def _keys(self, state: str) -> Sequence[Key]:
        labels = (label for report in self.reports for label in report.labels)
        return tuple(dict.fromkeys(label.key for label in labels if label.state == state))


def load_suite(folder: Path = FOLDER) -> Suite:
    """Load the reports and labels of `suite.toml`. Raises SuiteError where a file is another one or is not there."""
    documents = golden.load_suite(folder).documents
    return Suite(tuple(_report(entry, entry.path) for entry in documents if entry.path))


def _report(entry: golden.SuiteDocument, path: Path) -> Report:
    faults = frozenset((fault.place, fault.row, fault.column) for fault in entry.findings)
    return Report(entry.name, load(path), entry.labels, entry.identity["money_unit"], faults)
