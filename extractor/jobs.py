"""From the words of an `extract` call to files: which reports make which record, and where each is written.

FILE | DIR | ZIP … ─plan→ Jobs ─load→ Documents ─read→ Extraction ─write→ NAME.json, NAME.run.json, NAME.html
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any, Protocol

from extractor import show
from extractor.errors import InputError, JuesuanError, UsageError
from extractor.export import FORMATS, Format, as_format, render, write_text
from extractor.load import Member, is_archive, load, load_member, members, require_final_account
from schemas.document import Document
from schemas.record import Record

DEFAULT_FOLDER = Path("juesuan-out")
KINDS = {".html": "网页", ".run.json": "用时与花费", ".json": "记录", ".jsonl": "数据", ".csv": "数据"}
"""What a file is, by how its name ends."""
SUFFIXES = frozenset((
    ".txt", ".md", ".html", ".htm", ".xhtml", ".shtml", ".pdf", ".ofd", ".docx", ".doc", ".wps", ".rtf",
    ".xlsx", ".xlsm", ".xls", ".et", ".ods", ".zip",
))  # fmt: skip
"""Files of a folder or archive that are tried; a file that is named is tried whatever it is called."""

Source = Path | Member
"""A file, or a file in an archive."""


class Extraction(Protocol):
    """What reading gives: the record, and what belongs to this run only (times, cost)."""

    @property
    def record(self) -> Record:
        """The record."""

    @property
    def run(self) -> Mapping[str, Any]:
        """JSON-able; `seconds` where it was timed."""


Read = Callable[[Sequence[Document]], Extraction]


@dataclass(frozen=True)
class Job:
    """One record to be made."""

    name: str
    """Stem of the files it is written to."""
    sources: tuple[Source, ...]
    """The reports it is read from."""


@dataclass(frozen=True)
class Plan:
    """All that a call asks for."""

    jobs: tuple[Job, ...]
    passed_over: tuple[Source, ...]
    """Files of a folder or archive that are of no kind known, or tell of the folder (README)."""


@dataclass(frozen=True)
class Target:
    """Where records go: into a folder with their page, or as one file alone."""

    path: Path
    form: Format
    single: bool

    @classmethod
    def of(cls, out: Path | None, form: str | None) -> "Target":
        """Read `-o` and `--format`; a path with the suffix of a format is one file. Raises UsageError."""
        wanted = as_format(form) if form else None
        if out is None or out.is_dir() or out.suffix == "":
            return cls(out or DEFAULT_FOLDER, wanted or "json", single=False)
        suffix = out.suffix.removeprefix(".").lower()
        if wanted is None and suffix not in (*FORMATS, "xlsx"):
            return cls(out, "json", single=False)
        return cls(out, wanted or as_format(suffix), single=True)


@dataclass(frozen=True)
class Written:
    """One record and the files it was written to; the one to look at first comes last."""

    job: Job
    extraction: Extraction
    files: tuple[Path, ...]


@dataclass(frozen=True)
class Unread:
    """One job that came to nothing."""

    job: Job
    error: JuesuanError


def plan(inputs: Iterable[Path], *, as_one: bool = False) -> Plan:
    """Work out the jobs: one a file, or one of them all. The files of a folder are taken in the order of their names.

    A path that is not there is a job like any other: reading it says so. Raises UsageError where nothing is left.
    """
    sources: list[Source] = []
    passed_over: list[Source] = []
    for path in inputs:
        for item in _files(path) if path.is_dir() else (path,):
            if path.is_dir() and not _looks_readable(item):
                passed_over.append(item)
                continue
            opened, left = _opened(item)
            sources += opened
            passed_over += left
    sources = list(dict.fromkeys(sources))
    if not sources:
        raise UsageError("没有可读的报告", remedy=f"文件夹里要有 {' '.join(sorted(SUFFIXES))} 之一")
    if as_one:
        first = sources[0]
        stem = (first.archive if isinstance(first, Member) else first).stem
        return Plan((Job(stem, tuple(sources)),), tuple(passed_over))
    return Plan(tuple(_named([Job(_path(source).stem, (source,)) for source in sources])), tuple(passed_over))


def documents_of(sources: Iterable[Source]) -> list[Document]:
    """Load reports that make one record. Raises InputError where one is no final account that can be read."""
    documents = [load_member(source) if isinstance(source, Member) else load(source) for source in sources]
    for document in documents:
        require_final_account(document)
    return documents


def expanded(path: Path) -> tuple[Source, ...]:
    """Return the reports in an archive, or the file itself."""
    return _opened(path)[0]


def kind_of(path: Path) -> str:
    """Return what a file is called on the terminal."""
    return next((kind for ending, kind in KINDS.items() if path.name.endswith(ending)), "文件")


def _files(folder: Path) -> list[Path]:
    return sorted(item for item in folder.iterdir() if item.is_file() and not item.name.startswith("."))


def _opened(path: Path) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """Return what is read of a file, and what of it is passed over; an archive is opened.

    An archive in an archive is read like any file, so that it is refused by name: a record that lacks what it holds
    must not look whole. One that cannot be opened is a file like any other too: reading it says why.
    """
    if not is_archive(path):
        return (path,), ()
    try:
        found = members(path)
    except InputError:
        return (path,), ()
    readable = tuple(member for member in found if _looks_readable(member))
    return readable or (path,), tuple(member for member in found if member not in readable)


def _path(source: Source) -> PurePath:
    return source.path if isinstance(source, Member) else source


def _looks_readable(source: Source) -> bool:
    path = _path(source)
    return path.suffix.lower() in SUFFIXES and path.stem.casefold() != "readme"


def _named(jobs: list[Job]) -> list[Job]:
    """Give jobs of the same stem different names: with their suffix, then with a number."""
    stems = Counter(job.name.casefold() for job in jobs)
    taken: set[str] = set()
    named = []
    for job in jobs:
        name = job.name if stems[job.name.casefold()] == 1 else _path(job.sources[0]).name
        ordinal = 2
        fresh = name
        while fresh.casefold() in taken:
            fresh = f"{name}-{ordinal}"
            ordinal += 1
        taken.add(fresh.casefold())
        named.append(replace(job, name=fresh))
    return named


def carry_out(job: Job, read: Read, target: Target) -> Written | Unread:
    """Do one job. What its files or their content are to blame for is returned, so that the next job goes on.

    Raises ModelUnavailable and UsageError (nothing can be written): the next job would meet the same.
    """
    try:
        extraction = read(documents_of(job.sources))
    except InputError as error:
        return Unread(job, error)
    return Written(job, extraction, write(job.name, extraction, target))


def write(name: str, extraction: Extraction, target: Target) -> tuple[Path, ...]:
    """Write a record's files and return them, the page last. Raises UsageError."""
    record = extraction.record
    if target.single:
        write_text(target.path, render(record, target.form))
        return (target.path,)
    files = {f"{name}.json": render(record, "json")}
    if target.form != "json":
        files[f"{name}.{target.form}"] = render(record, target.form)
    files[f"{name}.run.json"] = json.dumps(extraction.run, ensure_ascii=False, indent=1, default=str) + "\n"
    for file_name, text in files.items():
        write_text(target.path / file_name, text)
    page = show.write(record, target.path / f"{name}.html")
    return (*(target.path / file_name for file_name in files), page)
