"""From the words of an `extract` call to files: which reports make which record, and where each is written.

FILE | DIR … ─plan→ Jobs ─load→ Documents ─read→ Extraction ─write→ NAME.json, NAME.run.json, NAME.html
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from extractor import show
from extractor.errors import InputError, JuesuanError, UsageError
from extractor.export import FORMATS, Format, as_format, render, write_text
from extractor.load import load, require_final_account
from schemas.document import Document
from schemas.record import Record

DEFAULT_FOLDER = Path("juesuan-out")
KINDS = {".html": "网页", ".run.json": "用时与花费", ".json": "记录", ".jsonl": "数据", ".csv": "数据"}
"""What a file is, by how its name ends."""
SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".xhtml", ".shtml", ".pdf", ".docx"})
"""Files of a folder that are tried; a file that is named is tried whatever it is called."""


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
    paths: tuple[Path, ...]
    """The reports it is read from."""


@dataclass(frozen=True)
class Plan:
    """All that a call asks for."""

    jobs: tuple[Job, ...]
    passed_over: tuple[Path, ...]
    """Files of a folder that are of no kind known, or tell of the folder (README)."""


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
    paths: list[Path] = []
    passed_over: list[Path] = []
    for path in inputs:
        if not path.is_dir():
            paths.append(path)
            continue
        for item in sorted(item for item in path.iterdir() if item.is_file() and not item.name.startswith(".")):
            (paths if _looks_readable(item) else passed_over).append(item)
    paths = list(dict.fromkeys(paths))
    if not paths:
        raise UsageError("没有可读的报告", remedy=f"文件夹里要有 {' '.join(sorted(SUFFIXES))} 之一")
    if as_one:
        return Plan((Job(paths[0].stem, tuple(paths)),), tuple(passed_over))
    return Plan(tuple(_named([Job(path.stem, (path,)) for path in paths])), tuple(passed_over))


def kind_of(path: Path) -> str:
    """Return what a file is called on the terminal."""
    return next((kind for ending, kind in KINDS.items() if path.name.endswith(ending)), "文件")


def _looks_readable(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and path.stem.casefold() != "readme"


def _named(jobs: list[Job]) -> list[Job]:
    """Give jobs of the same stem different names: with their suffix, then with a number."""
    stems = Counter(job.name.casefold() for job in jobs)
    taken: set[str] = set()
    named = []
    for job in jobs:
        name = job.name if stems[job.name.casefold()] == 1 else job.paths[0].name
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

    Raises ModelUnavailable and OSError: the next job would meet the same.
    """
    try:
        documents = [load(path) for path in job.paths]
        for document in documents:
            require_final_account(document)
        extraction = read(documents)
    except InputError as error:
        return Unread(job, error)
    return Written(job, extraction, write(job.name, extraction, target))


def write(name: str, extraction: Extraction, target: Target) -> tuple[Path, ...]:
    """Write a record's files and return them, the page last. Raises OSError."""
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
