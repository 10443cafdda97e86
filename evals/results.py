"""`python -m evals.results RUN PAGE`: puts the tables of a run into a page, between the marks of its suite.

The rest of the page stays as it is. What differs from machine to machine is left out of the tables: the seconds are
those of the recordings alone, and the run's folder and the digest of its plan are not named.
"""

import argparse
import re
import sys
from pathlib import Path

import numpy as np

from evals.reporting.markdown import render_markdown
from evals.running.folder import RunFolder
from evals.running.summary import DocumentSummary, Measure, Summary
from extractor.errors import JuesuanError, UsageError
from extractor.export import write_text

_PLAN = re.compile(r"；计划 `[0-9a-f]*`")
_HEADING = re.compile(r"^#", re.MULTILINE)
_PERCENTILES = {"seconds_p50": 50, "seconds_p95": 95}


def tables(folder: RunFolder) -> str:
    """Return the report of a run as Markdown of a page's second level. Raises as `RunFolder.summary`."""
    seconds = {name: folder.cost(name).get("seconds_recorded") for name in _names(folder)}
    text = render_markdown(_repeatable(folder.summary(), seconds))
    return _HEADING.sub("##", _PLAN.sub("", text)).strip()


def put(page: str, suite: str, text: str) -> str:
    """Return a page with `text` between the marks of a suite. Raises UsageError where it has no such marks."""
    begin, end = marks(suite)
    before, found, rest = page.partition(begin)
    _, ended, after = rest.partition(end)
    if not (found and ended):
        raise UsageError(f"页面里没有样本集 {suite} 的位置", remedy=f"请在要放表的地方写 {begin} 与 {end} 两行")
    return f"{before}{begin}\n\n{text}\n\n{end}{after}"


def marks(suite: str) -> tuple[str, str]:
    """Return the lines between which the tables of a suite stand."""
    return f"<!-- begin {suite} -->", f"<!-- end {suite} -->"


def main(arguments: list[str] | None = None) -> int:
    """Write the page; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.results", description=__doc__.splitlines()[0])
    parser.add_argument("run", type=Path, help="the folder of a graded run")
    parser.add_argument("page", type=Path, help="the page, with the marks of the run's suite in it")
    given = parser.parse_args(arguments)
    try:
        folder = RunFolder.existing(given.run)
        page = given.page.read_text("utf-8")
        write_text(given.page, put(page, folder.plan().suite, tables(folder)))
    except JuesuanError as error:
        print(f"错误：{error}", file=sys.stderr)
        return error.exit_code
    print(f"{given.page}：{folder.plan().suite_title}")
    return 0


def _names(folder: RunFolder) -> list[str]:
    return [one.name for one in folder.plan().documents]


def _repeatable(summary: Summary, seconds: dict[str, float | None]) -> Summary:
    """Leave out of a summary what the next run of the same command has otherwise."""
    return summary.model_copy(
        update={
            "run": summary.suite,
            "documents": tuple(_recorded(one, seconds[one.name]) for one in summary.documents),
            "process": tuple(
                _percentile(one, [s for s in seconds.values() if s is not None]) for one in summary.process
            ),
        }
    )


def _recorded(document: DocumentSummary, seconds: float | None) -> DocumentSummary:
    return document.model_copy(update={"seconds": seconds})


def _percentile(measure: Measure, seconds: list[float]) -> Measure:
    if measure.id not in _PERCENTILES:
        return measure
    value = float(np.percentile(seconds, _PERCENTILES[measure.id])) if seconds else None
    return measure.model_copy(update={"value": value})


if __name__ == "__main__":
    sys.exit(main())
