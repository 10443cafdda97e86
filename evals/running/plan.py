"""What a run will do, fixed before it begins: which documents, scored by which labels, answered by whom."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Any

from evals.golden.suite import Suite, SuiteDocument
from extractor.errors import UsageError
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
    """Where the suite was, as it was named; no part of the digest."""
    documents: tuple[Planned, ...]
    model: dict[str, Any]
    """Identity of the answering model, without its address."""
    prompts: str
    """Digest of all prompt files."""
    versions: dict[str, str]
    replayed: bool
    """Whether recorded answers were used: then nothing is left to chance. No part of the digest."""

    @property
    def digest(self) -> str:
        """SHA-256 of what is to be predicted and by whom; labels may be mended without predicting again."""
        return _sha256({name: value for name, value in self._parts().items() if name != "标注"})

    def differences(self, other: "Plan") -> list[str]:
        """Return, in Chinese, which parts differ."""
        mine, theirs = self._parts(), other._parts()
        return [name for name in mine if mine[name] != theirs[name]]

    def _parts(self) -> dict[str, Any]:
        return {
            "样本集": self.suite,
            "报告": [(one.name, one.sha256) for one in self.documents if one.given],
            "标注": [(one.name, one.labels) for one in self.documents],
            "模型": self.model,
            "提示": self.prompts,
            "版本": self.versions,
        }


def make_plan(suite: Suite, documents: Sequence[SuiteDocument], model: Mapping[str, Any], *, replayed: bool) -> Plan:
    """Fix a run of `documents` of a suite. Raises UsageError where none of them is there."""
    if not any(one.path for one in documents):
        raise UsageError(
            "样本集的报告一份也没有找到", where=str(suite.folder), remedy="请用 --documents 给出装着报告的文件夹"
        )
    return Plan(
        suite=suite.name,
        suite_title=suite.title,
        suite_folder=str(suite.folder),
        documents=tuple(
            Planned(
                name=one.name,
                sha256=one.sha256,
                labels=_sha256([[*leaf.key, leaf.state, str(leaf.value)] for leaf in one.labels]),
                slices=dict(one.slices),
                given=one.path is not None,
            )
            for one in documents
        ),
        model=dict(model),
        prompts=prompts_digest(),
        versions={"juesuan": _version(), "record": SCHEMA_VERSION, "canonicaliser": CANONICALISER},
        replayed=replayed,
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
