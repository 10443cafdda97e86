"""`python -m evals.peers [PAGE]`: the table of the systems side by side, by replay: no model, no connection.

PAGE is a Markdown page to write the table into, between its marks `<!-- begin peers -->` and `<!-- end peers -->`.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from evals.peers.scores import Scores, score
from evals.peers.suite import FOLDER, load_suite
from evals.peers.systems import CASSETTES, SYSTEMS, store_of
from evals.peers.table import page
from evals.peers.typed import Endpoint
from evals.results import put
from extractor.errors import JuesuanError, RecordError
from extractor.export import write_text

MARK = "peers"


def replay(suite_folder: Path = FOLDER, cassettes: Path = CASSETTES) -> list[Scores]:
    """Replay and grade every system. Raises SuiteError where a report is another one."""
    suite = load_suite(suite_folder)
    rows = []
    for name, read in SYSTEMS.items():
        store = store_of(name, cassettes)
        outcomes = [read(report, suite, store, Endpoint()) for report in suite.reports]
        rows.append(score(name, outcomes, suite.reports))
    return rows


def require_recorded(rows: Iterable[Scores]) -> None:
    """Raise RecordError where a system was never asked what it would be asked now."""
    missing = [f"{scores.system}（{'、'.join(scores.unrecorded)}）" for scores in rows if scores.unrecorded]
    if missing:
        raise RecordError(
            f"有提问没有录到回答：{'；'.join(missing)}",
            remedy="报告、标注的字段、提示词或分段变了，就要重录这些做法，见 docs/peers.md 的 Recording",
        )


def main(argv: Sequence[str] | None = None, *, suite_folder: Path = FOLDER, cassettes: Path = CASSETTES) -> int:
    """Print the table, or write it into a page; return the exit code, 0 only where everything is recorded."""
    parser = argparse.ArgumentParser(prog="python -m evals.peers", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("page", type=Path, nargs="?", help="a page with the marks of the table in it")
    given = parser.parse_args(argv)
    try:
        rows = replay(suite_folder, cassettes)
        if given.page is None:
            print(page(rows), end="")
        require_recorded(rows)
        if given.page is not None:
            write_text(given.page, put(given.page.read_text("utf-8"), MARK, page(rows).strip()))
    except JuesuanError as error:
        print(f"错误：{error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
