"""From the words of a call to a suite and to who answers it."""

from dataclasses import replace
from pathlib import Path

from evals.golden.manifest import NAME, read_manifest
from evals.golden.suite import Suite, load_suite
from extractor.errors import SuiteError
from extractor.wiring import Choices

SUITES = Path(__file__).parent.parent / "suites"
"""The suites that come with juesuan."""


def shipped() -> dict[str, str]:
    """Return the names of the suites that come with juesuan, each with its title."""
    return {path.parent.name: read_manifest(path).title for path in sorted(SUITES.glob(f"*/{NAME}"))}


def open_suite(name: str, documents: Path | None = None, described: Path | None = None) -> Suite:
    """Load a suite by its folder, its manifest or the name of one that comes with juesuan; a folder goes first.

    `documents`, `described`: as in `load_suite`.

    Raises SuiteError where there is none, where it is not in order, and where `documents` holds none of its reports.
    """
    path = Path(name)
    if not path.is_file() and not (path / NAME).is_file() and (SUITES / name / NAME).is_file():
        path = SUITES / name
    if not path.exists():
        known = "、".join(f"{name}（{title}）" for name, title in shipped().items())
        raise SuiteError(f"没有样本集 {name}", remedy=f"自带的有 {known}；自己的请给出 {NAME} 所在的文件夹")
    suite = load_suite(path, documents, described=described)
    if documents is not None and not any(one.path for one in suite.documents):
        wanted = "；".join(f"{one.name} {one.sha256[:12]}…" for one in suite.documents[:3])
        raise SuiteError(
            f"文件夹里没有样本集 {suite.name} 的任何一份报告",
            where=str(documents),
            remedy=f"报告按 SHA-256 找，文件须一字不差；要的是 {wanted}",
        )
    return suite


def answered_by(suite: Suite, choices: Choices, *, live: bool, replay: Path | None) -> Choices:
    """Return who answers: the recordings that are named, else the suite's own, unless a model is to be asked."""
    recorded = replay or (None if live else suite.replay)
    return replace(choices, offline=recorded is not None, replay=recorded)
