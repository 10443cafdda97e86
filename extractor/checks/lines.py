"""Findings as a person reads them: where, what the source says there, printed and expected, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.checks.book import Book
from extractor.checks.check import Checked
from extractor.checks.files import NAMES as BETWEEN
from extractor.checks.registry import identities
from extractor.show.quotes import NUMBER, after, before, chosen, is_own
from extractor.show.words import CAUSES, place_title, subject_name
from extractor.summary import plain
from schemas.document import Document
from schemas.fact import Evidence
from schemas.record import Finding, Record, Severity

QUOTE_LENGTH = 60
"""Characters of a quote with its figure and the brackets around it."""
_FIGURE_LENGTH = 36
_BRACKETS = 2
_ELLIPSIS = 2
GRAVITY: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True)
class Report:
    """One record, or one label file with its report, and what trying the identities on it came to."""

    name: str
    documents: tuple[Document, ...]
    checked: Checked
    units: Mapping[str, str] = field(default_factory=dict)
    """Units of the figures, by the id of the fact."""
    record: Record | None = None
    """Where it was a record that was checked."""
    notes: tuple[str, ...] = ()
    """What else is to be told of it, in Chinese."""


@dataclass(frozen=True)
class Quote:
    """Some words of a document and the part of them that a finding is about."""

    before: str
    figure: str
    after: str
    document: str
    page: int
    own: bool
    """Whether the part is the figure to blame; else it is one that the figure was held against."""


@dataclass(frozen=True)
class Line:
    """One finding in words. All of them are on one line and hold no control character."""

    number: int
    finding: Finding
    checks: str
    place: str
    row: str
    column: str
    printed: str
    """With its unit."""
    expected: str
    cause: str
    """Empty where nobody can tell."""
    message: str
    quote: Quote | None
    repeats: tuple[str, ...]
    """Other places where the same wrong figure is printed."""
    suspects: tuple[str, ...]

    @property
    def where(self) -> str:
        """Place, row and column; of words only the place."""
        return " / ".join(part for part in (self.place, self.row, self.column) if part)


def report_of(name: str, book: Book, checked: Checked, record: Record | None = None) -> Report:
    """Join what was checked with the documents it is quoted from."""
    documents = book.source.documents if book.source else ()
    return Report(name, documents, checked, {figure.id: figure.unit for figure in book.figures.values()}, record)


def lines_of(report: Report) -> list[Line]:
    """Return the findings in words, numbered from 1, gravest first."""
    ordered = sorted(report.checked.findings, key=lambda finding: GRAVITY.index(finding.severity))
    return [_line(number, finding, report) for number, finding in enumerate(ordered, 1)]


def formula_of(check: str) -> str:
    """Return what an identity, or a check between files, says; nothing for what is neither."""
    identity = identities().get(check)
    return identity.formula if identity else BETWEEN.get(check, "")


def clean(text: str) -> str:
    """Put a text on one line and take out what could paint, move or rewrite a terminal."""
    return plain(" ".join(text.split()))


def _line(number: int, finding: Finding, report: Report) -> Line:
    blamed = f"{finding.place}/{finding.row}/{finding.column}"
    unit = report.units.get(blamed, "")
    subject = subject_name(finding.place, finding.row)
    return Line(
        number=number,
        finding=finding,
        checks="、".join(map(clean, finding.checks)),
        place=clean(f"{finding.place} {place_title(finding.place)}") if finding.place else "",
        row=clean(f"{finding.row} {subject}"),
        column=clean(finding.column),
        printed=_figure(finding.printed, unit),
        expected=_figure(finding.expected, unit),
        cause="" if finding.cause in {None, "other"} else clean(CAUSES.get(str(finding.cause), str(finding.cause))),
        message=clean(finding.message),
        quote=_quote(finding, report.documents),
        repeats=tuple(_names(finding.repeats, {blamed})),
        suspects=tuple(_names(finding.suspects, {blamed})),
    )


def _figure(printed: str | None, unit: str) -> str:
    if printed is None:
        return ""
    text = clean(printed)
    # Words are printed as they are; only a number has a unit, and a percent sign may be part of it.
    return clean(f"{text}{unit}") if NUMBER.fullmatch(text) and not text.endswith("%") else text


def _names(ids: Iterable[str], without: set[str]) -> Iterator[str]:
    """Name facts by place, row and column."""
    for key in ids:
        if key not in without:
            place, _, rest = key.partition("/")
            row, _, column = rest.rpartition("/")
            yield clean(" ".join(part for part in (place, row, subject_name(place, row), column) if part))


def _quote(finding: Finding, documents: Sequence[Document]) -> Quote | None:
    evidence = chosen(finding)
    if evidence is None:
        return None
    figure = " ".join(evidence.text.split())
    if len(figure) > _FIGURE_LENGTH:
        figure = f"{figure[: _FIGURE_LENGTH - 1]}…"
    width = (QUOTE_LENGTH - _BRACKETS - _ELLIPSIS - len(figure)) // 2
    document = document_of(evidence, documents)
    lead = before(document.text, evidence.start, width) if document else ""
    trail = after(document.text, evidence.end, width) if document else ""
    return Quote(
        before=plain(lead.lstrip()),
        figure=plain(figure),
        after=plain(trail.rstrip()),
        document=clean(evidence.document),
        page=evidence.page,
        own=is_own(finding, evidence),
    )


def document_of(evidence: Evidence, documents: Iterable[Document]) -> Document | None:
    """Return the document in which the evidence stands as it says; None where there is none."""
    start, end = evidence.start, evidence.end
    if not 0 <= start < end:
        return None
    named = (document for document in documents if document.name == evidence.document)
    return next((document for document in named if document.text[start:end] == evidence.text), None)
