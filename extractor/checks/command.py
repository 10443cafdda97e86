"""`juesuan check`: records, or a label file with its report, are held against the identities; findings are written out.

RECORD… | --facts --source ─load→ Book ─check→ Report … ─check_across→ Report ─render→ terminal or file
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.text import Text

from extractor.checks import files
from extractor.checks.check import Checked, check
from extractor.checks.config import EVERYTHING, Choice, read_choice
from extractor.checks.exports import FORMATS, Format, as_format, render
from extractor.checks.lines import Report, clean, report_of
from extractor.checks.of_labels import book_of_labels
from extractor.checks.of_record import book_of_record
from extractor.checks.record_files import meant, sound
from extractor.checks.text import text_of
from extractor.errors import JuesuanError, RecordError, UsageError
from extractor.export import write_text
from extractor.progress import OnProgress, Progress
from schemas.record import Finding, Record


@dataclass(frozen=True)
class Between:
    """What holding several reports against each other comes to."""

    findings: tuple[tuple[str, Finding], ...] = ()
    """Each with the name of the report whose figure it blames."""
    tried: int = 0
    held: int = 0
    untried: tuple[str, ...] = ()
    """What could not be tried, and why, in Chinese."""


Across = Callable[[Sequence[tuple[str, Record]]], Between]


@dataclass(frozen=True)
class Request:
    """What a call of `juesuan check` says."""

    records: tuple[Path, ...] = ()
    facts: Path | None = None
    source: Path | None = None
    form: str | None = None
    to: Path | None = None
    config: Path | None = None
    everything: bool = False


@dataclass(frozen=True)
class Answer:
    """What it comes to. `text` for a terminal, or `written` to a file, or `data` for a pipe."""

    reports: tuple[Report, ...]
    unread: tuple[JuesuanError, ...] = ()
    passed_over: tuple[Path, ...] = ()
    """JSON files of a folder that are no records."""
    text: tuple[Text, ...] = ()
    data: str = ""
    written: Path | None = None

    @property
    def exit_code(self) -> int:
        """3 where a record could not be read, else 1 where an error-level finding stands, else 0.

        3 goes before 1: what was not read may hold anything, so nobody may take the findings for all there are.
        """
        if self.unread:
            return self.unread[0].exit_code
        return int(any(one.severity == "error" for report in self.reports for one in report.checked.findings))


def check_across(records: Sequence[tuple[str, Record]]) -> Between:
    """Hold several reports, by name, against each other."""
    found = files.across(records)
    return Between(tuple((one.first, one.finding) for one in found.findings), found.tried, found.held, found.untried)


def answer(request: Request, across: Across = check_across, on_progress: OnProgress = lambda _step: None) -> Answer:
    """Check what a call names. Raises UsageError for words that are off, InputError and RecordError for a lone input.

    One bad record of several does not stop the others; then `across` holds them against each other.
    """
    form = _form(request)
    _require_apart(request)
    choice = read_choice(request.config) if request.config else EVERYTHING
    unread: list[JuesuanError] = []
    passed_over: tuple[Path, ...] = ()
    if request.facts or request.source:
        reports = [_labelled(request, choice)]
    else:
        found = meant(request.records)
        reports, unread = _recorded(found.files, choice, on_progress)
        passed_over = found.passed_over
    reports += _together(reports, choice, across)
    return replace(_rendered(request, form, reports), unread=tuple(unread), passed_over=passed_over)


def _rendered(request: Request, form: Format, reports: Sequence[Report]) -> Answer:
    done = tuple(reports)
    text = text_of(done, everything=request.everything) if form == "text" else []
    if request.to is None:
        return Answer(done, text=tuple(text), data="" if form == "text" else render(done, form))
    data = "".join(f"{line.plain}\n" for line in text) if form == "text" else render(done, form)
    write_text(request.to, data)
    return Answer(done, written=request.to)


def _require_apart(request: Request) -> None:
    """Raise UsageError where what is written would take the place of what is read."""
    if request.to is None:
        return
    if request.to.is_dir():
        raise UsageError("-o 要给一个文件，这是文件夹", where=str(request.to), remedy="例如 -o findings.csv")
    read = [path for path in (*request.records, request.facts, request.source, request.config) if path]
    if any(path.exists() and request.to.exists() and path.samefile(request.to) for path in read):
        raise UsageError("-o 会覆盖所读的文件", where=str(request.to), remedy="请换一个文件名")


def _form(request: Request) -> Format:
    """The format that is asked for, else the one the file's name ends in, else text."""
    if request.form:
        return as_format(request.form)
    suffix = request.to.suffix.removeprefix(".").lower() if request.to else ""
    return next((form for form in FORMATS if form == suffix), "text")


def _labelled(request: Request, choice: Choice) -> Report:
    if request.records:
        raise UsageError("--facts 与记录不能同时核对", remedy="核对标注用 --facts 标注.csv --source 报告，不写记录")
    if not (request.facts and request.source):
        raise UsageError("--facts 和 --source 要一起给", remedy="前者是标注文件，后者是它所标注的报告")
    book = book_of_labels(request.facts, request.source)
    return report_of(request.facts.name, book, choice.applied(check(book, choice.ids)))


def _recorded(
    files: Sequence[Path], choice: Choice, on_progress: OnProgress
) -> tuple[list[Report], list[JuesuanError]]:
    reports: list[Report] = []
    unread: list[JuesuanError] = []
    alike = Counter(path.name for path in files)
    for done, path in enumerate(files):
        on_progress(Progress(done, len(files), clean(path.name)))
        try:
            record = sound(path)
        except RecordError as error:
            if len(files) == 1:
                raise
            unread.append(error)
            continue
        book = book_of_record(record)
        name = path.name if alike[path.name] == 1 else str(path)
        reports.append(report_of(name, book, choice.applied(check(book, choice.ids)), record))
    return reports, unread


def _together(reports: Sequence[Report], choice: Choice, across: Across) -> list[Report]:
    """Return what only several records together give: a report more for every one that is to blame, then the counts."""
    known = {report.name: report for report in reports}
    records = [(report.name, report.record) for report in reports if report.record]
    if len(records) < 2 or not choice.between:
        return []
    between = across(records)
    blamed = dict.fromkeys(name for name, _ in between.findings)
    found = [_beside(known[name], [one for of, one in between.findings if of == name], choice) for name in blamed]
    counts = (f"核对 {between.tried} 次，其中相符 {between.held} 次、不符 {between.tried - between.held} 次",)
    if between.tried or between.untried:
        notes = (*(counts if between.tried else ()), *between.untried)
        found.append(Report("各份报告之间", (), Checked((), {}), notes=notes))
    return found


def _beside(report: Report, findings: Sequence[Finding], choice: Choice) -> Report:
    tried = tuple(one for one in findings if set(one.checks) <= set(choice.between))
    checked = choice.applied(Checked(tried, {}))
    return replace(report, name=f"{report.name}（与其他报告相比）", checked=checked, record=None)
