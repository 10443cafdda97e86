"""Record files that are checked: which are meant, and whether each is one whose figures may be believed."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from extractor.errors import RecordError, UsageError
from extractor.evidence import fact_problems
from extractor.export import read_record
from schemas.document import Document
from schemas.record import Record

# A record is a file from anywhere: no value of it may be one that arithmetic blows up on.
_VALUE = re.compile(r"-?\d{1,24}(?:\.\d{1,40})?", re.ASCII)
_SHOWN = 3
"""Evidence that is named where much of it is off."""
_OWN = {"schema_version", "documents", "facts"}
"""Keys of a record that findings, run times and other programs' files do not have."""


@dataclass(frozen=True)
class Meant:
    """What a call's words come to."""

    files: tuple[Path, ...]
    passed_over: tuple[Path, ...]
    """JSON files of a folder that are no records: findings of an earlier check, other programs' files."""


def meant(named: Sequence[Path]) -> Meant:
    """Return the record files that are meant: what is named itself, and of a folder the records in it.

    Raises UsageError where that is none.
    """
    files: dict[Path, None] = {}
    passed_over: dict[Path, None] = {}
    for path in named:
        for file in _in(path) if path.is_dir() else [path]:
            other = path.is_dir() and _is_something_else(file)
            (passed_over if other else files)[file] = None
    if not files:
        where = "、".join(map(str, named))
        raise UsageError(
            "文件夹里没有记录" if named else "没有给出要核对的记录",
            where=where,
            remedy="记录由 juesuan extract 写出；核对标注用 --facts 标注.csv --source 报告",
        )
    return Meant(tuple(files), tuple(passed_over))


def sound(path: Path) -> Record:
    """Read a record. Raises RecordError where it is none, or where a figure does not stand where the record says.

    What does not stand in the report is no fact of it: to say that the report does not add up for its sake would
    accuse the report of what happened to the record.
    """
    record = read_record(path)
    for trouble in _troubles(record):
        raise RecordError(trouble, where=str(path), remedy="请重新 extract")
    off = list(fact_problems(record.facts, [Document(**one.model_dump()) for one in record.documents]))
    if off:
        more = f" 等 {len(off)} 处" if len(off) > _SHOWN else ""
        raise RecordError(
            f"记录里的数与它自己所存的原文对不上：{'；'.join(islice(off, _SHOWN))}{more}",
            where=str(path),
            remedy="记录写出后被改动过或已损坏，没有核对；请用 juesuan verify 逐处查看，再重新 extract",
        )
    return record


def _troubles(record: Record) -> Iterator[str]:
    """Yield what the schema lets pass but no reader writes: such a record was damaged, or made by hand."""
    for document in record.documents:
        if not document.pages:
            yield f"文件“{document.name}”一页也没有"
    for fact in record.facts:
        if not fact.place:
            yield f"{fact.id} 没有位置"
        if not _VALUE.fullmatch(fact.value):
            yield f"{fact.id} 的值“{fact.value[:40]}”不是数"


def _in(folder: Path) -> list[Path]:
    """Every .json of a folder but the .run.json beside a record."""
    return sorted(path for path in folder.rglob("*.json") if path.is_file() and not path.name.endswith(".run.json"))


def _is_something_else(path: Path) -> bool:
    """Whether a file is whole JSON and has nothing of a record; a broken one is nothing to pass over in silence."""
    try:
        said = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return not (isinstance(said, dict) and _OWN & said.keys())
