"""What a run will do, fixed before it begins: which documents, scored by which labels, answered by whom."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

from evals.golden.suite import Suite, SuiteDocument
from extractor.errors import SuiteError, UsageError
from schemas._base import Value
from schemas.record import SCHEMA_VERSION

CANONICALISER = "1"
"""To be raised when values are made comparable in another way."""


class Planned(Value):
    """One document of a run."""

    name: str
    sha256: str
    labels: str
    """SHA-256 of its gold, leaf by leaf."""
    slices: dict[str, str]
    given: bool
    """Whether its file is there; one that is not is listed and scored nowhere."""


class Plan(Value):
    """Everything that changes the outcome of a run."""

    suite: str
    suite_title: str
    suite_folder: str
    """Where the suite was; no part of the digest."""
    documents: tuple[Planned, ...]
    model: dict[str, Any]
    """Identity of the answering model, without its address."""
    prompts: str
    """Digest of all prompt files."""
    code: str
    """Digest of the reader's own files: what an edited reader says is another run."""
    versions: dict[str, str]
    recordings: str = ""
    """Digest of the folder of recorded answers; empty where a model is asked, or nobody."""
    replayed: bool
    """Whether recorded answers were used: then nothing is left to chance. No part of the digest."""

    @property
    def digest(self) -> str:
        """SHA-256 of what is to be predicted and by whom; labels may be mended without predicting again."""
        return _sha256(self._parts())

    @property
    def gold(self) -> str:
        """SHA-256 of all labels."""
        return _sha256([(one.name, one.labels) for one in self.documents])

    def differences(self, other: "Plan") -> list[str]:
        """Return, in Chinese, which parts of the digest differ."""
        mine, theirs = self._parts(), other._parts()
        return [name for name in mine if mine[name] != theirs[name]]

    def _parts(self) -> dict[str, Any]:
        return {
            "样本集": self.suite,
            "报告": [(one.name, one.sha256) for one in self.documents if one.given],
            "模型": self.model,
            "提示": self.prompts,
            "程序": self.code,
            "版本": self.versions,
            "录下的回答": self.recordings,
        }


def make_plan(
    suite: Suite,
    documents: Sequence[SuiteDocument],
    model: Mapping[str, Any],
    *,
    replayed: bool,
    recordings: Path | None = None,
) -> Plan:
    """Fix a run of `documents` of a suite; `recordings`: the folder of recorded answers, where they are replayed.

    Raises UsageError where none is there, or names would share a file, SuiteError where a key is labelled twice.
    """
    if not any(one.path for one in documents):
        raise UsageError(
            "样本集的报告一份也没有找到", where=str(suite.folder), remedy="请用 --documents 给出装着报告的文件夹"
        )
    _require_own_files(suite, [one.name for one in documents])
    _require_one_label_a_key(documents)
    return Plan(
        suite=suite.name,
        suite_title=suite.title,
        suite_folder=str(suite.folder.resolve()),
        documents=tuple(_planned(one, given=one.path is not None) for one in documents),
        model=dict(model),
        prompts=prompts_digest(),
        code=code_digest(),
        versions={"juesuan": _version(), "record": SCHEMA_VERSION, "canonicaliser": CANONICALISER},
        recordings=recordings_digest(recordings) if recordings else "",
        replayed=replayed,
    )


def relabelled(plan: Plan, documents: Sequence[SuiteDocument]) -> Plan:
    """Return a run's plan with the labels and slices of its documents as they are now. Raises SuiteError."""
    _require_one_label_a_key(documents)
    given = {one.name: one.given for one in plan.documents}
    return plan.model_copy(
        update={"documents": tuple(_planned(one, given=given[one.name]) for one in documents if one.name in given)}
    )


def chosen(suite: Suite, slices: Iterable[str]) -> list[SuiteDocument]:
    """Return the documents in all of `slices`, each `name=value`. Raises UsageError for a slice nobody is in."""
    wanted = [_slice(text) for text in slices]
    for name, value in wanted:
        there = sorted({one.slices[name] for one in suite.documents if name in one.slices})
        if value not in there:
            known = sorted({key for one in suite.documents for key in one.slices})
            remedy = f"{name} 可选：{'、'.join(there)}" if there else f"可选的切片：{'、'.join(known)}"
            raise UsageError(f"没有报告属于切片 {name}={value}", where=suite.name, remedy=remedy)
    found = [one for one in suite.documents if all(one.slices.get(name) == value for name, value in wanted)]
    if not found:
        raise UsageError("没有报告同时属于这些切片", where=suite.name, remedy="请少给一个 --slice")
    return found


def prompts_digest() -> str:
    """Return one SHA-256 of all prompt files."""
    texts = {
        file.name: file.read_text(encoding="utf-8") for file in files("prompts").iterdir() if file.name.endswith(".md")
    }
    return _sha256(texts)


def code_digest() -> str:
    """Return one SHA-256 of the files of the reader and its schemas: programs and tables."""
    parts = []
    for package in ("extractor", "schemas"):
        root = Path(str(files(package)))
        paths = sorted(path for path in root.rglob("*") if path.suffix in _CODE)
        parts += [
            (package, *path.relative_to(root).parts, hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths
        ]
    return _sha256(parts)


def recordings_digest(folder: Path) -> str:
    """Return one SHA-256 of the answers in a folder: other answers to the same questions are another run."""
    return _sha256(
        [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in sorted(folder.glob("*.json"))]
    )


_CODE = frozenset({".py", ".toml", ".csv", ".json"})
_ENDINGS = (".run", ".error")
"""A document named so would share a file of the run's folder with another one; see `evals.running.folder`."""


def _require_own_files(suite: Suite, names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"{name} 出现了两次", where=suite.name, remedy="每份报告的 name 要各不相同")
        if name.endswith(_ENDINGS):
            raise UsageError(f"报告不能叫 {name}", where=suite.name, remedy=f"name 不要以 {'、'.join(_ENDINGS)} 结尾")


def _require_one_label_a_key(documents: Sequence[SuiteDocument]) -> None:
    for document in documents:
        keys = Counter(leaf.key for leaf in document.labels)
        twice = ["/".join(key) for key, number in keys.items() if number > 1]
        if twice:
            raise SuiteError(
                f"{document.name} 的标注里 {'、'.join(twice)} 标了两次",
                where=str(document.labels_file or document.name),
                remedy="请先用 juesuan eval lint 检查标注；印出两个不同的数时，第二个行名加 #2",
            )


def _planned(document: SuiteDocument, *, given: bool) -> Planned:
    return Planned(
        name=document.name,
        sha256=document.sha256,
        labels=_sha256([[*leaf.key, leaf.state, str(leaf.value)] for leaf in document.labels]),
        slices=dict(document.slices),
        given=given,
    )


def _slice(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark or not name or not value:
        raise UsageError(f"--slice 写作 名=值，不能是 {text!r}", remedy="例如 --slice carrier=pdf")
    return name, value


def _sha256(value: Any) -> str:
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _version() -> str:
    try:
        return version("juesuan")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "source"
