"""`python -m evals.record FOLDER REPORT… [--section S7]`: record the model's answers, and drop those nobody asks for.

Only questions without a recorded answer are asked. `--section` forgets the recorded answers of one section first, so
that they are asked anew (a cache between runs is then left aside). At the end the folder is replayed without a model,
and answers that no report asked for are deleted.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from extractor import pipeline, wiring
from extractor.answers_store import FolderStore, answer_key
from extractor.ask import Asker, Reply
from extractor.load import load
from extractor.progress import watch
from extractor.question import Question


class _Watching:
    """A replaying asker that remembers the keys of one section's questions."""

    def __init__(self, asker: Asker, section: str) -> None:
        self._asker = asker
        self._section = section
        self.keys: set[str] = set()

    @property
    def identity(self) -> dict[str, Any]:
        return self._asker.identity

    def ask_all(
        self, questions: Sequence[Question], on_reply: Callable[[Question, Reply], None] | None = None
    ) -> Mapping[str, Reply]:
        mine = [question for question in questions if question.id.partition("/")[0] == self._section]
        self.keys |= {answer_key(self._asker.manifest, question) for question in mine}
        return self._asker.ask_all(questions, on_reply)


def forget(folder: Path, reports: Sequence[Path], section: str) -> int:
    """Delete the recorded answers of one section of `reports`, and return how many there were."""
    watching = _Watching(Asker(None, FolderStore.replay(folder)), section)
    for report in reports:
        pipeline.extract([load(report)], watching)
    files = [path for key in watching.keys if (path := folder / f"{key}.json").is_file()]
    for path in files:
        path.unlink()
    return len(files)


def prune(folder: Path, reports: Sequence[Path]) -> int:
    """Delete the recorded answers that none of `reports` asks for, and return how many there were."""
    store = FolderStore.replay(folder)
    for report in reports:
        pipeline.extract([load(report)], Asker(None, store))
    orphans = store.orphans()
    for key in orphans:
        (folder / f"{key}.json").unlink()
    return len(orphans)


def main(argv: Sequence[str] | None = None) -> int:
    """Record; the exit code is 1 where a record is not complete."""
    parser = argparse.ArgumentParser(prog="python -m evals.record", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("reports", type=Path, nargs="+")
    parser.add_argument("--section")
    parser.add_argument("--doc", default="", help="record only reports whose name begins so; nothing is pruned then")
    arguments = parser.parse_args(argv)
    console = Console(stderr=True)
    chosen = [report for report in arguments.reports if report.name.startswith(arguments.doc)]
    complete = True
    with tempfile.TemporaryDirectory() as aside:
        if arguments.section:
            console.print(f"忘掉 {arguments.section} 的 {forget(arguments.folder, chosen, arguments.section)} 个回答")
            os.environ["JUESUAN_CACHE_DIR"] = aside
        with wiring.reader(wiring.Choices(offline=True, record=arguments.folder)) as read:
            for report in chosen:
                with watch(console, report.stem) as step:
                    extraction = read([load(report)], step)
                complete &= extraction.record.status == "complete"
                console.print(f"{report.stem}：{extraction.record.status}，{extraction.run}", soft_wrap=True)
    if not arguments.doc:
        console.print(f"删去没有人问的 {prune(arguments.folder, arguments.reports)} 个回答")
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
