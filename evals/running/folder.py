"""The folder of a run, and what lies where in it. Every file is whole or not there, so a killed run goes on.

manifest.json             what was run: hashes of suite, documents, labels, prompts, code; who answered
predictions/NAME.json     the record of a document, with every answer of the model in its ledger
predictions/NAME.run.json seconds, tokens, calls
predictions/NAME.error.json  why there is no record
answers/NAME.jsonl        every question of a document and the model's answer, a line each
verdicts.jsonl            a line a leaf
summary.json, report.md, report.html
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, RootModel, ValidationError

from evals.running.plan import Plan
from evals.running.summary import Summary
from evals.scoring.leaf import LeafVerdict
from extractor.errors import RecordError, UsageError
from extractor.export import render, write_text
from extractor.reasons import of_os
from schemas._base import Value
from schemas.record import Record


class Crash(Value):
    """A document that gave no record: scored as all omitted, and listed apart."""

    kind: str
    """Class of the error."""
    message: str


class RunFolder:
    """Reads and writes one run's files."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def open(cls, path: Path, plan: Plan) -> "RunFolder":
        """Open a folder for a plan, new or begun. Raises UsageError where another plan's run is there."""
        folder = cls(path)
        if (path / "manifest.json").is_file():
            before = folder.plan()
            if before.digest != plan.digest:
                raise UsageError(
                    f"这个文件夹里已有另一次运行：{'、'.join(before.differences(plan))} 不同",
                    where=str(path),
                    remedy="请用 -o 换一个文件夹，或删去它",
                )
        elif path.is_dir() and any(path.iterdir()):
            raise UsageError("这个文件夹不是空的，也不是一次运行", where=str(path), remedy="请用 -o 换一个文件夹")
        folder.write_plan(plan)
        return folder

    @classmethod
    def existing(cls, path: Path) -> "RunFolder":
        """Open the folder of a run that was made. Raises UsageError where there is none."""
        if not (path / "manifest.json").is_file():
            raise UsageError("这里没有一次评测运行", where=str(path), remedy="先用 juesuan eval run 跑一次")
        return cls(path)

    @property
    def name(self) -> str:
        """What the run is called: its folder's name."""
        return self.path.resolve().name

    def plan(self) -> Plan:
        """Return the manifest. Raises RecordError where it is broken."""
        return _read(Plan, self.path / "manifest.json", "请删去这个文件夹重跑")

    def write_plan(self, plan: Plan) -> None:
        """Write the manifest."""
        write_text(self.path / "manifest.json", plan.model_dump_json(indent=1) + "\n")

    def done(self, name: str) -> bool:
        """Whether a document has been predicted; one that crashed is tried again."""
        return self._at(name, ".json").is_file() and self._at(name, ".run.json").is_file()

    def keep(self, name: str, record: Record, run: dict[str, Any]) -> None:
        """Keep a document's record and what reading it cost; the run's file comes last and says that both are whole."""
        answers = (chunk.model_dump(mode="json", exclude={"unused_numbers"}) for chunk in record.chunks)
        write_text(self.path / "answers" / f"{name}.jsonl", _lines(answers))
        write_text(self._at(name, ".json"), render(record, "json"))
        write_text(self._at(name, ".run.json"), json.dumps(run, ensure_ascii=False, indent=1, default=str) + "\n")
        self._at(name, ".error.json").unlink(missing_ok=True)

    def keep_crash(self, name: str, error: Exception) -> None:
        """Keep why a document gave no record."""
        crash = Crash(kind=type(error).__name__, message=str(error))
        write_text(self._at(name, ".error.json"), crash.model_dump_json(indent=1) + "\n")

    def record(self, name: str) -> Record | None:
        """Return a document's record, None where it gave none. Raises RecordError where the file is broken."""
        return _read(Record, self._at(name, ".json"), _AGAIN) if self.done(name) else None

    def cost(self, name: str) -> dict[str, Any]:
        """Return seconds, tokens and calls of a document; empty where it gave no record. Raises RecordError."""
        return _read(_Cost, self._at(name, ".run.json"), _AGAIN).root if self.done(name) else {}

    def crash(self, name: str) -> Crash | None:
        """Return why a document gave no record; None where it has one or was never read. Raises RecordError."""
        path = self._at(name, ".error.json")
        return _read(Crash, path, _AGAIN) if path.is_file() and not self.done(name) else None

    def write_verdicts(self, verdicts: Iterable[LeafVerdict]) -> None:
        """Write a line a leaf."""
        write_text(self.path / "verdicts.jsonl", _lines(asdict(one) for one in verdicts))

    def verdicts(self) -> list[LeafVerdict]:
        """Read the lines back. Raises UsageError where the run has not been graded, RecordError where one is broken."""
        path = self._graded("verdicts.jsonl")
        found = []
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            try:
                found.append(_verdict(json.loads(line)))
            except (ValueError, TypeError, KeyError) as error:
                where = f"{path}，第 {number} 行"
                raise RecordError("运行的 verdicts.jsonl 坏了", where=where, remedy=_GRADE_AGAIN) from error
        return found

    def write_summary(self, summary: Summary) -> None:
        """Write the summary."""
        write_text(self.path / "summary.json", summary.model_dump_json(indent=1) + "\n")

    def summary(self) -> Summary:
        """Read the summary back. Raises UsageError where there is none, RecordError where it is broken."""
        return _read(Summary, self._graded("summary.json"), _GRADE_AGAIN)

    def _graded(self, name: str) -> Path:
        path = self.path / name
        if not path.is_file():
            raise UsageError("这次运行还没有评分", where=str(self.path), remedy="先跑 juesuan eval grade")
        return path

    def _at(self, name: str, ending: str) -> Path:
        return self.path / "predictions" / f"{name}{ending}"


class _Cost(RootModel[dict[str, Any]]):
    """What reading a document cost."""


_AGAIN = "请删去它，再跑一次同样的命令"
_GRADE_AGAIN = "请重跑 juesuan eval grade"

Shape = TypeVar("Shape", bound=BaseModel)


def _read(shape: type[Shape], path: Path, remedy: str) -> Shape:
    try:
        return shape.model_validate_json(path.read_bytes())
    except OSError as error:
        raise RecordError(f"读不了运行的 {path.name}：{of_os(error)}", where=str(path), remedy="请检查权限") from error
    except ValidationError as error:
        raise RecordError(f"运行的 {path.name} 坏了", where=str(path), remedy=remedy) from error


def _lines(values: Iterable[Any]) -> str:
    return "".join(f"{json.dumps(value, ensure_ascii=False)}\n" for value in values)


def _verdict(line: dict[str, Any]) -> LeafVerdict:
    line["key"] = tuple(line["key"])
    for name in ("given_key", "gold_span", "given_span"):
        line[name] = tuple(line[name]) if line.get(name) else None
    return LeafVerdict(**line)
